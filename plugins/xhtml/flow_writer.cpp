#include "flow_writer.hpp"

#include <array>

#include "language_tag.hpp"

namespace minutemill::xhtml {
namespace {

struct RoleTerms {
  std::string_view role;
  std::string_view epub_type;  // EPUB Structural Semantics Vocabulary
  std::string_view aria;       // DPUB-ARIA 1.1, as ARIA in HTML allows it on the element
};
// Of sections. A nested section is only named when its role is more than "a section".
constexpr std::array<RoleTerms, 4> kSectionRoles = {{{"preamble", "preamble", ""},
                                                     {"closing", "conclusion", "doc-conclusion"},
                                                     {"appendix", "appendix", "doc-appendix"},
                                                     {"agenda_item", "chapter", "doc-chapter"}}};

const RoleTerms* section_terms(std::string_view role, bool top) noexcept {
  static constexpr RoleTerms kChapter{"section", "chapter", "doc-chapter"};
  for (const RoleTerms& terms : kSectionRoles)
    if (terms.role == role && (top || terms.aria != kChapter.aria)) return &terms;
  return top ? &kChapter : nullptr;
}

bool is_name(std::string_view text) noexcept {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

}  // namespace

void FlowWriter::write_common(const Node& node, std::string_view class_names) {
  out_.optional_attribute("id", anchors_.id_of(node));
  std::string classes(class_names);
  if (const std::string_view role = node.get(Attr::role); is_name(role)) {
    if (!classes.empty()) classes.push_back(' ');
    classes.append("role-").append(role);
  }
  out_.optional_attribute("class", classes);
  if (const std::string_view lang = node.get(Attr::lang); is_language_tag(lang))
    (style_.epub ? out_.attribute("xml:lang", lang) : out_).attribute("lang", lang);
  if (const std::string_view dir = node.get(Attr::dir); dir == "rtl" || dir == "ltr")
    out_.attribute("dir", dir);
}

bool indents_paragraphs(const Document& document) {
  std::size_t indented = 0, all = 0;
  const Node& root = document.body();
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() != NodeKind::paragraph) continue;
    ++all;
    indented += at->number(Attr::indent) > 0 ? 1 : 0;
  }
  return indented * 2 > all;
}

void FlowWriter::write_children(const Node& parent) {
  write_children_after(parent.first_child());
}

void FlowWriter::write_children_after(const Node* first) {
  for (; first != nullptr; first = first->next()) write_block(*first);
}

void FlowWriter::write_block(const Node& block) {
  switch (block.kind()) {
    case NodeKind::section:
      return write_section(block);
    case NodeKind::heading:
      return write_heading(block);
    case NodeKind::paragraph:
      return write_paragraph(block);
    case NodeKind::list:
      return write_list(block);
    case NodeKind::table:
      return write_table(block);
    case NodeKind::figure:
      return write_figure(block);
    case NodeKind::quote:
      return write_container(block, "blockquote");
    case NodeKind::definition_list:
      return write_definition_list(block);
    case NodeKind::code_block:
      return write_code_block(block);
    case NodeKind::rule:
      out_.open("hr").optional_attribute("id", anchors_.id_of(block)).close_empty().line_end();
      return;
    case NodeKind::unknown_block:
      host_.unknown(block);
      return write_container(block, "div");
    default:
      return write_container(block, "div");
  }
}

void FlowWriter::write_container(const Node& node, std::string_view element, std::string_view class_name) {
  out_.open(element);
  write_common(node, class_name);
  out_.line_end();
  write_children(node);
  out_.close(element).line_end();
}

void FlowWriter::write_section(const Node& section) {
  const bool top = section_depth_ == 0;
  const Node* first = section.first_child();
  const bool headed = first != nullptr && first->kind() == NodeKind::heading && outline_.rank_of(*first) != 0;
  const bool apart = headed && style_.generated_apart && first->number(Attr::generated) != 0;
  const std::string_view heading_id = headed ? anchors_.id_of(*first) : std::string_view{};
  const bool lends_id = apart && anchors_.id_of(section).empty();
  out_.open("section");
  if (lends_id) out_.attribute("id", heading_id);
  write_common(section);
  if (const RoleTerms* terms = section_terms(section.get(Attr::role), top && headed)) {
    epub_type(terms->epub_type);
    out_.optional_attribute("role", terms->aria);
  }
  if (apart) {
    const std::string label = label_of(*first);
    out_.attribute("aria-label", label).attribute("data-heading", label).line_end();
    if (!lends_id) out_.open("span").attribute("id", heading_id).close("span").line_end();
  } else {
    if (headed) out_.attribute("aria-labelledby", heading_id);
    out_.line_end();
  }
  ++section_depth_;
  write_children_after(apart ? first->next() : first);
  --section_depth_;
  out_.close("section").line_end();
}

void FlowWriter::write_heading(const Node& heading) {
  const int rank = outline_.rank_of(heading);
  if (rank == 0) return write_paragraph(heading);
  const char element[3] = {'h', static_cast<char>('0' + rank), 0};
  out_.open(element);
  write_common(heading, heading.number(Attr::generated) != 0 ? "generated" : "");
  if (heading.get(Attr::role) == "title") epub_type("title");
  const Tally before = tally_;
  write_inlines(heading);
  out_.close(element).line_end();
  if (!heading.empty()) ++tally_.paragraphs;
  if (heading.number(Attr::generated) != 0) tally_ = before;  // no words of the source
}

