#include "pipeline/stage_setup.hpp"

namespace minutemill {

std::optional<ConfigFile> StageSetup::load(std::string_view path, std::string_view folder,
                                           const ConfigFile* from) {
  const std::string beside =
      from != nullptr && !from->file.empty() ? folder_of(from->file) : files_.own_folder();
  ConfigFiles::Fault fault;
  auto read = files_.load({path, folder, beside, false}, fault);
  if (read) {
    loaded_.push_back(read->file);
    return read;
  }
  if (from != nullptr && !from->file.empty()) {
    diagnostics_.add({Severity::error, from->file, {}, 1, fault.message, fault.hint, {}});
  } else {
    diagnostics_.add(at_.document().at(at_, fault.message, fault.hint));
  }
  return {};
}

}  // namespace minutemill
