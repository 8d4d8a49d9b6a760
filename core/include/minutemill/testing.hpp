// For authors of stages and pipelines: a context and a setup without a run around them, and the runner of
// case files (docs/testing.md), which `minutemill test` is a thin shell of.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::testing {

// Keeps the reports of a stage under test.
//   MockContext context;
//   Shout stage({.marks = 2});
//   stage.process(document, context);
//   EXPECT_EQ(context.numbers(), (std::vector<int>{9001}));
class MINUTEMILL_API MockContext final : public Context {
 public:
  MockContext() = default;
  ~MockContext() override;
  void report(const ReportKind& kind, std::string_view detail, SourceSpan span) override;
  [[nodiscard]] const Limits& limits() const noexcept override { return limits_; }
  [[nodiscard]] std::optional<std::string> sibling(std::string_view relative_path) override;
  void check_time() override;

  [[nodiscard]] const std::vector<Report>& reports() const noexcept { return reports_; }
  [[nodiscard]] std::vector<int> numbers() const;  // of the reports, in order
  [[nodiscard]] Limits& edit_limits() noexcept { return limits_; }
  void add_sibling(std::string path, std::string bytes) { siblings_[std::move(path)] = std::move(bytes); }
  // The next `calls` calls of check_time() return, the one after throws as if the time were up.
  void fail_time_after(std::uint64_t calls) { calls_left_ = calls; }

 private:
  Limits limits_;
  std::vector<Report> reports_;
  std::map<std::string, std::string, std::less<>> siblings_;
  std::optional<std::uint64_t> calls_left_;
};

// Config files from memory.
class MINUTEMILL_API MockSetup final : public Setup {
 public:
  MockSetup() = default;
  ~MockSetup() override;
  // Found by the path alone, whatever the folder.
  void add_file(std::string path, std::string text) { files_[std::move(path)] = std::move(text); }
  [[nodiscard]] std::optional<ConfigFile> load(std::string_view path, std::string_view folder,
                                               const ConfigFile* from) override;
  [[nodiscard]] Diagnostics& diagnostics() noexcept override { return diagnostics_; }

 private:
  std::map<std::string, std::string, std::less<>> files_;
  Diagnostics diagnostics_;
};

struct CaseResult {
  std::string name;
  std::string file;
  std::uint32_t line = 0;             // where the case begins
  std::vector<std::string> problems;  // what is not as expected; each may have several lines
  std::vector<std::string> accepted;  // golden files that were written
  [[nodiscard]] bool passed() const noexcept { return problems.empty(); }
};

struct CaseFileResult {
  std::string file;
  std::string broken;  // the file itself could not be read: diagnostics, ready to print
  std::vector<CaseResult> cases;
};

struct CaseSettings {
  bool accept = false;  // write golden files instead of comparing them
  bool colour = false;  // in diagnostics
  std::string filter;   // run only cases whose name contains this
};

// Runs a file of cases, or the `tests:` of a pipeline.
[[nodiscard]] MINUTEMILL_API CaseFileResult run_case_file(Engine& engine, const std::string& file,
                                                          const CaseSettings& settings = {});

// The case files below a path: `*.yaml` in folders named `cases`, `*.test.yaml`, and pipelines with `tests:`.
// A file that is named itself is taken as it is.
[[nodiscard]] MINUTEMILL_API std::vector<std::string> find_case_files(const std::string& path);

}  // namespace minutemill::testing