void FlowWriter::write_paragraph(const Node& paragraph) {
  std::string classes;
  const auto add = [&](std::string_view name) { classes.append(classes.empty() ? "" : " ").append(name); };
  const std::string_view align = paragraph.get(Attr::align);
  if (align == "center" || align == "right" || align == "left" || align == "justify") add(align);
  const std::int64_t indent = paragraph.number(Attr::indent);
  if (indent > 0)
    add("indent");
  else if (indent < 0)
    add("hanging");
  else if (style_.flush_unindented)
    add("flush");
  if (paragraph.number(Attr::block_indent) > 0) add("block-indent");
  out_.open("p");
  write_common(paragraph, classes);
  if (paragraph.get(Attr::role) == "subtitle") {
    epub_type("subtitle");
    out_.attribute("role", "doc-subtitle");
  }
  write_inlines(paragraph);
  out_.close("p").line_end();
  if (!paragraph.empty()) ++tally_.paragraphs;
}

void FlowWriter::write_item_content(const Node& item) {
  const Node* first = item.first_child();
  if (first == nullptr) return;
  const bool bare = first->kind() == NodeKind::paragraph && first->attributes() == nullptr &&
                    (first->next() == nullptr ||
                     (first->next()->kind() == NodeKind::list && first->next()->next() == nullptr));
  if (!bare) {
    out_.line_end();
    write_children(item);
    return;
  }
  write_inlines(*first);
  if (!first->empty()) ++tally_.paragraphs;
  if (first->next() != nullptr) {
    out_.line_end();
    write_block(*first->next());
  }
}

void FlowWriter::write_list(const Node& list) {
  const bool ordered = list.number(Attr::ordered) != 0;
  const std::string_view element = ordered ? "ol" : "ul";
  const std::string_view style = list.get(Attr::number_style);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTypes = {
      {{"lower-alpha", "a"}, {"upper-alpha", "A"}, {"lower-roman", "i"}, {"upper-roman", "I"}}};
  std::string_view type;
  for (const auto& [name, letter] : kTypes)
    if (ordered && name == style) type = letter;
  out_.open(element);
  write_common(list, type.empty() && style != "decimal" && is_name(style) ? "list-" + std::string(style)
                                                                          : std::string());
  out_.optional_attribute("type", type);
  if (ordered && list.has(Attr::start)) out_.attribute("start", list.number(Attr::start));
  if (ordered && list.number(Attr::reversed) != 0) out_.attribute("reversed", "reversed");
  out_.line_end();
  for (const Node& item : list.children()) {
    out_.open("li");
    write_common(item);
    if (ordered && item.has(Attr::number)) out_.attribute("value", item.number(Attr::number));
    write_item_content(item);
    out_.close("li").line_end();
  }
  out_.close(element).line_end();
}

// HTML wants groups of terms, then definitions: a part that is missing is there, and empty.
void FlowWriter::write_definition_list(const Node& list) {
  if (list.empty()) return;
  out_.open("dl");
  write_common(list);
  out_.line_end();
  bool defined = false, named = false;
  for (const Node& child : list.children()) {
    const bool term = child.kind() == NodeKind::definition_term;
    if (!term && !named) out_.open("dt").close("dt").line_end();
    named = true;
    defined = !term;
    out_.open(term ? "dt" : "dd");
    write_common(child);
    if (term)
      write_inlines(child);
    else
      write_item_content(child);
    out_.close(term ? "dt" : "dd").line_end();
  }
  if (!defined) out_.open("dd").close("dd").line_end();
  out_.close("dl").line_end();
}

void FlowWriter::write_figure(const Node& figure) {
  out_.open("figure");
  write_common(figure);
  out_.line_end();
  for (const Node& child : figure.children()) {
    // A figure has one caption, first or last; another is a paragraph.
    const bool caption = child.kind() == NodeKind::caption;
    const bool fits =
        caption && (&child == figure.first_child() ||
                    (&child == figure.last_child() && figure.first_child()->kind() != NodeKind::caption));
    if (!caption) {
      write_block(child);
      continue;
    }
    out_.open(fits ? "figcaption" : "p");
    write_common(child, fits ? "" : "caption");
    write_inlines(child);
    out_.close(fits ? "figcaption" : "p").line_end();
  }
  out_.close("figure").line_end();
}

void FlowWriter::write_code_block(const Node& block) {
  out_.open("pre");
  write_common(block);
  out_.open("code");
  if (const std::string_view language = block.get(Attr::code_language); is_name(language))
    out_.attribute("class", "language-" + std::string(language));
  // An HTML parser drops a line feed right behind <pre>.
  if (!style_.epub && Document::plain_text(block).starts_with('\n')) out_.line_end();
  write_inlines(block);
  out_.close("code").close("pre").line_end();
}

std::string FlowWriter::mark_of(const Node& note) const {
  const std::string_view label = note.get(Attr::label);
  return label.empty() ? std::to_string(anchors_.note_number(note)) : std::string(label);
}

void FlowWriter::write_notes(std::string_view back_label) {
  for (std::size_t i = 0; i < notes_.size(); ++i) {  // a note may hold notes: the list grows
    const Node& note = *notes_[i];
    const std::string id(anchors_.id_of(note));
    out_.open("aside").attribute("class", "note");
    out_.optional_attribute("id", id);
    epub_type("footnote");
    out_.attribute("role", "doc-footnote").line_end();
    out_.open("a")
        .attribute("class", "note-back")
        .attribute("href", host_.file_of_reference(note) + "#ref-" + id)
        .attribute("role", "doc-backlink");
    out_.attribute("title", back_label).attribute("aria-label", back_label);
    const std::string mark = mark_of(note);
    if (note.number(Attr::ordered) != 0)  // no words of the source: the style sheet shows it
      out_.attribute("data-mark", mark).text("\xE2\x86\xA9");
    else
      out_.text(mark);
    out_.close("a").line_end();
    write_children(note);
    out_.close("aside").line_end();
    ++tally_.notes;
  }
  notes_.clear();
}

}  // namespace minutemill::xhtml
