#include "rules/patterns.hpp"

#include <algorithm>
#include <map>

#include <minutemill/config_part.hpp>
#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostSource = 512 * 1024;  // bytes of one pattern with all names replaced
constexpr std::int64_t kMemory = 64 << 20;       // RE2 programs beyond this fall back to a slower search
constexpr std::int64_t kNoProgram = 16;          // no room at all: RE2 reads the pattern and gives up
constexpr std::size_t kMostBacktracked = 1000;   // bytes of a text that is searched from each character on
constexpr std::size_t kSurelySmall = 500'000;    // instructions that fit into kMemory

re2::RE2::Options options(std::int64_t memory) {
  re2::RE2::Options out;
  out.set_log_errors(false);
  out.set_max_mem(memory);
  return out;
}

re2::RE2::Anchor re2_anchor(Anchor anchor) noexcept {
  return anchor == Anchor::none    ? re2::RE2::UNANCHORED
         : anchor == Anchor::start ? re2::RE2::ANCHOR_START
                                   : re2::RE2::ANCHOR_BOTH;
}

bool is_name_start(char c) noexcept {
  return (c >= 'a' && c <= 'z') || c == '_';
}
bool is_name(char c) noexcept {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '.';
}

// A pattern for the first of `words`, none of them empty, that fits. Those that begin alike stand together,
// which changes nothing of which one that is: a matcher that tries one after the other then has to try few.
std::string any_of_words(const std::vector<std::string>& words) {
  std::map<std::string_view, std::vector<std::string_view>> rests;  // by first character
  for (const std::string& word : words) {
    std::size_t first = 0;
    (void)next_code_point(word, first);
    rests[std::string_view(word).substr(0, first)].push_back(std::string_view(word).substr(first));
  }
  std::string out;
  for (const auto& [first, ends] : rests) {
    out += out.empty() ? "(?:" : "|";
    out += re2::RE2::QuoteMeta({first.data(), first.size()});
    if (ends.size() > 1) out += "(?:";
    for (const std::string_view& end : ends) {
      if (&end != &ends.front()) out += '|';
      out += re2::RE2::QuoteMeta({end.data(), end.size()});
    }
    if (ends.size() > 1) out += ')';
  }
  return out.empty() ? "(?:)" : out + ")";
}

// Offset of the first ')' that closes nothing, else of the last '(' that is not closed; npos when all are in
// pairs.
std::size_t lone_bracket(std::string_view pattern) {
  std::vector<std::size_t> open;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      ++i;
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
      // In first place, behind the ^ if there is one, a ']' is a character of the class.
      if (i + 1 < pattern.size() && pattern[i + 1] == '^') ++i;
      if (i + 1 < pattern.size() && pattern[i + 1] == ']') ++i;
    } else if (c == '(') {
      open.push_back(i);
    } else if (c == ')') {
      if (open.empty()) return i;
      open.pop_back();
    }
  }
  return open.empty() ? std::string_view::npos : open.back();
}

}  // namespace

Pattern::Pattern(std::string source) : source_(std::move(source)) {
  Requirements requirements = read_requirements(source_);
  size_ = requirements.size;
  if (requirements.understood) {
    groups_ = std::move(requirements.groups);
    count_ = requirements.group_count + 1;
  } else {
    const auto& names = regex().NamedCapturingGroups();
    groups_.assign(names.begin(), names.end());
    count_ = regex().NumberOfCapturingGroups() + 1;
  }
  groups_.emplace_back("0", 0);
  for (Requirement& one : requirements.alternatives) {
    alternatives_.push_back({one.at_begin, one.can_be_empty, one.beginnings, std::move(one.words), {}});
    at_begin_ = at_begin_ && one.at_begin;
  }
  at_begin_ = at_begin_ && !alternatives_.empty();
}

void Pattern::enlist(ClueFinder& finder) {
  for (Alternative& one : alternatives_) {
    for (std::vector<std::string>& words : one.words)
      if (const auto clue = finder.add(std::move(words))) one.clues.push_back(*clue);
    one.words.clear();
  }
}

Pattern::~Pattern() = default;

const re2::RE2& Pattern::regex() const {
  return regex_.get([this] { return std::make_unique<const re2::RE2>(source_, options(kMemory)); });
}

const Backtracker* Pattern::backtracker(std::string_view text, Anchor anchor) const {
  // From each of its characters on, a long text may be read to its end.
  if (anchor == Anchor::none && !at_begin_ && text.size() > kMostBacktracked) return nullptr;
  const Anchor wanted = anchor == Anchor::start && at_begin_ ? Anchor::none : anchor;
  return backtrackers_[static_cast<std::size_t>(wanted)]
      .get([&] {
        return std::make_unique<const std::unique_ptr<const Backtracker>>(Backtracker::make(source_, wanted));
      })
      .get();
}

