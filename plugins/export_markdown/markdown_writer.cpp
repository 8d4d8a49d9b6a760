#include "markdown_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <minutemill/text.hpp>

#include "escapes.hpp"

namespace minutemill::markdown_out {
namespace {

constexpr std::int64_t kMostNumber = 999'999'999;  // of a list (CommonMark 0.31 §5.2)

bool is_simple_list(const Node& list) {
  return std::ranges::all_of(list.children(), [](const Node& item) {
    return item.first_child() == item.last_child() ||
           (item.first_child()->next() == item.last_child() && item.last_child()->kind() == NodeKind::list);
  });
}

std::string_view trim_line_ends(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string MarkdownWriter::write() {
  write_blocks(document_.body());
  write_notes();
  return std::move(out_);
}

void MarkdownWriter::separate() {
  if (!out_.empty() && !marker_waits_ && !tight_)
    out_.append(prefix_, 0, prefix_.find_last_not_of(' ') + 1).push_back('\n');
  tight_ = false;
}

void MarkdownWriter::put(std::string_view lines) {
  separate();
  last_list_ = nullptr;
  for (bool more = true; more;) {
    const std::size_t end = lines.find('\n');
    more = end != std::string_view::npos;
    const std::string_view line = lines.substr(0, end);
    const std::string& before = marker_waits_ ? first_prefix_ : prefix_;
    if (line.empty())
      out_.append(before, 0, before.find_last_not_of(' ') + 1);
    else
      out_.append(before).append(line);
    out_.push_back('\n');
    marker_waits_ = false;
    if (more) lines.remove_prefix(end + 1);
  }
}

void MarkdownWriter::write_blocks(const Node& parent) {
  for (const Node& child : parent.children()) write_block(child);
}

// Recursion is bounded by Document::kMaxDepth.
void MarkdownWriter::write_block(const Node& block) {
  if (!holds_inlines(block.kind()))
    if (const std::string anchor = inlines_.anchor(block); !anchor.empty()) put(anchor);
  switch (block.kind()) {
    case NodeKind::list:
      return write_list(block);
    case NodeKind::definition_list:
      return write_definitions(block);
    case NodeKind::table:
      return write_table(block);
    case NodeKind::rule:
      return put("***");
    case NodeKind::quote:
      return write_marked(block, "> ", "> ");
    case NodeKind::code_block:
      return write_code(block);
    default:
      return holds_inlines(block.kind()) ? write_line(block) : write_blocks(block);
  }
}

// A heading, a paragraph, a caption.
void MarkdownWriter::write_line(const Node& block) {
  const bool heading = block.kind() == NodeKind::heading;
  if (block.number(Attr::generated) != 0 && !options_.generated_headings) return;
  std::string line = inlines_.anchor(block) + inlines_.write(block, heading);
  const std::string_view text = trim(line);
  if (text.empty()) return;
  if (heading || block.kind() == NodeKind::paragraph) ++inlines_.tally().paragraphs;
  if (!heading) return put(text);
  const auto level = std::clamp<std::int64_t>(block.number(Attr::level, 1), 1, 6);
  std::string out = std::string(static_cast<std::size_t>(level), '#') + " " + std::string(text);
  if (out.ends_with('#')) out.insert(out.size() - 1, "\\");  // else it closes the heading
  put(out);
}

void MarkdownWriter::write_code(const Node& block) {
  std::string text;
  make_xml_safe(Document::plain_text(block), text);
  const std::string fence = fence_for(text, 3);
  std::string language(block.get(Attr::code_language));
  if (language.find_first_of(" `\n") != std::string::npos) language.clear();
  put(fmt::format("{}{}\n{}\n{}", fence, language, trim_line_ends(text), fence));
  for (std::size_t i = 0; i < text.size();)
    if (!is_space(next_code_point(text, i))) ++inlines_.tally().characters;
}

void MarkdownWriter::write_marked(const Node& parent, std::string_view marker, std::string_view rest) {
  const std::string outer = prefix_;
  const std::string above = marker_waits_ ? first_prefix_ : prefix_;
  separate();
  last_list_ = nullptr;
  first_prefix_ = above + std::string(marker);
  marker_waits_ = true;
  prefix_ += rest;
  write_blocks(parent);
  if (marker_waits_) {  // nothing came
    out_.append(first_prefix_, 0, first_prefix_.find_last_not_of(' ') + 1).push_back('\n');
    marker_waits_ = false;
  }
  prefix_ = outer;
}

void MarkdownWriter::write_list(const Node& list) {
  const bool ordered = list.number(Attr::ordered) != 0;
  if (last_list_ != nullptr && (last_list_->number(Attr::ordered) != 0) == ordered)
    put("<!-- -->");  // else the two would be one list (CommonMark 0.31 §5.3)
  const std::string_view style = list.get(Attr::number_style);
  std::int64_t number = list.number(Attr::start, 1);
  if (ordered && (list.number(Attr::reversed) != 0 || number < 0 || number > kMostNumber ||
                  (!style.empty() && style != "decimal")))
    context_.report(kNumberingLost, style, list.span());
  number = std::clamp<std::int64_t>(number, 0, kMostNumber);
  const bool tight = is_simple_list(list);
  bool first = true;
  for (const Node& item : list.children()) {
    if (item.kind() != NodeKind::list_item) continue;
    const std::string marker = ordered ? fmt::format("{}. ", std::min(number, kMostNumber)) : "- ";
    tight_ = !first && tight;
    // A list may follow the text of its item at once, but one that does not begin with 1 not (§5.3).
    if (first && tight && (!ordered || number == 1))
      tight_ = list.parent()->kind() == NodeKind::list_item && list.previous() != nullptr;
    write_marked(item, marker, std::string(marker.size(), ' '));
    first = false;
    ++number;
  }
  tight_ = false;
  last_list_ = &list;
}

void MarkdownWriter::write_definitions(const Node& list) {
  for (const Node& child : list.children()) {
    if (child.kind() == NodeKind::definition) {
      tight_ = child.previous() != nullptr;
      write_marked(child, ":   ", "    ");
    } else {
      write_block(child);
    }
  }
}

// One line, blocks parted by <br>.
std::string MarkdownWriter::cell_text(const Node& cell, bool& flattened) {
  std::string out;
  std::size_t blocks = 0;
  for (const Node* node = cell.first_child(); node != nullptr;) {
    if (!holds_inlines(node->kind())) {
      node = next_in_tree(*node, cell);
      continue;
    }
    if (node->number(Attr::generated) == 0 || options_.generated_headings) {
      const std::string line = inlines_.anchor(*node) + inlines_.write(*node, true);
      const std::string_view text = trim(line);
      if (!text.empty()) {
        out.append(blocks++ > 0 ? "<br>" : "").append(text);
        const bool counts = node->kind() == NodeKind::heading || node->kind() == NodeKind::paragraph;
        inlines_.tally().paragraphs += counts ? 1 : 0;
      }
    }
    node = next_after(*node, cell);
  }
  flattened = flattened || blocks > 1;
  return out;
}

void MarkdownWriter::write_table(const Node& table) {
  for (const Node& child : table.children())
    if (child.kind() == NodeKind::caption) write_line(child);
  const TableGrid cells = grid(table, 64);
  if (cells.rows == 0 || cells.columns == 0) return;
  bool flattened = cells.clamped > 0;
  std::vector<std::vector<std::string>> rows(cells.rows, std::vector<std::string>(cells.columns));
  for (const TableGrid::Place& place : cells.places) {
    std::string& text = rows[place.row][std::min(place.column, cells.columns - 1)];
    if (!text.empty()) text += "<br>";
    text += cell_text(*place.cell, flattened);
    flattened = flattened || place.row_span > 1 || place.column_span > 1;
    ++inlines_.tally().cells;
  }
  const bool has_head = cells.row_nodes[0]->get(Attr::row_group) == "head" ||
                        std::ranges::all_of(cells.row_nodes[0]->children(),
                                            [](const Node& cell) { return cell.number(Attr::header) != 0; });
  if (!has_head) rows.insert(rows.begin(), std::vector<std::string>(cells.columns));
  std::string lines;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    lines += fmt::format("{}|", i == 0 ? "" : "\n");
    for (const std::string& text : rows[i]) lines += fmt::format(" {} |", text);
    if (i > 0) continue;
    lines += "\n|";
    for (std::size_t column = 0; column < cells.columns; ++column) lines += " --- |";
  }
  put(lines);
  if (flattened) context_.report(kTableFlattened, "", table.span());
}

void MarkdownWriter::write_notes() {
  for (std::size_t i = 0; i < inlines_.notes().size(); ++i) {  // a note may hold notes: the list grows
    write_marked(*inlines_.notes()[i], fmt::format("[^{}]: ", i + 1), "    ");
    ++inlines_.tally().notes;
  }
}

}  // namespace minutemill::markdown_out
