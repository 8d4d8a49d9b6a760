#include "cli/trace_page.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "cli/html_page.hpp"
#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

namespace minutemill::cli {
namespace {

constexpr std::size_t kMostMarks = 20'000;
constexpr int kMostNesting = 16;  // of values
constexpr int kHues = 12;

// Words of a block that a value came from.
struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string field;  // "meeting.ordinal"
  std::string rule;
  std::size_t number = 0;
};
using Marks = std::map<std::uint32_t, std::vector<Mark>>;  // by the block's uid

// The field's first part decides the colour, so that all chairs have one.
int hue_of(std::string_view field) {
  unsigned sum = 0;
  for (const char c : field.substr(0, field.find('.'))) sum = sum * 31 + static_cast<unsigned char>(c);
  return static_cast<int>(sum % kHues);
}

std::string hue_class(std::string_view field) {
  return fmt::format("hue{}", hue_of(field));
}

class RecordWriter {
 public:
  explicit RecordWriter(Marks& marks) : marks_(marks) {}

  void write(const Record& record, pugi::xml_node list, const std::string& around, int depth) {
    for (const auto& [key, value] : record) {
      const std::string field = around.empty() ? key : around + "." + key;
      add_element(list, "dt", key);
      write(value, add_element(list, "dd"), field, depth);
    }
  }

 private:
  void write(const Value& value, pugi::xml_node at, const std::string& field, int depth) {
    if (depth > kMostNesting) return;
    if (value.kind() == Value::Kind::record) {
      write(value.fields(), add_element(at, "dl"), field, depth + 1);
    } else if (value.kind() == Value::Kind::list) {
      pugi::xml_node list = add_element(at, "ol");
      std::size_t index = 0;
      for (const Value& item : value.items())
        write(item, add_element(list, "li"), fmt::format("{}.{}", field, index++), depth + 1);
    } else {
      add_element(at, "span", "value " + hue_class(field), value.to_line());
    }
    for (const Evidence& evidence : value.evidence()) write(evidence, at, field);
  }

  void write(const Evidence& evidence, pugi::xml_node at, const std::string& field) {
    pugi::xml_node line = add_element(at, "div", "evidence", "");
    if (evidence.block != nullptr && evidence.end > evidence.begin && count_ < kMostMarks) {
      const std::size_t number = ++count_;
      marks_[evidence.block->uid()].push_back({evidence.begin, evidence.end, field, evidence.rule, number});
      pugi::xml_node link = add_element(line, "a", evidence.quote.empty() ? evidence.rule : evidence.quote);
      append_attribute(link, "href", fmt::format("#m{}", number));
      append_attribute(link, "id", fmt::format("v{}", number));
    } else if (!evidence.quote.empty()) {
      add_element(line, "q", evidence.quote);
    }
    std::string by = evidence.rule;
    if (!evidence.normalised_by.empty()) by += ", " + evidence.normalised_by;
    if (evidence.source.known())
      by += fmt::format(", bytes {}-{}", evidence.source.begin, evidence.source.end);
    add_element(line, "span", "rule", by);
    for (const std::string& rejected : evidence.rejected)
      add_element(at, "div", "rejected", "not " + rejected);
  }

  Marks& marks_;
  std::size_t count_ = 0;
};

class TextWriter {
 public:
  explicit TextWriter(const Marks& marks) : marks_(marks) {}

  // Every block that holds text, in order. Without recursion: the tree may be deep.
  void write(const Node& root, pugi::xml_node parent) {
    for (const Node* at = &root; at != nullptr;) {
      if (!holds_inlines(at->kind()) || is_inline(at->kind())) {
        at = next_in_tree(*at, root);
        continue;
      }
      write_block(*at, parent);
      at = next_after(*at, root);
    }
  }

 private:
  static std::string label(const Node& block) {
    std::string out(to_string(block.kind()));
    if (const std::string_view role = block.get(Attr::role); !role.empty()) out += fmt::format(" {}", role);
    if (const std::string_view rule = block.get(Attr::rule); !rule.empty()) out += fmt::format(" ({})", rule);
    if (block.number(Attr::generated) != 0) out += " generated";
    return out;
  }

  void write_block(const Node& block, pugi::xml_node parent) {
    const std::string text = Document::plain_text(block);
    if (is_blank(text)) return;
    pugi::xml_node line = add_element(parent, "div", "block", "");
    add_element(line, "span", "kind", label(block));
    pugi::xml_node words = add_element(line, block.kind() == NodeKind::heading ? "strong" : "p");
    const auto found = marks_.find(block.uid());
    if (found == marks_.end())
      append_text(words, text);
    else
      write_marked(text, found->second, words);
  }

