// The layouts that compiled plugins depend on. A number here may change only together with MINUTEMILL_ABI,
// unless a member was added at the end of Manifest or StageInfo, which carry their own size.
#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>

#include <minutemill/abi.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {
namespace {

static_assert(sizeof(void*) == 8, "the numbers below are those of 64-bit systems");

static_assert(std::is_standard_layout_v<Manifest> && std::is_trivially_copyable_v<Manifest>);
static_assert(offsetof(Manifest, magic) == 0);
static_assert(offsetof(Manifest, size) == 8);
static_assert(offsetof(Manifest, abi) == 12);
static_assert(offsetof(Manifest, abi_tag) == 16);
static_assert(offsetof(Manifest, name) == 24);
static_assert(offsetof(Manifest, version) == 32);
static_assert(offsetof(Manifest, stages) == 40);
static_assert(offsetof(Manifest, stage_count) == 48);
static_assert(sizeof(Manifest) == 56);

static_assert(std::is_standard_layout_v<StageInfo> && std::is_trivially_copyable_v<StageInfo>);
static_assert(offsetof(StageInfo, size) == 0);
static_assert(offsetof(StageInfo, name) == 8);
static_assert(offsetof(StageInfo, summary) == 16);
static_assert(offsetof(StageInfo, takes) == 24);
static_assert(offsetof(StageInfo, gives) == 25);
static_assert(offsetof(StageInfo, options) == 32);
static_assert(offsetof(StageInfo, option_count) == 40);
static_assert(offsetof(StageInfo, reports) == 48);
static_assert(offsetof(StageInfo, report_count) == 56);
static_assert(offsetof(StageInfo, media_type) == 64);
static_assert(offsetof(StageInfo, extension) == 72);
static_assert(offsetof(StageInfo, read_defaults) == 80);
static_assert(offsetof(StageInfo, create) == 88);
static_assert(offsetof(StageInfo, destroy) == 96);
static_assert(offsetof(StageInfo, process) == 104);
static_assert(offsetof(StageInfo, programs) == 112 && kFirstStageInfoSize == 112);
static_assert(offsetof(StageInfo, make_part) == 120);
static_assert(offsetof(StageInfo, bind) == 128);
static_assert(sizeof(StageInfo) == 136);

static_assert(offsetof(Flow, input) == 0 && offsetof(Flow, markup) == 8 && offsetof(Flow, document) == 16 &&
              offsetof(Flow, artifact) == 24 && sizeof(Flow) == 32);
static_assert(offsetof(Failure, code) == 0 && offsetof(Failure, span) == 4 &&
              offsetof(Failure, message) == 12 && sizeof(Failure) == 2060);

static_assert(offsetof(ReportKind, number) == 0 && offsetof(ReportKind, severity) == 2 &&
              offsetof(ReportKind, name) == 8 && offsetof(ReportKind, help) == 24 &&
              sizeof(ReportKind) == 40);

static_assert(offsetof(OptionSpec, name) == 0 && offsetof(OptionSpec, help) == 16 &&
              offsetof(OptionSpec, type) == 32 && offsetof(OptionSpec, is_required) == 33 &&
              offsetof(OptionSpec, bounded) == 34 && offsetof(OptionSpec, min) == 40 &&
              offsetof(OptionSpec, max) == 48 && offsetof(OptionSpec, choices) == 56 &&
              offsetof(OptionSpec, choice_count) == 64 && offsetof(OptionSpec, folder) == 72 &&
              offsetof(OptionSpec, assign) == 88 && offsetof(OptionSpec, read) == 96 &&
              sizeof(OptionSpec) == 104);

// The order of alternatives is the meaning of their index.
static_assert(std::is_same_v<OptionValue, std::variant<bool, std::int64_t, double, std::string, TextList,
                                                       TextMap, Milliseconds, ByteSize, ConfigFile>>);

// Values of enumerations are stored in plugins: new ones go to the end.
static_assert(static_cast<int>(Port::bytes) == 0 && static_cast<int>(Port::artifact) == 3);
static_assert(static_cast<int>(Severity::note) == 0 && static_cast<int>(Severity::error) == 2);
static_assert(static_cast<int>(FailureCode::output) == 11);
static_assert(static_cast<int>(OptionType::boolean) == 0 && static_cast<int>(OptionType::config) == 9);
static_assert(static_cast<int>(NodeKind::body) == 0 && static_cast<int>(NodeKind::math) == 36);
static_assert(static_cast<int>(Attr::id) == 0 && static_cast<int>(Attr::label) == 31);

TEST(Layout, MagicReadsMmplugin) {
  const std::uint64_t magic = kManifestMagic;
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(&magic), sizeof magic), "MMPLUGIN");
}

TEST(Layout, SectionNameCarriesTheAbiNumber) {
  EXPECT_EQ(std::string(MINUTEMILL_ABI_SECTION_NAME), "mm_abi" + std::to_string(MINUTEMILL_ABI));
  EXPECT_EQ(std::string_view(MINUTEMILL_ABI_TAG).substr(0, 4), "mm" + std::to_string(MINUTEMILL_ABI) + ";");
}

// Plugins call these through their virtual tables: order and number are fixed.
TEST(Layout, ContextAndSetupHaveTheirTables) {
  EXPECT_EQ(sizeof(Context), sizeof(void*));
  EXPECT_EQ(sizeof(minutemill::Setup), sizeof(void*));
}

}  // namespace
}  // namespace minutemill
