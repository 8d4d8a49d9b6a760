#include "rules/turns.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <minutemill/text.hpp>

#include "rules/topic.hpp"

namespace minutemill::rules {

namespace {

constexpr double kLeastShare = 0.25;      // of an item's own pairs of characters that a sentence must have
constexpr std::size_t kFew = 4;           // pairs of an item of which one is enough
constexpr double kAhead = 1.3;            // times the share of the item that is under discussion
constexpr std::size_t kSentences = 3;     // of a paragraph that are compared
constexpr std::size_t kLongHeading = 60;  // characters: a numbered line below another that is longer is text

// What each agenda item is known by: pairs of characters that no other item has.
class Topics {
 public:
  Topics(const Reading& reading, const Agenda& agenda) {
    std::unordered_map<std::uint64_t, int> owners;
    for (const AgendaItem& item : agenda.items) {
      const std::string_view text = reading.line(item.topic.line).view();
      own_.emplace_back(telling(text.substr(item.topic.begin, item.topic.end - item.topic.begin),
                                reading.rules().sections.common.get()));
      for (const std::uint64_t pair : own_.back().all()) ++owners[pair];
    }
    for (Pairs& pairs : own_) pairs.drop_if([&](std::uint64_t pair) { return owners[pair] > 1; });
  }

  [[nodiscard]] double share(const Pairs& text, std::size_t item) const {
    const Pairs& own = own_[item];
    const std::size_t hits = own.count_shared(text);
    if (hits < 2 && own.all().size() > kFew) return 0;
    return own.all().empty() ? 0 : static_cast<double>(hits) / static_cast<double>(own.all().size());
  }

 private:
  // Without the words that any matter may be called by.
  static std::string telling(std::string_view topic, const Pattern* common) {
    std::string out;
    Match match;
    for (std::size_t from = 0; from < topic.size();) {
      const bool found =
          common != nullptr && common->find(topic, from, match) && match.end(0) > match.begin(0);
      out.append(topic, from, found ? match.begin(0) - from : std::string_view::npos).push_back(' ');
      from = found ? match.end(0) : topic.size();
    }
    return is_blank(out) ? std::string(topic) : out;
  }

  std::vector<Pairs> own_;
};

int item_at(const Agenda& agenda, std::uint32_t line) {
  for (std::size_t i = 0; i < agenda.items.size(); ++i)
    if (agenda.items[i].taken_up == line) return static_cast<int>(i);
  return -1;
}

// Whether a line can begin a section: the first of a block that stands in the body itself.
bool can_start(const Reading& reading, std::uint32_t index) {
  const Line& line = reading.line(index);
  return line.block->parent() != nullptr && line.block->parent()->kind() == NodeKind::body &&
         (line.offset == 0 || line.whole);
}

class TurnReader {
 public:
  TurnReader(const Reading& reading, const Agenda& agenda)
      : reading_(&reading), agenda_(&agenda), rules_(&reading.rules().sections), topics_(reading, agenda) {}

