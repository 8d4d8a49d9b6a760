#include "runs.hpp"

#include <algorithm>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "format_writer.hpp"
#include "labels.hpp"
#include "language.hpp"
#include "links.hpp"
#include "notes.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::size_t kLongestTooltip = 260;  // characters, ECMA-376 §17.16.22

std::string text_below(const Node& root) {
  std::string out;
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root)) out += at->text();
  return out;
}

// Text that goes one way.
struct Stretch {
  std::size_t end = 0;
  bool rtl = false;
};

bool is_neutral(char32_t c) noexcept {
  return c < 0x30 || (c > 0x39 && c < 0x41) || (c > 0x5a && c < 0x61) || (c > 0x7a && c < 0xc0) ||
         is_space(c) || (c >= 0x2000 && c <= 0x206f);
}

// The stretch from `begin` on whose letters all go one way. Neutral characters stay with what is before them.
Stretch next_stretch(std::string_view text, std::size_t begin) {
  Stretch out;
  bool decided = false;
  for (std::size_t i = begin; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (is_neutral(c)) continue;
    const bool rtl = is_rtl(c);
    if (decided && rtl != out.rtl) {
      out.end = start;
      return out;
    }
    out.rtl = rtl;
    decided = true;
  }
  out.end = text.size();
  return out;
}

// Of well-formed UTF-8, by its lead bytes: U+0590 to U+08FF start with D6 to E0, the presentation forms with
// EF AC to EF BB, the higher blocks with F0.
bool may_have_rtl(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
    } else if (lead < 0xd6) {
      i += 2;
    } else if (lead >= 0xe1 && lead <= 0xee) {
      i += 3;
    } else if (lead == 0xef) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      if (second >= 0xac && second <= 0xbb) return true;
      i += 3;
    } else {
      return true;
    }
  }
  return false;
}

bool has_ambiguous(std::string_view text) noexcept {
  for (const char lead : {'\xc2', '\xc3', '\xe2'})  // of all that there are
    for (std::size_t at = text.find(lead); at != std::string_view::npos; at = text.find(lead, at + 1)) {
      std::size_t end = at;
      if (is_ambiguous_width(next_code_point(text, end))) return true;
    }
  return false;
}

bool has_breaks(std::string_view text) noexcept {
  const auto has = [&](char c) { return text.find(c) != std::string_view::npos; };
  return has('\t') || has('\n') || has('\r');
}

}  // namespace

void RunWriter::write(const Node& block, pugi::xml_node paragraph, const NamedStyle& style, bool rtl,
                      RunState state) {
  style_ = &style;
  paragraph_rtl_ = rtl;
  start_label(block, style);
  write_children(block, paragraph, state);
  flush();
  label_bytes_ = 0;
}

void RunWriter::start_label(const Node& block, const NamedStyle& style) {
  label_bytes_ = 0;
  if (style.label_end.empty()) return;
  label_bytes_ = label_length(Document::plain_text(block), style.label_end);
}

void RunWriter::write_text(pugi::xml_node paragraph, std::string_view words, const RunState& state) {
  text(words, paragraph, state);
  flush();
}

void RunWriter::write_children(const Node& parent, pugi::xml_node container, RunState state) {
  for (const Node& child : parent.children()) write_inline(child, container, state);
}

void RunWriter::write_inline(const Node& node, pugi::xml_node container, RunState state) {
  if (const Bookmark* mark = job_.anchors.at(node)) {
    flush();
    pugi::xml_node start = add(container, "w:bookmarkStart");
    set(start, "w:id", mark->id);
    set(start, "w:name", mark->name);
    set(add(container, "w:bookmarkEnd"), "w:id", mark->id);
  }
  if (const std::string_view lang = node.get(Attr::lang); !lang.empty()) state.lang = lang;
  switch (node.kind()) {
    case NodeKind::text:
      job_.tally.characters += count_characters(node.text());
      text(node.text(), container, state);
      return;
    case NodeKind::math:
      job_.tally.characters += count_characters(node.text());
      state.italic = true;
      text(node.text(), container, state);
      return;
    case NodeKind::line_break:
      flush();
      add(start_run(container, state, {}, false), "w:br");
      return;
    case NodeKind::emphasis:
      state.italic = true;
      break;
    case NodeKind::strong:
      state.bold = true;
      break;
    case NodeKind::underline:
      state.underline = true;
      break;
    case NodeKind::strike:
      state.strike = true;
      break;
    case NodeKind::subscript:
      state.vertical = VerticalAlign::subscript;
      break;
    case NodeKind::superscript:
      state.vertical = VerticalAlign::superscript;
      break;
    case NodeKind::code:
      state.code = true;
      break;
    case NodeKind::link:
      write_link(node, container, state);
      return;
    case NodeKind::ruby:
      write_ruby(node, container, state);
      return;
    case NodeKind::image:
      write_image(node, container, state);
      return;
    case NodeKind::note:
      write_note(node, container, state);
      return;
    case NodeKind::unknown_inline:
      job_.context.report(reports::kUnknownElement, node.get(Attr::tag), node.span());
      break;
    default:
      break;  // span, quotation, ruby_text outside of ruby
  }
  write_children(node, container, state);
}

