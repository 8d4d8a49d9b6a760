// Plugins of another age. LARGER: built with headers in which Manifest and StageInfo have members behind
// those of today. Without: built with those of the first release of the ABI, behind which lies something
// else.
#include <array>

#include <minutemill/plugin.hpp>

using namespace minutemill;

namespace {

class Stage {
 public:
  static constexpr std::string_view name = "test_grown";
  static constexpr std::string_view summary = "Adds a paragraph.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
    document.append(paragraph, document.create_text("grown"));
  }
};

#if defined(LARGER)
struct StageOfThen {
  StageInfo known = detail::stage_info<Stage>;
  std::array<std::uintptr_t, 6> later{1, 2, 3, 4, 5, 6};
};
constexpr StageOfThen kStage = [] {
  StageOfThen stage;
  stage.known.size = sizeof(StageOfThen);
  return stage;
}();
#else
// The members of StageInfo in the first release, by name and order.
struct StageOfThen {
  std::uint32_t size = 112;
  const char* name = Stage::name.data();
  const char* summary = Stage::summary.data();
  Port takes = Port::document;
  Port gives = Port::document;
  const OptionSpec* options = nullptr;
  std::size_t option_count = 0;
  const ReportKind* reports = nullptr;
  std::size_t report_count = 0;
  const char* media_type = nullptr;
  const char* extension = nullptr;
  void (*read_defaults)(OptionValues& out) = &detail::read_stage_defaults<Stage>;
  void* (*create)(const OptionValues&, Setup&, Failure&) noexcept = &detail::create_stage<Stage>;
  void (*destroy)(void*) noexcept = [](void* stage) noexcept { delete static_cast<Stage*>(stage); };
  bool (*process)(void*, const Flow&, Context&, Failure&) noexcept = &detail::process_stage<Stage>;
  std::array<std::uintptr_t, 8> something_else{0xbad, 0xbad, 0xbad, 0xbad, 0xbad, 0xbad, 0xbad, 0xbad};
};
static_assert(offsetof(StageOfThen, something_else) == 112);
constexpr StageOfThen kStage;
#endif

const StageInfo* const kStages[] = {reinterpret_cast<const StageInfo*>(&kStage)};

}  // namespace

namespace grown {

struct ManifestOfThen {
  Manifest known;
  std::array<std::uintptr_t, 4> later{0xbad, 0xbad, 0xbad, 0xbad};
};
extern const ManifestOfThen manifest;
const ManifestOfThen manifest = [] {
  ManifestOfThen then;
#if defined(LARGER)
  then.known.size = sizeof(ManifestOfThen);
#else
  then.known.size = 56;
#endif
  then.known.name = "grown";
  then.known.version = "1.0.0";
  then.known.stages = kStages;
  then.known.stage_count = 1;
  return then;
}();

}  // namespace grown

MINUTEMILL_DETAIL_ALIAS(grown::manifest, minutemill_plugin, mm_abi1)
