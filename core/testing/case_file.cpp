#include "testing/case_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include <minutemill/base64.hpp>

namespace minutemill::testing {
namespace {

namespace fs = std::filesystem;

// What the cases of a file share, each of them overridden by the case's own.
struct Shared {
  std::string pipeline;
  const ConfigNode* steps = nullptr;
  const ConfigNode* outputs = nullptr;
  const ConfigNode* limits = nullptr;
  const ConfigNode* set = nullptr;
  std::string until;
};

class Reader {
 public:
  Reader(std::string path, const ConfigNode& root, Diagnostics& diagnostics)
      : path_(std::move(path)), root_(root), diagnostics_(diagnostics) {}

  std::vector<Case> read() {
    if (root_.is_map() && root_.find("minutemill") != nullptr) return of_pipeline();
    ConfigReader file(root_, "case file", diagnostics_);
    if (!file.is_map()) return {};
    const ConfigNode* list = file.any("cases");
    Shared shared;
    if (list != nullptr) shared = read_shared(file);
    if (shared.pipeline.empty() && shared.steps == nullptr) shared.pipeline = pipeline_beside();
    if (list == nullptr) {
      read_case(root_, file, shared);
      file.finish();
      return std::move(cases_);
    }
    file.finish();
    read_list(*list, shared);
    return std::move(cases_);
  }

 private:
  // `tests:` of a pipeline; all other keys are the pipeline's own matter.
  std::vector<Case> of_pipeline() {
    Shared shared;
    shared.pipeline = path_;
    if (const ConfigNode* list = root_.find("tests")) read_list(*list, shared);
    return std::move(cases_);
  }

  // name.test.yaml stands beside name.yaml.
  std::string pipeline_beside() const {
    const std::string_view end = ".test.yaml";
    if (!std::string_view(path_).ends_with(end)) return {};
    const std::string beside = path_.substr(0, path_.size() - end.size()) + ".yaml";
    std::error_code error;
    return fs::is_regular_file(beside, error) ? beside : std::string();
  }

  Shared read_shared(ConfigReader& reader) {
    Shared shared;
    shared.pipeline = reader.text("pipeline");
    // A path is meant from the case file, a bare name may be an installed config.
    if (!shared.pipeline.empty()) {
      const std::string beside = path_beside(path_, shared.pipeline);
      std::error_code error;
      if (fs::is_regular_file(beside, error)) shared.pipeline = beside;
    }
    shared.steps = reader.list("steps");
    shared.outputs = reader.list("outputs");
    shared.limits = reader.map("limits");
    shared.set = reader.map("set");
    shared.until = reader.text("until");
    return shared;
  }

  void read_list(const ConfigNode& list, const Shared& shared) {
    if (!list.is_list()) {
      complain(list, "cases must be a list", "begin each with '- name: ...'");
      return;
    }
    for (const ConfigNode* item : list.items()) {
      ConfigReader reader(*item, "case", diagnostics_);
      if (!reader.is_map()) continue;
      read_case(*item, reader, shared);
      reader.finish();
    }
  }

  void read_case(const ConfigNode& node, ConfigReader& reader, const Shared& shared) {
    Case one;
    one.mark = node.mark();
    one.name = reader.text("name", {}, true);
    const Shared own = read_shared(reader);
    const bool has_own_steps = own.steps != nullptr || !own.pipeline.empty();
    one.steps = has_own_steps ? own.steps : shared.steps;
    one.pipeline = has_own_steps ? own.pipeline : one.steps != nullptr ? std::string() : shared.pipeline;
    one.outputs = own.outputs != nullptr ? own.outputs : shared.outputs;
    one.limits = own.limits != nullptr ? own.limits : shared.limits;
    one.set = own.set != nullptr ? own.set : shared.set;
    one.until = own.until.empty() ? shared.until : own.until;
    one.expect = reader.map("expect", true);
    if (one.steps != nullptr && !one.pipeline.empty()) {
      complain(*one.steps, "a case has either 'pipeline' or 'steps'", "take one of them out");
    } else if (one.steps == nullptr && one.pipeline.empty()) {
      complain(node, "the case has no pipeline and no steps", "write 'pipeline: NAME' or 'steps: [...]'");
    }
    if (const ConfigNode* input = reader.map("input", true)) read_input(*input, one.input);
    cases_.push_back(std::move(one));
  }

  void read_input(const ConfigNode& node, CaseInput& input) {
    ConfigReader reader(node, "input", diagnostics_);
    static constexpr std::string_view kSources[] = {"text", "base64", "file", "snapshot"};
    const ConfigNode* source = nullptr;
    for (const std::string_view key : kSources) {
      const ConfigNode* found = reader.any(key);
      if (found == nullptr) continue;
      if (source != nullptr || !found->is_scalar()) {
        complain(*found, "an input has one of text, base64, file and snapshot, and it is text", {});
        return;
      }
      source = found;
      read_bytes(key, *found, input);
    }
    if (source == nullptr)
      complain(node, "the input is missing", "write one of text, base64, file and snapshot");
    input.name = reader.text("name", input.name.empty() ? "case.html" : input.name);
    input.media_type = reader.text("media_type", input.media_type);
    input.charset = reader.text("charset");
    input.url = reader.text("url");
    reader.finish();
  }

  void read_bytes(std::string_view key, const ConfigNode& source, CaseInput& input) {
    if (key == "text") {
      input.bytes = std::string(source.scalar());
      return;
    }
    if (key == "base64") {
      auto bytes = from_base64(source.scalar());
      if (bytes)
        input.bytes = std::move(*bytes);
      else
        complain(source, "this is not base64", {});
      return;
    }
    const std::string file = path_beside(path_, std::string(source.scalar()));
    auto bytes = read_whole_file(file);
    if (!bytes) {
      complain(source, fmt::format("cannot read {}", file), "paths are relative to the case file");
      return;
    }
    input.bytes = std::move(*bytes);
    input.name = fs::path(file).filename().string();
    input.folder = fs::path(file).parent_path().string();
    input.is_snapshot = key == "snapshot";
    if (input.is_snapshot) input.media_type = "application/json";
  }

  void complain(const ConfigNode& node, std::string message, std::string hint) {
    diagnostics_.add(node.document().at(node, std::move(message), std::move(hint)));
  }

  std::string path_;
  const ConfigNode& root_;
  Diagnostics& diagnostics_;
  std::vector<Case> cases_;
};

}  // namespace

std::optional<std::string> read_whole_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in || bytes.fail()) {
    if (fs::file_size(path, error) == 0 && !error) return std::string();
    return std::nullopt;
  }
  return std::move(bytes).str();
}

std::string path_beside(const std::string& file, const std::string& relative) {
  return (fs::path(file).parent_path() / relative).lexically_normal().string();
}

std::optional<CaseFile> read_case_file(const std::string& path, Diagnostics& diagnostics) {
  auto text = read_whole_file(path);
  if (!text) {
    Diagnostic diagnostic;
    diagnostic.file = path;
    diagnostic.message = "cannot be read";
    diagnostics.add(std::move(diagnostic));
    return std::nullopt;
  }
  CaseFile file;
  file.document = ConfigDocument::parse(path, std::move(*text), diagnostics);
  if (file.document == nullptr) return std::nullopt;
  file.cases = Reader(path, file.document->root(), diagnostics).read();
  if (diagnostics.has_errors()) return std::nullopt;
  return file;
}

}  // namespace minutemill::testing