  std::vector<Start> read() {
    const auto& lines = reading_->lines().all();
    bool preamble = true;
    for (std::size_t i = first_line(); i < lines.size(); ++i) {
      const auto index = static_cast<std::uint32_t>(i);
      const Line& line = lines[i];
      if (line.kind == LineKind::title || !can_start(*reading_, index)) continue;
      if (line.kind == LineKind::tail && !preamble && rules_->closing &&
          rules_->closing->contains(line.view(), line.clues()))
        consider(index);
      if (line.kind != LineKind::body) continue;
      if (preamble && rules_->preamble && rules_->preamble->contains(line.view(), line.clues())) continue;
      if (preamble) {
        preamble = false;
        const bool only = agenda_->items.size() == 1;  // what else should it be about?
        start(index, only ? 0 : item_at(*agenda_, index));
        if (lists_several(index)) {
          current_ = -1;
          listing_ = index;
        } else {
          candidates_.push_back({index, current_ >= 0 ? current_ : item_spoken_of(index)});
        }
        continue;
      }
      consider(index);
    }
    if (!match_in_order()) fill_gaps();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t first_line() const {
    if (const auto lead = reading_->lines().lead()) return *lead + 1;
    return 0;
  }

  [[nodiscard]] bool lists_several(std::uint32_t line) const {
    return std::count_if(agenda_->items.begin(), agenda_->items.end(),
                         [&](const AgendaItem& item) { return item.listed == line; }) > 1;
  }

  void start(std::uint32_t line, int item) {
    out_.push_back({line, 1, item, StartKind::matter, false});
    current_ = item;
    started_.insert(item);
  }

  void consider(std::uint32_t index) {
    const std::string_view text = reading_->line(index).view();
    const Clues& clues = reading_->line(index).clues();
    Match match;
    const bool closing = !out_.empty() && out_.back().kind == StartKind::closing;
    if (rules_->turn && rules_->turn->starts(text, clues, match)) {
      int item = item_at(*agenda_, index);
      if (item < 0) item = std::max(item, item_ahead(index));
      if (item < 0 || item != current_) start(index, item);
      if (item >= 0) candidates_.push_back({index, item});
    } else if (rules_->closing && rules_->closing->contains(text, clues)) {
      if (!closing) out_.push_back({index, 1, -1, StartKind::closing, false});
    } else if (rules_->follow && rules_->follow->starts(text, clues, match)) {
      const int item = item_spoken_of(index);
      candidates_.push_back({index, item});
      if (item >= 0 && item != current_)
        start(index, item);
      else if (item < 0)
        unsure_.push_back({index, out_.size()});
    }
  }

  // The same, but only an item that has not been under discussion yet.
  [[nodiscard]] int item_ahead(std::uint32_t index) const {
    const int item = item_spoken_of(index);
    return item > current_ ? item : -1;
  }

  // An item that lies ahead of the one under discussion, or was passed over by an item that the lead did not
  // list.
  [[nodiscard]] bool may_follow(std::size_t item) const {
    if (static_cast<int>(item) > current_) return true;
    const auto lead = reading_->lines().lead();
    return current_ > static_cast<int>(item) && lead && agenda_->items[item].listed == *lead &&
           agenda_->items[static_cast<std::size_t>(current_)].listed != *lead &&
           !started_.contains(static_cast<int>(item));
  }

  // The item that the paragraph's first sentences speak of, when it may follow the one under discussion.
  [[nodiscard]] int item_spoken_of(std::uint32_t index) const {
    std::size_t seen = 0;
    for (const Part& sentence : reading_->sentences(index)) {
      if (++seen > kSentences) break;
      const Pairs text(reading_->line(index).view().substr(sentence.begin, sentence.end - sentence.begin));
      const double now = current_ >= 0 ? topics_.share(text, static_cast<std::size_t>(current_)) : 0;
      int best = -1;
      double most = std::max(kLeastShare, now * kAhead);
      for (std::size_t i = 0; i < agenda_->items.size(); ++i)
        if (const double share = may_follow(i) ? topics_.share(text, i) : 0; share >= most) {
          most = share;
          best = static_cast<int>(i);
        }
      if (best >= 0) return best;
      if (now >= kLeastShare) return current_;
    }
    return -1;
  }

  // As many paragraphs as one line lists items, and none that speaks of an item out of its turn: each
  // paragraph takes up the item of its place, whether it names it or not.
  bool match_in_order() {
    const std::optional<std::uint32_t> lead =
        reading_->lines().lead() ? std::optional(static_cast<std::uint32_t>(*reading_->lines().lead()))
                                 : std::nullopt;
    const std::optional<std::uint32_t> line = listing_ ? listing_ : lead;
    if (!line) return false;
    // What the body alone names is taken up where it is named.
    const auto is_listed = [&](int item) {
      return item < 0 || agenda_->items[static_cast<std::size_t>(item)].listed == *line;
    };
    std::vector<int> items;
    for (int i = 0; i < static_cast<int>(agenda_->items.size()); ++i)
      if (is_listed(i)) items.push_back(i);
    std::erase_if(candidates_, [&](const auto& candidate) { return !is_listed(candidate.second); });
    if (candidates_.size() < 2 || candidates_.size() != items.size()) return false;
    for (std::size_t i = 0; i < candidates_.size(); ++i)
      if (candidates_[i].second >= 0 && candidates_[i].second != items[i]) return false;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const auto at =
          std::lower_bound(out_.begin(), out_.end(), candidates_[i].first,
                           [](const Start& one, std::uint32_t index) { return one.line < index; });
      if (at != out_.end() && at->line == candidates_[i].first)
        at->item = items[i];
      else
        out_.insert(at, {candidates_[i].first, 1, items[i], StartKind::matter, false});
    }
    return true;
  }

