#include "rules/scopes.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {
constexpr std::size_t kOpening = 3;  // paragraphs of running text at the beginning

bool is_text(const Line& line) noexcept {
  return line.kind == LineKind::body || line.kind == LineKind::item || line.kind == LineKind::cell ||
         line.kind == LineKind::label;
}
}  // namespace

std::size_t SentenceEnds::next(std::string_view text, std::size_t from, std::size_t to) const noexcept {
  for (std::size_t i = from; i < to; i += character_size(text[i])) {
    if (!first_byte[static_cast<unsigned char>(text[i])]) continue;
    for (const std::string& mark : marks) {
      if (!stands_at(text, i, mark)) continue;
      std::size_t end = i + mark.size();
      for (bool more = true; more;) {
        more = false;
        for (const std::string& closer : closers)
          if (end < to && stands_at(text, end, closer)) end += closer.size(), more = true;
      }
      const bool ascii =
          static_cast<unsigned char>(mark.front()) < 0x80 && static_cast<unsigned char>(mark.back()) < 0x80;
      if (ascii && mark == "." && end < to && !is_ascii_space(static_cast<unsigned char>(text[end]))) break;
      return std::min(end, to);
    }
  }
  return to;
}

Reading::Reading(Document& document, const Knowledge& rules)
    : document_(&document), rules_(&rules), lines_(document, rules.lines, rules.folding, rules.clues) {}

const Line& Reading::line(std::uint32_t index) const {
  const auto& lines = lines_.all();
  return index < lines.size() ? lines[index] : extra_[index - lines.size()];
}

SourceSpan Reading::meta_span(std::uint32_t index) const {
  const std::size_t count = lines_.all().size();
  return index < count ? SourceSpan{} : extra_spans_[index - count];
}

Range Reading::first_sentence(std::uint32_t index) const {
  const std::span<const Range> all = sentences(index);
  return {index, 0, all.empty() ? static_cast<std::uint32_t>(line(index).view().size()) : all.front().end};
}

void Reading::cut() const {
  const auto& lines = lines_.all();
  first_.reserve(lines.size() + 1);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    first_.push_back(static_cast<std::uint32_t>(sentences_.size()));
    const std::string_view text = lines[i].view();
    for (std::size_t at = 0; at < text.size();) {
      while (at < text.size() && is_ascii_space(static_cast<unsigned char>(text[at]))) ++at;
      const std::size_t end = rules_->sentences.next(text, at, text.size());
      if (end > at)
        sentences_.push_back({i, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      at = end;
    }
  }
  first_.push_back(static_cast<std::uint32_t>(sentences_.size()));
}

std::span<const Range> Reading::sentences(std::uint32_t index) const {
  if (first_.empty()) cut();
  return std::span(sentences_).subspan(first_[index], first_[index + 1] - first_[index]);
}

void Reading::add_lines(std::vector<Range>& out, bool (*wanted)(const Line&)) const {
  const auto& lines = lines_.all();
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    if (wanted(lines[i])) out.push_back({i, 0, static_cast<std::uint32_t>(lines[i].view().size())});
}

void Reading::add_meta(std::vector<Range>& out, std::string_view text, const Value* value) {
  Line line;
  line.text = text;
  make_well_formed(line.text);
  rules_->folding.fold(line.text, line.folded);
  std::vector<ClueFinder::Hit> hits;
  rules_->clues.find(line.view(), hits);
  for (const ClueFinder::Hit& hit : hits) line.clues.add(rules_->clues.clues(hit));
  const auto index = static_cast<std::uint32_t>(lines_.all().size() + extra_.size());
  out.push_back({index, 0, static_cast<std::uint32_t>(line.view().size())});
  extra_.push_back(std::move(line));
  const bool proven = value != nullptr && !value->evidence().empty();
  extra_spans_.push_back(proven ? value->evidence().front().source : SourceSpan{});
}

void Reading::add_opening(std::vector<Range>& out, bool by_sentence) const {
  const auto& lines = lines_.all();
  std::size_t seen = 0;
  for (std::size_t i = lines_.lead().value_or(lines.size()); i < lines.size() && seen < kOpening; ++i) {
    if (lines[i].kind != LineKind::body) continue;
    ++seen;
    const auto index = static_cast<std::uint32_t>(i);
    const Range whole[] = {{index, 0, static_cast<std::uint32_t>(lines[i].view().size())}};
    const std::span<const Range> parts = by_sentence ? sentences(index) : std::span<const Range>(whole);
    out.insert(out.end(), parts.begin(), parts.end());
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
  if (range.begin == 0 && range.end == at.view().size()) return at.clues;
  const auto begin = lines_.hits().begin();
  const auto last = begin + at.last_hit;
  Clues out;
  for (auto hit = std::lower_bound(begin + at.first_hit, last, range.begin,
                                   [](const auto&one, std::uint32_t place) { return one.begin < place; });
       hit != last && hit->begin < range.end; ++hit)
    if (hit->end <= range.end) out.add(rules_->clues.clues(*hit));
  return out;
}

std::vector<Range> Reading::find_ranges(const Scope& scope) {
  std::vector<Range> out;
  const auto& lines = lines_.all();
  const auto whole = [&](std::size_t i) {
    out.push_back({static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines[i].view().size())});
  };
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
      if (lines_.lead()) whole(*lines_.lead());
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
        if (is_text(lines[i]) || lines[i].kind == LineKind::tail)
          for (const Range& range : sentences(i)) out.push_back(range);
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
