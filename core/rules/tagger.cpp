#include "rules/tagger.hpp"

#include <algorithm>
#include <unordered_set>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {
constexpr std::size_t kMostValues = 2000;      // of a list
constexpr std::size_t kMostCandidates = 5000;  // of a field
constexpr std::size_t kMostRivals = 5;         // kept in the evidence
constexpr std::size_t kContext = 160;          // bytes before and after a match that negative patterns see

const std::string& rule_name(const Candidate& candidate) {
  return candidate.rule->id;
}
}  // namespace

TagResult Tagger::run() {
  candidates_.resize(reading_->rules().fields.size());
  collect();
  const auto& fields = reading_->rules().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) settle(fields[i], candidates_[i]);
  write_documents();
  if (reading_->rules().agenda.given) write_agenda(read_agenda(*reading_));
  return write_missing();
}

std::string Tagger::veto(const Rule& rule, Range range, std::size_t begin, std::size_t end) const {
  const std::string_view text = reading_->line(range.line).view();
  if (rule.unless && rule.unless->contains(text.substr(range.begin, range.end - range.begin)))
    return "the rule's 'unless' fits the scope";
  if (rule.unless_before) {
    const std::size_t from = begin > kContext ? begin - kContext : 0;
    if (rule.unless_before->contains(text.substr(from, begin - from)))
      return "the rule's 'unless_before' fits what stands before";
  }
  if (rule.unless_after && rule.unless_after->contains(text.substr(end, kContext)))
    return "the rule's 'unless_after' fits what follows";
  return {};
}

std::vector<Candidate::Piece> Tagger::fill(const Template& shape, const Match& match, bool matched,
                                           Range range) const {
  std::vector<Candidate::Piece> out;
  for (const auto& part : shape.parts) {
    if (part.group < 0) {
      out.push_back({{}, part.literal});
    } else if (!matched) {
      out.push_back({range, {}});
    } else if (match.has(part.group) && !match.text(part.group).empty()) {
      out.push_back({{range.line, range.begin + static_cast<std::uint32_t>(match.begin(part.group)),
                      range.begin + static_cast<std::uint32_t>(match.end(part.group))},
                     {}});
    }
  }
  return out;
}

bool Tagger::may_match(const Rule& rule, const Clues& clues) const {
  return (!rule.needs_clue || clues.has(*rule.needs_clue)) && (!rule.match || rule.match->may_match(clues));
}

void Tagger::collect_rule(const Rule& rule, std::size_t order) {
  std::int64_t score = rule.score;
  for (const Scope& scope : rule.in) {
    if (&scope != &rule.in.front()) score = std::max<std::int64_t>(0, rule.score - rule.less);
    const Places& places = reading_->places(scope);
    if (!may_match(rule, places.all)) continue;
    for (std::size_t i = 0; i < places.ranges.size(); ++i)
      if (may_match(rule, places.clues[i]))
        collect_range({&rule, order, score}, places.ranges[i], places.clues[i]);
  }
}

void Tagger::collect_range(const Candidate& made, Range range, const Clues& clues) {
  const Rule& rule = *made.rule;
  const std::string_view text =
      reading_->line(range.line).view().substr(range.begin, range.end - range.begin);
  const auto found = [&](const std::string& word) { return text.find(word) != std::string_view::npos; };
  if (!rule.needs.empty() && std::none_of(rule.needs.begin(), rule.needs.end(), found)) return;
  const bool matched = rule.match != nullptr;
  if (matched && !rule.match->may_match(text, clues)) return;
  Match match;
  for (std::size_t from = 0; from <= text.size();) {
    if (matched && !rule.match->find(text, from, match)) break;
    const std::size_t begin = range.begin + (matched ? match.begin(0) : 0),
                      end = matched ? range.begin + match.end(0) : range.end;
    for (const Setter& setter : rule.set) {
      if (candidates_[setter.field].size() >= kMostCandidates) continue;
      Candidate candidate = made;
      candidate.pieces = fill(setter.whole, match, matched, range);
      candidate.veto = veto(rule, range, begin, end);
      for (const auto& [name, shape] : setter.record)
        candidate.record.emplace_back(name, fill(shape, match, matched, range));
      if (!candidate.pieces.empty() || !candidate.record.empty())
        candidates_[setter.field].push_back(std::move(candidate));
    }
    if (!matched || !rule.every) break;
    from = std::max(match.end(0), from + 1);
  }
}

void Tagger::collect() {
  const auto& rules = reading_->rules().rules;
  for (std::size_t i = 0; i < rules.size(); ++i) collect_rule(rules[i], i);
}

Evidence Tagger::evidence(const Candidate& candidate, Range range, std::string how) const {
  Evidence out;
  const Line& line = reading_->line(range.line);
  out.rule = rule_name(candidate);
  out.quote = line.original(range.begin, range.end);
  out.normalised_by = std::move(how);
  if (line.block != nullptr) {
    out.block = line.block;
    out.begin = line.place(range.begin);
    out.end = out.begin + static_cast<std::uint32_t>(out.quote.size());
    out.source = Document::source_span(*line.block, out.begin, out.end);
  } else {
    out.source = reading_->meta_span(range.line);
  }
  return out;
}

