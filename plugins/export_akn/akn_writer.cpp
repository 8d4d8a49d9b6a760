// Blocks; the inlines are in inline_writer.cpp. Recursion is bounded by Document::kMaxDepth.
#include "akn_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "xhtml/language_tag.hpp"

namespace minutemill::akn {
namespace {

// What stands above the text: title, subtitle, byline.
bool is_front(const Node& node) {
  const std::string_view role = node.get(Attr::role);
  return holds_inlines(node.kind()) && (role == "title" || role == "subtitle" || role == "byline");
}

// A section of signature and date behind the text.
bool is_conclusion(const Node& node) {
  return node.kind() == NodeKind::section && node.get(Attr::role) == "closing" && node.next() == nullptr &&
         std::ranges::none_of(node.children(),
                              [](const Node& child) { return child.kind() == NodeKind::section; });
}

// Lists whose items hold lines and such lists only can be ul and ol.
bool is_html_list(const Node& list) {
  return std::ranges::all_of(list.children(), [](const Node& item) {
    return !item.empty() && std::ranges::all_of(item.children(), [](const Node& child) {
      return child.kind() == NodeKind::paragraph || (child.kind() == NodeKind::list && is_html_list(child));
    });
  });
}

}  // namespace

void AknWriter::write() {
  const Node& body = document_.body();
  const Node* text = body.first_child();
  while (text != nullptr && is_front(*text)) text = text->next();
  const Node* last = body.last_child();
  const Node* closing = last != nullptr && last != text && is_conclusion(*last) ? last : nullptr;
  write_preface(text);
  write_body(text, closing);
  if (closing != nullptr) write_conclusions(*closing);
}

void AknWriter::write_preface(const Node* end) {
  const Node* first = document_.body().first_child();
  if (first == end) return;
  out_.open("preface");
  for (const Node* node = first; node != end; node = node->next()) {
    const bool title = node->get(Attr::role) == "title";
    out_.open("p");
    write_common(*node, title ? std::string_view() : node->get(Attr::role));
    if (title) out_.open("docTitle");
    write_inlines(*node, {});
    if (title) out_.close("docTitle");
    out_.close("p");
    ++tally_.paragraphs;
  }
  out_.close("preface").line_end();
}

void AknWriter::write_body(const Node* begin, const Node* end) {
  out_.open("mainBody").line_end();
  blocks_written_ = 0;
  for (const Node* node = begin; node != end; node = node->next()) {
    if (node->kind() == NodeKind::section)
      write_section(*node, {});
    else
      write_block(*node, {});
  }
  if (blocks_written_ == 0) out_.empty("p");
  out_.close("mainBody").line_end();
}

void AknWriter::write_conclusions(const Node& closing) {
  out_.open("conclusions");
  write_some_blocks(closing, {});
  out_.close("conclusions").line_end();
}

bool AknWriter::is_left_out(const Node& block) const {
  return block.number(Attr::generated) != 0 && !options_.generated_headings;
}

void AknWriter::write_section(const Node& section, const std::string& around) {
  ++blocks_written_;
  const std::string id = ids_.of(section, around, "sec");
  out_.open("section").attribute("eId", id).optional_attribute("class", section.get(Attr::role));
  const Node* first = section.first_child();
  if (first != nullptr && first->kind() == NodeKind::heading) {
    if (!is_left_out(*first)) {
      out_.open("heading").attribute("eId", ids_.of(*first, id, "heading"));
      write_inlines(*first, id);
      out_.close("heading");
      ++tally_.paragraphs;
    }
    first = first->next();
  }
  write_section_parts(first, id);
  out_.close("section").line_end();
}

// A section holds blocks as its content, or sections with blocks before them (intro) and behind (wrapUp);
// blocks between sections get a container of their own.
void AknWriter::write_section_parts(const Node* first, const std::string& id) {
  const auto is_section = [](const Node* node) { return node->kind() == NodeKind::section; };
  const Node* at = first;
  bool any_section = false;
  for (const Node* node = first; node != nullptr; node = node->next())
    any_section = any_section || is_section(node);
  bool seen_section = false;
  while (at != nullptr) {
    if (is_section(at)) {
      write_section(*at, id);
      seen_section = true;
      at = at->next();
      continue;
    }
    const Node* end = at;
    while (end != nullptr && !is_section(end)) end = end->next();
    if (!any_section) {
      write_run(at, end, "content", id);
    } else if (!seen_section) {
      write_run(at, end, "intro", id);
    } else if (end == nullptr) {
      write_run(at, end, "wrapUp", id);
    } else {
      const std::string between = ids_.next(id, "hcontainer");
      out_.open("hcontainer").attribute("eId", between).attribute("name", "text");
      write_run(at, end, "content", between);
      out_.close("hcontainer");
    }
    at = end;
  }
}

void AknWriter::write_run(const Node* begin, const Node* end, std::string_view element,
                          const std::string& id) {
  out_.open(element).attribute("eId", ids_.next(id, element)).line_end();
  for (const Node* node = begin; node != end; node = node->next()) write_block(*node, id);
  out_.close(element);
}

void AknWriter::write_blocks(const Node& parent, const std::string& around) {
  for (const Node& child : parent.children()) write_block(child, around);
}

void AknWriter::write_some_blocks(const Node& parent, const std::string& around) {
  const std::size_t before = blocks_written_;
  write_blocks(parent, around);
  if (blocks_written_ == before) out_.empty("p");
}

void AknWriter::write_common(const Node& node, std::string_view class_name) {
  out_.optional_attribute("eId", ids_.given(node)).optional_attribute("class", class_name);
  if (const std::string_view lang = node.get(Attr::lang); xhtml::is_language_tag(lang))
    out_.attribute("xml:lang", lang);
}

void AknWriter::write_block(const Node& block, const std::string& around) {
  switch (block.kind()) {
    case NodeKind::list:
      return write_list(block, around);
    case NodeKind::definition_list:
      return write_definitions(block, around);
    case NodeKind::table:
      return write_table(block, around);
    case NodeKind::quote:
      return write_container(block, "quote", around);
    case NodeKind::figure:
      return write_container(block, "figure", around);
    case NodeKind::rule:
      return;
    case NodeKind::paragraph:
      return write_inline_block(block, "p", {});
    case NodeKind::heading:
      if (is_left_out(block)) return;
      return write_inline_block(block, "block", "heading");
    case NodeKind::caption:
    case NodeKind::code_block:
    case NodeKind::definition_term:
      return write_inline_block(block, "block", to_string(block.kind()));
    default:
      return write_blocks(block, around);  // a section within a list or a cell, unknown markup
  }
}

void AknWriter::write_inline_block(const Node& block, std::string_view element, std::string_view name) {
  ++blocks_written_;
  const bool counts = block.kind() == NodeKind::paragraph || block.kind() == NodeKind::heading;
  tally_.paragraphs += counts && !block.empty() ? 1 : 0;
  out_.open(element);
  write_common(block, block.get(Attr::role));
  out_.optional_attribute("name", name);
  write_inlines(block, {});
  out_.close(element).line_end();
}

void AknWriter::write_container(const Node& node, std::string_view class_name, const std::string& around) {
  ++blocks_written_;
  const std::string id = ids_.of(node, around, "blockContainer");
  out_.open("blockContainer").attribute("eId", id).attribute("class", class_name);
  write_some_blocks(node, id);
  out_.close("blockContainer").line_end();
}

void AknWriter::write_list(const Node& list, const std::string& around) {
  if (list.empty()) return;
  ++blocks_written_;
  if (is_html_list(list))
    write_html_list(list, around);
  else
    write_block_list(list, around);
}

void AknWriter::write_html_list(const Node& list, const std::string& around) {
  const bool ordered = list.number(Attr::ordered) != 0;
  const std::string_view element = ordered ? "ol" : "ul";
  const std::string id = ids_.of(list, around, "list");
  const std::int64_t step = list.number(Attr::reversed) != 0 ? -1 : 1;
  const auto count = std::ranges::distance(list.children().begin(), list.children().end());
  std::int64_t number = list.number(Attr::start, step < 0 ? count : 1);
  out_.open(element).attribute("eId", id);
  for (const Node& item : list.children()) {
    number = item.number(Attr::number, number);
    out_.open("li");
    write_common(item);
    if (ordered) out_.attribute("value", number);
    const bool lone = item.first_child() == item.last_child();
    for (const Node& child : item.children()) {
      if (child.kind() == NodeKind::list)
        write_html_list(child, id);
      else if (lone && ids_.given(child).empty()) {
        write_inlines(child, id);
        ++tally_.paragraphs;
      } else
        write_inline_block(child, "p", {});
    }
    out_.close("li");
    number += step;
  }
  out_.close(element).line_end();
}

void AknWriter::write_block_list(const Node& list, const std::string& around) {
  const std::string id = ids_.of(list, around, "list");
  out_.open("blockList").attribute("eId", id);
  for (const Node& item : list.children()) {
    const std::string item_id = ids_.of(item, id, "item");
    out_.open("item").attribute("eId", item_id);
    write_some_blocks(item, item_id);
    out_.close("item");
  }
  out_.close("blockList").line_end();
}

// An item for each run of terms with the definitions behind it.
void AknWriter::write_definitions(const Node& list, const std::string& around) {
  if (list.empty()) return;
  ++blocks_written_;
  const std::string id = ids_.of(list, around, "list");
  out_.open("blockList").attribute("eId", id).attribute("class", "definitions");
  for (const Node* at = list.first_child(); at != nullptr;) {
    const std::string item = ids_.next(id, "item");
    out_.open("item").attribute("eId", item);
    for (; at != nullptr && at->kind() == NodeKind::definition_term; at = at->next()) {
      out_.open("heading").attribute("eId", ids_.of(*at, item, "heading"));
      write_inlines(*at, item);
      out_.close("heading");
    }
    const std::size_t before = blocks_written_;
    for (; at != nullptr && at->kind() != NodeKind::definition_term; at = at->next()) write_blocks(*at, item);
    if (blocks_written_ == before) out_.empty("p");
    out_.close("item");
  }
  out_.close("blockList").line_end();
}

void AknWriter::write_table(const Node& table, const std::string& around) {
  const auto is_caption = [](const Node& child) { return child.kind() == NodeKind::caption; };
  const auto has_cells = [](const Node& child) {
    return child.kind() == NodeKind::table_row && !child.empty();
  };
  const auto children = table.children();
  if (std::ranges::none_of(children, has_cells)) {
    for (const Node& child : children)
      if (is_caption(child)) write_block(child, around);
    return;
  }
  ++blocks_written_;
  const std::string id = ids_.of(table, around, "table");
  out_.open("table").attribute("eId", id);
  for (const Node& child : children) {
    if (!is_caption(child)) continue;
    out_.open("caption");
    write_inlines(child, id);
    out_.close("caption");
    break;
  }
  for (const Node& row : children) {
    if (!has_cells(row)) continue;
    out_.open("tr");
    if (const std::string_view group = row.get(Attr::row_group); group != "body")
      out_.optional_attribute("class", group);
    for (const Node& cell : row.children()) {
      const std::string_view element = cell.number(Attr::header) != 0 ? "th" : "td";
      out_.open(element);
      write_common(cell);
      for (const auto& [attr, name] :
           {std::pair{Attr::row_span, "rowspan"}, std::pair{Attr::column_span, "colspan"}})
        if (const std::int64_t span = cell.number(attr, 1); span > 1) out_.attribute(name, span);
      write_blocks(cell, id);
      out_.close(element);
      ++tally_.cells;
    }
    out_.close("tr").line_end();
  }
  out_.close("table").line_end();
}

}  // namespace minutemill::akn
