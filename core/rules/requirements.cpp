#include "rules/requirements.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/character_class.hpp"
#include "rules/pattern_pieces.hpp"

namespace minutemill::rules {

namespace {

constexpr int kDeepest = 100;  // groups within groups

class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

  std::optional<Piece> read() {
    Piece all = read_alternatives(0);
    if (at_ < pattern_.size()) lost_ = true;
    return lost_ ? std::nullopt : std::optional(std::move(all));
  }

  [[nodiscard]] GroupNames groups() { return std::move(groups_); }
  [[nodiscard]] int group_count() const noexcept { return group_count_; }

 private:
  [[nodiscard]] bool more() const { return !lost_ && at_ < pattern_.size(); }
  [[nodiscard]] bool see(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }

  Piece read_alternatives(int depth) {
    std::vector<Piece> parts;
    if (depth > kDeepest) lost_ = true;
    for (bool again = !lost_; again;) {
      Sequence sequence;
      while (more() && !see('|') && !see(')'))
        sequence.add(see_plain() ? read_plain() : read_repeated(depth));
      parts.push_back(sequence.finish());
      again = more() && see('|');
      if (again) ++at_;
    }
    return lost_ ? Piece{} : any_of(std::move(parts));
  }

  // A character that stands for itself, wherever it is.
  [[nodiscard]] bool is_plain(char c) const {
    // In either case some letters are others as well: k is the sign of the Kelvin, too.
    if (flags_.either_case &&
        (static_cast<unsigned char>(c) >= 0x80 || std::string_view("kKsS").find(c) != std::string_view::npos))
      return false;
    return std::string_view("\\^$.|?*+()[]{}").find(c) == std::string_view::npos;
  }

  // Whether characters that stand for themselves are next, and no repetition of the first.
  [[nodiscard]] bool see_plain() const { return plain_end() > at_; }

  [[nodiscard]] std::size_t plain_end() const {
    std::size_t end = at_, last = at_;  // of all of them, and of the last one
    while (end < pattern_.size() && is_plain(pattern_[end])) {
      last = end;
      (void)next_code_point(pattern_, end);
    }
    const bool repeated =
        end < pattern_.size() && std::string_view("?*+{").find(pattern_[end]) != std::string_view::npos;
    return repeated ? last : end;
  }

  Piece read_plain() {
    const std::string_view text = pattern_.substr(at_, plain_end() - at_);
    at_ += text.size();
    return piece_of(text, flags_.either_case);
  }

  Piece read_repeated(int depth) {
    Piece part = read_atom(depth);
    std::size_t least = 0, most = 0;
    while (more() && read_count(least, most)) {
      if (see('?')) ++at_;
      repeat(part, least, most);
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
    return piece_of(std::move(*characters), flags_.either_case);
  }

  // \Q...\E: as it stands.
  Piece read_quoted() {
    const std::size_t end = std::min(pattern_.find("\\E", at_), pattern_.size());
    Sequence sequence;
    for (at_ += 2; at_ < end;) {
      const char32_t c = next_code_point(pattern_, at_);
      sequence.add(piece_of(CharacterClass{{{c, c}}, false, false, false}, flags_.either_case));
    }
    at_ = std::min(end + 2, pattern_.size());
    return sequence.finish();
  }

  Piece read_group(int depth) {
    const Flags outer = flags_;
    ++at_;
    if (!see('?')) {
      ++group_count_;
    } else {
      ++at_;
      if (see('P'))
        read_name();
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

  // P<name>
  void read_name() {
    const std::size_t begin = pattern_.find('<', at_), end = pattern_.find('>', at_);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
      lost_ = true;
      return;
    }
    groups_.emplace_back(std::string(pattern_.substr(begin + 1, end - begin - 1)), ++group_count_);
    at_ = end + 1;
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
  GroupNames groups_;
  int group_count_ = 0;
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

void Beginnings::turn_round() noexcept {
  ascii_.flip();
  others_.set();
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
  out.group_count = reader.group_count();
  out.understood = piece.has_value();
  if (!piece) {
    out.size = Piece::kLargest;
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
