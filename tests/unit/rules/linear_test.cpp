// What a report costs grows with its length and no faster, whatever stands in it.
#include "rule_fixture.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

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

double cost(const RuleSet& rules, const std::vector<std::string>& paragraphs) {
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    Document document;
    fill(document, "Minutes of the third meeting", paragraphs);
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
    const double little = std::max(cost(*rules, shape(kShort)), 1e-5);
    const double much = cost(*rules, shape(kShort * kTimes));
    EXPECT_LT(much / little, kMost) << name << ": " << little * 1e3 << " ms and " << much * 1e3 << " ms";
  }
}

// The rule file `name` of those that come with the program, with what it includes.
std::unique_ptr<const RuleSet> stock_rules(const std::string& name) {
  namespace fs = std::filesystem;
  MockSetup setup;
  ConfigFile file{name, name, {}};
  for (const auto& entry : fs::directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / "configs/rules")) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (entry.path().filename() == name) file.text = text;
    setup.add_file(entry.path().filename().string(), std::move(text));
  }
  auto rules = RuleSet::load(file, setup);
  EXPECT_FALSE(setup.diagnostics().has_errors()) << setup.diagnostics().format();
  return rules;
}

// Text that a stock rule set has most to do with: `begin`, `unit` over and over, `end`; one paragraph, or
// each unit one of its own behind the paragraph `begin`.
struct Attack {
  const char* rules;
  const char* begin;
  const char* unit;
  const char* end;
  bool paragraphs;
};

const Attack kAttacks[] = {
    {"zh-meeting.yaml", "会议听取了", "关于防汛工作情况的汇报，", "。", false},
    {"zh-meeting.yaml", "区委召开第3次会议。", "会议听取了关于防汛工作情况的汇报。", "", true},
    {"zh-meeting.yaml", "区委召开会议。", "一、关于防汛工作情况的汇报", "", true},
    {"zh-meeting.yaml", "区委召开会议。会议审议", "《甲》和", "。", false},
    {"zh-meeting.yaml", "区委召开会议。会议审议了", "甲工作和", "。", false},
    {"zh-meeting.yaml", "会议审议", "《", "", false},
    {"zh-meeting.yaml", "出席：", "王军、", "", false},
    {"zh-meeting.yaml", "", "副主席王军、", "出席会议。", false},
    {"zh-meeting.yaml", "出席：", "（", "", false},
    {"zh-meeting.yaml", "第", "一", "次会议", false},
    {"zh-meeting.yaml", "", "2020年5月22日至", "召开会议。", false},
    {"zh-meeting.yaml", "区委在", "在", "召开会议。", false},
    {"zh-meeting.yaml", "", "甲主持召开乙会，", "", false},
    {"zh-meeting.yaml", "会议", "还", "审议。", false},
    {"en-minutes.yaml", "Present: ", "Otto Frey, ", "", false},
    {"en-minutes.yaml", "Notes.", "Present: Otto Frey", "", true},
    {"en-minutes.yaml", "", "moved by Ann Lee, seconded by Bob Ray ", "carried.", false},
    {"en-minutes.yaml", "", "RESOLVED that the minutes ", "", false},
    {"en-minutes.yaml", "held ", "14 May 2023 ", "", false},
    {"en-minutes.yaml", "", "Ann Lee ", "chaired.", false},
    {"en-minutes.yaml", "", "|", "", false},
};

std::vector<std::string> text_of(const Attack& attack, std::size_t bytes) {
  if (!attack.paragraphs) return {attack.begin + repeated(attack.unit, bytes) + attack.end};
  std::vector<std::string> out = lines_of(attack.unit, bytes);
  out.insert(out.begin(), attack.begin);
  return out;
}

TEST(LinearTime, HoldsForTheRulesThatComeWithTheProgram) {
  std::map<std::string, std::unique_ptr<const RuleSet>> sets;
  for (const Attack& attack : kAttacks) {
    auto& rules = sets[attack.rules];
    if (rules == nullptr) rules = stock_rules(attack.rules);
    ASSERT_NE(rules, nullptr);
    const auto cost_of = [&](std::size_t bytes) { return cost(*rules, text_of(attack, bytes)); };
    const double little = std::max(cost_of(kShort), 1e-4), much = cost_of(kShort * kTimes);
    EXPECT_LT(much / little, kMost) << attack.begin << attack.unit << "...: " << little * 1e3 << " ms and "
                                    << much * 1e3 << " ms";
  }
}

}  // namespace
}  // namespace minutemill
