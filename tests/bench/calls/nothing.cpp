// A stage that does nothing: what is left is the call.
#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

class Nothing {
 public:
  static constexpr std::string_view name = "bench_nothing";
  static constexpr std::string_view summary = "Does nothing; for the benchmark of calls.";
  using Options = NoOptions;
  void process(Document&, Context&) {}
};

}  // namespace

MINUTEMILL_PLUGIN("bench_nothing", "1.0.0", Nothing)
