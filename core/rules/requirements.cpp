#include "rules/requirements.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_set>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/character_class.hpp"

namespace minutemill::rules {

namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kMostTexts = 64;       // of a piece that are told one by one
constexpr std::size_t kMostWords = 256;      // of a list
constexpr std::size_t kMostCharacters = 24;  // of a class that are told one by one
constexpr std::size_t kMostLists = 2;        // of an alternative: the most telling ones
constexpr std::size_t kMostAlternatives = 16;
constexpr int kDeepest = 100;  // groups within groups
constexpr std::size_t kLargest = std::size_t{1} << 40;
constexpr std::size_t kOpenClass = 6000;  // instructions of a class such as \p{L}
constexpr std::size_t kRange = 16;        // of a range of characters

std::size_t times(std::size_t size, std::size_t count) {
  return count != 0 && size > kLargest / count ? kLargest : size * count;
}

// What is known of a part of a pattern.
struct Piece {
  bool exact = true;  // it matches `texts` and nothing else
  Words texts{""};
  std::vector<Words> needs;  // of each list one must be in what it matches
  Beginnings beginnings;
  bool can_be_empty = true;
  bool at_begin = false;
  std::size_t size = 1;
  std::vector<Requirement> alternatives;  // when it is nothing but several of them
};

// Without words that hold another of the list; empty when it says nothing.
Words reduced(Words words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.empty() || words.front().empty() || words.size() > kMostWords) return {};
  const std::unordered_set<std::string_view> all(words.begin(), words.end());
  Words out;
  for (const std::string& word : words) {
    bool holds_other = false;
    for (std::size_t begin = 0; begin < word.size() && !holds_other; ++begin)
      for (std::size_t size = 1; size + begin <= word.size() && !holds_other; ++size)
        holds_other = size < word.size() && all.contains(std::string_view(word).substr(begin, size));
    if (!holds_other) out.push_back(word);
  }
  return out;
}

// Long words are rare, and few of them rarer than many.
bool tells_more(const Words& a, const Words& b) {
  const auto shortest = [](const Words& words) {
    return std::min_element(words.begin(), words.end(),
                            [](const auto& x, const auto& y) { return x.size() < y.size(); })
        ->size();
  };
  return std::pair(shortest(a), b.size()) > std::pair(shortest(b), a.size());
}

std::vector<Words> lists_of(const Piece& piece) {
  std::vector<Words> out = piece.needs;
  if (piece.exact)
    if (Words words = reduced(piece.texts); !words.empty()) out.push_back(std::move(words));
  std::stable_sort(out.begin(), out.end(), tells_more);
  if (out.size() > kMostLists) out.resize(kMostLists);
  return out;
}

Requirement requirement_of(const Piece& piece) {
  return {piece.at_begin, piece.can_be_empty, piece.beginnings, lists_of(piece)};
}

// Parts one after another.
class Sequence {
 public:
  void add(Piece part) {
    if (count_++ == 0) {
      whole_ = std::move(part);
      run_ = whole_.exact ? whole_.texts : Words{""};
      return;
    }
    whole_.alternatives.clear();
    whole_.size = std::min(kLargest, whole_.size + part.size);
    if (whole_.can_be_empty) whole_.beginnings.add(part.beginnings);
    const bool nothing_yet = whole_.exact && run_ == Words{""};
    whole_.at_begin = whole_.at_begin || (nothing_yet && part.at_begin);
    whole_.can_be_empty = whole_.can_be_empty && part.can_be_empty;
    if (part.exact && run_.size() * part.texts.size() <= kMostTexts) {
      Words longer;
      for (const std::string& left : run_)
        for (const std::string& right : part.texts) longer.push_back(left + right);
      run_ = std::move(longer);
      return;
    }
    close_run();
    whole_.exact = false;
    for (Words& words : part.needs) whole_.needs.push_back(std::move(words));
    run_ = part.exact ? std::move(part.texts) : Words{""};
  }

  Piece finish() {
    if (count_ < 2) return std::move(whole_);
    if (whole_.exact)
      whole_.texts = std::move(run_);
    else
      close_run();
    return std::move(whole_);
  }

 private:
  void close_run() {
    if (Words words = reduced(std::move(run_)); !words.empty()) whole_.needs.push_back(std::move(words));
    run_ = {""};
  }

  Piece whole_;
  Words run_{""};  // what ends the parts so far
  std::size_t count_ = 0;
};

