// The document as JSON and back: traces, golden files, bug reports, and stages in other languages.
// Format: docs/document-model.md, "Snapshot".
#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/export.hpp>

namespace minutemill {

inline constexpr int kSnapshotVersion = 1;

struct SnapshotStyle {
  bool spans = true;      // source spans and uids
  bool resources = true;  // bytes of resources, in base64
  int indent = 1;         // spaces; -1 for one line
};
[[nodiscard]] MINUTEMILL_API std::string to_snapshot(const Document& document,
                                                     const SnapshotStyle& style = {});
// Throws std::runtime_error with the place of the first fault.
MINUTEMILL_API void from_snapshot(std::string_view json, Document& document);

}  // namespace minutemill
