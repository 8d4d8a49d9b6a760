// What a meeting dealt with, in places of the lines that say so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/lines.hpp"

namespace minutemill::rules {

struct AgendaItem {
  Range topic;  // the words, with what was taken off left out
  std::optional<Range> verb;
  std::string action;  // reduced verb; empty when nothing says
  std::string rule;
  std::vector<Range> documents;           // cited inside the topic
  std::uint32_t listed = 0;               // the line that names it first
  std::optional<std::uint32_t> taken_up;  // the line that takes it up again, or its numbered heading
};

// A line that begins with a number of a series, or a heading of the markup.
struct Numbered {
  std::uint32_t line = 0;
  std::uint32_t begin = 0;  // behind the number
  std::uint32_t end = 0;    // of the heading: at the first full stop or the end of the line
  int rank = 0;             // from 1, the outermost of the document
  bool markup = false;      // a heading of the markup
};

struct Agenda {
  std::vector<AgendaItem> items;
  std::vector<Numbered> numbered;
  std::vector<std::string> dropped;  // what was read and left out, with the reason
};

}  // namespace minutemill::rules
