#include "markdown/markdown.hpp"

#include <gumbo.h>
#include <md4c.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/text.hpp>

#include "markdown/tables.hpp"
#include "plain_text/labelled.hpp"

namespace minutemill::markdown {
namespace {

std::string_view view(const MD_ATTRIBUTE& attribute) {
  return {attribute.text, attribute.size};
}

// "&nbsp;" by the table of the HTML parser.
std::string resolve_entity(std::string_view entity) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, entity.data(), entity.size());
  std::string out(entity);
  const GumboNode* root = output->root;
  if (root->v.element.children.length == 2) {
    const auto* body = static_cast<const GumboNode*>(root->v.element.children.data[1]);
    if (body->v.element.children.length == 1)
      out = static_cast<const GumboNode*>(body->v.element.children.data[0])->v.text.text;
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return out;
}

class Builder {
 public:
  Builder(Markup& markup, pugi::xml_node body, const Limits& limits) : markup_(markup), limits_(limits) {
    open_.push_back(body);
  }

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    flush_raw();
    switch (type) {
      case MD_BLOCK_DOC:
        return 0;
      case MD_BLOCK_QUOTE:
        push("blockquote");
        break;
      case MD_BLOCK_UL:
        push("ul");
        break;
      case MD_BLOCK_OL: {
        push("ol");
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        if (list->start != 1) open_.back().append_attribute("start").set_value(list->start);
        break;
      }
      case MD_BLOCK_LI:
        push("li");
        break;
      case MD_BLOCK_HR:
        push("hr");
        break;
      case MD_BLOCK_H: {
        const std::array<char, 3> name{
            'h', static_cast<char>('0' + static_cast<MD_BLOCK_H_DETAIL*>(detail)->level), '\0'};
        push(name.data());
        break;
      }
      case MD_BLOCK_CODE: {
        push("pre");
        const auto* code = static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
        if (code->lang.size > 0) set("class", "language-" + std::string(view(code->lang)));
        break;
      }
      case MD_BLOCK_HTML:
        push("div");
        break;
      case MD_BLOCK_P:
        push("p");
        break;
      case MD_BLOCK_TABLE:
        push("table");
        break;
      case MD_BLOCK_THEAD:
        push("thead");
        break;
      case MD_BLOCK_TBODY:
        push("tbody");
        break;
      case MD_BLOCK_TR:
        push("tr");
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD: {
        push(type == MD_BLOCK_TH ? "th" : "td");
        const MD_ALIGN align = static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align;
        if (align != MD_ALIGN_DEFAULT)
          set("align", align == MD_ALIGN_LEFT ? "left" : align == MD_ALIGN_CENTER ? "center" : "right");
        break;
      }
      default:
        push("div");
        break;
    }
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    line_ended_ = false;
    flush_raw();
    if (type != MD_BLOCK_DOC) pop();
    return 0;
  }

  // A line that begins in bold inside a paragraph begins a matter of its own ("**Chair:** ..."): its break
  // counts.
  int enter_span(MD_SPANTYPE type, void* detail) {
    // So does that of a line in italics, where the paragraph begins with one.
    const bool like_first = type == MD_SPAN_EM && std::string_view(open_.back().first_child().name()) == "em";
    end_line(type == MD_SPAN_STRONG || like_first);
    switch (type) {
      case MD_SPAN_EM:
        push("em");
        break;
      case MD_SPAN_STRONG:
        push("strong");
        break;
      case MD_SPAN_CODE:
        push("code");
        break;
      case MD_SPAN_DEL:
        push("del");
        break;
      case MD_SPAN_U:
        push("u");
        break;
      case MD_SPAN_A: {
        push("a");
        const auto* link = static_cast<MD_SPAN_A_DETAIL*>(detail);
        set("href", view(link->href));
        if (link->title.size > 0) set("title", view(link->title));
        break;
      }
      case MD_SPAN_IMG: {
        push("img");
        const auto* image = static_cast<MD_SPAN_IMG_DETAIL*>(detail);
        set("src", view(image->src));
        if (image->title.size > 0) set("title", view(image->title));
        ++in_image_;
        break;
      }
      default:
        push("span");
        break;
    }
    return 0;
  }