void Tagger::strip(const Field& field, std::vector<Candidate::Piece>& pieces) const {
  for (std::size_t side = 0; side < 2 && !pieces.empty(); ++side) {
    Candidate::Piece& piece = side == 0 ? pieces.front() : pieces.back();
    if (!piece.literal.empty()) continue;
    Range& range = piece.range;
    const std::string_view line = reading_->line(range.line).view();
    Match match;
    for (int round = 0; round < 4 && range.begin < range.end; ++round) {
      const std::string_view text = line.substr(range.begin, range.end - range.begin), inner = trim(text);
      range.begin += static_cast<std::uint32_t>(inner.data() - text.data());
      range.end = range.begin + static_cast<std::uint32_t>(inner.size());
      if (!field.strip) break;
      if (side == 0 && field.strip->starts(inner, match) && match.end(0) > 0) {
        range.begin += static_cast<std::uint32_t>(match.end(0));
      } else if (side == 1 && field.strip->find(inner, match) && match.end(0) > match.begin(0)) {
        // The last match that reaches the end.
        while (match.end(0) < inner.size() &&
               field.strip->find(inner, std::max(match.end(0), match.begin(0) + 1), match)) {
        }
        if (!match.has(0) || match.end(0) != inner.size()) break;
        range.end = range.begin + static_cast<std::uint32_t>(match.begin(0));
      } else {
        break;
      }
    }
  }
}

DateContext Tagger::date_context() const {
  const Knowledge& rules = reading_->rules();
  DateContext out;
  for (const std::string& path : rules.page_dates)
    if (const Value* value = reading_->document().metadata().at(path); value != nullptr && !out.page)
      out.page = parse_iso(value->to_line());
  if (!out.page)
    if (const Value* value = settled(rules.page_date_field)) out.page = parse_iso(value->as_text());
  if (const Value* value = settled(rules.year_field); value != nullptr && value->as_number() > 0)
    out.year = static_cast<int>(value->as_number());
  return out;
}

const Value* Tagger::settled(std::string_view name) const {
  if (const auto found = hidden_.find(name); found != hidden_.end()) return &found->second;
  return reading_->document().metadata().at(name);
}

std::optional<Value> Tagger::read_one(const Field& field, As as, const Candidate& candidate,
                                      std::vector<Candidate::Piece> pieces, std::string& why) const {
  strip(field, pieces);
  std::string words, folded;
  for (const Candidate::Piece& piece : pieces) {
    const Line& line = reading_->line(piece.range.line);
    words += piece.literal.empty() ? line.original(piece.range.begin, piece.range.end)
                                   : std::string_view(piece.literal);
    folded += piece.literal.empty()
                  ? line.view().substr(piece.range.begin, piece.range.end - piece.range.begin)
                  : std::string_view(piece.literal);
  }
  if (trim(words).empty()) return std::nullopt;
  why.clear();
  if (field.reject && field.reject->contains(folded)) {
    why = "the field's 'reject' fits it";
    return std::nullopt;
  }
  Value value;
  std::string how;
  if (as == As::date) {
    const auto day = reading_->rules().dates.read(folded, reading_->rules().numbers, date_context());
    if (!day)
      why = "no day can be told from it";
    else
      value = Value::date(day->iso), how = day->how;
  } else if (as == As::number) {
    const auto number = reading_->rules().numbers.read(folded);
    if (!number)
      why = "no numeral";
    else
      value = Value::number(*number), how = "number";
  } else if (as == As::choice) {
    for (const auto& [name, forms] : field.choices)
      if (forms->contains(folded)) {
        value = Value::text(name);
        how = "choice";
        break;
      }
    if (value.empty()) why = "none of the field's choices";
  } else {
    value = Value::text(words);
    if (pieces.size() > 1) how = "joined";
  }
  if (value.kind() == Value::Kind::none) return std::nullopt;
  for (const Candidate::Piece& piece : pieces)
    if (piece.literal.empty()) value.evidence().push_back(evidence(candidate, piece.range, how));
  return value;
}

std::vector<Value> Tagger::read_names(const Field& field, const Candidate& candidate) const {
  std::vector<Value> out;
  const bool loose = field.loose_names || candidate.rule->loose;
  for (const Candidate::Piece& piece : candidate.pieces) {
    if (!piece.literal.empty()) continue;
    const Line& line = reading_->line(piece.range.line);
    for (Person& person : reading_->rules().names.read(line, piece.range.begin, piece.range.end, loose)) {
      if (field.reject && field.reject->contains(line.view().substr(person.begin, person.end - person.begin)))
        continue;
      Value value = Value::text(std::move(person.name));
      value.evidence().push_back(evidence(candidate, {piece.range.line, person.begin, person.end}, "name"));
      out.push_back(std::move(value));
    }
  }
  return out;
}

