// Text copied with a few of its characters replaced: runs that stand for themselves are found several
// characters at a time and copied whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <minutemill/eight_bytes.hpp>
#include <minutemill/text.hpp>

namespace minutemill {

// `Rules` says what the target format takes:
//   special(bytes)   the high bits of those among eight bytes of ASCII, a zero byte always, that do not stand
//                    for themselves
//   instead_of(c)    what is written for a character of ASCII: null for itself
//   allows(c)        a code point beyond ASCII may stand in the target; the usual ones of eight_bytes.hpp may
// What is not allowed is left out, ill-formed bytes become U+FFFD. Returns true when either happened.
template <class Rules>
bool append_escaped(std::string& out, std::string_view text, const Rules& rules) {
  static constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  bool changed = false;
  std::size_t run = 0;  // begin of what stands for itself
  for (std::size_t i = 0; i < text.size();) {
    const std::uint64_t bytes = next_bytes(text, i);
    if (are_two_ideographs(bytes)) {
      i += 6;
      continue;
    }
    if (const std::size_t plain = bytes_before((rules.special(bytes & ~kHighBits) | bytes) & kHighBits)) {
      i += plain;
      continue;
    }
    if (is_usual_character(text, i, bytes)) {
      i += 3;
      continue;
    }
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    const std::string_view as_it_is = text.substr(start, i - start);
    std::string_view instead;
    if (c < 0x80) {
      const char* const reference = rules.instead_of(static_cast<unsigned char>(c));
      if (reference == nullptr) continue;
      instead = reference;
      changed = changed || instead.empty();
    } else {
      const bool ill_formed = c == 0xfffd && as_it_is != kReplacement;
      if (!ill_formed && rules.allows(c)) continue;
      if (ill_formed) instead = kReplacement;
      changed = true;
    }
    out.append(text, run, start - run).append(instead);
    run = i;
  }
  out.append(text, run, text.size() - run);
  return changed;
}

}  // namespace minutemill
