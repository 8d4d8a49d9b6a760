#include "body.hpp"

#include <algorithm>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "format_writer.hpp"
#include "headings.hpp"
#include "labels.hpp"
#include "notes.hpp"
#include "properties.hpp"
#include "tables.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

bool has_content(const Node& block) noexcept {
  for (const Node* at = next_in_tree(block, block); at != nullptr; at = next_in_tree(*at, block)) {
    switch (at->kind()) {
      case NodeKind::text:
      case NodeKind::math:
        if (!at->text().empty()) return true;
        break;
      case NodeKind::image:
        return true;
      default:
        break;
    }
  }
  return false;
}

// Nothing but images: a paragraph that must not have a fixed line height.
bool holds_image(const Node& block) noexcept {
  for (const Node* at = next_in_tree(block, block); at != nullptr; at = next_in_tree(*at, block))
    if (at->kind() == NodeKind::image) return true;
  return false;
}

}  // namespace

void declare_namespaces(pugi::xml_node root) {
  set(root, "xmlns:w", ns::kMain);
  set(root, "xmlns:r", ns::kRelationships);
  set(root, "xmlns:wp", ns::kDrawing);
  set(root, "xmlns:a", ns::kArt);
  set(root, "xmlns:pic", ns::kPicture);
}

BlockWriter::BlockWriter(Job& job, Story& story, NoteWriter* notes)
    : job_(job), story_(story), runs_(job, story, notes) {}

void BlockWriter::write_body(const Node& body) {
  Flow flow;
  flow.container = story_.root;
  flow.style = &named("body");
  flow.width = job_.style.page.text_width();
  new_page_ = job_.binding == Binding::volume;
  if (job_.binding == Binding::volume && job_.outline.report_title() == nullptr) write_report_title();
  write_front();
  if (job_.binding == Binding::single) {
    if (job_.options.title == "auto" && !job_.outline.has_title()) write_title();
    if (job_.options.toc) write_toc();
  }
  write_blocks(body, flow);
  flush_marks(flow);
  const pugi::xml_node last = story_.root.last_child();
  if (!last || std::string_view(last.name()) == "w:tbl") write_gap(flow);
}

void BlockWriter::write_title() {
  const Value* title = job_.document.metadata().find("title");
  if (title == nullptr || title->kind() != Value::Kind::text || is_blank(title->as_text())) return;
  Flow flow;
  flow.container = story_.root;
  write_words(flow, "title", title->as_text());
}

void BlockWriter::write_report_title() {
  Flow flow;
  flow.container = story_.root;
  write_heading_words(flow, "report_title", title_of(job_.document, nullptr), 0, job_.outline.report_mark());
}

void BlockWriter::write_front() {
  Flow flow;
  flow.container = story_.root;
  for (const FrontLine& line : job_.style.front)
    if (const auto words = filled_in(line.text, job_.document.metadata()))
      write_words(flow, line.style, *words);
}

pugi::xml_node BlockWriter::write_words(const Flow& flow, std::string_view style, std::string_view words) {
  pugi::xml_node paragraph = start_paragraph(nullptr, flow, named(style));
  runs_.write_text(paragraph, words);
  return paragraph;
}

pugi::xml_node BlockWriter::write_heading_words(const Flow& flow, std::string_view style,
                                                std::string_view words, int outline_level,
                                                const Bookmark& mark, bool new_page) {
  outline_level_ = outline_level;
  new_page_ = new_page_ || new_page;
  marks_.push_back(&mark);
  return write_words(flow, style, words);
}

void BlockWriter::write_note(const Node& note, int number, pugi::xml_node container) {
  Flow flow;
  flow.container = container;
  flow.style = &named("footnote_text");
  flow.width = job_.style.page.text_width();
  flow.plain = true;
  const Node* first = note.first_child();
  const bool opens_with_words =
      first != nullptr && (first->kind() == NodeKind::paragraph || first->kind() == NodeKind::heading);
  const int counted = job_.options.note_numbers == "source" && is_counted_by_list(note, number)
                          ? job_.numbering.note(number)
                          : 0;
  if (counted != 0) marker_ = Marker{counted, 0, {}, true};
  pugi::xml_node paragraph = start_paragraph(opens_with_words ? first : nullptr, flow, *flow.style);
  if (counted == 0) write_note_mark(paragraph, job_.style, note, number, "w:footnoteRef");
  runs_.write_text(paragraph, " ");
  if (opens_with_words) {
    ++job_.tally.paragraphs;
    runs_.write(*first, paragraph, *flow.style);
  }
  for (const Node* at = opens_with_words ? first->next() : first; at != nullptr; at = at->next())
    write_block(*at, flow);
  flush_marks(flow);
}

void BlockWriter::write_blocks(const Node& parent, const Flow& flow) {
  for (const Node& child : parent.children()) write_block(child, flow);
}