std::optional<Value> Tagger::read_record(const Field& field, const Candidate& candidate) const {
  Value out = Value::record();
  for (const auto& [name, pieces] : candidate.record) {
    As as = As::text;
    for (const auto& [part, kind] : field.parts)
      if (part == name) as = kind;
    std::string why;
    if (auto value = read_one(field, as, candidate, pieces, why)) out.fields().set(name, std::move(*value));
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

std::vector<Value> Tagger::read(const Field& field, const Candidate& candidate, std::string& why) const {
  std::vector<Value> out;
  if (field.as == As::names) {
    out = read_names(field, candidate);
    if (out.empty()) why = "no name in it";
  } else if (field.as == As::record) {
    if (auto value = read_record(field, candidate)) out.push_back(std::move(*value));
  } else if (auto value = read_one(field, field.as, candidate, candidate.pieces, why)) {
    out.push_back(std::move(*value));
  }
  return out;
}

void Tagger::tell(RuleEvent::Outcome outcome, const Candidate& candidate, const Field& field,
                  std::string value, std::string reason) const {
  if (!*observer_) return;
  RuleEvent event{outcome, rule_name(candidate), field.name, std::move(value), std::move(reason), nullptr, 0,
                  0};
  const auto& pieces = !candidate.pieces.empty() ? candidate.pieces : candidate.record.front().second;
  for (const Candidate::Piece& piece : pieces) {
    if (!piece.literal.empty()) continue;
    const Line& line = reading_->line(piece.range.line);
    if (event.value.empty()) event.value = line.original(piece.range.begin, piece.range.end);
    if (event.block == nullptr && line.block != nullptr) {
      event.block = line.block;
      event.begin = line.place(piece.range.begin);
      event.end =
          event.begin + static_cast<std::uint32_t>(line.original(piece.range.begin, piece.range.end).size());
    }
  }
  (*observer_)(event);
}

void Tagger::settle(const Field& field, std::vector<Candidate>& candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return !field.many && a.order < b.order;
  });
  std::unordered_set<std::string> seen, left_out;
  for (const std::string& other : field.except)
    if (const Value* value = settled(other)) {
      for (const Value& item : value->items()) left_out.insert(item.to_line());
      if (value->items().empty()) left_out.insert(value->to_line());
    }
  Value list = Value::list();
  Value single;
  std::vector<std::string> rivals;
  std::int64_t found_by = -1;  // the score of the last rule that gave the list anything
  for (const Candidate& candidate : candidates) {
    std::string why = candidate.veto;
    if (candidate.rule->fallback && why.empty() && found_by > candidate.score) {
      tell(RuleEvent::Outcome::outranked, candidate, field, {}, "another rule found values");
      continue;
    }
    std::vector<Value> values;
    if (why.empty()) values = read(field, candidate, why);
    if (values.empty()) {
      if (!why.empty()) {
        std::string words;
        for (const auto& piece : candidate.pieces)
          words += piece.literal.empty()
                       ? reading_->line(piece.range.line).original(piece.range.begin, piece.range.end)
                       : std::string_view(piece.literal);
        if (rivals.size() < kMostRivals)
          rivals.push_back(std::string(cut_utf8(words, 120)) + " (" + rule_name(candidate) + "): " + why);
        tell(candidate.veto.empty() ? RuleEvent::Outcome::unreadable : RuleEvent::Outcome::vetoed, candidate,
             field, {}, why);
      }
      continue;
    }
    for (Value& value : values) {
      const std::string line = value.to_line();
      if (left_out.contains(line)) {
        tell(RuleEvent::Outcome::vetoed, candidate, field, line, "named in another field that goes before");
      } else if (field.as != As::record && !seen.insert(line).second) {  // two equal votes are two votes
        tell(RuleEvent::Outcome::repeated, candidate, field, line, "found before");
      } else if (field.many) {
        if (list.items().size() >= kMostValues) return keep(field, std::move(list));
        tell(RuleEvent::Outcome::taken, candidate, field, line, {});
        list.items().push_back(std::move(value));
        found_by = candidate.score;
      } else if (single.kind() == Value::Kind::none) {
        tell(RuleEvent::Outcome::taken, candidate, field, line, {});
        single = std::move(value);
      } else {
        tell(RuleEvent::Outcome::outranked, candidate, field, line, "another rule goes before");
        if (rivals.size() < kMostRivals)
          rivals.push_back(line + " (" + rule_name(candidate) + "): another rule goes before");
      }
    }
  }
  if (field.many) {
    if (!list.items().empty()) keep(field, std::move(list));
    return;
  }
  if (single.kind() == Value::Kind::none) return;
  if (!single.evidence().empty()) single.evidence().front().rejected = std::move(rivals);
  keep(field, std::move(single));
}

}  // namespace minutemill::rules
