#include "text_facts.hpp"

#include <array>

#include <minutemill/eight_bytes.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

// What a byte says by itself.
enum class Byte : std::uint8_t {
  letter,  // ASCII that is none of the following
  space,
  comma,
  white,  // tab and line ends
  control,
  ideograph,  // leads one of U+4000..U+9FFF
  other,
};

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = i == ' '                                   ? Byte::space
               : is_ascii_space(static_cast<char32_t>(i)) ? Byte::white
               : i == ','                                 ? Byte::comma
               : i < 0x20                                 ? Byte::control
               : i < 0x80                                 ? Byte::letter
               : i >= 0xe4 && i <= 0xe9                   ? Byte::ideograph
                                                          : Byte::other;
  return bytes;
}();

Byte class_of(char byte) noexcept {
  return kBytes[static_cast<unsigned char>(byte)];
}

bool is_comma(char32_t c) noexcept {
  return c == 0xff0c || c == 0x3001 || c == 0x3002 || c == 0xff1b || c == 0x60c || c == 0xfe50 ||
         c == 0xfe10 || c == 0x2e41 || c == 0x2e34 || c == 0x2e32;
}

bool is_zero_width(char32_t c) noexcept {
  return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xad;
}

bool continues(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

// Of U+4E00..U+9FFF: three bytes from E4 B8 80 to E9 BF BF.
bool is_ideograph(const char* at) noexcept {
  const auto lead = static_cast<unsigned char>(at[0]), second = static_cast<unsigned char>(at[1]);
  return (lead >= 0xe5 ? lead <= 0xe9 : lead == 0xe4 && second >= 0xb8) && continues(at[1]) &&
         continues(at[2]);
}

// Where the stretch of ideographs that begins at `at` ends; `at` itself when there is none.
const char* end_of_ideographs(const char* at, const char* end) noexcept {
  while (end - at >= 3 && is_ideograph(at)) at += 3;
  return at;
}

// Eight bytes without control characters and other scripts; false when they are not such. `after_space`: the
// last space before has been counted; `after_blank`: it stands right before.
bool read_ascii(std::uint64_t bytes, bool after_blank, TextFacts& facts, bool& after_space) noexcept {
  if (!are_ascii(bytes) || from(bytes, ' ') != kHighBits) return false;
  constexpr std::uint64_t kFirst = 0x80;
  const std::uint64_t spaces = equal(bytes, ' '), behind = spaces << 8U;
  facts.letters += 8 - count(spaces & (behind | (after_space ? kFirst : 0)));
  facts.commas += count(equal(bytes, ','));
  facts.odd_spaces = facts.odd_spaces || (spaces & (behind | (after_blank ? kFirst : 0))) != 0;
  facts.blank = facts.blank && spaces == kHighBits;
  after_space = spaces >> 63U != 0;
  return true;
}

// Counts a character that no byte tells alone.
void read_character(char32_t c, TextFacts& facts, bool& after_space) noexcept {
  // Punctuation of Chinese, and full-width forms: the usual ones beside ideographs.
  if ((c > 0x3000 && c < 0x3040) || (c >= 0xff00 && c < 0xfff0)) {
    facts.letters += 2;
    facts.commas += is_comma(c) ? 1 : 0;
    facts.blank = after_space = false;
    return;
  }
  if (invisible(c) != Invisible::no) {
    facts.invisible = true;
    return;
  }
  if (is_space(c)) return;
  facts.letters += is_cjk(c) ? 2 : 1;
  facts.commas += is_comma(c) ? 1 : 0;
  facts.blank = facts.blank && is_zero_width(c);
  after_space = false;
}

}  // namespace

Invisible invisible(char32_t c) noexcept {
  if (c == 0xad || c == 0x200b || c == 0xfeff || c == 0x2060) return Invisible::drop;
  if (c == 0x202d || c == 0x202e) return Invisible::trick;
  return is_xml_char(c) ? Invisible::no : Invisible::drop;
}

TextFacts read_text(std::string_view text) noexcept {
  TextFacts facts;
  bool after_space = true;  // spaces at the beginning count for nothing
  const char *at = text.data(), *const end = at + text.size();
  const auto take = [&](const char* until, std::size_t letters) {
    facts.letters += static_cast<std::uint32_t>(letters);
    facts.blank = after_space = false;
    at = until;
  };
  while (at != end) {
    const Byte byte = class_of(*at);
    const bool after_blank = at != text.data() && at[-1] == ' ';
    if (byte <= Byte::comma && end - at >= 8 &&
        read_ascii(eight_bytes(text, static_cast<std::size_t>(at - text.data())), after_blank, facts,
                   after_space)) {
      at += 8;
      continue;
    }
    if (byte == Byte::ideograph) {
      const char* const until = end_of_ideographs(at, end);
      if (until != at) {
        take(until, static_cast<std::size_t>(until - at) / 3 * 2);
        continue;
      }
    }
    if (byte == Byte::space || byte == Byte::white) {
      if (byte == Byte::white || after_blank) facts.odd_spaces = true;
      facts.letters += after_space ? 0 : 1;
      after_space = true;
      ++at;
    } else if (byte == Byte::letter || byte == Byte::comma) {
      facts.commas += byte == Byte::comma ? 1 : 0;
      take(at + 1, 1);
    } else {
      auto next = static_cast<std::size_t>(at - text.data());
      const char32_t c = next_code_point(text, next);
      at = text.data() + next;
      read_character(c, facts, after_space);
    }
  }
  return facts;
}

}  // namespace minutemill::clean
