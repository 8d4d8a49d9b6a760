// snapshot_read: a document that was written as a JSON snapshot, read back. The way in for tests, for bug
// reports, and for documents that another program made.
#include <array>

#include <minutemill/plugin.hpp>
#include <minutemill/snapshot.hpp>

namespace {

using namespace minutemill;

class SnapshotRead {
 public:
  static constexpr std::string_view name = "snapshot_read";
  static constexpr std::string_view summary = "Reads a document from its JSON snapshot.";
  using Options = NoOptions;

  void process(const Input& input, Document& document, Context&) {
    try {
      from_snapshot(input.bytes, document);
    } catch (const std::runtime_error& error) {
      throw StageFailure(FailureCode::parse, std::string("not a snapshot of this version: ") + error.what());
    }
  }
};

}  // namespace

MINUTEMILL_PLUGIN("snapshot_read", "0.1.0", SnapshotRead)
