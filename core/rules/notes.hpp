// What a stage leaves to the next one that reads the same document by the same rules.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "rules/agenda_items.hpp"
#include "rules/line_texts.hpp"

namespace minutemill::rules {

// An agenda, and the lines that its places are in. It is about no document but the one it was made of.
struct AgendaNote {
  const Document* document = nullptr;
  std::vector<const LineText*> lines;
  Agenda agenda;
};

struct Notes {
  LineTexts texts;
  std::optional<AgendaNote> agenda;
};

// The agenda in places of `lines`; nothing when they lack a line that the note has.
[[nodiscard]] std::optional<Agenda> agenda_in(const std::vector<Line>& lines, AgendaNote note);

// The notes on a rule file that no stage has in use. Stages on several threads have notes of their own.
class Shelf {
 public:
  [[nodiscard]] std::unique_ptr<Notes> take();  // null when there are none
  void put(std::unique_ptr<Notes> notes);

 private:
  std::mutex lock_;
  std::vector<std::unique_ptr<Notes>> free_;
};

}  // namespace minutemill::rules