void BlockWriter::write_block(const Node& node, const Flow& flow) {
  if (const Bookmark* mark = job_.anchors.at(node)) marks_.push_back(mark);
  job_.context.check_time();
  switch (node.kind()) {
    case NodeKind::furniture:
      return;
    case NodeKind::heading:
      write_heading(node, flow);
      return;
    case NodeKind::paragraph:
      if (job_.binding == Binding::volume && &node == job_.outline.report_title())
        write_heading(node, flow);
      else
        write_paragraph(node, flow, style_of(node, flow));
      return;
    case NodeKind::definition_term:
      write_paragraph(node, flow, named("definition_term"));
      return;
    case NodeKind::caption:
      write_paragraph(node, flow, named("caption"));
      return;
    case NodeKind::list:
      write_list(node, flow);
      return;
    case NodeKind::table:
      write_table(node, flow);
      return;
    case NodeKind::figure:
      write_figure(node, flow);
      return;
    case NodeKind::quote:
      write_quote(node, flow);
      return;
    case NodeKind::definition_list:
      write_definitions(node, flow);
      return;
    case NodeKind::code_block:
      write_code(node, flow);
      return;
    case NodeKind::rule:
      write_rule(node, flow);
      return;
    case NodeKind::unknown_block:
      job_.context.report(reports::kUnknownElement, node.get(Attr::tag), node.span());
      break;
    default:
      break;
  }
  write_blocks(node, flow);
}

const NamedStyle& BlockWriter::style_of(const Node& node, const Flow& flow) const {
  if (flow.plain) return *flow.style;
  if (std::string role(node.get(Attr::role)); !role.empty()) {
    std::replace(role.begin(), role.end(), '-', '_');
    const NamedStyle* style = job_.style.find(role);
    if (style != nullptr && style->type == StyleType::paragraph) return *style;
  }
  return *flow.style;
}

void BlockWriter::write_paragraph(const Node& node, const Flow& flow, const NamedStyle& style) {
  if (!has_content(node) && !marker_) return;
  const bool image = holds_image(node);
  const bool only_image =
      image && is_blank(Document::plain_text(node)) && !flow.plain && &style == flow.style && !marker_;
  const NamedStyle& chosen = only_image ? named("figure") : style;
  pugi::xml_node paragraph = start_paragraph(&node, flow, chosen);
  if (image && !only_image) {
    // An exact line height would cut the image off.
    pugi::xml_node spacing = paragraph.child("w:pPr").child("w:spacing");
    if (!spacing) {
      pugi::xml_node ppr = paragraph.child("w:pPr");
      pugi::xml_node before = ppr.child("w:ind") ? ppr.child("w:ind") : ppr.child("w:jc");
      spacing = before ? ppr.insert_child_before("w:spacing", before) : ppr.append_child("w:spacing");
    }
    set(spacing, "w:line", 240);
    set(spacing, "w:lineRule", "auto");
  }
  if (!node.empty() && (node.kind() == NodeKind::paragraph || node.kind() == NodeKind::heading))
    ++job_.tally.paragraphs;
  RunState state;
  state.lang = node.get(Attr::lang);
  runs_.set_width(flow.width - flow.left);
  runs_.write(node, paragraph, chosen, node.get(Attr::dir) == "rtl", state);
}

void BlockWriter::write_heading(const Node& node, const Flow& flow) {
  const OutlineEntry* entry = job_.outline.find(node);
  if (node.number(Attr::generated) != 0 && !job_.options.generated_headings) {
    if (entry != nullptr) marks_.push_back(&entry->mark);
    return;
  }
  const std::string key = heading_style(node, entry);
  const struct Uncounted {  // made up: no words of the source
    Tally& tally;
    const Tally before;
    const bool generated;
    ~Uncounted() {
      if (generated) tally = before;
    }
  } uncounted{job_.tally, job_.tally, node.number(Attr::generated) != 0};
  if (key.empty() || marker_) {
    write_paragraph(node, flow, key.empty() ? *flow.style : named(key));
    return;
  }
  if (entry != nullptr && !entry->mark.name.empty()) marks_.push_back(&entry->mark);
  Flow heading = flow;
  heading.left = flow.lists > 0 ? flow.left : 0;
  write_paragraph(node, heading, named(key));
  outline_level_.reset();  // when there was nothing to write
}

std::string BlockWriter::heading_style(const Node& heading, const OutlineEntry* entry) {
  if (job_.binding == Binding::volume && &heading == job_.outline.report_title()) {
    outline_level_ = 0;
    if (entry == nullptr) marks_.push_back(&job_.outline.report_mark());
    return "report_title";
  }
  if (is_title(heading)) return std::string(heading.get(Attr::role));
  if (entry == nullptr) return {};
  if (job_.binding == Binding::single) return "heading_" + std::to_string(entry->level);
  outline_level_ = job_.outline.level_in_report(*entry);
  return "report_heading_" + std::to_string(*outline_level_);
}