  // Marks may lie over one another: the text is cut wherever one begins or ends.
  static void write_marked(const std::string& text, const std::vector<Mark>& marks, pugi::xml_node words) {
    std::vector<std::uint32_t> cuts{0, static_cast<std::uint32_t>(text.size())};
    for (const Mark& mark : marks)
      for (const std::uint32_t at : {mark.begin, mark.end})
        if (at <= text.size()) cuts.push_back(at);
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      if (cuts[i] == cuts[i + 1]) continue;
      pugi::xml_node at = words;
      for (const Mark& mark : marks)
        if (mark.begin <= cuts[i] && cuts[i + 1] <= mark.end) at = open_mark(mark, cuts[i], at);
      append_text(at, std::string_view(text).substr(cuts[i], cuts[i + 1] - cuts[i]));
    }
  }

  static pugi::xml_node open_mark(const Mark& mark, std::uint32_t at, pugi::xml_node parent) {
    // Links may not lie within links: what lies inside another mark is only coloured.
    const bool inside = std::string_view(parent.name()) == "a";
    pugi::xml_node node = add_element(parent, inside ? "span" : "a", "mark " + hue_class(mark.field), "");
    append_attribute(node, "title", fmt::format("{} by {}", mark.field, mark.rule));
    if (at == mark.begin) append_attribute(node, "id", fmt::format("m{}", mark.number));
    if (!inside) append_attribute(node, "href", fmt::format("#v{}", mark.number));
    return node;
  }

  const Marks& marks_;
};

void write_steps(const Conversion& conversion, pugi::xml_node body) {
  add_element(body, "h2", "Steps");
  pugi::xml_node table = add_element(body, "table");
  pugi::xml_node head = add_element(add_element(table, "thead"), "tr");
  for (const char* name : {"step", "ms", "reports"}) add_element(head, "th", name);
  pugi::xml_node rows = add_element(table, "tbody");
  for (const StepTime& step : conversion.times) {
    pugi::xml_node row = add_element(rows, "tr");
    add_element(row, "td", step.id);
    add_element(row, "td", fmt::format("{:.3f}", static_cast<double>(step.nanoseconds) / 1e6));
    pugi::xml_node list = add_element(add_element(row, "td"), "ul");
    for (const Report& report : conversion.reports) {
      if (report.stage != step.id) continue;
      const std::string place =
          report.span.known() ? fmt::format(" (bytes {}-{})", report.span.begin, report.span.end) : "";
      add_element(list, "li", std::string(to_string(report.severity)), report.message + place);
    }
  }
}

std::string serialised(const pugi::xml_node& node) {
  std::string out;
  XmlStringWriter writer(out);
  node.print(writer, "", pugi::format_raw | pugi::format_no_empty_element_tags);
  return out;
}

}  // namespace

std::string trace_page_document(const Document& document) {
  pugi::xml_document tree;
  pugi::xml_node main = tree.append_child("div");
  append_attribute(main, "class", "columns");
  Marks marks;
  pugi::xml_node record = add_element(main, "section", "record", "");
  add_element(record, "h2", "Record");
  RecordWriter(marks).write(document.metadata(), add_element(record, "dl"), {}, 0);
  pugi::xml_node text = add_element(main, "section", "text", "");
  if (!document.lang().empty()) append_attribute(text, "lang", document.lang());
  add_element(text, "h2", "Text");
  TextWriter(marks).write(document.body(), text);
  if (!document.furniture().empty()) {
    pugi::xml_node furniture = add_element(text, "details");
    add_element(furniture, "summary", "Furniture: what is not the report, with the rules that moved it");
    TextWriter(marks).write(document.furniture(), furniture);
  }
  return serialised(main);
}

std::string finish_trace_page(const TracePage& page) {
  HtmlPage out(fmt::format("{} through {}", page.input, page.pipeline), page.style);
  pugi::xml_node body = out.body();
  add_element(body, "h1", page.input);
  add_element(body, "p", fmt::format("Pipeline {}", page.pipeline));
  const Conversion& conversion = *page.conversion;
  if (!conversion.ok)
    add_element(body, "p", "error",
                fmt::format("Failed in step {}: {}: {}", conversion.failed_step,
                            to_string(conversion.failure), conversion.message));
  pugi::xml_document document;
  if (document.load_buffer(page.document.data(), page.document.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata))
    body.append_copy(document.first_child());
  write_steps(conversion, body);
  return out.finish();
}

}  // namespace minutemill::cli
