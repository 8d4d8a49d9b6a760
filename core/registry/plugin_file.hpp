// One plugin file: what it takes to be loaded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

// The first gate: reads the file's section table and runs nothing of it. Nothing when a plugin of our ABI
// number is in it, else why not. Takes any file: what is no ELF file, is cut off or lies about its own size
// is refused, never followed.
[[nodiscard]] MINUTEMILL_API std::optional<std::string> refuse_by_section(const std::string& file);

// The second and third gate: magic and size of a manifest, then its ABI tag, then what it lists.
[[nodiscard]] MINUTEMILL_API std::optional<std::string> refuse_by_manifest(const Manifest& manifest);

// Through all gates: the manifest, or null with `reason` a sentence. The file stays loaded for good.
[[nodiscard]] MINUTEMILL_API const Manifest* load_plugin(const std::string& file, std::string& reason);

}  // namespace minutemill