bool Pattern::is_small_enough() const {
  return size_ <= kSurelySmall || regex().ok();
}

int Pattern::group(std::string_view name) const noexcept {
  for (const auto& [known, index] : groups_)
    if (known == name) return index;
  return -1;
}

bool Pattern::Alternative::has_clues(const Clues& found) const noexcept {
  return std::all_of(clues.begin(), clues.end(), [&](std::uint16_t clue) { return found.has(clue); });
}

bool Pattern::Alternative::may_start(std::string_view text) const noexcept {
  return can_be_empty || beginnings.fit(text);
}

Pattern::Reach Pattern::reach(std::string_view text, const Clues& clues) const noexcept {
  Reach out = alternatives_.empty() ? Reach::anywhere : Reach::nowhere;
  for (const Alternative& one : alternatives_) {
    if (!one.has_clues(clues) || (one.at_begin && !one.may_start(text))) continue;
    if (!one.at_begin) return Reach::anywhere;
    out = Reach::at_begin;
  }
  return out;
}

bool Pattern::may_match(const Clues& clues) const noexcept {
  return alternatives_.empty() || std::any_of(alternatives_.begin(), alternatives_.end(),
                                              [&](const Alternative& one) { return one.has_clues(clues); });
}

bool Pattern::may_start(std::string_view text) const noexcept {
  return alternatives_.empty() || std::any_of(alternatives_.begin(), alternatives_.end(),
                                              [&](const Alternative& one) { return one.may_start(text); });
}

bool Pattern::run(std::string_view text, std::size_t from, Anchor anchor, Match& match) const {
  match.base_ = text.data();
  match.count_ = 0;
  if (from > text.size()) return false;
  if ((anchor != Anchor::none || at_begin_) && (from > 0 || !may_start(text))) return false;
  std::fill(match.pieces_, match.pieces_ + count_, re2::StringPiece());
  match.count_ = count_;
  if (const Backtracker* matcher = backtracker(text, anchor)) {
    const auto set = [&](int group, std::size_t begin, std::size_t end) {
      match.pieces_[group] = re2::StringPiece(text.data() + begin, end - begin);
    };
    const Backtracker::Outcome outcome = matcher->run(text, from, count_, set);
    if (outcome != Backtracker::Outcome::gave_up) return outcome == Backtracker::Outcome::match;
  }
  return regex().Match({text.data(), text.size()}, from, text.size(), re2_anchor(anchor), match.pieces_,
                       count_);
}

bool Pattern::has_match(std::string_view text, Anchor anchor) const {
  if (const Backtracker* matcher = backtracker(text, anchor)) {
    const Backtracker::Outcome outcome = matcher->run(text, 0, 0, [](int, std::size_t, std::size_t) {});
    if (outcome != Backtracker::Outcome::gave_up) return outcome == Backtracker::Outcome::match;
  }
  return regex().Match({text.data(), text.size()}, 0, text.size(), re2_anchor(anchor), nullptr, 0);
}

bool Pattern::find(std::string_view text, std::size_t from, Match& match) const {
  return run(text, from, Anchor::none, match);
}

bool Pattern::contains(std::string_view text) const {
  return (!at_begin_ || may_start(text)) && has_match(text, Anchor::none);
}

bool Pattern::contains(std::string_view text, const Clues& clues) const {
  const Reach where = reach(text, clues);
  if (where == Reach::nowhere) return false;
  // Where only alternatives that begin with ^ are left, a search ends as soon as none of them fits.
  return has_match(text, where == Reach::at_begin ? Anchor::start : Anchor::none);
}

bool Pattern::starts(std::string_view text, Match& match) const {
  return run(text, 0, Anchor::start, match);
}

bool Pattern::full(std::string_view text, Match& match) const {
  return run(text, 0, Anchor::both, match);
}

