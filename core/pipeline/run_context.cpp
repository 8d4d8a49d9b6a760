#include "pipeline/run_context.hpp"

#include <fmt/format.h>

#include "options/bind.hpp"

namespace minutemill {
namespace {

// A path below the input's folder: what follows no scheme, root, drive or "..".
bool is_relative_below(std::string_view path) {
  if (path.empty() || path.front() == '/' ||
      path.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos)
    return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

void RunContext::begin(std::vector<Report>& reports) noexcept {
  reports_ = &reports;
  not_kept_ = 0;
  losses_.begin();
  deadline_ = Clock::now() + limits_.time;
}

void RunContext::end() {
  if (not_kept_ > 0)
    reports_->push_back({kMoreReports.number,
                         kMoreReports.severity,
                         {},
                         fmt::format("MM{:04} {}: {}", kMoreReports.number, kMoreReports.name, not_kept_),
                         {}});
  reports_ = nullptr;
}

void RunContext::report(const ReportKind& kind, std::string_view detail, SourceSpan span) {
  if (reports_->size() >= kMaxReports) {
    ++not_kept_;
    return;
  }
  std::string message = detail.empty() ? fmt::format("MM{:04} {}", kind.number, kind.name)
                                       : fmt::format("MM{:04} {}: {}", kind.number, kind.name, detail);
  reports_->push_back({kind.number, kind.severity, *step_, std::move(message), span});
}

void RunContext::lose(const ReportKind& kind, std::string_view detail, const Tally& what, SourceSpan span) {
  report(kind, detail, span);
  losses_.report(*step_, kind, what);
}

std::optional<std::string> RunContext::sibling(std::string_view relative_path) {
  if (!siblings_ || !is_relative_below(relative_path)) return {};
  auto bytes = siblings_(relative_path);
  if (bytes && bytes->size() > limits_.resource.bytes) return {};
  return bytes;
}

void RunContext::check_time() {
  if (is_late()) throw StageFailure(FailureCode::resource, late_message());
}

std::string RunContext::late_message() const {
  return fmt::format("took longer than limits.time ({})", format_duration(limits_.time));
}

}  // namespace minutemill
