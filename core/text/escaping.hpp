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
//   are_plain(bytes)   eight bytes, all of ASCII, stand for themselves; a no may be wrong
//   instead_of(byte)   what is written for a byte of ASCII: null for the byte itself
//   allows(c)          a code point beyond ASCII may stand in the target; all of U+4000 to U+BFFF may
// What is not allowed is left out, ill-formed bytes become U+FFFD. Returns true when either happened.
template <class Rules>
bool append_escaped(std::string& out, std::string_view text, const Rules& rules) {
  static constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  bool changed = false;
  std::size_t run = 0;  // begin of what stands for itself
  for (std::size_t i = 0; i < text.size();) {
    if (i + 8 <= text.size()) {
      const std::uint64_t bytes = eight_bytes(text, i);
      if (const std::size_t plain = are_two_ideographs(bytes) ? 6 : rules.are_plain(bytes) ? 8 : 0) {
        i += plain;
        continue;
      }
    }
    const std::size_t start = i;
    const auto byte = static_cast<unsigned char>(text[i]);
    std::string_view instead;
    if (byte < 0x80) {
      ++i;
      const char* const reference = rules.instead_of(byte);
      if (reference == nullptr) continue;
      instead = reference;
      changed = changed || instead.empty();
    } else {
      const char32_t c = next_code_point(text, i);
      const bool ill_formed = c == 0xfffd && text.substr(start, i - start) != kReplacement;
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
