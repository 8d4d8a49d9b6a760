#include "cli/run_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "cli/printable.hpp"
#include "cli/tally_json.hpp"
#include "pipeline/volume_spec.hpp"

namespace minutemill::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

Json loss_json(const Loss& loss) {
  Json json{{"step", loss.step}, {"kind", to_string(loss.kind)}};
  if (!loss.cause.empty()) json["cause"] = loss.cause;
  const Json counts = tally_json(loss.what);
  for (const auto& [name, count] : counts.items())
    if (count != 0) json[name] = count;
  return json;
}

Json losses_json(const std::vector<Loss>& losses) {
  Json json = Json::array();
  for (const Loss& loss : losses) json.push_back(loss_json(loss));
  return json;
}

Json document_json(const DocumentResult& result) {
  Json json{{"input", result.input}, {"status", result.kept ? "kept" : result.ok() ? "done" : "failed"}};
  if (!result.ok()) {
    json["code"] = to_string(result.failure);
    json["message"] = result.message;
    if (!result.step.empty()) json["step"] = result.step;
    if (result.span.known()) json["byte"] = result.span.begin;
  }
  json["bytes"] = result.input_size;
  json["outputs"] = Json::array();
  for (const OutputRecord& output : result.outputs) {
    if (is_part(output.path)) continue;  // of a volume
    Json one{{"step", output.step}, {"path", output.path}, {"bytes", output.size}};
    if (!result.kept) one["tally"] = tally_json(output.tally);
    json["outputs"].push_back(std::move(one));
  }
  if (result.kept) return json;
  if (result.ok()) json["source"] = tally_json(result.source);
  if (result.ok()) json["tally"] = tally_json(result.tally);
  json["losses"] = losses_json(result.losses);
  json["reports"] = Json::array();
  for (const Report& report : result.reports) {
    Json one{{"number", report.number},
             {"severity", to_string(report.severity)},
             {"step", report.stage},
             {"message", report.message}};
    if (report.span.known()) one["bytes"] = {report.span.begin, report.span.end};
    json["reports"].push_back(std::move(one));
  }
  if (result.reports_left_out) json["reports_left_out"] = result.reports_left_out;
  json["seconds"] = static_cast<double>(result.nanoseconds) / 1e9;
  json["steps"] = Json::object();
  for (const StepTime& time : result.times)
    json["steps"][time.id] = static_cast<double>(time.nanoseconds) / 1e9;
  return json;
}

Json summary_json(const RunSummary& summary) {
  Json json{{"inputs", summary.inputs},     {"done", summary.done},           {"kept", summary.kept},
            {"failed", summary.failed},     {"warned", summary.warned},       {"outputs", summary.outputs},
            {"bytes_in", summary.bytes_in}, {"bytes_out", summary.bytes_out}, {"seconds", summary.seconds},
            {"workers", summary.workers}};
  json["failures"] = Json::object();
  for (const auto& [code, count] : summary.failures) json["failures"][std::string(to_string(code))] = count;
  json["left_out"] = Json(summary.left_out);
  if (summary.packs) json["packs"] = summary.packs;
  json["source"] = tally_json(summary.losses.source());
  json["losses"] = Json::array();
  for (const auto& [cause, total] : summary.losses.by_cause()) {
    Json one = loss_json({cause.step, cause.kind, cause.cause, total.what});
    one["documents"] = total.documents;
    json["losses"].push_back(std::move(one));
  }
  if (!summary.ledger.empty()) json["ledger"] = summary.ledger;
  if (!summary.stopped.empty()) json["stopped"] = summary.stopped;
  return json;
}

}  // namespace

RunReport::~RunReport() {
  if (stream_) std::fclose(stream_);
}

bool RunReport::complain() const {
  std::fprintf(stderr, "minutemill: the report %s cannot be written: %s\n", printable(file_).c_str(),
               std::strerror(errno));
  return false;
}

bool RunReport::open(const std::string& file, const Pipeline& pipeline) {
  file_ = file;
  temporary_ = file + ".tmp";
  stream_ = std::fopen(temporary_.c_str(), "we");
  if (!stream_) return complain();
  const Json head{
      {"name", pipeline.name()}, {"path", pipeline.path()}, {"fingerprint", pipeline.fingerprint()}};
  std::fprintf(stream_,
               "{\"schema\": 1, \"generator\": \"minutemill %s\", \"began\": \"%s\",\n\"pipeline\": "
               "%s,\n\"documents\": [",
               std::string(version()).c_str(), now().c_str(), text_of(head).c_str());
  return true;
}

void RunReport::document(const DocumentResult& result) {
  if (stream_) {
    std::fputs(first_ ? "\n" : ",\n", stream_);
    std::fputs(text_of(document_json(result)).c_str(), stream_);
    first_ = false;
  }
  next_.document(result);
}

void RunReport::volume(const VolumeResult& volume) {
  if (stream_) {
    Json json{{"step", volume.step}, {"path", volume.path}, {"parts", volume.parts}, {"bytes", volume.size}};
    json["status"] = volume.kept ? "kept" : volume.failure == FailureCode::none ? "done" : "failed";
    if (volume.failure != FailureCode::none) {
      json["code"] = to_string(volume.failure);
      json["message"] = volume.message;
    }
    json["reports"] = Json::array();
    for (const Report& report : volume.reports) json["reports"].push_back(report.message);
    json["seconds"] = volume.seconds;
    volumes_ += (volumes_.empty() ? "\n" : ",\n") + text_of(json);
  }
  next_.volume(volume);
}

bool RunReport::close(const RunSummary& summary) {
  if (!stream_) return true;
  std::fputs("\n],\n", stream_);
  if (!volumes_.empty()) std::fprintf(stream_, "\"volumes\": [%s\n],\n", volumes_.c_str());
  std::fprintf(stream_, "\"summary\": %s}\n", text_of(summary_json(summary)).c_str());
  const bool good = std::ferror(stream_) == 0;
  const bool closed = std::fclose(stream_) == 0;
  stream_ = nullptr;
  if (!good || !closed || std::rename(temporary_.c_str(), file_.c_str()) != 0) return complain();
  return true;
}

}  // namespace minutemill::cli
