#include "rules/folding.hpp"

#include <algorithm>
#include <cstring>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kPlane = 0x10000;

// The three-byte forms U+0800 to U+FFFF, which nearly all text that is folded consists of.
bool three_bytes(std::string_view text, std::size_t i) noexcept {
  return i + 2 < text.size() && (static_cast<unsigned char>(text[i]) & 0xf0U) == 0xe0U;
}

bool eight_ascii(std::string_view text, std::size_t i) noexcept {
  std::uint64_t bytes = 0;
  if (text.size() - i < sizeof bytes) return false;
  std::memcpy(&bytes, text.data() + i, sizeof bytes);
  return (bytes & 0x8080808080808080U) == 0;
}

char32_t three_byte_value(std::string_view text, std::size_t i) noexcept {
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
  return static_cast<char32_t>((at(0) & 0x0fU) << 12 | (at(1) & 0x3fU) << 6 | (at(2) & 0x3fU));
}

}  // namespace

std::size_t Folded::to_text(std::size_t folded) const noexcept {
  auto after = std::upper_bound(shifts.begin(), shifts.end(), folded,
                                [](std::size_t at, const Shift& shift) { return at < shift.folded; });
  if (after == shifts.begin()) return folded;
  const Shift& shift = *(after - 1);
  return shift.text + (folded - shift.folded);
}

std::size_t Folded::from_text(std::size_t place) const noexcept {
  auto after = std::upper_bound(shifts.begin(), shifts.end(), place,
                                [](std::size_t at, const Shift& shift) { return at < shift.text; });
  if (after == shifts.begin()) return place;
  const Shift& shift = *(after - 1);
  return shift.folded + (place - shift.text);
}

Folding::Folding() = default;

void Folding::fold_width() {
  table_.resize(kPlane);
  for (char16_t c = 0xff01; c <= 0xff5e; ++c) table_[c] = static_cast<char16_t>(c - 0xfee0);
  table_[0x3000] = u' ';
  table_[0x00a0] = u' ';
}

void Folding::fold_pairs(std::string_view pairs) {
  table_.resize(kPlane);
  for (std::size_t i = 0; i < pairs.size();) {
    const char32_t from = next_code_point(pairs, i);
    if (is_space(from)) continue;
    if (i >= pairs.size()) break;
    const char32_t to = next_code_point(pairs, i);
    if (from < kPlane && to < kPlane) table_[from] = static_cast<char16_t>(to);
  }
}

char32_t Folding::folded(char32_t c) const noexcept {
  if (c >= kPlane || table_.empty()) return c;
  const char16_t to = table_[c];
  return to != 0 ? to : c;
}

void Folding::fold(std::string_view text, Folded& out) const {
  out.text.clear();
  out.shifts.clear();
  if (!active()) {
    out.text.assign(text);
    return;
  }
  out.text.reserve(text.size());
  std::size_t kept = 0;  // from here on nothing has become another character
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    char32_t c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      i += eight_ascii(text, i) ? 8 : 1;
      continue;
    }
    if (three_bytes(text, i)) {
      c = three_byte_value(text, i);
      i += 3;
      if (table_[c] == 0) continue;
    } else {
      c = next_code_point(text, i);
    }
    const char32_t to = folded(c);
    if (to == c) continue;
    out.text.append(text, kept, start - kept);
    append_utf8(out.text, to);
    kept = i;
    const std::size_t distance = i - out.text.size();
    const std::size_t known = out.shifts.empty() ? 0 : out.shifts.back().text - out.shifts.back().folded;
    if (distance != known)
      out.shifts.push_back({static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(i)});
  }
  out.text.append(text, kept);
}

std::string Folding::fold(std::string_view text) const {
  Folded out;
  fold(text, out);
  return std::move(out.text);
}

std::string Folding::fold_pattern(std::string_view pattern) const {
  if (!active()) return std::string(pattern);
  std::string out;
  out.reserve(pattern.size());
  for (std::size_t i = 0; i < pattern.size();) {
    const char32_t c = next_code_point(pattern, i);
    const char32_t to = folded(c);
    if (to != c && to < 0x80 && to != U' ' && !(to >= U'0' && to <= U'9') && !(to >= U'A' && to <= U'Z') &&
        !(to >= U'a' && to <= U'z') && to != U'_')
      out.push_back('\\');
    append_utf8(out, to);
  }
  return out;
}

}  // namespace minutemill::rules