  int leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) {
      --in_image_;
      if (!alt_.empty()) set("alt", alt_);
      alt_.clear();
    }
    pop();
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view value) {
    end_line(line_ended_ && (is_headed_item() || goes_on_with_labels(value)));
    if (in_image_ > 0) {
      alt_.append(type == MD_TEXT_SOFTBR || type == MD_TEXT_BR ? " " : value);
      return 0;
    }
    switch (type) {
      case MD_TEXT_BR:
        append("br");
        break;
      case MD_TEXT_SOFTBR:
        line_ended_ = true;
        break;
      case MD_TEXT_NULLCHAR:
        add_text("\xef\xbf\xbd", {});
        break;
      case MD_TEXT_ENTITY:
        add_text(resolve_entity(value), span_of(value));
        break;
      case MD_TEXT_HTML:
        raw_html(value);
        break;
      default:
        add_text(value, span_of(value));
        break;
    }
    return 0;
  }

 private:
  // A list item whose first line stopped well before any margin: what it is about, and text below.
  [[nodiscard]] bool is_headed_item() const {
    constexpr std::size_t kShort = 45;  // characters
    const pugi::xml_node item = open_.back();
    const std::string_view name = item.name(), around = item.parent().name();
    if (name != "li" && (name != "p" || around != "li" || item.previous_sibling())) return false;
    const pugi::xml_node only = item.first_child();
    return only && !only.next_sibling() && only.type() == pugi::node_pcdata &&
           count_code_points(only.value()) < kShort;
  }

  // A paragraph of lines that each begin with a label.
  [[nodiscard]] bool goes_on_with_labels(std::string_view line) const {
    const pugi::xml_node first = open_.back().first_child();
    return first.type() == pugi::node_pcdata && plain_text::begins_with_label(first.value()) &&
           plain_text::begins_with_label(line);
  }

  void end_line(bool counts) {
    if (!std::exchange(line_ended_, false)) return;
    if (counts)
      append("br");
    else
      add_text("\n", {});
  }
  pugi::xml_node append(const char* name) {
    count();
    return open_.back().append_child(name);
  }
  void push(const char* name) {
    // Too deep: the content goes into the deepest element allowed.
    open_.push_back(open_.size() > limits_.depth ? open_.back() : append(name));
  }
  void pop() { open_.pop_back(); }
  void set(const char* name, std::string_view value) {
    open_.back().append_attribute(name).set_value(std::string(value).c_str());
  }

  void add_text(std::string_view value, SourceSpan at) {
    count();
    pugi::xml_node node = open_.back().append_child(pugi::node_pcdata);
    node.set_value(std::string(value).c_str());
    markup_.set_position(node, at);
  }

  void count() {
    if (++nodes_ > limits_.nodes)
      throw StageFailure(FailureCode::resource, "the text has more than " + std::to_string(limits_.nodes) +
                                                    " elements and texts (limits.nodes)");
  }

  // md4c hands out pieces of its input, but for what it makes itself.
  [[nodiscard]] SourceSpan span_of(std::string_view value) const {
    const std::string& text = markup_.decoded();
    if (value.data() < text.data() || value.data() + value.size() > text.data() + text.size()) return {};
    const auto begin = static_cast<std::uint32_t>(value.data() - text.data());
    return {begin, begin + static_cast<std::uint32_t>(value.size())};
  }

  // Tags and comments go, a line break stays; their text is kept. Script and style are dropped with what is
  // in them.
  void raw_html(std::string_view value) {
    for (std::size_t at = 0; at < value.size();) {
      if (in_comment_ || value.compare(at, 4, "<!--") == 0) {
        const std::size_t end = value.find("-->", at);
        in_comment_ = end == std::string_view::npos;
        if (in_comment_) return;
        at = end + 3;
        continue;
      }
      const std::size_t tag = value.find('<', at);
      const std::string_view piece = value.substr(at, tag - at);
      if (!piece.empty() && silent_.empty()) add_text(piece, span_of(piece));
      if (tag == std::string_view::npos) return;
      if (value.compare(tag, 4, "<!--") == 0) {
        at = tag;
        continue;
      }
      const std::size_t end = value.find('>', tag);
      note_tag(value.substr(tag, end - tag));
      if (end == std::string_view::npos) return;
      at = end + 1;
    }
  }

  void note_tag(std::string_view tag) {
    std::string name;
    for (std::size_t i = 1;
         i < tag.size() && !is_ascii_space(static_cast<unsigned char>(tag[i])) && (tag[i] != '/' || i == 1);
         ++i)
      name.push_back(tag[i] >= 'A' && tag[i] <= 'Z' ? static_cast<char>(tag[i] + 32) : tag[i]);
    if (name == "br")
      append("br");
    else if (name == "script" || name == "style")
      silent_ = name;
    else if (name.starts_with("/") && name.substr(1) == silent_)
      silent_.clear();
  }

  void flush_raw() {
    in_comment_ = false;
    silent_.clear();
  }

  Markup& markup_;
  const Limits& limits_;
  std::vector<pugi::xml_node> open_;
  std::size_t nodes_ = 0;
  int in_image_ = 0;
  bool line_ended_ = false;  // by a soft break, which is a space or a break by what follows
  std::string alt_;
  bool in_comment_ = false;
  std::string silent_;  // inside <script> or <style>
};

// Exceptions must not pass through C code: they are kept and thrown again behind it.
struct Parse {
  Builder builder;
  std::exception_ptr thrown;
  template <class F>
  int guard(F&& call) noexcept {
    try {
      return call();
    } catch (...) {
      thrown = std::current_exception();
      return 1;
    }
  }
};
Parse& parse_of(void* data) {
  return *static_cast<Parse*>(data);
}

}  // namespace

void build(Markup& markup, const Limits& limits) {
  pugi::xml_node html = markup.tree().append_child("html"), head = html.append_child("head"),
                 body = html.append_child("body");
  const std::size_t begin = read_front_matter(markup, head);
  Parse parse{Builder(markup, body, limits), nullptr};
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOINDENTEDCODEBLOCKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
    return parse_of(data).guard([&] { return parse_of(data).builder.enter_block(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) {
    return parse_of(data).guard([&] { return parse_of(data).builder.leave_block(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* data) {
    return parse_of(data).guard([&] { return parse_of(data).builder.enter_span(type, detail); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* data) {
    return parse_of(data).guard([&] { return parse_of(data).builder.leave_span(type); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
    return parse_of(data).guard([&] { return parse_of(data).builder.text(type, {text, size}); });
  };
  const std::string& text = markup.decoded();
  std::vector<std::size_t> parts = find_tables_below_text(std::string_view(text).substr(begin));
  parts.push_back(text.size() - begin);
  std::size_t from = 0;
  for (const std::size_t to : parts) {
    const int status = md_parse(text.data() + begin + from, static_cast<MD_SIZE>(to - from), &parser, &parse);
    if (parse.thrown) std::rethrow_exception(parse.thrown);
    if (status != 0) throw StageFailure(FailureCode::parse, "the Markdown could not be read");
    from = to;
  }
}

}  // namespace minutemill::markdown
