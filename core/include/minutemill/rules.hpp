// Rule sets: what a clerk knows of meeting reports, read from YAML, at work on documents. docs/rules.md
// describes the files. The engine knows no language; words, patterns, numerals and date forms are all in the
// rule file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/export.hpp>
#include <minutemill/metadata.hpp>

namespace minutemill {

class Setup;
struct ConfigFile;
namespace rules {
struct Knowledge;
}

// One thing a rule did, for `trace`.
struct RuleEvent {
  enum class Outcome : std::uint8_t { taken, outranked, vetoed, unreadable, repeated };
  Outcome outcome = Outcome::taken;
  std::string rule;    // "zh-meeting:date.lead"
  std::string field;   // "date"
  std::string value;   // normalised, or the words when they could not be read
  std::string reason;  // why it was not taken
  const Node* block = nullptr;
  std::uint32_t begin = 0;  // bytes of plain_text(*block)
  std::uint32_t end = 0;
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(RuleEvent::Outcome outcome) noexcept;

struct SplitSettings {
  std::int64_t depth = 3;         // deepest level that gets a section of its own
  bool generate_headings = true;  // agenda topics as headings where the text has none
};

// What was done to one document.
struct SplitResult {
  std::size_t sections = 0;
  std::size_t generated = 0;          // headings made from agenda topics
  std::vector<std::size_t> unplaced;  // agenda items that no section takes up
};

struct TagResult {
  std::vector<std::string> missing;  // fields that a report is expected to have, and this one has not
};

class MINUTEMILL_API RuleSet {
 public:
  // Reads a rule file with what it includes; stages of a pipeline that name the same file share what was read.
  // Null, with diagnostics in `setup`, when anything is wrong.
  static std::unique_ptr<const RuleSet> load(const ConfigFile& file, Setup& setup);
  ~RuleSet();

  [[nodiscard]] const std::string& name() const noexcept;
  // Puts the blocks of the body into sections; front matter gets roles. Safe to call from several threads.
  SplitResult split(Document& document, const SplitSettings& settings) const;
  // Fills the record and the annotations. Values that are there already (page metadata) are kept. `missing` of
  // the record names every field that has none, expected or not.
  using Observer = std::function<void(const RuleEvent&)>;
  TagResult tag(Document& document, const Observer& observer = {}) const;

 private:
  explicit RuleSet(std::shared_ptr<const rules::Knowledge> state);
  std::shared_ptr<const rules::Knowledge> state_;
};

}  // namespace minutemill
