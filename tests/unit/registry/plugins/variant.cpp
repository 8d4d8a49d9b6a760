// A plugin of which one thing is wrong. Which one is chosen by the build, with a definition of VARIANT_...
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include <minutemill/plugin.hpp>

#ifndef VARIANT_SECTION
#define VARIANT_SECTION mm_abi1
#endif
#ifndef VARIANT_SYMBOL
#define VARIANT_SYMBOL minutemill_plugin
#endif

using namespace minutemill;

#ifdef VARIANT_MISSING_FUNCTION
// Nowhere defined: with lazy binding the file would load, and end the process at the first call.
void minutemill_test_function_that_nobody_has();
#endif

namespace {

class Stage {
 public:
  static constexpr std::string_view name = "test_variant";
  static constexpr std::string_view summary = "Would do nothing.";
  using Options = NoOptions;
  void process(Document&, Context&) {
#ifdef VARIANT_MISSING_FUNCTION
    minutemill_test_function_that_nobody_has();
#endif
  }
};

#if defined(VARIANT_CRASH_AT_LOAD)
__attribute__((constructor)) void at_load() {
  std::signal(SIGSEGV, SIG_DFL);  // sanitizers would turn the signal into an exit
  std::raise(SIGSEGV);
}
#elif defined(VARIANT_EXIT_AT_LOAD)
__attribute__((constructor)) void at_load() {
  ::_exit(3);
}
#elif defined(VARIANT_HANG_AT_LOAD)
__attribute__((constructor)) void at_load() {
  for (;;) ::pause();
}
#endif

constexpr StageInfo changed_stage() {
  StageInfo info = detail::stage_info<Stage>;
#ifdef VARIANT_NO_PROCESS
  info.process = nullptr;
#endif
  return info;
}
constexpr StageInfo kStage = changed_stage();
constexpr const StageInfo* kStages[] = {&kStage};

}  // namespace

namespace variant {
extern const Manifest manifest;
constinit const Manifest manifest = [] {
  Manifest m;
  m.name = "test_variant";
  m.version = "1.0.0";
  m.stages = kStages;
  m.stage_count = 1;
#ifdef VARIANT_MAGIC
  m.magic = 0x1234;
#endif
#ifdef VARIANT_SIZE
  m.size = 16;
#endif
#ifdef VARIANT_ABI
  m.abi = 7;
#endif
#ifdef VARIANT_TAG
  m.abi_tag = "mm1;itanium;cxx11=0";
#endif
#ifdef VARIANT_NO_NAME
  m.name = nullptr;
#endif
#ifdef VARIANT_NO_STAGES
  m.stage_count = 0;
#endif
  return m;
}();
}  // namespace variant

#if !defined(VARIANT_NO_SYMBOL)
MINUTEMILL_DETAIL_ALIAS(variant::manifest, VARIANT_SYMBOL, VARIANT_SECTION)
#endif