void RunWriter::write_link(const Node& link, pugi::xml_node container, RunState state) {
  const std::string_view href = link.get(Attr::href);
  std::string relationship;
  const Bookmark* anchor = nullptr;
  if (!state.link) {  // a link in a link has no meaning of its own
    if (href.size() > 1 && href.front() == '#')
      anchor = job_.anchors.target(href.substr(1));
    else if (const std::string target = link_target(href); !target.empty())
      relationship = story_.relationships.add(rel::kHyperlink, target, true);
    if (anchor == nullptr && relationship.empty())
      job_.context.lose(reports::kLinkDropped, cut_utf8(href, 120), {.links = 1}, link.span());
  }
  if (anchor == nullptr && relationship.empty()) {
    write_children(link, container, state);
    return;
  }
  flush();
  ++job_.tally.links;
  pugi::xml_node node = add(container, "w:hyperlink");
  if (anchor != nullptr)
    set(node, "w:anchor", anchor->name);
  else
    set(node, "r:id", relationship);
  if (const std::string_view title = link.get(Attr::title);
      !title.empty() && count_code_points(title) < kLongestTooltip)
    append_attribute(node, "w:tooltip", title);
  set(node, "w:history", "1");
  state.link = true;
  write_children(link, node, state);
  flush();
}

void RunWriter::write_ruby(const Node& ruby, pugi::xml_node container, const RunState& state) {
  flush();
  std::string base;
  for (const Node& child : ruby.children()) {
    if (child.kind() != NodeKind::ruby_text) {
      base += text_below(child);
      continue;
    }
    write_ruby_pair(container, state, base, text_below(child));
    base.clear();
  }
  if (!base.empty()) {
    job_.tally.characters += count_characters(base);
    text(base, container, state);
  }
}

void RunWriter::write_ruby_pair(pugi::xml_node container, const RunState& state, const std::string& base,
                                const std::string& reading) {
  job_.tally.characters += count_characters(base) + count_characters(reading);
  const std::int32_t size = job_.style.half_points(*style_);
  pugi::xml_node ruby = add(start_run(container, state, {}, false), "w:ruby");
  pugi::xml_node properties = add(ruby, "w:rubyPr");
  add_value(properties, "w:rubyAlign", "distributeSpace");
  add_value(properties, "w:hps", size / 2);
  add_value(properties, "w:hpsRaise", size - 2);
  add_value(properties, "w:hpsBaseText", size);
  const std::string language = word_language(state.lang.empty() ? job_.document.lang() : state.lang);
  add_value(properties, "w:lid",
            script_of(language) == Script::east_asian ? language : job_.style.east_asian_language);
  RunState above = state;
  above.half_points = size / 2;
  write_text_nodes(start_run(add(ruby, "w:rt"), above, reading, false), reading, false);
  write_text_nodes(start_run(add(ruby, "w:rubyBase"), state, base, false), base, false);
}

void RunWriter::write_image(const Node& image, pugi::xml_node container, const RunState& state) {
  flush();
  write_drawing(image, container, state);
}

void RunWriter::write_note(const Node& note, pugi::xml_node container, RunState state) {
  flush();
  if (notes_ != nullptr) {
    state.vertical = VerticalAlign::baseline;
    write_note_mark(container, job_.style, note, notes_->add_note(note), "w:footnoteReference");
    ++job_.tally.notes;
    return;
  }
  job_.context.lose(reports::kNestingFlattened, "a note inside a note", {.notes = 1}, note.span());
  const std::string words = Document::plain_text(note);
  job_.tally.characters += count_characters(words);
  text(" (" + words + ")", container, state);
}

