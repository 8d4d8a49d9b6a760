#include "pipeline/pipeline_file.hpp"

#include <unordered_map>

#include <fmt/format.h>

#include "pipeline/complain.hpp"
#include "pipeline/pipeline_keys.hpp"

namespace minutemill {
namespace {

class FileReader {
 public:
  FileReader(const ConfigNode& root, bool part, Diagnostics& diagnostics)
      : root_(root), part_(part), diagnostics_(diagnostics) {}

  PipelineDeclaration read() {
    pipeline_.node = &root_;
    if (!root_.is_map()) {
      const bool empty = root_.is_null();
      complain(root_, empty ? "the file is empty" : "a pipeline must be a map of 'key: value'",
               "begin with 'minutemill: 1' and 'steps:', the list of its stages; `minutemill new pipeline` "
               "writes one",
               diagnostics_);
      return pipeline_;
    }
    check_keys();
    check_version();
    pipeline_.name = text("name");
    pipeline_.description = text("description");
    if (const ConfigNode* limits = root_.find("limits")) pipeline_.limits.push_back(limits);
    pipeline_.extends = root_.find("extends");
    pipeline_.isolation = root_.find("isolation");
    pipeline_.sandbox = root_.find("sandbox");
    read_lists();
    return std::move(pipeline_);
  }

 private:
  void check_keys() {
    std::size_t unknown = 0;
    for (const auto& [key, value] : root_.entries()) {
      if (is_one_of(kTopKeys, key->scalar())) continue;
      if (++unknown > 20) {
        complain(*key, "more unknown keys follow", {}, diagnostics_);
        return;
      }
      complain(*key, fmt::format("unknown key '{}' of a pipeline", brief(key->scalar())),
               unknown_top_key_hint(key->scalar()), diagnostics_);
    }
  }

  void check_version() {
    const ConfigNode* version = root_.find("minutemill");
    if (version == nullptr) {
      complain(root_, "a pipeline without 'minutemill: 1'",
               "write it as the first line: the version of the format", diagnostics_);
    } else if (version->as_integer() != 1) {
      complain(*version, "this program reads version 1 of the format", "write 'minutemill: 1'", diagnostics_);
    }
  }

  std::string text(std::string_view key) {
    const ConfigNode* node = root_.find(key);
    if (node == nullptr) return {};
    if (node->is_scalar()) return std::string(node->scalar());
    complain(*node, fmt::format("'{}' of a pipeline must be a text", key), {}, diagnostics_);
    return {};
  }

  void read_lists() {
    const ConfigNode* steps = find_top_key(root_, "steps");
    const bool may_lack = part_ || pipeline_.extends != nullptr;
    if (steps == nullptr && !may_lack)
      complain(root_, "a pipeline without 'steps'",
               "list its stages: 'steps:', then '  - use: html_parse' and so on", diagnostics_);
    else if (steps != nullptr && (steps->is_null() || (steps->is_list() && steps->items().empty())))
      complain(*steps, "'steps' is empty", "list the stages: '  - use: html_parse' and so on", diagnostics_);
    read_steps(steps, false, pipeline_, diagnostics_);
    read_steps(find_top_key(root_, "outputs"), true, pipeline_, diagnostics_);
  }

  const ConfigNode& root_;
  bool part_;
  Diagnostics& diagnostics_;
  PipelineDeclaration pipeline_;
};

}  // namespace

PipelineDeclaration read_pipeline_file(const ConfigNode& root, bool part, Diagnostics& diagnostics) {
  return FileReader(root, part, diagnostics).read();
}

void check_ids(const PipelineDeclaration& pipeline, Diagnostics& diagnostics) {
  std::unordered_map<std::string_view, const ConfigNode*> seen;
  for (const StepDeclaration& step : pipeline.steps) {
    if (step.id.empty()) continue;
    const ConfigNode* id = step.node->find("id");
    const ConfigNode& at = id != nullptr ? *id : step.use != nullptr ? *step.use : *step.node;
    const auto [first, is_new] = seen.emplace(step.id, &at);
    if (!is_new)
      complain(at,
               fmt::format("a second step with the id '{}'; the first is on line {}{}", step.id,
                           first->second->mark().line,
                           &first->second->document() == &at.document()
                               ? std::string()
                               : fmt::format(" of {}", first->second->document().path())),
               "give one of the two an `id` of its own", diagnostics);
  }
}

}  // namespace minutemill
