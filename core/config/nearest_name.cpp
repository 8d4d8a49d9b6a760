#include <minutemill/config.hpp>

#include <algorithm>
#include <array>
#include <string>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::size_t kMaxLetters = 64;  // longer names are no slips of the pen

// Letter case and the choice of '-' or '_' cost nothing.
std::u32string fold(std::string_view name) {
  std::u32string out;
  for (std::size_t i = 0; i < name.size() && out.size() <= kMaxLetters;) {
    char32_t c = next_code_point(name, i);
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    out.push_back(c == '-' || c == ' ' ? U'_' : c);
  }
  return out;
}

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  using Row = std::array<std::size_t, kMaxLetters + 2>;
  Row before{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& names) {
  const std::u32string folded = fold(name);
  if (folded.empty() || folded.size() > kMaxLetters) return {};
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, folded.size() / 3) + 1;
  for (const std::string_view candidate : names) {
    const std::u32string other = fold(candidate);
    if (other.size() > kMaxLetters) continue;
    const std::size_t d = distance(folded, other);
    if (d < best_distance && d < other.size()) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

}  // namespace minutemill
