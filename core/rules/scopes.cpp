#include "rules/scopes.hpp"

#include <algorithm>
#include <utility>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {
constexpr std::size_t kOpening = 3;  // paragraphs of running text at the beginning

bool is_text(const Line& line) noexcept {
  return line.kind == LineKind::body || line.kind == LineKind::item || line.kind == LineKind::cell ||
         line.kind == LineKind::label;
}

std::unique_ptr<Notes> notes_on(const Knowledge& rules) {
  if (auto notes = rules.shelf.take()) return notes;
  return std::unique_ptr<Notes>(new Notes{{rules.folding, rules.clues, rules.sentences}, std::nullopt});
}

Range whole_of(std::uint32_t index, const Line& line) noexcept {
  return {index, 0, static_cast<std::uint32_t>(line.view().size())};
}
}  // namespace

Reading::Reading(Document& document, const Knowledge& rules)
    : document_(&document),
      rules_(&rules),
      notes_(notes_on(rules)),
      before_(std::exchange(notes_->agenda, std::nullopt)),
      lines_(document, rules.lines, notes_->texts) {}

Reading::~Reading() {
  rules_->shelf.put(std::move(notes_));
}

std::optional<Agenda> Reading::noted_agenda() {
  if (!before_ || before_->document != document_) return std::nullopt;
  return agenda_in(lines_.all(), *std::exchange(before_, std::nullopt));
}

void Reading::note(Agenda agenda) {
  AgendaNote& note = notes_->agenda.emplace();
  note.document = document_;
  for (const Line& line : lines_.all()) note.lines.push_back(line.words);
  note.agenda = std::move(agenda);
}

const Line& Reading::line(std::uint32_t index) const {
  const auto& lines = lines_.all();
  return index < lines.size() ? lines[index] : extra_[index - lines.size()];
}

SourceSpan Reading::meta_span(std::uint32_t index) const {
  const std::size_t count = lines_.all().size();
  return index < count ? SourceSpan{} : extra_spans_[index - count];
}

std::span<const Part> Reading::sentences(std::uint32_t index) const {
  return notes_->texts.sentences(*line(index).words);
}

Range Reading::first_sentence(std::uint32_t index) const {
  const std::span<const Part> all = sentences(index);
  return all.empty() ? whole_of(index, line(index)) : Range{index, 0, all.front().end};
}

void Reading::add_lines(std::vector<Range>& out, bool (*wanted)(const Line&)) const {
  const auto& lines = lines_.all();
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    if (wanted(lines[i])) out.push_back(whole_of(i, lines[i]));
}

void Reading::add_meta(std::vector<Range>& out, std::string_view text, const Value* value) {
  Line line;
  line.words = &notes_->texts.read(text);
  const auto index = static_cast<std::uint32_t>(lines_.all().size() + extra_.size());
  out.push_back(whole_of(index, line));
  extra_.push_back(line);
  const bool proven = value != nullptr && !value->evidence().empty();
  extra_spans_.push_back(proven ? value->evidence().front().source : SourceSpan{});
}

void Reading::add_sentences(std::vector<Range>& out, std::uint32_t index) const {
  for (const Part& sentence : sentences(index)) out.push_back({index, sentence.begin, sentence.end});
}

void Reading::add_opening(std::vector<Range>& out, bool by_sentence) const {
  const auto& lines = lines_.all();
  std::size_t seen = 0;
  for (std::size_t i = lines_.lead().value_or(lines.size()); i < lines.size() && seen < kOpening; ++i) {
    if (lines[i].kind != LineKind::body) continue;
    ++seen;
    const auto index = static_cast<std::uint32_t>(i);
    if (!by_sentence)
      out.push_back(whole_of(index, lines[i]));
    else
      add_sentences(out, index);
  }
}

const Places& Reading::places(const Scope& scope) {
  if (scope.where == Where::label) {
    const auto [place, fresh] = found_labels_.try_emplace(scope.label);
    if (fresh) place->second = find(scope);
    return place->second;
  }
  if (scope.where == Where::meta) {
    const auto [place, fresh] = found_meta_.try_emplace(scope.path);
    if (fresh) place->second = find(scope);
    return place->second;
  }
  auto& place = found_[static_cast<std::size_t>(scope.where)];
  if (!place) place = find(scope);
  return *place;
}

Places Reading::find(const Scope& scope) {
  Places out;
  out.ranges = find_ranges(scope);
  out.clues.reserve(out.ranges.size());
  for (const Range& range : out.ranges) {
    out.clues.push_back(clues(range));
    out.all.add(out.clues.back());
  }
  return out;
}

Clues Reading::clues(Range range) const {
  const Line& at = line(range.line);
  if (range.begin == 0 && range.end == at.view().size()) return at.clues();
  const auto begin = at.words->hits.begin(), last = at.words->hits.end();
  Clues out;
  for (auto hit = std::lower_bound(begin, last, range.begin,
                                   [](const auto&one, std::uint32_t place) { return one.begin < place; });
       hit != last && hit->begin < range.end; ++hit)
    if (hit->end <= range.end) out.add(rules_->clues.clues(*hit));
  return out;
}

std::vector<Range> Reading::find_ranges(const Scope& scope) {
  std::vector<Range> out;
  const auto& lines = lines_.all();
  switch (scope.where) {
    case Where::title:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::title; });
      if (out.empty())
        if (const Value* title = document_->metadata().at("page.title"))
          add_meta(out, title->to_line(), title);
      break;
    case Where::subtitle:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::subtitle; });
      break;
    case Where::page:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::page; });
      break;
    case Where::mark:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::mark; });
      break;
    case Where::heading:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::heading; });
      break;
    case Where::item:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::item; });
      break;
    case Where::tail:
      add_lines(out, [](const Line& l) { return l.kind == LineKind::tail; });
      break;
    case Where::body:
      add_lines(out, is_text);
      break;
    case Where::text:
      add_lines(out, [](const Line& l) { return l.kind != LineKind::page && l.kind != LineKind::repeat; });
      break;
    case Where::lead:
      if (lines_.lead())
        out.push_back(whole_of(static_cast<std::uint32_t>(*lines_.lead()), lines[*lines_.lead()]));
      break;
    case Where::lead_sentence:
      if (lines_.lead()) out.push_back(first_sentence(static_cast<std::uint32_t>(*lines_.lead())));
      break;
    case Where::opening:
      add_opening(out, false);
      break;
    case Where::opening_sentence:
      add_opening(out, true);
      break;
    case Where::start:
      for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (is_text(lines[i])) out.push_back(first_sentence(i));
      break;
    case Where::sentence:
      for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (is_text(lines[i]) || lines[i].kind == LineKind::tail) add_sentences(out, i);
      break;
    case Where::label:
      out = lines_.label_values(scope.label);
      break;
    case Where::input_name:
      if (!document_->source().name.empty()) add_meta(out, document_->source().name, nullptr);
      break;
    case Where::meta:
      if (const Value* value = document_->metadata().at(scope.path); value != nullptr) {
        if (value->kind() == Value::Kind::list)
          for (const Value& item : value->items()) add_meta(out, item.to_line(), &item);
        else
          add_meta(out, value->to_line(), value);
      }
      break;
  }
  return out;
}

}  // namespace minutemill::rules
