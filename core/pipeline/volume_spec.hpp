// `volume:` of an output: the documents for which `to:` gives the same name are bound into that file.
//   volume: {title: "{meta.meeting.body} {year}", groups: ["{meta.meeting.body|others}", "{year|undated}"]}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>

#include "pipeline/name_template.hpp"

namespace minutemill {

struct VolumeSpec {
  NameTemplate title;
  std::vector<NameTemplate> groups;
};

inline constexpr std::size_t kMostGroups = 6;
inline constexpr std::string_view kDefaultVolumeTitle = "{meta.meeting.body|Reports}";

// Nothing, with diagnostics, when the node is no volume.
[[nodiscard]] std::optional<VolumeSpec> read_volume(const ConfigNode& node, Diagnostics& diagnostics);

// What stands before an exporter's bytes in a part, so that parts can be sorted into volumes without the
// documents.
struct PartHeader {
  std::string file;   // of the volume, below the output folder
  std::string title;  // of the volume
  std::vector<std::string> groups;
  std::string order;  // parts of one group stand by this, then by their names
};

[[nodiscard]] PartHeader make_part_header(const VolumeSpec& spec, std::string file,
                                          const NameTemplate::Facts& facts);
[[nodiscard]] std::string encode(const PartHeader& header);

inline constexpr std::size_t kPartPrologue = 32;  // bytes that tell the length of the header
inline constexpr std::size_t kLargestHeader = 64 * 1024;
// The length of the header behind the prologue; nothing when this is no part.
[[nodiscard]] std::optional<std::size_t> header_length(std::string_view prologue);
[[nodiscard]] std::optional<PartHeader> decode_part_header(std::string_view json);

// Where parts are kept below the output folder.
inline constexpr std::string_view kPartsFolder = ".minutemill/parts/";
[[nodiscard]] inline bool is_part(std::string_view path) noexcept {
  return path.starts_with(kPartsFolder);
}

}  // namespace minutemill
