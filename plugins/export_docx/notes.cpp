#include "notes.hpp"

#include <algorithm>
#include <string_view>

#include <minutemill/xml.hpp>

#include "body.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

void add_separator(pugi::xml_node root, int id, const char* type, const char* line) {
  pugi::xml_node note = add(root, "w:footnote");
  set(note, "w:type", type);
  set(note, "w:id", id);
  pugi::xml_node paragraph = add(note, "w:p");
  pugi::xml_node spacing = add(add(paragraph, "w:pPr"), "w:spacing");
  set(spacing, "w:after", 0);
  set(spacing, "w:line", 240);
  set(spacing, "w:lineRule", "auto");
  add(add(paragraph, "w:r"), line);
}

pugi::xml_node begin_notes(pugi::xml_document& tree) {
  pugi::xml_node root = add(tree, "w:footnotes");
  declare_namespaces(root);
  add_separator(root, -1, "separator", "w:separator");
  add_separator(root, 0, "continuationSeparator", "w:continuationSeparator");
  return root;
}

// "[1]" for "1", not for "11".
bool is_numbered(std::string_view label, std::string_view count) {
  const std::size_t begin = label.find_first_of("0123456789");
  if (begin == std::string_view::npos) return false;
  const std::size_t end = std::min(label.find_first_not_of("0123456789", begin), label.size());
  return label.substr(begin, end - begin) == count &&
         label.find_first_of("0123456789", end) == std::string_view::npos;
}

}  // namespace

bool is_counted_by_list(const Node& note, int number) {
  const std::string_view label = note.get(Attr::label);
  return note.number(Attr::ordered) != 0 && (label.empty() || is_numbered(label, std::to_string(number)));
}

void write_note_mark(pugi::xml_node paragraph, const Style& style, const Node& note, int number,
                     const char* element) {
  std::string_view before = note.get(Attr::label), after;
  const std::string count = std::to_string(number);
  const bool counted = before.empty() || is_numbered(before, count);
  if (counted && !before.empty()) {
    const std::size_t digits = before.find(count);
    after = before.substr(digits + count.size());
    before = before.substr(0, digits);
  }
  const auto start = [&] {
    pugi::xml_node run = add(paragraph, "w:r");
    add_value(add(run, "w:rPr"), "w:rStyle", style.find("footnote_reference")->id);
    return run;
  };
  const auto text = [&](pugi::xml_node run, std::string_view words) { append_text(add(run, "w:t"), words); };
  const bool is_reference = std::string_view(element) == "w:footnoteReference";
  // What stands around a number has runs of its own: LibreOffice takes text in the run of the mark for the
  // mark.
  if (counted && !before.empty()) text(start(), before);
  pugi::xml_node run = start();
  if (counted || is_reference) {
    pugi::xml_node mark = add(run, element);
    // ECMA-376 §17.11.14: the page's own sign follows in the same run.
    if (!counted) set(mark, "w:customMarkFollows", "1");
    if (is_reference) set(mark, "w:id", number);
  }
  if (!counted) text(run, before);
  if (counted && !after.empty()) text(start(), after);
}

std::string empty_notes_part() {
  pugi::xml_document tree;
  begin_notes(tree);
  return saved(tree);
}

int NoteWriter::add_note(const Node& note) {
  if (empty()) story_.root = begin_notes(tree_);
  const int id = ++count_;
  pugi::xml_node node = add(story_.root, "w:footnote");
  set(node, "w:id", id);
  BlockWriter(job_, story_, nullptr).write_note(note, id, node);
  return id;
}

std::string NoteWriter::part() const {
  return empty() ? empty_notes_part() : saved(tree_);
}

}  // namespace minutemill::docx