Piece any_of(std::vector<Piece> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Piece out;
  out.texts.clear();
  out.can_be_empty = false;
  out.at_begin = true;
  Words needs;
  bool all_need = true;
  std::vector<Requirement> alternatives;
  for (Piece& part : parts) {
    out.size = std::min(kLargest, out.size + part.size + 1);
    out.beginnings.add(part.beginnings);
    out.can_be_empty = out.can_be_empty || part.can_be_empty;
    out.at_begin = out.at_begin && part.at_begin;
    out.exact = out.exact && part.exact;
    const std::vector<Words> lists = lists_of(part);
    all_need = all_need && !lists.empty();
    if (all_need) needs.insert(needs.end(), lists.front().begin(), lists.front().end());
    if (part.exact) out.texts.insert(out.texts.end(), part.texts.begin(), part.texts.end());
    if (part.alternatives.empty())
      alternatives.push_back(requirement_of(part));
    else
      for (Requirement& one : part.alternatives) alternatives.push_back(std::move(one));
  }
  if (out.exact && out.texts.size() <= kMostTexts) return out;
  out.exact = false;
  out.texts.clear();
  if (all_need)
    if (Words words = reduced(std::move(needs)); !words.empty()) out.needs.push_back(std::move(words));
  if (alternatives.size() <= kMostAlternatives) out.alternatives = std::move(alternatives);
  return out;
}

