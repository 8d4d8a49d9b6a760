#include "pipeline/stage_setup.hpp"

#include <algorithm>

namespace minutemill {

std::optional<ConfigFile> StageSetup::load(std::string_view path, std::string_view folder,
                                           const ConfigFile* from) {
  const std::string beside =
      from != nullptr && !from->file.empty() ? folder_of(from->file) : files_.own_folder();
  // The stage's own choice, say the style when none is named: a file of that name beside the pipeline,
  // perhaps the pipeline itself, is not meant.
  const bool stock = from == nullptr && !folder.empty() && path.find('/') == std::string_view::npos;
  ConfigFiles::Fault fault;
  auto read = files_.load({path, folder, beside, false, stock}, fault);
  if (read) {
    loaded_.push_back(read->file);
    return read;
  }
  if (from != nullptr && !from->file.empty()) {
    complain_in(*from, path, fault);
  } else {
    diagnostics_.add(at_.document().at(at_, fault.message, fault.hint));
  }
  return {};
}

std::shared_ptr<const void> StageSetup::share(const std::string& key, const Make& make) {
  const auto [place, fresh] = shared_.try_emplace(key);
  SharedThing& shared = place->second;
  if (!fresh) {
    loaded_.insert(loaded_.end(), shared.loaded.begin(), shared.loaded.end());
    return shared.thing;
  }
  const auto before = static_cast<std::ptrdiff_t>(loaded_.size());
  shared.thing = make();
  shared.loaded.assign(loaded_.begin() + before, loaded_.end());
  return shared.thing;
}

void StageSetup::complain_in(const ConfigFile& file, std::string_view path, const ConfigFiles::Fault& fault) {
  Diagnostics told_before;
  const auto document = ConfigDocument::parse(file.file, file.text, told_before);
  const auto is_path = [&](const ConfigNode* node) { return node->is_scalar() && node->scalar() == path; };
  // Files name others under their first keys: "include: a.yaml", "include: [a.yaml, b.yaml]".
  if (document != nullptr)
    for (const auto& [key, value] : document->root().entries()) {
      const auto& items = value->items();
      const auto item = std::ranges::find_if(items, is_path);
      if (item != items.end() || is_path(value))
        return diagnostics_.add(
            document->at(item != items.end() ? **item : *value, fault.message, fault.hint));
    }
  diagnostics_.add({Severity::error, file.file, {}, 1, fault.message, fault.hint, {}});
}

}  // namespace minutemill