  // A paragraph that names nothing, between those on items 1 and 3, is on item 2.
  void fill_gaps() {
    for (auto unsure = unsure_.rbegin(); unsure != unsure_.rend(); ++unsure) {
      const std::size_t at = unsure->second;
      if (at == 0 || at >= out_.size()) continue;
      const int before = out_[at - 1].item, after = out_[at].item;
      if (before < 0 || after - before < 2) continue;
      out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(at),
                  {unsure->first, 1, after - 1, StartKind::matter, false});
    }
  }

  const Reading* reading_;
  const Agenda* agenda_;
  const SectionRules* rules_;
  Topics topics_;
  std::vector<Start> out_;
  std::unordered_set<int> started_;                            // items that have a section
  std::vector<std::pair<std::uint32_t, std::size_t>> unsure_;  // line, place in out_
  std::vector<std::pair<std::uint32_t, int>> candidates_;      // line, item; paragraphs that may take one up
  std::optional<std::uint32_t> listing_;                       // the line behind the lead that lists items
  int current_ = -1;
};

// The outermost rank that agenda items have: what stands above them divides the report, not the meeting.
int item_rank(const Agenda& agenda) {
  int rank = 0;
  for (const Numbered& numbered : agenda.numbered)
    if (!numbered.markup && item_at(agenda, numbered.line) >= 0 && (rank == 0 || numbered.rank < rank))
      rank = numbered.rank;
  return std::max(rank, 1);
}

}  // namespace

std::vector<Start> numbered_starts(const Reading& reading, const Agenda& agenda, std::int64_t depth) {
  std::vector<Start> out;
  int first = 0;
  const int outer = item_rank(agenda);
  const SectionRules& rules = reading.rules().sections;
  for (const Numbered& numbered : agenda.numbered) {
    const Line& line = reading.line(numbered.line);
    if (!can_start(reading, numbered.line) || numbered.rank - outer + 1 > depth) continue;
    const bool whole = numbered.markup || (numbered.end + 1 >= line.view().size() ||
                                           trim(line.view().substr(numbered.end)).empty());
    // 二、地点:本府三楼, and what is said of the meeting itself before its first matter
    const bool front = line.label >= 0 && line.value < line.view().size();
    if ((front || first == 0) && !numbered.markup && numbered.rank <= outer && rules.furniture &&
        rules.furniture->contains(line.view().substr(numbered.begin, numbered.end - numbered.begin)))
      continue;
    const bool leads_on =
        !numbered.markup && rules.not_heading && rules.not_heading->contains(line.view(), line.clues());
    // Numbers of a lower kind above the first matter list what is to come.
    if (first == 0 && !numbered.markup && numbered.rank > outer) continue;
    const bool ends_plainly = numbered.markup || (!leads_on && numbered.end == line.view().size());
    if (first == 0 || numbered.rank == outer) first = std::max(numbered.rank, outer);
    const bool outermost = numbered.rank <= first;
    const bool matter = item_at(agenda, numbered.line) >= 0;
    if (!numbered.markup && !outermost && !matter &&
        (!ends_plainly || count_code_points(line.view()) > kLongHeading))
      continue;
    out.push_back(
        {numbered.line, std::max(1, numbered.rank - outer + 1), item_at(agenda, numbered.line),
         StartKind::matter,
         whole && ends_plainly && line.whole && count_code_points(line.view()) <= 4 * kLongHeading});
  }
  // What closes the report after the last numbered item.
  const auto& lines = reading.lines().all();
  if (!out.empty())
    for (std::uint32_t i = out.back().line + 1; i < lines.size(); ++i) {
      const bool last_words = lines[i].kind == LineKind::body || lines[i].kind == LineKind::tail;
      const bool formula =
          last_words && rules.closing && rules.closing->contains(lines[i].view(), lines[i].clues());
      if (!formula || !can_start(reading, i)) continue;
      out.push_back({i, 1, -1, StartKind::closing, false});
      break;
    }
  return out;
}

std::vector<Start> turn_starts(const Reading& reading, const Agenda& agenda) {
  return TurnReader(reading, agenda).read();
}

}  // namespace minutemill::rules
