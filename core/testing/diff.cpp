#include "testing/diff.hpp"

#include <algorithm>

namespace minutemill::testing {
namespace {

constexpr std::ptrdiff_t kMaxEdits = 1000;
constexpr std::size_t kAround = 3;

using Frontier = std::vector<std::ptrdiff_t>;  // furthest left position on each diagonal k, at index k + d

// One trace entry for each number of edits d; empty when more than kMaxEdits are needed.
std::vector<Frontier> trace(std::ptrdiff_t n, std::ptrdiff_t m,
                            const std::function<bool(std::size_t, std::size_t)>& equal) {
  std::vector<Frontier> steps;
  Frontier previous{0};
  for (std::ptrdiff_t d = 0; d <= std::min(n + m, kMaxEdits); ++d) {
    Frontier now(static_cast<std::size_t>(2 * d + 1), 0);
    const auto before = [&](std::ptrdiff_t k) { return previous[static_cast<std::size_t>(k + d - 1)]; };
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = 0;
      if (d > 0) x = k == -d || (k != d && before(k - 1) < before(k + 1)) ? before(k + 1) : before(k - 1) + 1;
      while (x < n && x - k < m && equal(static_cast<std::size_t>(x), static_cast<std::size_t>(x - k))) ++x;
      now[static_cast<std::size_t>(k + d)] = x;
      if (x >= n && x - k >= m) {
        steps.push_back(std::move(now));
        return steps;
      }
    }
    steps.push_back(now);
    previous = std::move(now);
  }
  return {};
}

std::vector<Edit> replace_all(std::size_t left, std::size_t right) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < left; ++i) edits.push_back({Edit::Kind::remove, i, 0});
  for (std::size_t i = 0; i < right; ++i) edits.push_back({Edit::Kind::insert, left, i});
  return edits;
}

}  // namespace

std::vector<Edit> diff(std::size_t left, std::size_t right,
                       const std::function<bool(std::size_t, std::size_t)>& equal) {
  auto x = static_cast<std::ptrdiff_t>(left);
  auto y = static_cast<std::ptrdiff_t>(right);
  const std::vector<Frontier> steps = trace(x, y, equal);
  if (steps.empty()) return replace_all(left, right);
  std::vector<Edit> edits;
  const auto add = [&](Edit::Kind kind) {
    edits.push_back({kind, static_cast<std::size_t>(x), static_cast<std::size_t>(y)});
  };
  for (auto d = static_cast<std::ptrdiff_t>(steps.size()) - 1; d > 0; --d) {
    const Frontier& before = steps[static_cast<std::size_t>(d - 1)];
    const auto at = [&](std::ptrdiff_t k) { return before[static_cast<std::size_t>(k + d - 1)]; };
    const std::ptrdiff_t k = x - y;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    const std::ptrdiff_t from_k = down ? k + 1 : k - 1;
    const std::ptrdiff_t from_x = at(from_k);
    while (x > from_x + (down ? 0 : 1) && y > from_x - from_k + (down ? 1 : 0)) {
      --x, --y;
      add(Edit::Kind::keep);
    }
    if (down) {
      --y;
      add(Edit::Kind::insert);
    } else {
      --x;
      add(Edit::Kind::remove);
    }
  }
  while (x > 0) {
    --x, --y;
    add(Edit::Kind::keep);
  }
  std::ranges::reverse(edits);
  return edits;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string diff_lines(std::string_view expected, std::string_view found, std::size_t max_lines) {
  const auto left = split_lines(expected);
  const auto right = split_lines(found);
  const auto edits =
      diff(left.size(), right.size(), [&](std::size_t i, std::size_t j) { return left[i] == right[j]; });
  std::vector<bool> shown(edits.size(), false);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].kind == Edit::Kind::keep) continue;
    const std::size_t end = std::min(edits.size(), i + kAround + 1);
    for (std::size_t j = i >= kAround ? i - kAround : 0; j < end; ++j) shown[j] = true;
  }
  std::string out;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!shown[i]) {
      if (i > 0 && shown[i - 1]) out += "  ...\n";
      continue;
    }
    if (++lines > max_lines) return out + "  ... and more\n";
    const Edit& edit = edits[i];
    out += edit.kind == Edit::Kind::keep ? "  " : edit.kind == Edit::Kind::remove ? "- " : "+ ";
    (out += edit.kind == Edit::Kind::insert ? right[edit.right] : left[edit.left]) += '\n';
  }
  return out;
}

}  // namespace minutemill::testing
