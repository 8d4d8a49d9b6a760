// Where the record goes in an output: a table in YAML, configs/mappings/record.yaml.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/export.hpp>
#include <minutemill/json.hpp>
#include <minutemill/metadata.hpp>
#include <minutemill/options.hpp>

namespace minutemill {

class Setup;

// A file of mappings, read once for all that an exporter takes from it. Its problems go to `diagnostics`.
class MINUTEMILL_API MappingFile {
 public:
  MappingFile(const ConfigFile& file, Diagnostics& diagnostics);
  // The file that an option names, or, when it names none, the stock one (mappings/record.yaml).
  MappingFile(const ConfigFile& named, Setup& setup);
  ~MappingFile();
  MappingFile(MappingFile&&) noexcept;
  MappingFile& operator=(MappingFile&&) noexcept;
  // The value at "docx.core"; null when there is none.
  [[nodiscard]] const ConfigNode* find(std::string_view path) const noexcept;

 private:
  std::unique_ptr<ConfigDocument> document_;
};

// Targets, each with the paths that can fill it.
class MINUTEMILL_API RecordMapping {
 public:
  RecordMapping() = default;
  // The map at `section` of the file; a target that is not among `known` is an error.
  RecordMapping(const MappingFile& file, std::string_view section, const std::vector<std::string_view>& known,
                Diagnostics& diagnostics);

  // The value of the first path of `target` that has one; null when none has. A path with "*" has none: see
  // lines().
  [[nodiscard]] const Value* find(std::string_view target, const Record& record) const noexcept;
  // The same as one line, white space trimmed and control characters replaced by spaces; empty when there is
  // none.
  [[nodiscard]] std::string line(std::string_view target, const Record& record,
                                 std::string_view separator = "; ") const;
  // One line an item of a list, for a path with "*" ("agenda.*.topic") one an item that has the part.
  [[nodiscard]] std::vector<std::string> lines(std::string_view target, const Record& record) const;

 private:
  [[nodiscard]] const std::vector<std::string>* paths(std::string_view target) const noexcept;
  std::vector<std::pair<std::string, std::vector<std::string>>> targets_;
};

// JSON with values of the record in it.
class MINUTEMILL_API RecordTemplate {
 public:
  RecordTemplate() = default;
  // The value at `section` of the file, which must live as long as the template.
  RecordTemplate(const MappingFile& file, std::string_view section, Diagnostics& diagnostics);
  // An object; what has paths of which none has a value is left out, the whole object then empty.
  void write(JsonWriter& json, const Record& record) const;

 private:
  const ConfigNode* root_ = nullptr;
};

}  // namespace minutemill
