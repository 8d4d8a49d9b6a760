#include "rules/clauses.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kLongestObject = 6000;  // bytes

// Bytes of the bracket that opens or closes at `at`; 0 when none does.
std::size_t bracket_at(const Knowledge& rules, std::string_view text, std::size_t at, int& depth) {
  if (!rules.bracket_byte[static_cast<unsigned char>(text[at])]) return 0;
  for (const Bracket& bracket : rules.brackets) {
    if (stands_at(text, at, bracket.open)) {
      ++depth;
      return bracket.open.size();
    }
    if (stands_at(text, at, bracket.close)) {
      if (depth > 0) --depth;
      return bracket.close.size();
    }
  }
  return 0;
}

bool is_first_byte(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

Range slice(Range of, std::size_t begin, std::size_t end) {
  return {of.line, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// 甲方案及乙方案, 《甲》和丙的《乙》: two of a kind.
bool end_alike(std::string_view left, std::string_view right) {
  constexpr std::size_t kWord = 6;  // bytes: two Han characters
  return left.size() > kWord && right.size() > kWord &&
         left.substr(left.size() - kWord) == right.substr(right.size() - kWord);
}

}  // namespace

std::vector<ClauseReader::Clause> ClauseReader::clauses(std::string_view text, Range sentence) const {
  std::vector<Clause> out;
  int depth = 0;
  std::size_t begin = sentence.begin;
  for (std::size_t i = sentence.begin; i < sentence.end;) {
    if (const std::size_t size = bracket_at(reading_->rules(), text, i, depth); size > 0) {
      i += size;
      continue;
    }
    const char c = text[i];
    if (depth == 0 && (c == ',' || c == ';' || c == ':')) {
      out.push_back({begin, i, c});
      begin = i + 1;
    }
    i += character_size(c);
  }
  std::size_t end = sentence.end;
  for (const std::string& mark : reading_->rules().sentences.marks)
    if (text.substr(begin, end - begin).ends_with(mark)) {
      end -= mark.size();
      break;
    }
  out.push_back({begin, end, 0});
  return out;
}

bool ClauseReader::stands_alone(std::string_view part, std::string_view verb) const {
  const std::string& close = reading_->rules().document.close;
  if (!close.empty() && part.ends_with(close)) return true;
  return count_code_points(part) >= static_cast<std::size_t>(rules_->least_part) && has_head(part, verb);
}

// Whether a part ends as an object of its own does.
bool ClauseReader::has_head(std::string_view part, std::string_view verb) const {
  std::string action;
  for (const auto& [name, forms] : rules_->actions)
    if (forms->contains(verb)) {
      action = name;
      break;
    }
  const Pattern* fallback = nullptr;
  for (const auto& [name, head] : rules_->heads) {
    if (name == action) return head->contains(part);
    if (name == "default") fallback = head.get();
  }
  return fallback != nullptr && fallback->contains(part);
}

// Parts the object of one verb into objects of their own.
void ClauseReader::split(std::string_view text, Range object, Range verb,
                         std::vector<ClauseObject>& out) const {
  const std::string_view whole = text.substr(object.begin, object.end - object.begin);
  const std::string_view verb_text = text.substr(verb.begin, verb.end - verb.begin);
  Match match;
  std::size_t begin = object.begin;
  // A text of that length is no object. Each place to part it at is judged by all that follows.
  const bool one = rules_->undivided && rules_->undivided->contains(whole);
  const bool row = rules_->row && rules_->row->contains(whole);
  const auto& marks = reading_->rules().document;
  const auto alone = [&](std::string_view part) {
    return row ? count_code_points(part) >= static_cast<std::size_t>(rules_->row_least)
               : stands_alone(part, verb_text);
  };
  int depth = 0;
  for (std::size_t i = object.begin; whole.size() <= kLongestObject && i < object.end;) {
    const int before = depth;
    if (const std::size_t size = bracket_at(reading_->rules(), text, i, depth); size > 0) {
      // 《甲》《乙》
      if (before == 1 && depth == 0 && !marks.open.empty() && text.substr(i, size) == marks.close &&
          text.substr(i + size, object.end - i - size).starts_with(marks.open)) {
        out.push_back({slice(object, begin, i + size), verb});
        begin = i + size;
      }
      i += size;
      continue;
    }
    const std::string_view rest = text.substr(i, object.end - i);
    if (depth == 0 && rules_->split && is_first_byte(text[i]) && rules_->split->starts(rest, match)) {
      const std::size_t after = i + match.end(0);
      const int strong = rules_->split->group("strong");
      const std::string_view left = trim(text.substr(begin, i - begin)),
                             right = trim(text.substr(after, object.end - after));
      const bool restarts = rules_->restart && rules_->restart->contains(right);
      const bool parts = match.has(strong) || restarts || end_alike(left, right);
      // 《甲》、《乙》等四项: what is named is named
      const bool named = !one || (left.ends_with(marks.close) && right.starts_with(marks.open));
      if (named && parts && alone(left) && (alone(right) || (restarts && has_head(right, verb_text)))) {
        out.push_back({slice(object, begin, i), verb});
        begin = after;
      }
      i = std::max(after, i + 1);
      continue;
    }
    i += character_size(text[i]);
  }
  out.push_back({slice(object, begin, object.end), verb});
}

std::vector<ClauseObject> ClauseReader::read(Range sentence, bool listing) const {
  std::vector<ClauseObject> out;
  if (!rules_->clause) return out;
  const std::string_view text = reading_->line(sentence.line).view();
  const std::vector<Clause> parts = clauses(text, sentence);
  const int verb_group = rules_->clause->group("verb"), object_group = rules_->clause->group("object");
  bool open = false;  // verbs count: the meeting has been named
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::size_t begin = parts[i].begin;
    Match match;
    const std::string_view clause = text.substr(begin, parts[i].end - begin);
    if (rules_->subject && rules_->subject->starts(clause, match)) {
      begin += match.end(0);
      open = true;
    } else if (i == 0 && !listing) {
      return out;
    }
    const std::string_view words = text.substr(begin, parts[i].end - begin);
    const bool verbal =
        open && rules_->clause->starts(words, match) && match.has(object_group) && match.has(verb_group);
    if (!verbal) {
      if (listing && rules_->opening && rules_->opening->contains(clause)) open = true;
      continue;
    }
    const Range verb = slice(sentence, begin + match.begin(verb_group), begin + match.end(verb_group));
    if (!listing && !out.empty() && rules_->outcome && rules_->outcome->contains(match.text(verb_group)))
      continue;
    Range object = slice(sentence, begin + match.begin(object_group), begin + match.end(object_group));
    if (rules_->not_object && rules_->not_object->contains(match.text(object_group))) continue;
    // Objects after commas: 审议了甲，乙，丙
    std::vector<Range> row{object};
    while (i + 1 < parts.size() && parts[i].stop == ',' && rules_->further) {
      const std::string_view next = text.substr(parts[i + 1].begin, parts[i + 1].end - parts[i + 1].begin);
      if (rules_->clause->starts(next, match) || !rules_->further->contains(next)) break;
      if (rules_->not_object && rules_->not_object->contains(next)) break;
      ++i;
      row.push_back(slice(sentence, parts[i].begin, parts[i].end));
    }
    if (row.size() > 1)
      for (const Range& part : row) out.push_back({part, verb});
    else
      split(text, object, verb, out);
  }
  return out;
}

}  // namespace minutemill::rules