class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

  std::optional<Piece> read() {
    Piece all = read_alternatives(0);
    if (at_ < pattern_.size()) lost_ = true;
    return lost_ ? std::nullopt : std::optional(std::move(all));
  }

  [[nodiscard]] int groups() const noexcept { return groups_; }

 private:
  [[nodiscard]] bool more() const { return !lost_ && at_ < pattern_.size(); }
  [[nodiscard]] bool see(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }

  Piece read_alternatives(int depth) {
    std::vector<Piece> parts;
    if (depth > kDeepest) lost_ = true;
    for (bool again = !lost_; again;) {
      Sequence sequence;
      while (more() && !see('|') && !see(')')) sequence.add(read_repeated(depth));
      parts.push_back(sequence.finish());
      again = more() && see('|');
      if (again) ++at_;
    }
    return lost_ ? Piece{} : any_of(std::move(parts));
  }

  Piece read_repeated(int depth) {
    Piece part = read_atom(depth);
    std::size_t least = 0, most = 0;
    while (more() && read_count(least, most)) {
      if (see('?')) ++at_;
      part.alternatives.clear();
      part.size = times(part.size + 2, std::max<std::size_t>({least, most, 1}));
      if (least == 1 && most == 1) continue;
      if (part.exact && least == 0 && most == 1) {
        part.texts.emplace_back();
      } else {
        part.needs = least == 0 ? std::vector<Words>() : lists_of(part);
        part.exact = false;
        part.texts.clear();
      }
      if (least == 0) part.can_be_empty = true, part.at_begin = false, part.needs.clear();
    }
    return part;
  }

  // * + ? {2} {2,} {2,4}
  bool read_count(std::size_t& least, std::size_t& most) {
    const char c = pattern_[at_];
    if (c == '*' || c == '+' || c == '?') {
      ++at_;
      least = c == '+' ? 1 : 0;
      most = c == '?' ? 1 : 0;
      return true;
    }
    if (c != '{') return false;
    const char* const end = pattern_.data() + pattern_.size();
    const char* place = pattern_.data() + at_ + 1;
    const auto number = [&](std::size_t& into) {
      const auto read = std::from_chars(place, end, into);
      const bool any = read.ptr != place;
      place = read.ptr;
      return any;
    };
    if (!number(least)) return false;
    most = least;
    if (place != end && *place == ',') {
      ++place;
      if (!number(most)) most = 0;
    }
    if (place == end || *place != '}') return false;
    at_ = static_cast<std::size_t>(place - pattern_.data()) + 1;
    return true;
  }

  Piece read_atom(int depth) {
    const char c = pattern_[at_];
    if (c == '(') return read_group(depth);
    Piece out;
    if (c == '^' || c == '$') {
      ++at_;
      out.at_begin = c == '^' && !flags_.every_line;
      return out;
    }
    if (c == '\\' && at_ + 1 < pattern_.size()) {
      const char escaped = pattern_[at_ + 1];
      if (std::string_view("AzbB").find(escaped) != std::string_view::npos) {
        at_ += 2;
        out.at_begin = escaped == 'A';
        return out;
      }
      if (escaped == 'Q') return read_quoted();
    }
    auto characters = read_class(pattern_, at_);
    if (!characters) {
      lost_ = true;
      return out;
    }
    return piece_of(std::move(*characters));
  }

  Piece piece_of(CharacterClass characters) const {
    Piece out;
    out.can_be_empty = false;
    out.size = characters.open ? kOpenClass : 1;
    out.size += kRange * (characters.ranges.size() + 1) * (flags_.either_case ? 4 : 1);
    if (flags_.either_case) characters.fold_case();
    if (characters.negated) {
      Beginnings& to = out.beginnings;
      to.add(0x80, 0x10ffff);
      for (char32_t c = 0; c < 0x80; ++c) {
        const auto holds = [c](const auto& range) { return range.first <= c && c <= range.second; };
        if (std::none_of(characters.ranges.begin(), characters.ranges.end(), holds)) to.add(c, c);
      }
    } else {
      for (const auto& [first, last] : characters.ranges) out.beginnings.add(first, last);
      if (characters.open) out.beginnings.add(characters.open_ascii ? 0 : 0x80, 0x10ffff);
    }
    auto texts = characters.texts(kMostCharacters);
    out.exact = texts.has_value();
    out.texts = texts ? std::move(*texts) : Words();
    return out;
  }

  // \Q...\E: as it stands.
  Piece read_quoted() {
    const std::size_t end = std::min(pattern_.find("\\E", at_), pattern_.size());
    Sequence sequence;
    for (at_ += 2; at_ < end;) {
      const char32_t c = next_code_point(pattern_, at_);
      sequence.add(piece_of({{{c, c}}, false, false, false}));
    }
    at_ = std::min(end + 2, pattern_.size());
    return sequence.finish();
  }

  Piece read_group(int depth) {
    const Flags outer = flags_;
    ++at_;
    if (!see('?')) {
      ++groups_;
    } else {
      ++at_;
      if (see('P'))
        ++groups_, at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
      else if (!read_flags())
        return {};
    }
    Piece inside = read_alternatives(depth + 1);
    flags_ = outer;
    if (see(')'))
      ++at_;
    else
      lost_ = true;
    inside.size += 2;
    return inside;
  }

  // i-s: and the like. False when that is all: the flags hold for the rest of the group around it.
  bool read_flags() {
    bool on = true;
    for (; at_ < pattern_.size(); ++at_) {
      const char c = pattern_[at_];
      if (c == ':' || c == ')') {
        ++at_;
        return c == ':';
      }
      if (c == '-') on = false;
      if (c == 'i') flags_.either_case = on;
      if (c == 'm') flags_.every_line = on;
    }
    lost_ = true;
    return false;
  }

  struct Flags {
    bool either_case = false;
    bool every_line = false;  // ^ and $ fit beside line ends
  };

  std::string_view pattern_;
  std::size_t at_ = 0;
  Flags flags_;
  int groups_ = 0;
  bool lost_ = false;  // something is not understood here
};

}  // namespace

void Beginnings::add(char32_t first, char32_t last) noexcept {
  for (char32_t c = first; c <= last && c < kAscii; ++c) ascii_.set(c);
  if (last < kAscii) return;
  first = std::max<char32_t>(first, kAscii);
  if (last - first >= kOthers) {
    others_.set();
    return;
  }
  for (char32_t c = first; c <= last; ++c) others_.set(c % kOthers);
}

void Beginnings::add(const Beginnings& other) noexcept {
  ascii_ |= other.ascii_;
  others_ |= other.others_;
}

bool Beginnings::fit(std::string_view text) const noexcept {
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (first < kAscii) return ascii_.test(first);
  std::size_t at = 0;
  const char32_t c = next_code_point(text, at);
  return c == 0xfffd || others_.test(c % kOthers);
}

Requirements read_requirements(std::string_view pattern) {
  PatternReader reader(pattern);
  std::optional<Piece> piece = reader.read();
  Requirements out;
  out.groups = reader.groups();
  if (!piece) {
    out.size = kLargest;
    return out;
  }
  out.size = piece->size;
  if (piece->alternatives.empty())
    out.alternatives.push_back(requirement_of(*piece));
  else
    out.alternatives = std::move(piece->alternatives);
  return out;
}

}  // namespace minutemill::rules
