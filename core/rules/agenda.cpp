#include "rules/agenda.hpp"

#include <algorithm>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/clauses.hpp"
#include "rules/numbering.hpp"
#include "rules/topic.hpp"

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostItems = 300;
constexpr std::uint32_t kEarlierLines = 12;  // lines above the first number that are searched for it
constexpr std::uint32_t kListedLines = 40;   // lines above a heading that may list it with its verb
constexpr std::size_t kLeastListed = 12;     // bytes of a heading that is looked for there
constexpr std::size_t kMatterLines = 4;      // lines of a number that are searched for its matter
constexpr std::size_t kLaterLines = 6;       // lines below a heading that are searched for its verb

class AgendaReader {
 public:
  explicit AgendaReader(Reading& reading)
      : reading_(&reading), rules_(&reading.rules().agenda), clauses_(reading) {}

  Agenda read() {
    out_.numbered = find_numbered(*reading_);
    if (!rules_->given) return std::move(out_);
    read_numbered();
    if (out_.items.empty()) {
      read_cues();
      read_sentences();
      // Cues were read first: items stand as the report names them.
      std::stable_sort(out_.items.begin(), out_.items.end(), [](const AgendaItem& a, const AgendaItem& b) {
        return std::pair(a.listed, a.topic.begin) < std::pair(b.listed, b.topic.begin);
      });
    }
    if (out_.items.empty() && rules_->list_label >= 0) read_list();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view text(Range range) const {
    return reading_->line(range.line).view().substr(range.begin, range.end - range.begin);
  }

  Range trimmed(Range range) const {
    Match match;
    const auto trim_space = [&] {
      const std::string_view whole = text(range), inner = trim(whole);
      range.begin += static_cast<std::uint32_t>(inner.data() - whole.data());
      range.end = range.begin + static_cast<std::uint32_t>(inner.size());
    };
    trim_space();
    for (int round = 0; round < 4; ++round) {
      bool changed = false;
      if (rules_->before && rules_->before->starts(text(range), match) && match.end(0) > 0 &&
          match.end(0) < range.end - range.begin) {
        range.begin += static_cast<std::uint32_t>(match.end(0));
        changed = true;
      }
      if (rules_->after && rules_->after->find(text(range), match) && match.begin(0) > 0 &&
          match.end(0) == text(range).size()) {
        range.end = range.begin + static_cast<std::uint32_t>(match.begin(0));
        changed = true;
      }
      if (!changed) break;
      trim_space();
    }
    return range;
  }

  // Adds an item, or notes that a known one is taken up again. Returns its index, or nothing when it is none.
  std::optional<std::size_t> add(AgendaItem item) {
    item.topic = trimmed(item.topic);
    const std::string_view topic = text(item.topic);
    if (topic.empty() || (rules_->ignore && rules_->ignore->contains(topic))) {
      if (!topic.empty()) out_.dropped.push_back(std::string(topic) + ": names no matter of its own");
      return std::nullopt;
    }
    item.documents = cited(*reading_, item.topic);
    // Alike or not, each is a matter.
    const bool own_heading =
        item.rule == "agenda.list" || (item.rule == "agenda.numbered" && rules_->headings);
    Topic words(topic);
    for (std::size_t i = 0; i < out_.items.size() && !own_heading; ++i) {
      AgendaItem& known = out_.items[i];
      if (!words.is_like(topics_[i])) continue;
      // A matter that was discussed and the paper on it that was passed are two.
      if (known.listed != item.listed && known.rule != "agenda.lead" && known.action != item.action &&
          known.documents.empty() != item.documents.empty())
        continue;
      if (!known.taken_up && item.listed != known.listed) known.taken_up = item.listed;
      if (known.action.empty()) known.action = item.action;
      // What the lead lists is called as the lead calls it, though a cue was read first.
      if (item.rule == "agenda.lead" && known.listed > item.listed) {
        item.taken_up = known.listed;
        known = std::move(item);
        topics_[i] = std::move(words);
      }
      return i;
    }
    if (out_.items.size() >= kMostItems) return std::nullopt;
    out_.items.push_back(std::move(item));
    topics_.push_back(std::move(words));
    return out_.items.size() - 1;
  }

  std::string action_of(std::string_view verb) const {
    for (const auto& [action, forms] : rules_->actions)
      if (forms->contains(verb)) return action;
    return {};
  }

  [[nodiscard]] std::string_view heading_of(const Numbered& numbered) const {
    return text({numbered.line, numbered.begin, numbered.end});
  }

  [[nodiscard]] const Pattern* lines_numbered() const { return reading_->rules().lines.numbered.get(); }

  [[nodiscard]] bool is_furniture(const Numbered& numbered) const {
    const auto& furniture = reading_->rules().sections.furniture;
    return furniture && furniture->contains(heading_of(numbered));
  }

  // The outermost rank of numbers that matters have; headings that are no matter do not count.
  [[nodiscard]] int item_rank() const {
    int top = 0;
    for (const Numbered& numbered : out_.numbered)
      if (!numbered.markup && (top == 0 || numbered.rank < top) && !is_furniture(numbered) &&
          !(rules_->ignore && rules_->ignore->contains(heading_of(numbered))))
        top = numbered.rank;
    return top;
  }

  void read_numbered() {
    const int top = item_rank();
    bool umbrella = false;
    int below = 0;  // the rank of the matters under an umbrella
    Range above{};  // the umbrella's words
    for (std::size_t i = 0; i < out_.numbered.size(); ++i) {
      const Numbered& numbered = out_.numbered[i];
      const Line& line = reading_->line(numbered.line);
      // A label is no matter, unless it has a number as matters have.
      const bool label = line.label >= 0 && !(lines_numbered() && lines_numbered()->contains(line.view()));
      const Range heading{numbered.line, numbered.begin, numbered.end};
      if (numbered.rank <= top) {
        umbrella = rules_->umbrella && rules_->umbrella->contains(text(heading));
        below = 0;
        above = heading;
      } else if (umbrella && below == 0) {
        below = numbered.rank;
      }
      const bool matter = numbered.rank == (umbrella ? below : top);
      if (numbered.markup ? !rules_->headings || label : !matter) continue;
      if (is_furniture(numbered)) continue;
      if (rules_->other && rules_->other->contains(text(heading))) {
        read_other(i);
        continue;
      }
      AgendaItem item{heading, std::nullopt, {}, "agenda.numbered", {}, numbered.line, numbered.line};
      Match match;
      if (rules_->heading && rules_->heading->starts(text(heading), match)) {
        const int verb = rules_->heading->group("verb"), object = rules_->heading->group("object");
        if (match.has(verb)) {
          item.action = action_of(match.text(verb));
          item.verb = sub(heading, match, verb);
        }
        if (match.has(object) && !match.text(object).empty()) item.topic = sub(heading, match, object);
      } else if (rules_->bare_heading && rules_->bare_heading->starts(text(heading), match)) {
        item.topic = sub(heading, match, rules_->bare_heading->group("topic"));
      }
      if (trim(text(item.topic)).empty()) find_matter_below(i, item);
      if (item.action.empty()) find_listed_verb(item);
      if (item.action.empty()) find_later_verb(i, item);
      if (item.action.empty()) find_earlier_verb(item);
      if (item.action.empty()) item.action = action_of(text(item.topic));
      if (item.action.empty() && umbrella) item.action = action_of(text(above));
      if (item.action.empty()) item.action = rules_->default_action;
      add(std::move(item));
    }
  }

  static Range sub(Range of, const Match& match, int group) {
    return {of.line, of.begin + static_cast<std::uint32_t>(match.begin(group)),
            of.begin + static_cast<std::uint32_t>(match.end(group))};
  }

  // Lines of the numbered section `index`, its heading's own line first.
  template <class See>
  void each_line_below(std::size_t index, std::size_t most, See see) const {
    const std::uint32_t first = out_.numbered[index].line;
    std::uint32_t end = static_cast<std::uint32_t>(reading_->lines().all().size());
    for (std::size_t k = index + 1; k < out_.numbered.size(); ++k)
      if (out_.numbered[k].rank <= out_.numbered[index].rank) {
        end = out_.numbered[k].line;
        break;
      }
    for (std::uint32_t i = first; i < end && i < first + most; ++i)
      if (!see(i, i == first ? out_.numbered[index].end : 0)) return;
  }

  // Agenda: 1. to discuss X, 2. to hear Y; then the heading X without a verb.
  void find_listed_verb(AgendaItem& item) const {
    if (!rules_->heading) return;
    const std::string_view topic = text(item.topic);
    for (std::uint32_t i = 0; i < item.listed && i < kListedLines; ++i) {
      const Line& line = reading_->line(i);
      if (line.kind == LineKind::title || topic.size() < kLeastListed) continue;
      const std::size_t at = line.view().find(topic);
      if (at == std::string_view::npos || at == 0) continue;
      Match match;
      const Pattern* number = lines_numbered();
      const std::size_t from = number && number->starts(line.view(), match) ? match.end(0) : 0;
      if (from >= at || !rules_->heading->starts(line.view().substr(from), match)) continue;
      const int verb = rules_->heading->group("verb");
      if (!match.has(verb) || from + match.end(verb) > at) continue;
      item.verb = sub({i, static_cast<std::uint32_t>(from), 0}, match, verb);
      item.action = action_of(match.text(verb));
      return;
    }
  }

  // "Motion 1" on a line of its own, and "Subject: the mending of X" below it.
  void find_matter_below(std::size_t index, AgendaItem& item) const {
    if (!rules_->matter) return;
    each_line_below(index, kMatterLines, [&](std::uint32_t line, std::uint32_t) {
      Match match;
      const std::string_view whole = reading_->line(line).view();
      if (!rules_->matter->starts(whole, match)) return true;
      item.topic =
          sub({line, 0, static_cast<std::uint32_t>(whole.size())}, match, rules_->matter->group("topic"));
      return false;
    });
  }

  void find_later_verb(std::size_t index, AgendaItem& item) const {
    if (!rules_->later_verb) return;
    each_line_below(index, kLaterLines, [&](std::uint32_t line, std::uint32_t from) {
      Match match;
      const std::string_view whole = reading_->line(line).view();
      if (line == out_.numbered[index].line) from = out_.numbered[index].begin;
      if (!rules_->later_verb->find(whole.substr(from), match)) return true;
      const int verb = rules_->later_verb->group("verb");
      item.action = action_of(match.text(verb));
      item.verb = sub({line, from, static_cast<std::uint32_t>(whole.size())}, match, verb);
      return false;
    });
  }

  // 会议审议通过了以下议案: said once, above them all.
  void find_earlier_verb(AgendaItem& item) {
    if (!rules_->earlier_verb) return;
    if (!earlier_) {
      earlier_.emplace();
      const std::uint32_t first = out_.numbered.front().line;
      const std::uint32_t end = out_.items.empty() ? item.listed : out_.items.front().listed;
      for (std::uint32_t line = std::max(first, kEarlierLines) - kEarlierLines; line < end; ++line) {
        Match match;
        if (!rules_->earlier_verb->find(reading_->line(line).view(), match)) continue;
        const int verb = rules_->earlier_verb->group("verb");
        *earlier_ = sub({line, 0, 0}, match, verb);
      }
    }
    if (earlier_->end == 0) return;
    item.verb = *earlier_;
    item.action = action_of(text(*earlier_));
  }

  void read_other(std::size_t index) {
    each_line_below(index, kLaterLines, [&](std::uint32_t line, std::uint32_t from) {
      for (const Part& sentence : reading_->sentences(line))
        if (sentence.begin >= from || line != out_.numbered[index].line)
          read_sentence({line, sentence.begin, sentence.end}, false);
      return true;
    });
  }

  void read_sentence(Range sentence, bool listing) {
    for (ClauseObject& object : clauses_.read(sentence, listing)) {
      AgendaItem item{object.topic,
                      object.verb,
                      action_of(text(object.verb)),
                      listing ? "agenda.lead" : "agenda.body",
                      {},
                      sentence.line,
                      std::nullopt};
      if (!listing) item.taken_up = sentence.line;
      add(std::move(item));
    }
  }

  void read_sentences() {
    if (!rules_->clause) return;
    const auto& lines = reading_->lines().all();
    const std::size_t lead = reading_->lines().lead().value_or(lines.size());
    const auto first = static_cast<std::uint32_t>(lead);
    if (lead < lines.size())
      for (const Part& sentence : reading_->sentences(first))
        read_sentence({first, sentence.begin, sentence.end}, true);
    const std::size_t listed = out_.items.size();
    for (std::size_t i = lead + 1; i < lines.size(); ++i)
      if (lines[i].kind == LineKind::body)
        read_sentence(reading_->first_sentence(static_cast<std::uint32_t>(i)), false);
    drop_vague(listed);
  }

  // "The meeting dealt with matters of X" says nothing once the matters themselves are named.
  void drop_vague(std::size_t listed) {
    if (!rules_->vague || out_.items.size() == listed) return;
    for (std::size_t i = listed; i-- > 0;)
      if (rules_->vague->contains(text(out_.items[i].topic)) && !out_.items[i].taken_up) {
        out_.dropped.push_back(std::string(text(out_.items[i].topic)) +
                               ": too vague beside the items of the body");
        out_.items.erase(out_.items.begin() + static_cast<std::ptrdiff_t>(i));
        topics_.erase(topics_.begin() + static_cast<std::ptrdiff_t>(i));
      }
  }

  void read_cues() {
    Match match;
    for (const auto& cue : rules_->cues)
      for (const Scope& scope : cue.in) {
        const Places& places = reading_->places(scope);
        if (!cue.match->may_match(places.all)) continue;
        for (std::size_t i = 0; i < places.ranges.size(); ++i) {
          const Range& range = places.ranges[i];
          const std::string_view whole = text(range);
          if (!cue.match->may_match(whole, places.clues[i])) continue;
          for (std::size_t from = 0; from < whole.size() && cue.match->find(whole, from, match);
               from = std::max(match.end(0), from + 1)) {
            const int topic = cue.match->group("topic"), verb = cue.match->group("verb");
            if (!match.has(topic)) break;
            AgendaItem item{
                sub(range, match, topic), std::nullopt, cue.action, cue.id, {}, range.line, std::nullopt};
            if (match.has(verb)) {
              item.verb = sub(range, match, verb);
              if (item.action.empty()) item.action = action_of(match.text(verb));
            }
            add(std::move(item));
          }
        }
      }
  }

  void read_list() {
    const auto& lines = reading_->lines().all();
    int outermost = 0;
    for (const Line& line : lines)
      if (line.under == rules_->list_label && line.depth > 0 && (outermost == 0 || line.depth < outermost))
        outermost = line.depth;
    const Node* last = nullptr;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      const Line& line = lines[i];
      const bool listed = line.depth == outermost || line.cell != nullptr;
      if (line.under != rules_->list_label || !listed || line.block->parent() == last) continue;
      last = line.block->parent();
      add({{i, 0, static_cast<std::uint32_t>(line.view().size())},
           std::nullopt,
           rules_->default_action,
           "agenda.list",
           {},
           i,
           i});
    }
  }

  Reading* reading_;
  const AgendaRules* rules_;
  ClauseReader clauses_;
  Agenda out_;
  std::vector<Topic> topics_;     // one an item
  std::optional<Range> earlier_;  // the verb above the headings, empty when there is none
};

}  // namespace

Agenda read_agenda(Reading& reading) {
  if (std::optional<Agenda> noted = reading.noted_agenda()) return std::move(*noted);
  return AgendaReader(reading).read();
}

}  // namespace minutemill::rules
