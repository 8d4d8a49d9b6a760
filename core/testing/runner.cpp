// Runs cases: makes the pipeline, converts the input, and holds everything that is expected against what
// came.
#include <minutemill/testing.hpp>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "testing/case_file.hpp"
#include "testing/expectations.hpp"
#include "testing/transcript.hpp"

namespace minutemill::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExpectations[] = {"failure", "message",         "failed_step", "blocks",
                                              "only",    "select",          "metadata",    "evidence",
                                              "reports", "reports_include", "markup",      "reports_exclude",
                                              "outputs", "snapshot"};

class CaseRunner {
 public:
  CaseRunner(Engine& engine, const CaseFile& file, const CaseSettings& settings)
      : engine_(engine), file_(file), settings_(settings) {}

  CaseResult run(const Case& one) {
    CaseResult result;
    result.name = one.name;
    result.file = file_.document->path();
    result.line = one.mark.line;
    Problems problems(result.problems);
    if (!check_keys(*one.expect, problems)) return result;
    auto pipeline = make_pipeline(one, result);
    if (!pipeline) return result;
    const Golden golden{result.file, settings_.accept, &result.accepted};
    expect_all(one, *pipeline, golden, problems);
    return result;
  }

 private:
  static bool check_keys(const ConfigNode& expect, Problems& problems) {
    bool good = true;
    const std::vector<std::string_view> names(std::begin(kExpectations), std::end(kExpectations));
    for (const auto& [key, value] : expect.entries()) {
      if (std::ranges::find(names, key->scalar()) != names.end()) continue;
      const auto nearest = nearest_name(key->scalar(), names);
      problems.add(*key, fmt::format("unknown expectation '{}'{}", key->scalar(),
                                     nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
      good = false;
    }
    return good;
  }

  std::optional<Pipeline> make_pipeline(const Case& one, CaseResult& result) {
    std::vector<Override> overrides;
    if (one.set != nullptr)
      for (const auto& [key, value] : one.set->entries())
        overrides.push_back({std::string(key->scalar()), to_flow_yaml(*value)});
    Diagnostics diagnostics;
    auto pipeline = one.steps == nullptr ? Pipeline::load(engine_, one.pipeline, overrides, diagnostics)
                                         : Pipeline::parse(engine_, file_.document->path(), transcribe(one),
                                                           overrides, diagnostics);
    if (pipeline) return pipeline;
    Diagnostics shown;
    for (Diagnostic diagnostic : diagnostics.all()) {
      if (one.steps != nullptr && diagnostic.file == file_.document->path()) {
        diagnostic.line = std::string(file_.document->line(diagnostic.mark.line));
      }
      shown.add(std::move(diagnostic));
    }
    result.problems.push_back("the pipeline is refused:\n" + shown.format(settings_.colour));
    return std::nullopt;
  }

  static std::string transcribe(const Case& one) {
    struct Entry {
      std::string_view key;
      const ConfigNode* node;
    };
    std::vector<Entry> entries;
    for (const auto& entry :
         {Entry{"steps", one.steps}, Entry{"outputs", one.outputs}, Entry{"limits", one.limits}})
      if (entry.node != nullptr) entries.push_back(entry);
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return entry.node->mark().line; });
    Transcript transcript("{minutemill: 1, name: case");
    for (const auto& [key, node] : entries) {
      if (key == "steps" && one.input.is_snapshot)
        transcript.add_list(key, "{use: snapshot_read}", *node);
      else
        transcript.add(key, *node);
    }
    return transcript.finish();
  }

  static Input to_input(const CaseInput& input) {
    return {input.bytes, input.name, input.media_type, input.charset, input.url};
  }

  static void set_siblings(const Case& one, Pipeline& pipeline) {
    if (one.input.folder.empty()) return;
    pipeline.set_sibling_reader(
        [folder = one.input.folder](std::string_view path) -> std::optional<std::string> {
          const fs::path relative = fs::path(path).lexically_normal();
          if (relative.is_absolute() || relative.empty() || *relative.begin() == "..") return std::nullopt;
          return read_whole_file((fs::path(folder) / relative).string());
        });
  }

  // The step whose result is looked at: `until`, or the last that is no output.
  static std::string target_step(const Case& one, const Pipeline& pipeline) {
    if (!one.until.empty()) return one.until;
    std::string last;
    for (const auto& step : pipeline.steps())
      if (!step.is_output) last = step.id;
    return last;
  }

