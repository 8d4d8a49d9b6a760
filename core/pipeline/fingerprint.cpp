#include "pipeline/fingerprint.hpp"

#include <algorithm>

#include "pipeline/sha256.hpp"

namespace minutemill {
namespace {

// Each item with its length before it, so that no two lists of items read the same.
void add(Sha256& hash, std::string_view item) {
  hash.add(std::to_string(item.size()));
  hash.add(":");
  hash.add(item);
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

}  // namespace minutemill
