// What a stage sees while it is made.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/config_files.hpp"
#include <minutemill/plugin.hpp>

namespace minutemill {

// What the stages of a pipeline share while they are made, with the config files that each thing is made of.
struct SharedThing {
  std::shared_ptr<const void> thing;
  std::vector<std::string> loaded;
};
using SharedThings = std::map<std::string, SharedThing>;

class StageSetup final : public Setup {
 public:
  // `at`: the step, where files are complained of that no config file names.
  StageSetup(ConfigFiles& files, const ConfigNode& at, Diagnostics& diagnostics, SharedThings& shared)
      : files_(files), at_(at), diagnostics_(diagnostics), shared_(shared) {}

  std::optional<ConfigFile> load(std::string_view path, std::string_view folder,
                                 const ConfigFile* from) override;
  Diagnostics& diagnostics() noexcept override { return diagnostics_; }
  std::shared_ptr<const void> share(const std::string& key, const Make& make) override;
  // The files that the stage has asked for.
  [[nodiscard]] const std::vector<std::string>& loaded() const noexcept { return loaded_; }

 private:
  // At the place where the file names `path`.
  void complain_in(const ConfigFile& file, std::string_view path, const ConfigFiles::Fault& fault);

  ConfigFiles& files_;
  const ConfigNode& at_;
  Diagnostics& diagnostics_;
  SharedThings& shared_;
  std::vector<std::string> loaded_;
};

}  // namespace minutemill
