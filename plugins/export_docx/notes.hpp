// Footnotes: a part of their own, with the separators that Word wants.
#pragma once

#include <string>

#include "job.hpp"

namespace minutemill::docx {

// The mark of a note, in the text (`element` "w:footnoteReference") or in front of the note
// ("w:footnoteRef"): its number, which word processors count, with the brackets that the page has around it,
// or the page's own sign ("*").
void write_note_mark(pugi::xml_node paragraph, const Style& style, const Node& note, int number,
                     const char* element);

// Whether the page numbers the note by its place in a list, as its reference does in words: then a list
// numbers it here as well, and the number is no word of the text.
[[nodiscard]] bool is_counted_by_list(const Node& note, int number);

// The footnotes part of a document without notes: it has the two separators alone.
[[nodiscard]] std::string empty_notes_part();

class NoteWriter {
 public:
  explicit NoteWriter(Job& job) : job_(job) {}
  // Writes the note's blocks and returns its id.
  int add_note(const Node& note);
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] const Relationships& relationships() const noexcept { return story_.relationships; }
  [[nodiscard]] std::string part() const;
  // w:footnotes: the two separators, then the notes; null when there are no notes.
  [[nodiscard]] pugi::xml_node root() const noexcept { return story_.root; }
  [[nodiscard]] int count() const noexcept { return count_; }

 private:
  Job& job_;
  pugi::xml_document tree_;
  Story story_;
  int count_ = 0;
};

}  // namespace minutemill::docx
