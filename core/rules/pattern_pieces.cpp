#include "rules/pattern_pieces.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostTexts = 64;       // of a piece that are told one by one
constexpr std::size_t kMostWords = 256;      // of a list
constexpr std::size_t kMostCharacters = 24;  // of a class that are told one by one
constexpr std::size_t kMostLists = 2;        // of an alternative: the most telling ones
constexpr std::size_t kTelling = 4;          // bytes of a word
constexpr std::size_t kMostAlternatives = 24;
constexpr std::size_t kLargest = Piece::kLargest;
constexpr std::size_t kCharacter = 4;     // instructions of one
constexpr std::size_t kOpenClass = 2000;  // instructions of a class such as \p{L}
constexpr std::size_t kRange = 16;        // of a range of characters

std::size_t times(std::size_t size, std::size_t count) {
  return count != 0 && size > kLargest / count ? kLargest : size * count;
}

std::size_t size_of(const CharacterClass& characters, bool either_case) {
  std::size_t size = 1 + (characters.open ? kOpenClass : 0) + (characters.negated ? kRange : 0);
  for (const auto& [first, last] : characters.ranges)
    size += (first == last ? kCharacter : kRange) * (either_case ? 4 : 1);
  return size;
}

// Without words that hold another of the list; empty when it says nothing.
Words reduced(Words words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.empty() || words.front().empty() || words.size() > kMostWords) return {};
  const std::unordered_set<std::string_view> all(words.begin(), words.end());
  std::set<std::size_t> sizes;
  for (const std::string& word : words) sizes.insert(word.size());
  const auto holds_other = [&](std::string_view word) {
    for (const std::size_t size : sizes)
      for (std::size_t begin = 0; size < word.size() && begin + size <= word.size(); ++begin)
        if (all.contains(word.substr(begin, size))) return true;
    return false;
  };
  Words out;
  for (const std::string& word : words)
    if (!holds_other(word)) out.push_back(word);
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
  // A single Han character is in too many texts to add anything to a longer word.
  const auto weak = std::find_if(out.begin() + (out.empty() ? 0 : 1), out.end(), [](const Words& words) {
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return word.size() < kTelling; });
  });
  out.erase(weak, out.end());
  if (out.size() > kMostLists) out.resize(kMostLists);
  return out;
}

// Whether nothing is known of an alternative but words that stand anywhere, none of them weak.
bool is_words(const Requirement& one) {
  return !one.at_begin && one.words.size() == 1 &&
         std::all_of(one.words.front().begin(), one.words.front().end(),
                     [](const std::string& word) { return word.size() >= kTelling; });
}

// Each alternative for itself, but those that are words as one.
void add_alternative(Requirement one, std::vector<Requirement>& all) {
  const auto words = std::find_if(all.begin(), all.end(), is_words);
  if (words == all.end() || !is_words(one)) {
    all.push_back(std::move(one));
    return;
  }
  Words& known = words->words.front();
  known.insert(known.end(), one.words.front().begin(), one.words.front().end());
  words->beginnings.add(one.beginnings);
  words->can_be_empty = words->can_be_empty || one.can_be_empty;
}

// The alternatives' lists as one, when each has one; each alternative for itself.
void tell_apart(std::vector<Piece>& parts, Piece& out) {
  out.exact = false;
  out.texts.clear();
  Words needs;
  bool all_need = true;
  for (Piece& part : parts) {
    Requirement one = requirement_of(part);
    all_need = all_need && !one.words.empty();
    if (all_need) needs.insert(needs.end(), one.words.front().begin(), one.words.front().end());
    if (part.alternatives.empty()) add_alternative(std::move(one), out.alternatives);
    for (Requirement& inner : part.alternatives) add_alternative(std::move(inner), out.alternatives);
  }
  if (Words words = all_need ? reduced(std::move(needs)) : Words(); !words.empty())
    out.needs.push_back(std::move(words));
  if (out.alternatives.size() > kMostAlternatives) out.alternatives.clear();
}

}  // namespace

Piece piece_of(std::string_view text, bool either_case) {
  std::size_t place = 0;
  const char32_t first = next_code_point(text, place);
  CharacterClass begins{{{first, first}}, false, false, false};
  if (either_case) begins.fold_case();
  Piece out;
  for (const auto& [low, high] : begins.ranges) out.beginnings.add(low, high);
  out.texts = {std::string(text)};
  for (char& c : out.texts.front())
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  out.can_be_empty = false;
  out.size = kCharacter * (text.size() + 1);
  return out;
}

Piece piece_of(CharacterClass characters, bool either_case) {
  Piece out;
  out.can_be_empty = false;
  out.size = size_of(characters, either_case);
  if (either_case) characters.fold_case();
  for (const auto& [first, last] : characters.ranges) out.beginnings.add(first, last);
  if (characters.negated)
    out.beginnings.turn_round();
  else if (characters.open)
    out.beginnings.add(characters.open_ascii ? 0 : 0x80, 0x10ffff);
  auto texts = characters.texts(kMostCharacters);
  out.exact = texts.has_value();
  out.texts = texts ? std::move(*texts) : Words();
  return out;
}

void repeat(Piece& part, std::size_t least, std::size_t most) {
  part.alternatives.clear();
  part.size = times(part.size + 2, std::max<std::size_t>({least, most, 1}));
  if (least == 1 && most == 1) return;
  if (part.exact && least == 0 && most == 1) {
    part.texts.emplace_back();
  } else {
    part.needs = least == 0 ? std::vector<Words>() : lists_of(part);
    part.exact = false;
    part.texts.clear();
  }
  if (least == 0) part.can_be_empty = true, part.at_begin = false, part.needs.clear();
}

Requirement requirement_of(const Piece& piece) {
  return {piece.at_begin, piece.can_be_empty, piece.beginnings, lists_of(piece)};
}

void Sequence::add(Piece part) {
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

Piece Sequence::finish() {
  if (count_ < 2) return std::move(whole_);
  if (whole_.exact)
    whole_.texts = std::move(run_);
  else
    close_run();
  return std::move(whole_);
}

void Sequence::close_run() {
  if (Words words = reduced(std::move(run_)); !words.empty()) whole_.needs.push_back(std::move(words));
  run_ = {""};
}

Piece any_of(std::vector<Piece> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Piece out;
  out.texts.clear();
  out.can_be_empty = false;
  out.at_begin = true;
  for (Piece& part : parts) {
    out.size = std::min(kLargest, out.size + part.size + 1);
    out.beginnings.add(part.beginnings);
    out.can_be_empty = out.can_be_empty || part.can_be_empty;
    out.at_begin = out.at_begin && part.at_begin;
    out.exact = out.exact && part.exact;
    if (out.exact) out.texts.insert(out.texts.end(), part.texts.begin(), part.texts.end());
  }
  if (!out.exact || out.texts.size() > kMostTexts) tell_apart(parts, out);
  return out;
}

}  // namespace minutemill::rules
