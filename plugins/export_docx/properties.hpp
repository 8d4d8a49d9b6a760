// Core, extended and custom properties from the record.
#pragma once

#include <string>

#include <minutemill/document.hpp>
#include <minutemill/mapping.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::docx {

// What of the record goes to which property; see configs/mappings/record.yaml.
struct PropertyMapping {
  // `named`: the file of the option, or none for the stock one.
  PropertyMapping(const ConfigFile& named, Setup& setup);
  RecordMapping core;
  bool all_custom = true;  // the whole record, each value under its own path
  TextMap custom;          // else these: name -> path
};

// The record's title, as `mapping` or else the record itself has it; else the first heading, else what the
// input was called.
[[nodiscard]] std::string title_of(const Document& document, const PropertyMapping* mapping);

// `mapping` null: nothing of the record but the title, by which readers name the window.
[[nodiscard]] std::string core_properties(const Document& document, const std::string& language,
                                          const PropertyMapping* mapping);
[[nodiscard]] std::string custom_properties(const Document& document, const PropertyMapping* mapping);
[[nodiscard]] std::string extended_properties();

}  // namespace minutemill::docx