  void expect_all(const Case& one, Pipeline& pipeline, const Golden& golden, Problems& problems) {
    const ConfigNode& expect = *one.expect;
    set_siblings(one, pipeline);
    const bool has_outputs =
        std::ranges::any_of(pipeline.steps(), [](const Pipeline::StepInfo& step) { return step.is_output; });
    const ConfigNode* outputs = expect.find("outputs");
    const bool converts = one.until.empty() && has_outputs && (outputs != nullptr || !looks_inside(expect));
    if (outputs != nullptr && !converts)
      problems.add(*outputs, "outputs need a pipeline with outputs, and no 'until'");
    Conversion conversion;
    if (looks_inside(expect) || !converts) conversion = inspect(one, pipeline, golden, problems);
    if (converts) conversion = pipeline.convert(to_input(one.input));
    expect_failure(expect, conversion, problems);
    expect_reports(expect, conversion, problems);
    if (outputs != nullptr && converts && conversion.ok)
      expect_outputs(*outputs, conversion, golden, problems);
  }

  static bool looks_inside(const ConfigNode& expect) {
    static constexpr std::string_view kInside[] = {"blocks",   "select", "metadata",
                                                   "evidence", "markup", "snapshot"};
    return std::ranges::any_of(kInside, [&](std::string_view key) { return expect.find(key) != nullptr; });
  }

  Conversion inspect(const Case& one, Pipeline& pipeline, const Golden& golden, Problems& problems) {
    const std::string target = target_step(one, pipeline);
    bool seen = false;
    Conversion conversion =
        pipeline.inspect(to_input(one.input), one.until,
                         [&](const Pipeline::StepInfo& step, const Markup* markup, const Document* document) {
                           if (step.id != target) return;
                           seen = true;
                           if (document != nullptr)
                             expect_in_document(*one.expect, *document, golden, problems);
                           expect_in_markup(*one.expect, markup, document, problems);
                         });
    if (!seen && conversion.ok)
      problems.add(*one.expect, fmt::format("the pipeline has no step '{}'", target));
    return conversion;
  }

  static void expect_in_document(const ConfigNode& expect, const Document& document, const Golden& golden,
                                 Problems& problems) {
    if (const ConfigNode* blocks = expect.find("blocks"))
      expect_blocks(*blocks, expect.find("only"), document, problems);
    if (const ConfigNode* selected = expect.find("select")) expect_selected(*selected, document, problems);
    if (const ConfigNode* metadata = expect.find("metadata")) expect_metadata(*metadata, document, problems);
    if (const ConfigNode* evidence = expect.find("evidence")) expect_evidence(*evidence, document, problems);
    if (const ConfigNode* snapshot = expect.find("snapshot"))
      expect_snapshot(*snapshot, document, golden, problems);
  }

  static void expect_in_markup(const ConfigNode& expect, const Markup* markup, const Document* document,
                               Problems& problems) {
    const ConfigNode* wanted = expect.find("markup");
    if (wanted != nullptr && markup != nullptr)
      expect_markup(*wanted, *markup, problems);
    else if (wanted != nullptr)
      problems.add(*wanted, "there is no markup at this step: name an earlier one with 'until'");
    if (document != nullptr) return;
    for (const std::string_view key : {"blocks", "select", "metadata", "evidence", "snapshot"})
      if (const ConfigNode* node = expect.find(key))
        problems.add(*node, fmt::format("there is no document yet at this step for '{}'", key));
  }

  Engine& engine_;
  const CaseFile& file_;
  const CaseSettings& settings_;
};

bool is_yaml(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

bool is_pipeline_with_tests(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return false;
  const std::string lines = "\n" + *text;
  return lines.find("\nminutemill:") != std::string::npos && lines.find("\ntests:") != std::string::npos;
}

bool is_case_file(const fs::path& path) {
  if (!is_yaml(path)) return false;
  return path.parent_path().filename() == "cases" || path.stem().extension() == ".test" ||
         is_pipeline_with_tests(path.string());
}

}  // namespace

CaseFileResult run_case_file(Engine& engine, const std::string& file, const CaseSettings& settings) {
  CaseFileResult result;
  result.file = file;
  Diagnostics diagnostics;
  const auto cases = read_case_file(file, diagnostics);
  if (!cases) {
    result.broken = diagnostics.format(settings.colour);
    return result;
  }
  CaseRunner runner(engine, *cases, settings);
  for (const Case& one : cases->cases)
    if (one.name.find(settings.filter) != std::string::npos) result.cases.push_back(runner.run(one));
  return result;
}

std::vector<std::string> find_case_files(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    const bool hidden = it->path().filename().string().starts_with('.');
    if (it->is_directory(error)) {
      if (hidden) it.disable_recursion_pending();
    } else if (!hidden && is_case_file(it->path())) {
      files.push_back(it->path().lexically_normal().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace minutemill::testing
