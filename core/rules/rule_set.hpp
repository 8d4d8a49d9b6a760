// A rule file in memory. docs/rules.md gives the meaning of every part.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/rules.hpp>

#include "rules/dates.hpp"
#include "rules/folding.hpp"
#include "rules/line_texts.hpp"
#include "rules/lines.hpp"
#include "rules/names.hpp"
#include "rules/notes.hpp"
#include "rules/numbers.hpp"
#include "rules/patterns.hpp"
#include "rules/scan.hpp"

namespace minutemill::rules {

// How the words that a rule took become a value.
enum class As : std::uint8_t { text, date, number, choice, names, record };

struct Field {
  std::string name;  // "meeting.ordinal"
  As as = As::text;
  bool many = false;     // a list of values
  bool hidden = false;   // for other fields only; not in the record
  bool expected = true;  // listed as missing when nothing is found
  bool loose_names = false;
  std::vector<std::pair<std::string, std::unique_ptr<Pattern>>> choices;
  std::unique_ptr<Pattern> reject;                // a value in which it is found is none
  std::unique_ptr<Pattern> strip;                 // taken off both ends
  std::vector<std::string> except;                // fields whose values are left out of this one
  std::vector<std::pair<std::string, As>> parts;  // of a record
  std::string annotation;
};

enum class Where : std::uint8_t {
  title,
  subtitle,
  lead,
  lead_sentence,
  opening,
  opening_sentence,
  body,
  start,
  sentence,
  heading,
  item,
  tail,
  page,
  mark,
  label,
  text,
  input_name,
  meta  // the last
};
inline constexpr std::size_t kPlaceCount = static_cast<std::size_t>(Where::meta) + 1;

struct Scope {
  Where where = Where::body;
  int label = -1;    // label
  std::string path;  // meta: "page.source"
};

// What a rule gives to a field: groups and words in a row, or a record of such.
struct Template {
  struct Part {
    int group = -1;
    std::string literal;
  };
  std::vector<Part> parts;
};
struct Setter {
  std::size_t field = 0;
  Template whole;
  std::vector<std::pair<std::string, Template>> record;
};

struct Rule {
  std::string id;
  std::vector<Scope> in;
  std::vector<std::string>
      needs;  // folded words of which the scope must hold one: spares the search elsewhere
  std::optional<std::uint16_t> needs_clue;  // that one of them may be there
  std::unique_ptr<Pattern> match;           // null: the whole scope
  std::unique_ptr<Pattern> unless, unless_before, unless_after;
  std::vector<Setter> set;
  std::int64_t score = 50;
  std::int64_t less = 0;  // taken off the score in every scope but the first
  bool every = true;      // all matches of a scope, or the first alone
  bool loose = false;     // names: the words are people and nothing else
  bool fallback = false;  // a list: only when no rule that goes before found anything
};

// Brackets that quote or enclose: a clause does not end inside.
struct Bracket {
  std::string open, close;
};

struct AgendaRules {
  struct Cue {
    std::string id;
    std::vector<Scope> in;
    std::unique_ptr<Pattern> match;  // group topic, perhaps verb
    std::string action;
  };
  using Named = std::vector<std::pair<std::string, std::unique_ptr<Pattern>>>;
  bool given = false;
  std::unique_ptr<Pattern> opening;       // a clause after which the lead lists items
  std::unique_ptr<Pattern> subject;       // what a sentence of the body begins with when it takes up an item
  std::unique_ptr<Pattern> clause;        // groups verb, object: a clause that takes up an item
  std::unique_ptr<Pattern> heading;       // groups verb, object: the same for a numbered heading
  std::unique_ptr<Pattern> bare_heading;  // group topic: a numbered heading without a verb
  Named actions;                          // the reduced verb, and its forms
  std::unique_ptr<Pattern> not_object;    // what stands behind a verb that takes up nothing
  std::unique_ptr<Pattern> further;       // an object of its own after a comma
  Named heads;                         // by action, or default: how a part ends that is an object of its own
  std::unique_ptr<Pattern> split;      // between objects; group strong: also between any two with heads
  std::unique_ptr<Pattern> restart;    // an object of its own behind a weak split
  std::unique_ptr<Pattern> undivided;  // an object that is one, whatever stands in it
  std::unique_ptr<Pattern> row;        // an object whose every part between strong splits is one of its own
  std::unique_ptr<Pattern> outcome;    // a verb that names no item behind another verb of its sentence
  std::unique_ptr<Pattern> before, after;  // taken off a topic
  std::unique_ptr<Pattern> ignore;         // no item
  std::unique_ptr<Pattern> vague;          // dropped when the body names the items themselves
  std::unique_ptr<Pattern> later_verb;     // group verb: in the text below a heading without a verb
  std::unique_ptr<Pattern> matter;         // group topic: names the matter of a number that stands alone
  std::unique_ptr<Pattern> umbrella;       // a numbered heading above matters that are numbered anew
  std::unique_ptr<Pattern> earlier_verb;   // the same, in the text above the first of the headings
  std::unique_ptr<Pattern> other;          // the heading of "other business": its text is read for items
  std::vector<Cue> cues;
  std::string default_action;
  std::string topics_field;     // the topics once more, as a list of texts
  bool headings = false;        // headings of the markup are items
  int list_label = -1;          // items of a list under this label are items when there are no others
  std::int64_t least_part = 8;  // characters of a part that is split off
  std::int64_t row_least = 4;   // the same, in a row
};

struct SectionRules {
  struct Level {
    std::string id;
    std::unique_ptr<Pattern> match;  // a numbered heading
    int rank = 1;
    bool nested = false;  // only below another
    bool alone = false;   // one is a series too
  };
  bool given = false;
  std::vector<Level> numbering;
  std::unique_ptr<Pattern> turn;  // a paragraph that takes up another matter
  std::unique_ptr<Pattern>
      follow;  // a paragraph that may go on with the same or take up another: compared with the agenda
  std::unique_ptr<Pattern> preamble;     // attendance and quorum right after the lead
  std::unique_ptr<Pattern> closing;      // attendance and formulas after the last item
  std::unique_ptr<Pattern> not_heading;  // numbered lines that lead on to what follows
  std::unique_ptr<Pattern> furniture;    // headings that are no topic
  std::unique_ptr<Pattern> common;       // words of a topic that tell it from no other
};

// All of a rule file.
struct Knowledge {
  std::string name;
  std::string language;
  Folding folding;
  ClueFinder clues;
  Numbers numbers;
  Dates dates;
  std::vector<std::string> page_dates;  // metadata paths with the day of publication
  std::string year_field, page_date_field;
  Names names;
  LineRules lines;
  SentenceEnds sentences;
  std::vector<Bracket> brackets;
  bool bracket_byte[256] = {};  // bytes that a bracket begins with
  Bracket document;             // 《 》
  std::vector<Field> fields;
  std::vector<Rule> rules;
  AgendaRules agenda;
  SectionRules sections;
  mutable Shelf shelf;  // what its last users have read
};

}  // namespace minutemill::rules
