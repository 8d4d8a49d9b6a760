#include "text_facts.hpp"

#include <array>

#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

// What a byte says by itself.
enum class Byte : std::uint8_t {
  letter,  // ASCII that is none of the following
  space,
  white,  // tab and line ends
  comma,
  control,
  ideograph,  // leads one of U+5000..U+9FFF
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
               : i >= 0xe5 && i <= 0xe9                   ? Byte::ideograph
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

// Where the stretch of ASCII letters that begins at `at` ends.
const char* end_of_letters(const char* at, const char* end) noexcept {
  do ++at;
  while (at != end && class_of(*at) == Byte::letter);
  return at;
}

// The same for ideographs of three bytes each; `at` itself when there is none.
const char* end_of_ideographs(const char* at, const char* end) noexcept {
  while (end - at >= 3 && class_of(*at) == Byte::ideograph && continues(at[1]) && continues(at[2])) at += 3;
  return at;
}

// Counts a character that no byte tells alone.
void read_character(char32_t c, TextFacts& facts, bool& after_space) noexcept {
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
    if (byte == Byte::letter) {
      const char* const until = end_of_letters(at, end);
      take(until, static_cast<std::size_t>(until - at));
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
      if (byte == Byte::white || (at != text.data() && at[-1] == ' ')) facts.odd_spaces = true;
      facts.letters += after_space ? 0 : 1;
      after_space = true;
      ++at;
    } else if (byte == Byte::comma) {
      ++facts.commas;
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
