#include "pipeline/overrides.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill {

Overrides::Overrides(const std::vector<Override>& given, Diagnostics& diagnostics) {
  for (const Override& item : given) {
    const std::string shown = "--set " + item.path;
    const std::size_t dot = item.path.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == item.path.size()) {
      diagnostics.add({Severity::error,
                       shown,
                       {},
                       1,
                       "an override names a step and one of its options",
                       "write --set sections.depth=2 or --set limits.time=10s",
                       {}});
      continue;
    }
    auto document = ConfigDocument::parse(shown, item.value, diagnostics);
    if (document != nullptr)
      items_.push_back({item.path.substr(0, dot), item.path.substr(dot + 1), std::move(document)});
  }
}

void Overrides::check_targets(const PipelineDeclaration& pipeline, Diagnostics& diagnostics) const {
  std::vector<std::string_view> ids;
  for (const StepDeclaration& step : pipeline.steps)
    if (!step.id.empty()) ids.push_back(step.id);
  ids.push_back("limits");
  for (const Item& item : items_) {
    if (std::ranges::find(ids, item.step) != ids.end()) continue;
    const std::string_view near = nearest_name(item.step, ids);
    diagnostics.add(
        item.document->at(item.document->root(), fmt::format("the pipeline has no step '{}'", item.step),
                          near.empty() ? fmt::format("its steps: {}", fmt::join(ids, ", "))
                                       : fmt::format("did you mean '{}.{}'?", near, item.option)));
  }
}

std::vector<OptionOverride> Overrides::of(std::string_view step) const {
  std::vector<OptionOverride> out;
  for (const Item& item : items_)
    if (item.step == step) out.push_back({item.option, &item.document->root(), nullptr});
  return out;
}

const ConfigNode* Overrides::find(std::string_view step, std::string_view key) const {
  const ConfigNode* found = nullptr;
  for (const Item& item : items_)
    if (item.step == step && item.option == key) found = &item.document->root();
  return found;
}

bool Overrides::owns(const ConfigNode& node) const noexcept {
  return std::ranges::any_of(items_,
                             [&](const Item& item) { return item.document.get() == &node.document(); });
}

}  // namespace minutemill