void PatternBook::set_words(const std::string& name, std::vector<std::string> words) {
  // The longest first: of 区委 and 区委常委会 the longer is meant wherever both fit.
  std::vector<std::string> sorted;
  for (std::string& word : words) {
    word = folding_->fold(word);
    sorted.push_back(word);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  sources_[name] = any_of_words(sorted);
  words_[name] = std::move(words);
}

const std::vector<std::string>* PatternBook::words(std::string_view name) const {
  const auto found = words_.find(std::string(name));
  return found != words_.end() ? &found->second : nullptr;
}

void PatternBook::set_pattern(const std::string& name, const ConfigNode& node) {
  std::string expanded;
  if (!expand(node, expanded)) return;
  if (!check(expanded, node)) return;
  sources_[name] = "(?:" + expanded + ")";
}

void PatternBook::complain(const ConfigNode& node, std::string_view fragment, std::string message,
                           std::string hint) {
  const std::size_t at = fragment.empty() ? std::string_view::npos : node.scalar().find(fragment);
  diagnostics_->add(at == std::string_view::npos
                        ? node.document().at(node, std::move(message), std::move(hint))
                        : at_part(node, at, fragment.size(), std::move(message), std::move(hint)));
}

void PatternBook::complain_of_syntax(const ConfigNode& node, const re2::RE2& regex) {
  constexpr std::string_view kHint =
      "patterns are RE2 expressions: https://github.com/google/re2/wiki/Syntax";
  const std::string_view pattern = node.scalar();
  // Of a bracket without its partner RE2 only says in which pattern it is.
  const bool about_bracket = regex.error_code() == re2::RE2::ErrorMissingParen ||
                             regex.error_code() == re2::RE2::ErrorUnexpectedParen;
  const std::size_t bracket = about_bracket ? lone_bracket(pattern) : std::string_view::npos;
  if (bracket == std::string_view::npos)
    return complain(node, regex.error_arg(), "this pattern cannot be read: " + regex.error(),
                    std::string(kHint));
  const bool opens = pattern[bracket] == '(';
  diagnostics_->add(
      at_part(node, bracket, 1,
              opens ? "this pattern cannot be read: the group that opens here is not closed"
                    : "this pattern cannot be read: no group is open that this ')' could close",
              opens ? "close it with ')', or write \\( for the character" : "write \\) for the character"));
}

bool PatternBook::expand(const ConfigNode& node, std::string& out) {
  if (!node.is_scalar()) {
    complain(node, {}, "a pattern must be text");
    return false;
  }
  const std::string_view pattern = node.scalar();
  bool good = true;
  std::size_t run = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
      continue;
    }
    // \p{Han} and {2,4} are RE2's own.
    if (pattern[i] != '{' || i + 1 >= pattern.size() || !is_name_start(pattern[i + 1])) continue;
    std::size_t end = i + 1;
    while (end < pattern.size() && is_name(pattern[end])) ++end;
    if (end >= pattern.size() || pattern[end] != '}') continue;
    const std::string name(pattern.substr(i + 1, end - i - 1));
    out += folding_->fold_pattern(pattern.substr(run, i - run));
    if (const auto source = sources_.find(name); source != sources_.end()) {
      out += source->second;
    } else {
      std::vector<std::string_view> names;
      for (const auto& [known, text] : sources_) names.push_back(known);
      const std::string_view near = nearest_name(name, names);
      complain(node, pattern.substr(i, end + 1 - i), "no vocabulary or pattern is named '" + name + "'",
               near.empty() ? "declare it above, under vocabularies: or patterns:"
                            : "did you mean '" + std::string(near) + "'?");
      good = false;
    }
    run = end + 1;
    i = end;
  }
  out += folding_->fold_pattern(pattern.substr(run));
  if (out.size() > kMostSource) {
    complain(node, {}, "the pattern is too large with all names in it");
    good = false;
  }
  return good;
}

bool PatternBook::check(const std::string& expanded, const ConfigNode& node) {
  const re2::RE2 regex(expanded, options(kNoProgram));
  if (regex.ok() || regex.error_code() == re2::RE2::ErrorPatternTooLarge) return true;
  complain_of_syntax(node, regex);
  return false;
}

std::unique_ptr<Pattern> PatternBook::build(const std::string& expanded, const ConfigNode& node) {
  auto made = std::make_unique<Pattern>(expanded);
  if (made->group_count() >= Match::kGroups) {
    complain(node, {}, "the pattern has more than " + std::to_string(Match::kGroups - 1) + " groups",
             "write (?:...) for groups that nothing refers to");
    return nullptr;
  }
  if (!made->is_small_enough()) {
    complain(node, {}, "the pattern's program is too large");
    return nullptr;
  }
  return made;
}

std::unique_ptr<Pattern> PatternBook::compile(const ConfigNode& node) {
  std::string expanded;
  return expand(node, expanded) && check(expanded, node) ? build(expanded, node) : nullptr;
}

std::unique_ptr<Pattern> PatternBook::compile_any(const ConfigNode* node) {
  if (node == nullptr || node->is_null()) return nullptr;
  if (!node->is_list()) return compile(*node);
  std::string all;
  for (const ConfigNode* item : node->items()) {
    std::string expanded;
    if (!expand(*item, expanded) || !check(expanded, *item)) return nullptr;
    all += (all.empty() ? "(?:" : "|(?:") + expanded + ")";
  }
  return all.empty() ? nullptr : build(all, *node);
}

std::string PatternBook::without_groups(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out += pattern.substr(i++, 2);
      continue;
    }
    out += pattern[i];
    if (pattern[i] == '(' && pattern.substr(i).starts_with("(?P<")) {
      const std::size_t close = pattern.find('>', i);
      out += "?:";
      i = close;
    }
  }
  return out;
}

}  // namespace minutemill::rules
