// Reports, failures and tallies: how a stage tells what it dropped, clamped, repaired or could not do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

// A range of bytes in the input as found (before any decoding): [begin, end). Inputs are below 4 GiB.
struct SourceSpan {
  static constexpr std::uint32_t kNone = 0xffffffffU;
  std::uint32_t begin = kNone;
  std::uint32_t end = kNone;

  [[nodiscard]] bool known() const noexcept { return begin != kNone; }
  [[nodiscard]] std::uint32_t size() const noexcept { return known() ? end - begin : 0; }
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

enum class Severity : std::uint8_t { note, warning, error };

// The closed list of reasons for which a document can fail. docs/reference/errors.md explains each.
enum class FailureCode : std::uint8_t {
  none,
  input,      // missing, unreadable, not a regular file, empty
  decode,     // no text in any known encoding
  parse,      // not what the reading stage reads
  clean,      // cleaning left nothing
  structure,  // the document tree breaks a rule of the model
  metadata,   // tagging failed
  exporting,  // an exporter could not make its file
  verify,     // an output broke the rules of its own format
  plugin,     // a stage threw or broke its contract
  resource,   // time, memory, depth or size limit
  output,     // writing failed
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(FailureCode code) noexcept;
[[nodiscard]] MINUTEMILL_API std::string_view to_string(Severity severity) noexcept;

// A kind of report. A stage lists its own as a constexpr table, so that the reference pages can be made from
// it. Numbers: 1xxx reading, 2xxx cleaning, 3xxx structure, 4xxx metadata, 5xxx export, 6xxx plugins, 7xxx
// files, 8xxx limits. Plugins of others use 9000 and up.
struct ReportKind {
  std::uint16_t number = 0;  // shown as MM1203
  Severity severity = Severity::warning;
  std::string_view name;  // short and stable: "cell span clamped"
  std::string_view help;  // what happened and what to do
};

// One thing that happened to one document.
struct Report {
  std::uint16_t number = 0;
  Severity severity = Severity::warning;
  std::string stage;    // step id, filled by the pipeline
  std::string message;  // "MM1203 cell span clamped: rowspan 70000 -> 65534"
  SourceSpan span;      // where in the input, when known
};

// Thrown by a stage to fail its document. Anything else that is thrown counts as FailureCode::plugin.
class MINUTEMILL_API StageFailure : public std::runtime_error {
 public:
  StageFailure(FailureCode code, const std::string& message, SourceSpan span = {})
      : std::runtime_error(message), code_(code), span_(span) {}
  ~StageFailure() override;
  [[nodiscard]] FailureCode code() const noexcept { return code_; }
  [[nodiscard]] SourceSpan span() const noexcept { return span_; }

 private:
  FailureCode code_;
  SourceSpan span_;
};

// What a text carries, counted the same way in a document and in an output. Characters are Unicode scalar
// values that are not white space. What a stage has made up (Attr::generated) is not counted.
struct Tally {
  std::uint64_t characters = 0;
  std::uint64_t paragraphs = 0;  // paragraphs and headings that hold text
  std::uint64_t cells = 0;
  std::uint64_t images = 0;
  std::uint64_t links = 0;
  std::uint64_t notes = 0;
  friend bool operator==(const Tally&, const Tally&) = default;
  Tally& operator+=(const Tally& other) noexcept {
    characters += other.characters;
    paragraphs += other.paragraphs;
    cells += other.cells;
    images += other.images;
    links += other.links;
    notes += other.notes;
    return *this;
  }
  [[nodiscard]] bool empty() const noexcept { return *this == Tally{}; }
};

}  // namespace minutemill
