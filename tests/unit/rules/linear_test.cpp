// What a report costs grows with its length and no faster, whatever stands in it.
#include "rule_fixture.hpp"

#include <algorithm>
#include <ctime>

namespace minutemill {
namespace {

constexpr std::size_t kShort = 20'000;  // bytes
constexpr std::size_t kTimes = 10;      // the long text is this many times the short one
// Ten times the bytes may cost this many times as much: caches and allocation make it more than ten. A cost
// that grows with the square of the length makes it a hundred.
constexpr double kMost = 35;

// Processor time of this thread, so that a busy machine changes little.
double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string repeated(const std::string& unit, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += unit;
  return out;
}

using Shape = std::vector<std::string> (*)(std::size_t bytes);

std::vector<std::string> lines_of(const std::string& line, std::size_t bytes) {
  return std::vector<std::string>(bytes / line.size(), line);
}

double cost(const RuleSet& rules, Shape shape, std::size_t bytes) {
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    Document document;
    fill(document, "Minutes of the third meeting", shape(bytes));
    const double before = seconds();
    rules.split(document, {});
    rules.tag(document);
    best = std::min(best, seconds() - before);
  }
  return best;
}

TEST(LinearTime, HoldsForTextMadeToBeSlow) {
  const auto rules = good_rules(kCouncil);
  ASSERT_NE(rules, nullptr);
  const std::vector<std::pair<const char*, Shape>> shapes{
      {"numbered lines", [](std::size_t n) { return lines_of("1. The lamp is taken up.", n); }},
      {"names", [](std::size_t n) { return std::vector{"Present: " + repeated("Otto Frey, ", n)}; }},
      {"open brackets", [](std::size_t n) { return std::vector{"Present: " + repeated("(", n)}; }},
      {"one line", [](std::size_t n) { return std::vector{repeated("Decided: they met on lamps ", n)}; }},
      {"sentences", [](std::size_t n) { return std::vector{repeated("Decided: yes. ", n)}; }},
      {"dates", [](std::size_t n) { return std::vector{repeated("met on 14 May 2023 ", n)}; }},
      {"labels", [](std::size_t n) { return lines_of("Present:", n); }},
  };
  for (const auto& [name, shape] : shapes) {
    const double little = std::max(cost(*rules, shape, kShort), 1e-5);
    const double much = cost(*rules, shape, kShort * kTimes);
    EXPECT_LT(much / little, kMost) << name << ": " << little * 1e3 << " ms and " << much * 1e3 << " ms";
  }
}

}  // namespace
}  // namespace minutemill