void BlockWriter::indent(Flow& flow, std::int32_t step) noexcept {
  if (flow.width - flow.left - step >= flow.width / 3) flow.left += step;
}

void BlockWriter::write_quote(const Node& quote, const Flow& flow) {
  Flow inside = flow;
  if (!flow.plain) inside.style = &named("quote");
  indent(inside, job_.style.left(named("quote")).twips);
  write_blocks(quote, inside);
}

void BlockWriter::write_figure(const Node& figure, const Flow& flow) {
  Flow inside = flow;
  if (!flow.plain) inside.style = &named("figure");
  write_blocks(figure, inside);
}

void BlockWriter::write_code(const Node& code, const Flow& flow) {
  if (!has_content(code)) return;
  pugi::xml_node paragraph = start_paragraph(nullptr, flow, named("code"));
  RunState state;
  state.code = state.preformatted = true;
  runs_.write(code, paragraph, named("code"), false, state);
}

void BlockWriter::write_definitions(const Node& list, const Flow& flow) {
  Flow inside = flow;
  if (!flow.plain) inside.style = &named("definition");
  indent(inside, job_.style.left(named("definition")).twips);
  for (const Node& child : list.children()) {
    if (child.kind() == NodeKind::definition_term)
      write_block(child, flow);
    else if (child.kind() == NodeKind::definition)
      write_blocks(child, inside);
    else
      write_block(child, flow);
  }
}

void BlockWriter::write_rule(const Node&, const Flow& flow) {
  Flow line = flow;
  line.style = &named("rule");
  start_paragraph(nullptr, line, named("rule"));
}

void BlockWriter::write_table(const Node& table, const Flow& flow) {
  if (marker_) start_paragraph(nullptr, flow, *flow.style);  // the item's number has to stand somewhere
  TableWriter(*this, job_).write(table, flow);
}

void BlockWriter::write_gap(const Flow& flow) {
  Flow line = flow;
  line.left = 0;
  start_paragraph(nullptr, line, named("table_gap"));
}

void BlockWriter::close_cell(pugi::xml_node cell, const Flow& flow) {
  flush_marks(flow);
  const pugi::xml_node last = cell.last_child();
  if (!last || std::string_view(last.name()) != "w:p") start_paragraph(nullptr, flow, *flow.style);
}

pugi::xml_node BlockWriter::start_paragraph(const Node* node, const Flow& flow, const NamedStyle& style) {
  pugi::xml_node container = flow.container;
  pugi::xml_node paragraph = add(container, "w:p");
  pugi::xml_node ppr = add(paragraph, "w:pPr");
  const Placement placement = place(node, flow, style);
  if (&style != &job_.style.normal()) add_value(ppr, "w:pStyle", style.id);
  if (flow.keep_next) add(ppr, "w:keepNext");
  if (new_page_ && flow.tables == 0) add(ppr, "w:pageBreakBefore");
  new_page_ = new_page_ && flow.tables > 0;
  const bool numbered = marker_ && marker_->number > 0;
  if (numbered) {
    pugi::xml_node number = add(ppr, "w:numPr");
    add_value(number, "w:ilvl", marker_->level);
    add_value(number, "w:numId", marker_->number);
  }
  if (placement.rtl) add(ppr, "w:bidi");
  // Tables have no space below of their own.
  if (const pugi::xml_node before = paragraph.previous_sibling();
      std::string_view(before.name()) == "w:tbl" && &style != &named("table_gap") && flow.tables == 0)
    set(add(ppr, "w:spacing"), "w:before", job_.style.table.space_after);
  write_indents(ppr, placement, style, numbered);
  if (!placement.align.empty()) add_value(ppr, "w:jc", jc(placement.align, placement.rtl));
  if (outline_level_) add_value(ppr, "w:outlineLvl", *outline_level_);
  outline_level_.reset();
  if (!ppr.first_child()) paragraph.remove_child(ppr);
  write_marks(paragraph);
  if (marker_ && !marker_->text.empty()) runs_.write_text(paragraph, marker_->text);
  marker_.reset();
  return paragraph;
}

void BlockWriter::write_marks(pugi::xml_node paragraph) {
  for (const Bookmark* mark : marks_) {
    pugi::xml_node start = add(paragraph, "w:bookmarkStart");
    set(start, "w:id", mark->id);
    set(start, "w:name", mark->name);
    set(add(paragraph, "w:bookmarkEnd"), "w:id", mark->id);
  }
  marks_.clear();
}

void BlockWriter::flush_marks(const Flow& flow) {
  if (marks_.empty()) return;
  pugi::xml_node container = flow.container;
  const pugi::xml_node last = container.last_child();
  if (last && std::string_view(last.name()) == "w:p")
    write_marks(last);
  else
    start_paragraph(nullptr, flow, *flow.style);
}

}  // namespace minutemill::docx
