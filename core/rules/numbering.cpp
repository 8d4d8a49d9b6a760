// Numbered headings and headings of the markup, with their rank in the document.
#include "rules/numbering.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kLeastRunIn = 3;   // fewer are words that are stressed
constexpr std::size_t kMostRunIn = 300;  // more are a dictionary; each is looked for under all labels
constexpr std::size_t kDivider = 5;      // bytes: a dash between spaces

struct Found {
  Numbered numbered;
  std::size_t level = 0;  // index into the rules
};

bool may_be_numbered(const Line& line) noexcept {
  return line.kind == LineKind::body || line.kind == LineKind::heading ||
         (line.kind == LineKind::label && line.row == nullptr);
}

// Where the heading ends in a line that goes on after it.
std::uint32_t heading_end(const Reading& reading, std::uint32_t line, std::size_t begin) {
  const std::string_view text = reading.line(line).view();
  std::size_t end = reading.rules().sentences.next(text, begin, text.size());
  for (const std::string& mark : reading.rules().sentences.marks)
    if (end >= begin + mark.size() && text.substr(0, end).ends_with(mark))
      return static_cast<std::uint32_t>(end - mark.size());
  return static_cast<std::uint32_t>(end);
}

// What stands once more further down, number and all, is a table of contents.
void drop_contents(const Reading& reading, std::vector<Found>& series) {
  std::unordered_set<std::string_view> later;
  std::vector<Found> kept;
  for (auto found = series.rbegin(); found != series.rend(); ++found)
    if (later.insert(reading.line(found->numbered.line).view()).second) kept.push_back(*found);
  series.assign(kept.rbegin(), kept.rend());
}

std::vector<Found> find_series(const Reading& reading) {
  std::vector<Found> out;
  Match match;
  const auto& levels = reading.rules().sections.numbering;
  const auto& lines = reading.lines().all();
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (!may_be_numbered(lines[i])) continue;
    for (std::size_t level = 0; level < levels.size(); ++level) {
      if (!levels[level].match->starts(lines[i].view(), match)) continue;
      const int number = levels[level].match->group("number");
      const auto begin = static_cast<std::uint32_t>(match.end(match.has(number) ? number : 0));
      // A number that the heading keeps ends no sentence: IV. Accounts
      const int kept = levels[level].match->group("kept");
      const std::size_t words = match.has(kept) ? match.end(kept) : begin;
      out.push_back({{i, begin, heading_end(reading, i, words), levels[level].rank, false}, level});
      break;
    }
  }
  drop_contents(reading, out);
  return out;
}

// "Old business. The pump was mended.": strong words that head the paragraphs they begin, each another
// matter. None when a word stands twice or under a label: those speak.
std::vector<Numbered> find_run_in(const Reading& reading, int rank) {
  std::vector<Numbered> out;
  const Pattern* pattern = reading.rules().lines.run_in.get();
  if (pattern == nullptr) return out;
  std::unordered_set<std::string_view> seen;
  Match match;
  const auto& lines = reading.lines().all();
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.run_in == 0 || line.label >= 0 || line.row != nullptr || line.furniture) continue;
    if (line.kind != LineKind::body && line.kind != LineKind::item) continue;
    // With what divides them from the other words.
    if (!pattern->starts(cut_utf8(line.view(), line.run_in + kDivider), match)) continue;
    const std::string_view topic = match.text(pattern->group("topic"));
    const std::size_t end = match.end(pattern->group("topic"));
    if (end > line.run_in) continue;
    if (!seen.insert(topic).second || seen.size() > kMostRunIn || reading.lines().under_label(topic))
      return {};
    out.push_back({i, 0, static_cast<std::uint32_t>(end), rank, false});
  }
  if (out.size() < kLeastRunIn) out.clear();
  return out;
}

}  // namespace

std::vector<Numbered> find_numbered(const Reading& reading) {
  const auto& levels = reading.rules().sections.numbering;
  std::vector<Found> series = find_series(reading);
  std::vector<std::size_t> count(levels.size(), 0);
  for (const Found& found : series) ++count[found.level];
  // A single number is no series, and a level that only stands below others needs one above it.
  bool outer = false;
  for (std::size_t i = 0; i < levels.size(); ++i) outer = outer || (!levels[i].nested && count[i] >= 2);
  std::erase_if(series, [&](const Found& found) {
    return (count[found.level] < 2 && !levels[found.level].alone) || (levels[found.level].nested && !outer);
  });
  std::vector<Numbered> out;
  // Headings without a number rank before numbers: a number stands below the last such heading.
  const auto& lines = reading.lines().all();
  std::unordered_set<std::uint32_t> in_series;
  for (const Found& found : series) in_series.insert(found.numbered.line);
  std::map<int, int> markup_ranks, ranks;
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    if (lines[i].kind == LineKind::heading && !in_series.contains(i)) markup_ranks[lines[i].level] = 0;
  int next = 0;
  for (auto& [level, rank] : markup_ranks) rank = ++next;
  for (const Found& found : series) ranks[found.numbered.rank] = 0;
  for (auto& [rank, place] : ranks) place = ++next;
  auto at = series.begin();
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    while (at != series.end() && at->numbered.line < i) ++at;
    if (at != series.end() && at->numbered.line == i) {
      out.push_back(at->numbered);
      out.back().rank = ranks[at->numbered.rank];
    } else if (lines[i].kind == LineKind::heading) {
      out.push_back(
          {i, 0, static_cast<std::uint32_t>(lines[i].view().size()), markup_ranks[lines[i].level], true});
    }
  }
  const Pattern* furniture = reading.rules().sections.furniture.get();
  const auto is_matter = [&](const Numbered& one) {
    const std::string_view words = lines[one.line].view().substr(one.begin, one.end - one.begin);
    return lines[one.line].label < 0 && (furniture == nullptr || !furniture->contains(words));
  };
  if (reading.rules().lines.run_in && std::none_of(out.begin(), out.end(), is_matter)) {
    const auto run_in = find_run_in(reading, next + 1);
    out.insert(out.end(), run_in.begin(), run_in.end());
    std::inplace_merge(out.begin(), out.end() - static_cast<std::ptrdiff_t>(run_in.size()), out.end(),
                       [](const Numbered& a, const Numbered& b) { return a.line < b.line; });
  }
  return out;
}

}  // namespace minutemill::rules