void RunWriter::text(std::string_view words, pugi::xml_node container, const RunState& state) {
  if (words.empty()) return;
  RunState wanted = state;
  if (label_bytes_ > 0) {
    if (words.size() > label_bytes_) {
      const std::size_t length = label_bytes_;
      text(words.substr(0, length), container, state);
      text(words.substr(length), container, state);
      return;
    }
    label_bytes_ -= words.size();
    wanted.label = true;
  }
  if (!pending_.empty() && (pending_state_ != wanted || pending_container_ != container)) flush();
  pending_state_ = wanted;
  pending_container_ = container;
  pending_ += words;
}

void RunWriter::flush() {
  if (pending_.empty()) return;
  std::string safe;
  make_xml_safe(pending_, safe);
  pending_.clear();
  if (!may_have_rtl(safe)) {
    if (!safe.empty()) write_run(safe, false);
    return;
  }
  for (std::size_t begin = 0; begin < safe.size();) {
    const Stretch stretch = next_stretch(safe, begin);
    write_run(std::string_view(safe).substr(begin, stretch.end - begin), stretch.rtl);
    begin = stretch.end;
  }
}

void RunWriter::write_run(std::string_view words, bool rtl) {
  write_text_nodes(start_run(pending_container_, pending_state_, words, rtl), words,
                   pending_state_.preformatted);
}

pugi::xml_node RunWriter::start_run(pugi::xml_node container, const RunState& state, std::string_view words,
                                    bool rtl) {
  pugi::xml_node run = add(container, "w:r");
  pugi::xml_node format = add(run, "w:rPr");
  if (state.link)
    add_value(format, "w:rStyle", job_.style.find("hyperlink")->id);
  else if (state.code && !state.preformatted)
    add_value(format, "w:rStyle", job_.style.find("code_text")->id);
  const std::string_view lang = state.lang.empty() ? std::string_view(job_.language) : state.lang;
  const FontSet* label = state.label && style_ != nullptr ? job_.style.font(style_->label_font) : nullptr;
  const FontSet* mono = state.link && state.code
                            ? job_.style.font(job_.style.find("code_text")->run.font.value_or(""))
                            : nullptr;
  const bool hint = script_of(lang) == Script::east_asian && has_ambiguous(words);
  if (label != nullptr || mono != nullptr)
    write_fonts(format, label != nullptr ? *label : *mono);
  else if (hint)
    add(format, "w:rFonts");
  if (hint) set(format.child("w:rFonts"), "w:hint", "eastAsia");
  const bool bold = state.bold && (style_ == nullptr || style_->keep_bold);
  if (bold || (state.label && style_ != nullptr && style_->label_bold)) {
    add(format, "w:b");
    add(format, "w:bCs");
  }
  if (state.italic) {
    add(format, "w:i");
    add(format, "w:iCs");
  }
  if (state.strike) add(format, "w:strike");
  if (state.half_points > 0) add_value(format, "w:sz", state.half_points);
  if (state.underline) add_value(format, "w:u", "single");
  if (state.vertical != VerticalAlign::baseline)
    add_value(format, "w:vertAlign",
              state.vertical == VerticalAlign::subscript ? "subscript" : "superscript");
  if (rtl) add(format, "w:rtl");
  if (!state.lang.empty()) {
    const std::string language = word_language(state.lang);
    if (!language.empty() && language != job_.language)
      append_attribute(add(format, "w:lang"), language_attribute(script_of(language)), language);
  }
  if (!format.first_child()) run.remove_child(format);
  return run;
}

void RunWriter::write_text_nodes(pugi::xml_node run, std::string_view words, bool preformatted) {
  const auto plain = [&](std::string_view part) {
    if (part.empty()) return;
    pugi::xml_node node = add(run, "w:t");
    set(node, "xml:space", "preserve");
    node.append_child(pugi::node_pcdata).set_value(std::string(part).c_str());
  };
  if (!has_breaks(words)) {
    plain(words);
    return;
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (c != '\t' && c != '\n' && c != '\r') continue;
    if (!preformatted && c != '\t') continue;  // white space like any other
    plain(words.substr(begin, i - begin));
    if (c != '\r') add(run, c == '\t' ? "w:tab" : "w:br");
    begin = i + 1;
  }
  plain(words.substr(begin));
}

}  // namespace minutemill::docx
