#include <minutemill/base64.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> kDigits = [] {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return digits;
}();

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out.push_back(k <= have ? kAlphabet[group >> (18 - 6 * k) & 0x3f] : '=');
  }
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  std::size_t digits = 0, padding = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_ascii_space(byte)) continue;
    if (byte == '=') {
      ++padding;
      continue;
    }
    const std::uint8_t digit = kDigits[byte];
    if (digit == kNoDigit || padding > 0) return std::nullopt;
    group = group << 6 | digit;
    if (++digits % 4 == 0)
      for (int shift = 16; shift >= 0; shift -= 8) out.push_back(static_cast<char>(group >> shift & 0xff));
  }
  const std::size_t rest = digits % 4;
  if (rest == 1 || (padding > 0 && (rest + padding) % 4 != 0) || padding > 2) return std::nullopt;
  group <<= 6 * (4 - rest);
  if (rest >= 2) out.push_back(static_cast<char>(group >> 16 & 0xff));
  if (rest == 3) out.push_back(static_cast<char>(group >> 8 & 0xff));
  return out;
}

}  // namespace minutemill
