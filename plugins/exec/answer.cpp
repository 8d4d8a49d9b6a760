#include "exec/answer.hpp"

#include <string>

#include <minutemill/text.hpp>

#include "pandoc/json.hpp"

namespace minutemill::exec {
namespace {

using pandoc::Json;

constexpr std::size_t kMostReports = 1000;
constexpr std::size_t kLongestMessage = 1000;

[[noreturn]] void fail(const std::string& message) {
  throw StageFailure(FailureCode::plugin, "the program's answer: " + message);
}

Json parse(std::string_view text, const char* what) {
  try {
    return pandoc::parse_json(text, {16, 100'000});
  } catch (const StageFailure& failure) {
    fail(std::string(what) + ": " + failure.what());
  }
}

std::string text_of(const Json& json, const char* member, const char* what) {
  const auto at = json.find(member);
  if (at == json.end() || !at->is_string())
    fail(std::string(what) + ": the text '" + member + "' is missing");
  return std::string(cut_utf8(at->get_ref<const std::string&>(), kLongestMessage));
}

const ReportKind& kind_of(const Json& report) {
  const auto at = report.find("severity");
  if (at == report.end()) return kWarning;
  for (const ReportKind* kind : {&kNote, &kWarning, &kError})
    if (at->is_string() && at->get_ref<const std::string&>() == to_string(kind->severity)) return *kind;
  fail("reports: 'severity' must be note, warning or error");
}

SourceSpan span_of(const Json& report) {
  const auto at = report.find("span");
  if (at == report.end()) return {};
  const auto is_offset = [](const Json& number) {
    return number.is_number_unsigned() && number.get<std::uint64_t>() < SourceSpan::kNone;
  };
  if (!at->is_array() || at->size() != 2 || !is_offset((*at)[0]) || !is_offset((*at)[1]))
    fail("reports: 'span' must be [begin, end]");
  return {(*at)[0].get<std::uint32_t>(), (*at)[1].get<std::uint32_t>()};
}

}  // namespace

void take_reports(std::string_view reports, Context& context) {
  if (reports.empty()) return;
  const Json list = parse(reports, "reports");
  if (!list.is_array() || list.size() > kMostReports)
    fail("reports must be a list of at most " + std::to_string(kMostReports));
  for (const Json& report : list) {
    if (!report.is_object()) fail("reports: an object is wanted");
    context.report(kind_of(report), text_of(report, "message", "reports"), span_of(report));
  }
}

void take_failure(std::string_view failure) {
  if (failure.empty() || failure == "null") return;
  const Json json = parse(failure, "failure");
  if (!json.is_object()) fail("failure: an object is wanted");
  const std::string message = text_of(json, "message", "failure");
  const std::string name = json.contains("code") ? text_of(json, "code", "failure") : "structure";
  for (int code = static_cast<int>(FailureCode::input); code <= static_cast<int>(FailureCode::output); ++code)
    if (to_string(static_cast<FailureCode>(code)) == name)
      throw StageFailure(static_cast<FailureCode>(code), message);
  fail("failure: there is no code '" + name.substr(0, 40) + "'");
}

}  // namespace minutemill::exec
