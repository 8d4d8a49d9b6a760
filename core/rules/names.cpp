#include "rules/names.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostPeople = 2000;  // of one field
constexpr std::size_t kLongestRun = 150;   // bytes

bool is_han(char32_t c) noexcept {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c >= 0x20000;
}
bool is_dot(char32_t c) noexcept {
  return c == U'·' || c == U'•' || c == U'・' || c == U'‧';
}

std::size_t han_count(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) count += is_han(next_code_point(text, i)) ? 1 : 0;
  return count;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    if (!is_space(next_code_point(text, i))) out.append(text, start, i - start);
  }
  return out;
}

// The first match inside [begin, end), which is all that the pattern sees: $ means its end. Offsets are those
// of `text`.
bool find_in(const Pattern& pattern, std::string_view text, std::size_t begin, std::size_t end, Match& match,
             std::size_t& at, std::size_t& after) {
  if (!pattern.find(text.substr(begin, end - begin), match)) return false;
  at = begin + match.begin(0);
  after = begin + match.end(0);
  return true;
}

struct Token {
  std::size_t begin, end, characters;
};

std::vector<Token> tokens(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Token> out;
  bool open = false;
  for (std::size_t i = begin; i < end;) {
    const std::size_t start = i;
    const bool space = is_space(next_code_point(text, i));
    if (space) {
      open = false;
      continue;
    }
    if (!open) out.push_back({start, start, 0});
    open = true;
    out.back().end = i;
    ++out.back().characters;
  }
  return out;
}

}  // namespace

bool Names::plausible(std::string_view name, bool needs_surname) const {
  if (reject && reject->contains(name)) return false;
  std::size_t characters = 0, first = 0, second = 0;
  bool dotted = false;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t c = next_code_point(name, i);
    if (is_dot(c))
      dotted = true;
    else if (!is_han(c))
      return false;
    if (++characters == 1) first = i;
    if (characters == 2) second = i;
  }
  if (dotted) return characters >= 4 && characters <= 16;
  if (characters < 2 || characters > 5) return false;
  const bool two = surnames.contains(std::string(name.substr(0, second))) && characters >= 3;
  if (characters == 5) return two;  // 乌兰其其格
  const bool one = surnames.contains(std::string(name.substr(0, first))) && characters <= 3;
  // 陈李小明: a married woman's two surnames
  const bool married = characters == 4 && surnames.contains(std::string(name.substr(0, first))) &&
                       surnames.contains(std::string(name.substr(first, second - first)));
  return two || one || married || !needs_surname;
}

// 王市长小明: the office [begin, end) stands between the surname and the given name. An empty office when it
// does not.
Names::Piece Names::divided_name(std::string_view whole, std::size_t begin, std::size_t end) const {
  Match match;
  const std::string given = without_spaces(whole.substr(end));
  const bool divided = begin > 0 && surnames.contains(std::string(whole.substr(0, begin))) &&
                       han_count(given) == 2 && honorific &&
                       honorific->full(whole.substr(begin, end - begin), match) &&
                       plausible(std::string(whole.substr(0, begin)) + given, true);
  return divided ? Piece{0, whole.size(), begin, end} : Piece{};
}

// Narrows `piece`, a run without spaces or with spaces only inside a name, to the name in it.
bool Names::read_han(std::string_view text, Piece& piece, bool loose) const {
  // A title and a name are short: of a long run its end is looked at.
  if (piece.end - piece.begin > kLongestRun) {
    piece.begin = piece.end - kLongestRun;
    while ((static_cast<unsigned char>(text[piece.begin]) & 0xc0U) == 0x80U) ++piece.begin;
  }
  const std::string_view whole = text.substr(piece.begin, piece.end - piece.begin);
  // The last title that leaves a name behind it wins; a known surname counts for more than the place.
  std::size_t strict = std::string_view::npos, open = std::string_view::npos;
  Piece divided{};
  Match match;
  for (std::size_t from = 0; title && from < whole.size();) {
    if (!title->find(whole, from, match)) break;
    const std::size_t end = match.end(0);
    const std::string_view rest = trim(whole.substr(end));
    if (plausible(without_spaces(rest), true))
      strict = end;
    else if (plausible(without_spaces(rest), false))
      open = end;
    if (divided.office_end == 0) divided = divided_name(whole, match.begin(0), end);
    from = match.begin(0);
    (void)next_code_point(whole, from);
  }
  if (strict == std::string_view::npos && divided.office_end > 0) {
    piece.office_begin = piece.begin + divided.office_begin;
    piece.office_end = piece.begin + divided.office_end;
    return true;
  }
  for (const std::size_t end : {strict, open}) {
    if (end == std::string_view::npos) continue;
    piece.begin += end;
    return true;
  }
  // 栗战书委员长, 于军同志
  for (std::size_t cut = 0, characters = 0; honorific && cut < whole.size() && characters < 4;) {
    (void)next_code_point(whole, cut);
    ++characters;
    if (characters >= 2 && honorific->full(whole.substr(cut), match) &&
        plausible(whole.substr(0, cut), true)) {
      piece.end = piece.begin + cut;
      return true;
    }
  }
  return plausible(without_spaces(whole), !loose);
}

