#include "text_writer.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::text {

void TextWriter::add_text(std::string_view text, std::string& line) {
  line.append(text);
  tally_.characters += count_characters(text);
}

void TextWriter::separate() {
  if (any_ && !marker_waits_ && !tight_) out_.push_back('\n');
}

void TextWriter::put(std::string_view lines) {
  separate();
  any_ = true;
  for (bool more = true; more;) {
    const std::size_t end = lines.find('\n');
    more = end != std::string_view::npos;
    out_.append(marker_waits_ ? first_prefix_ : prefix_).append(lines.substr(0, end)).push_back('\n');
    marker_waits_ = false;
    if (more) lines.remove_prefix(end + 1);
  }
}

void TextWriter::write(const Document& document) {
  if (options_.metadata) write_record(document);
  write_blocks(document.body());
  if (options_.notes) write_notes();
}

// key: value, one a line, what is empty left out.
void TextWriter::write_record(const Document& document) {
  std::string lines;
  for (const auto& [key, value] : document.metadata()) {
    if (value.empty()) continue;
    std::string line = value.to_line("; ");
    std::replace(line.begin(), line.end(), '\n', ' ');
    lines.append(lines.empty() ? "" : "\n").append(key).append(": ").append(line);
  }
  if (!lines.empty()) put(lines);
}

void TextWriter::write_blocks(const Node& parent) {
  for (const Node& child : parent.children()) write_block(child);
}

// Recursion is bounded by Document::kMaxDepth.
void TextWriter::write_block(const Node& block) {
  switch (block.kind()) {
    case NodeKind::list:
      return write_list(block);
    case NodeKind::table:
      return write_table(block);
    case NodeKind::rule:
      return put("----------");
    case NodeKind::quote:
      return write_marked(block, "> ");
    case NodeKind::definition:
      return write_marked(block, "    ");
    default:
      break;
  }
  if (!holds_inlines(block.kind())) return write_blocks(block);
  if (block.number(Attr::generated) != 0 && !options_.generated_headings) return;
  std::string line;
  write_inlines(block, line);
  if (block.kind() == NodeKind::heading || block.kind() == NodeKind::paragraph)
    tally_.paragraphs += block.empty() ? 0 : 1;
  if (is_blank(line)) return;
  if (block.kind() == NodeKind::paragraph && options_.indent > 0 && block.number(Attr::indent) > 0 &&
      !marker_waits_)
    line.insert(0, static_cast<std::size_t>(options_.indent), ' ');
  put(line);
}

void TextWriter::write_marked(const Node& parent, std::string_view marker) {
  const std::string outer = prefix_;
  const std::string above = marker_waits_ ? first_prefix_ : prefix_;
  separate();
  any_ = true;
  first_prefix_ = above + std::string(marker);
  marker_waits_ = true;
  prefix_ += marker == "> " ? std::string(marker) : std::string(marker.size(), ' ');
  write_blocks(parent);
  if (marker_waits_) {  // nothing came
    out_.append(trim(first_prefix_)).push_back('\n');
    marker_waits_ = false;
  }
  prefix_ = outer;
}

void TextWriter::write_list(const Node& list) {
  const bool ordered = list.number(Attr::ordered) != 0;
  const std::int64_t step = list.number(Attr::reversed) != 0 ? -1 : 1;
  std::int64_t count = 0;
  for (const Node& item : list.children()) count += item.kind() == NodeKind::list_item ? 1 : 0;
  std::int64_t number = list.number(Attr::start, step < 0 ? count : 1);
  const bool outer_tight = tight_;
  bool first = true;
  for (const Node& item : list.children()) {
    number = item.number(Attr::number, number);
    const bool simple = item.first_child() == item.last_child();
    tight_ = !first && simple;
    write_marked(item, ordered ? std::to_string(number) + ". " : "- ");
    first = false;
    number += step;
  }
  tight_ = outer_tight;
}

// One row a line, cells parted by tabs; line ends within a cell become spaces.
void TextWriter::write_table(const Node& table) {
  std::string lines;
  for (const Node& row : table.children()) {
    std::string line;
    if (row.kind() == NodeKind::caption) {
      write_inlines(row, line);
    } else {
      for (const Node& cell : row.children()) {
        if (&cell != row.first_child()) line.push_back('\t');
        std::string content;
        const Options plain{false, options_.notes, options_.generated_headings, 0};
        TextWriter inner(content, plain);
        inner.write_blocks(cell);
        for (const Node* note : inner.notes_) notes_.push_back(note);
        tally_ += inner.tally_;
        left_out_ += inner.left_out_;
        ++tally_.cells;
        std::replace_if(
            content.begin(), content.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
        line.append(trim(content));
      }
    }
    if (is_blank(line)) continue;
    lines.append(lines.empty() ? "" : "\n").append(line);
  }
  if (!lines.empty()) put(lines);
}

void TextWriter::write_inlines(const Node& parent, std::string& line) {
  for (const Node& child : parent.children()) {
    switch (child.kind()) {
      case NodeKind::text:
      case NodeKind::math:
        add_text(child.text(), line);
        break;
      case NodeKind::line_break:
        line.push_back('\n');
        break;
      case NodeKind::image:
        line.append(child.get(Attr::alt));
        ++left_out_.images;
        break;
      case NodeKind::link:
        write_inlines(child, line);
        ++left_out_.links;
        break;
      case NodeKind::ruby_text:
        line.append("(");
        write_inlines(child, line);
        line.append(")");
        break;
      case NodeKind::note:
        if (!options_.notes) {
          left_out_ += minutemill::tally(child);
          ++left_out_.notes;
          break;
        }
        notes_.push_back(&child);
        line.append("[").append(std::to_string(notes_.size())).append("]");
        break;
      default:
        write_inlines(child, line);
        break;
    }
  }
}

void TextWriter::write_notes() {
  for (std::size_t i = 0; i < notes_.size(); ++i) {  // a note may hold notes: the list grows
    write_marked(*notes_[i], "[" + std::to_string(i + 1) + "] ");
    ++tally_.notes;
  }
}

}  // namespace minutemill::text
