#include "pipeline/fingerprint.hpp"

#include <algorithm>

#include "options/bind.hpp"
#include "options/limits.hpp"
#include "pipeline/sha256.hpp"

namespace minutemill {
namespace {

// Each item with its length before it, so that no two lists of items read the same.
void add(Sha256& hash, std::string_view item) {
  hash.add(std::to_string(item.size()));
  hash.add(":");
  hash.add(item);
}

// Limits that end the work on a document and change nothing of one that is done under them.
bool only_stops(const OptionSpec& limit) {
  return limit.name == "time" || limit.name == "memory" || limit.name == "input";
}

}  // namespace

std::string make_fingerprint(const FingerprintParts& parts) {
  Sha256 hash;
  add(hash, "minutemill");
  add(hash, version());
  add(hash, parts.text);
  for (const Override& item : *parts.overrides) {
    add(hash, item.path);
    add(hash, item.value);
  }
  // Not the names of the files: the same configs elsewhere make the same outputs. Sorted, since the order is
  // by name.
  std::vector<std::string_view> hashes;
  for (const auto& [file, digest] : parts.files->hashes()) hashes.push_back(digest);
  std::sort(hashes.begin(), hashes.end());
  for (const std::string_view digest : hashes) add(hash, digest);
  for (const Registry::Origin& plugin : *parts.plugins) {
    add(hash, plugin.plugin);
    add(hash, plugin.version);
  }
  return hash.finish();
}

std::string make_step_fingerprint(const StepFingerprintParts& parts) {
  Sha256 hash;
  add(hash, parts.stage->name);
  add(hash, parts.plugin.plugin);
  add(hash, parts.plugin.version);
  OptionValues values;
  parts.stage->read_defaults(values);
  for (auto& [name, value] : values) {
    for (const auto& [given, set] : *parts.values)
      if (given == name) value = set;
    add(hash, name);
    if (const auto* file = std::get_if<ConfigFile>(&value))
      add(hash, file->file.empty() ? std::string_view() : parts.files->hashes().at(file->file));
    else
      add(hash, format_option(value));
  }
  for (const std::string& file : *parts.loaded) add(hash, parts.files->hashes().at(file));
  return hash.finish();
}

std::string make_output_fingerprint(const Limits& limits, const std::vector<std::string>& steps,
                                    const std::string& output) {
  Sha256 hash;
  add(hash, "minutemill output");
  add(hash, version());
  for (const OptionSpec& limit : kLimitOptions)
    if (!only_stops(limit)) add(hash, format_option(limit.read(&limits)));
  for (const std::string& step : steps) add(hash, step);
  add(hash, output);
  return hash.finish();
}

}  // namespace minutemill
