#include "block_writer.hpp"

#include "visible_text.hpp"

namespace minutemill::json_report {
namespace {

bool is_plain(const Node& node) noexcept {
  return node.kind() == NodeKind::text && node.attributes() == nullptr;
}

bool all_plain(const Node& parent) noexcept {
  for (const Node& child : parent.children())
    if (!is_plain(child)) return false;
  return true;
}

}  // namespace

void BlockWriter::write_attributes(const Node& node) {
  for (const Node::Attribute* a = node.attributes(); a != nullptr; a = a->next) {
    json_.key(to_string(a->name));
    if (is_number(a->name))
      json_.number(a->number);
    else
      json_.text(a->text);
  }
}

// Recursion is bounded by Document::kMaxDepth.
void BlockWriter::write_block(const Node& block) {
  const bool leaf = holds_inlines(block.kind());
  const bool plain = leaf && all_plain(block);
  json_.begin_object(plain || block.empty() ? JsonWriter::on_one_line : JsonWriter::on_lines);
  json_.key("block").number(numbers_.of(block));
  json_.key("kind").text(to_string(block.kind()));
  write_attributes(block);
  if (leaf) {  // every word stands under one "text" alone: that of the innermost block
    const VisibleText words(block, numbers_);
    json_.key("text").text(words.text());
    tally_.characters += words.characters();
  }
  if (block.kind() == NodeKind::table_cell) ++tally_.cells;
  if ((block.kind() == NodeKind::paragraph || block.kind() == NodeKind::heading) && !block.empty())
    ++tally_.paragraphs;
  if (leaf && !plain) {
    json_.key("inlines");
    write_inlines(block);
  } else if (!leaf && !block.empty()) {
    json_.key("children").begin_list();
    for (const Node& child : block.children()) write_block(child);
    json_.end_list();
  }
  json_.end_object();
}

void BlockWriter::write_inlines(const Node& parent) {
  json_.begin_list();
  for (const Node& child : parent.children()) write_inline(child);
  json_.end_list();
}

void BlockWriter::write_inline(const Node& node) {
  if (is_plain(node)) {
    json_.text(node.text());
    return;
  }
  json_.begin_object(node.empty() || node.kind() == NodeKind::note || all_plain(node)
                         ? JsonWriter::on_one_line
                         : JsonWriter::on_lines);
  json_.key("kind").text(to_string(node.kind()));
  write_attributes(node);
  if (!node.text().empty()) json_.key("value").text(node.text());
  switch (node.kind()) {
    case NodeKind::image:
      ++tally_.images;
      break;
    case NodeKind::link:
      ++tally_.links;
      break;
    case NodeKind::note:
      json_.key("note").number(numbers_.of(node));
      notes_.push_back(&node);
      ++tally_.notes;
      break;
    default:
      break;
  }
  if (!node.empty() && node.kind() != NodeKind::note) {
    json_.key("inlines");
    write_inlines(node);
  }
  json_.end_object();
}

void BlockWriter::write_notes() {
  json_.key("notes").begin_list();
  for (std::size_t i = 0; i < notes_.size(); ++i) {  // a note may hold notes: the list grows
    const Node& note = *notes_[i];
    json_.begin_object();
    json_.key("note").number(numbers_.of(note));
    if (note.number(Attr::ordered) == 0) json_.key("text").text(note_mark(note, numbers_));
    json_.key("blocks").begin_list();
    for (const Node& child : note.children()) write_block(child);
    json_.end_list().end_object();
  }
  json_.end_list();
}

}  // namespace minutemill::json_report
