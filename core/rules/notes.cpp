#include "rules/notes.hpp"

#include <utility>

namespace minutemill::rules {

namespace {
constexpr std::size_t kMostKept = std::size_t{1} << 20U;  // bytes of texts
constexpr std::size_t kMostShelved = 16;
}  // namespace

std::optional<Agenda> agenda_in(const std::vector<Line>& lines, AgendaNote note) {
  for (const LineText* text : note.lines)
    if (text->line >= lines.size() || lines[text->line].words != text) return std::nullopt;
  bool known = true;
  const auto move = [&](std::uint32_t& line) {
    known = known && line < note.lines.size();  // else it is a value of the metadata
    if (known) line = note.lines[line]->line;
  };
  for (AgendaItem& item : note.agenda.items) {
    move(item.topic.line);
    if (item.verb) move(item.verb->line);
    for (Range& document : item.documents) move(document.line);
    move(item.listed);
    if (item.taken_up) move(*item.taken_up);
  }
  for (Numbered& numbered : note.agenda.numbered) move(numbered.line);
  if (!known) return std::nullopt;
  return std::move(note.agenda);
}

std::unique_ptr<Notes> Shelf::take() {
  const std::lock_guard lock(lock_);
  if (free_.empty()) return nullptr;
  std::unique_ptr<Notes> notes = std::move(free_.back());
  free_.pop_back();
  return notes;
}

void Shelf::put(std::unique_ptr<Notes> notes) {
  if (notes->texts.size() > kMostKept) return;
  const std::lock_guard lock(lock_);
  if (free_.size() < kMostShelved) free_.push_back(std::move(notes));
}

}  // namespace minutemill::rules
