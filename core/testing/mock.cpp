#include <minutemill/testing.hpp>

#include <fmt/format.h>

namespace minutemill::testing {

MockContext::~MockContext() = default;
MockSetup::~MockSetup() = default;

void MockContext::report(const ReportKind& kind, std::string_view detail, SourceSpan span) {
  std::string message = fmt::format("MM{:04} {}", kind.number, kind.name);
  if (!detail.empty()) message += fmt::format(": {}", detail);
  reports_.push_back({kind.number, kind.severity, {}, std::move(message), span});
}

std::optional<std::string> MockContext::sibling(std::string_view relative_path) {
  const auto found = siblings_.find(relative_path);
  if (found == siblings_.end() || found->second.size() > limits_.resource.bytes) return std::nullopt;
  return found->second;
}

void MockContext::check_time() {
  if (!calls_left_) return;
  if (*calls_left_ == 0) throw StageFailure(FailureCode::resource, "the document's time is up");
  --*calls_left_;
}

std::vector<int> MockContext::numbers() const {
  std::vector<int> numbers;
  for (const Report& report : reports_) numbers.push_back(report.number);
  return numbers;
}

std::optional<ConfigFile> MockSetup::load(std::string_view path, std::string_view, const ConfigFile*) {
  const auto found = files_.find(path);
  if (found != files_.end()) return ConfigFile{found->first, found->first, found->second};
  Diagnostic diagnostic;
  diagnostic.file = std::string(path);
  diagnostic.message = fmt::format("no file '{}' was given to MockSetup", path);
  diagnostics_.add(std::move(diagnostic));
  return std::nullopt;
}

}  // namespace minutemill::testing
