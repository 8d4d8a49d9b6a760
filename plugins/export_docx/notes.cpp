#include "notes.hpp"

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

}  // namespace

NoteWriter::NoteWriter(Job& job) : job_(job) {
  story_.root = add(tree_, "w:footnotes");
  declare_namespaces(story_.root);
  add_separator(story_.root, -1, "separator", "w:separator");
  add_separator(story_.root, 0, "continuationSeparator", "w:continuationSeparator");
}

int NoteWriter::add_note(const Node& note) {
  const int id = ++count_;
  pugi::xml_node node = add(story_.root, "w:footnote");
  set(node, "w:id", id);
  BlockWriter(job_, story_, nullptr).write_note(note, node);
  return id;
}

std::string NoteWriter::part() const {
  std::string out;
  save_xml(tree_, out, true);
  return out;
}

}  // namespace minutemill::docx