std::vector<Names::Piece> Names::pieces(const Line& line, std::size_t begin, std::size_t end) const {
  std::vector<Piece> out;
  const std::string_view text = line.view();
  Match match;
  std::size_t depth_begin = begin;
  std::size_t from = begin;
  // Separators inside brackets belong to the aside: (abroad, until May).
  while (from < end && out.size() < kMostPeople) {
    std::size_t at = 0, after = 0;
    if (!separator || !find_in(*separator, text, from, end, match, at, after) || after == at) break;
    const std::string_view so_far = text.substr(depth_begin, at - depth_begin);
    if (std::count(so_far.begin(), so_far.end(), '(') > std::count(so_far.begin(), so_far.end(), ')') &&
        text.substr(0, end).find(')', after) != std::string_view::npos) {
      from = after;
      continue;
    }
    out.push_back({depth_begin, at});
    depth_begin = from = after;
  }
  out.push_back({depth_begin, end});
  return out;
}

void Names::read_piece(const Line& line, Piece piece, bool loose, std::vector<Person>& out) const {
  const std::string_view text = line.view();
  const auto add = [&](Piece p) {
    const std::string_view words = trim(text.substr(p.begin, p.end - p.begin));
    if (words.empty()) return;
    const auto at = static_cast<std::size_t>(words.data() - text.data());
    Person person{{}, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    const std::string_view original = line.original(at, at + words.size());
    person.name = han_count(original) > 0 ? without_spaces(original) : std::string(original);
    if (p.office_end > 0)
      person.name = without_spaces(line.original(at, p.office_begin)) +
                    without_spaces(line.original(p.office_end, at + words.size()));
    out.push_back(std::move(person));
  };
  Match match;
  std::size_t at = 0, after = 0;
  if (real_name && find_in(*real_name, text, piece.begin, piece.end, match, at, after)) {
    const int group = real_name->group("name");
    if (match.has(group) && plausible(match.text(group), true))
      return add({piece.begin + match.begin(group), piece.begin + match.end(group)});
  }
  // Asides at the end and at the beginning go; one in the middle ends the name.
  for (int rounds = 0;
       aside && rounds < 8 && find_in(*aside, text, piece.begin, piece.end, match, at, after) && after > at;
       ++rounds) {
    if (is_blank(text.substr(piece.begin, at - piece.begin)))
      piece.begin = after;
    else
      piece.end = at;
  }
  const std::string_view words = trim(text.substr(piece.begin, piece.end - piece.begin));
  if (words.empty()) return;
  piece.begin = static_cast<std::size_t>(words.data() - text.data());
  piece.end = piece.begin + words.size();
  if (surnames.empty() || han_count(words) == 0) {
    if ((foreign && !foreign->full(words, match)) || (reject && reject->contains(words))) return;
    return add(piece);
  }
  // Han: spaces separate, but two single characters side by side are one name.
  const std::vector<Token> parts = tokens(text, piece.begin, piece.end);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Piece part{parts[i].begin, parts[i].end};
    if (parts[i].characters == 1 && i + 1 < parts.size() && parts[i + 1].characters <= 2)
      part.end = parts[++i].end;
    std::size_t cut = std::string_view::npos;
    if (conjunction && find_in(*conjunction, text, part.begin, part.end, match, at, after) &&
        at > part.begin + 3 && after + 3 < part.end)
      cut = at;
    if (cut != std::string_view::npos) {
      Piece left{part.begin, cut}, right{after, part.end};
      const bool has_left = read_han(text, left, loose);
      if (has_left) add(left);
      if (read_han(text, right, loose)) add(right);
      continue;
    }
    if (read_han(text, part, loose)) add(part);
  }
}

std::vector<Person> Names::read(const Line& line, std::size_t begin, std::size_t end, bool loose) const {
  std::vector<Person> out;
  for (const Piece& piece : pieces(line, begin, end)) read_piece(line, piece, loose, out);
  return out;
}

}  // namespace minutemill::rules
