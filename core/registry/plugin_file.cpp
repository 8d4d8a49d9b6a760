// Loading: the gates behind the first one, and Boost.DLL.
#include "registry/plugin_file.hpp"

#include <deque>
#include <mutex>

#include <boost/dll/shared_library.hpp>

#include <fmt/format.h>

namespace minutemill {
namespace {

// A handle that is never closed: strings, types and thunks of a plugin live on in documents, reports and
// exceptions, and unloading a library with thread-local or static destructors is where hosts crash at exit.
// The list itself is never destroyed either, but stays reachable, so that leak checkers see it for what it
// is.
boost::dll::shared_library& kept_library() {
  static std::mutex mutex;
  static auto& kept =
      *new std::deque<boost::dll::shared_library>();  // NOLINT(cppcoreguidelines-owning-memory)
  const std::scoped_lock lock(mutex);
  return kept.emplace_back();
}

std::string_view text_or(const char* text, std::string_view fallback) {
  return text == nullptr ? fallback : std::string_view(text);
}

std::optional<std::string> refuse_stage(const StageInfo* stage) {
  if (stage == nullptr || stage->size < kFirstStageInfoSize)
    return "its manifest lists a stage that is cut off";
  if (stage->name == nullptr || *stage->name == '\0') return "its manifest lists a stage without a name";
  if (stage->create == nullptr || stage->destroy == nullptr || stage->process == nullptr ||
      stage->read_defaults == nullptr) {
    return fmt::format("its stage {} lacks a function", stage->name);
  }
  for (std::size_t i = 0; i < stage->option_count; ++i) {
    const OptionSpec& option = stage->options[i];
    if (option.name.empty() || option.assign == nullptr || option.read == nullptr) {
      return fmt::format("option {} of its stage {} is not complete", i + 1, stage->name);
    }
  }
  return std::nullopt;
}

// dlopen's own words, out of Boost's "load() failed (dlerror system message: FILE: WORDS): Bad file
// descriptor", in which the last part is an error number that has nothing to do with it.
std::string loader_words(const std::string& file, const std::exception& error) {
  std::string words = error.what();
  constexpr std::string_view kBefore = "dlerror system message: ";
  if (const auto at = words.find(kBefore); at != std::string::npos) {
    words.erase(0, at + kBefore.size());
    if (const auto end = words.rfind("): "); end != std::string::npos) words.erase(end);
  }
  if (words.starts_with(file + ": ")) words.erase(0, file.size() + 2);
  return words;
}

}  // namespace

std::optional<std::string> refuse_by_manifest(const Manifest& manifest) {
  if (manifest.magic != kManifestMagic)
    return "its manifest does not begin with MMPLUGIN: the file is damaged or no plugin";
  if (manifest.size < sizeof(Manifest)) {
    return fmt::format("its manifest has {} bytes, at least {} are needed", manifest.size, sizeof(Manifest));
  }
  if (manifest.abi != MINUTEMILL_ABI) {
    return fmt::format("its manifest says plugin ABI {}, this program has ABI {}", manifest.abi,
                       MINUTEMILL_ABI);
  }
  const std::string_view tag = text_or(manifest.abi_tag, "");
  if (tag != MINUTEMILL_ABI_TAG) {
    return fmt::format("built with other compiler settings ({}), this program needs {}", tag,
                       MINUTEMILL_ABI_TAG);
  }
  if (text_or(manifest.name, "").empty() || text_or(manifest.version, "").empty()) {
    return "its manifest has no name or no version";
  }
  if (manifest.stages == nullptr || manifest.stage_count == 0) return "it has no stages";
  for (std::size_t i = 0; i < manifest.stage_count; ++i)
    if (auto reason = refuse_stage(manifest.stages[i])) return reason;
  return std::nullopt;
}

const Manifest* load_plugin(const std::string& file, std::string& reason) {
  if (auto refused = refuse_by_section(file)) {
    reason = std::move(*refused);
    return nullptr;
  }
  // rtld_now, for a missing symbol is to be told now and not to kill the process in the middle of a run.
  boost::dll::shared_library* library = &kept_library();
  try {
    library->load(file, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    if (!library->has(MINUTEMILL_SYMBOL_NAME)) {
      reason = "it does not export the symbol " MINUTEMILL_SYMBOL_NAME " (hidden by its own link options?)";
      return nullptr;
    }
    const auto* manifest = static_cast<const Manifest*>(library->get<const void*>(MINUTEMILL_SYMBOL_NAME));
    if (manifest == nullptr) {
      reason = "its symbol " MINUTEMILL_SYMBOL_NAME " points nowhere";
      return nullptr;
    }
    if (auto refused = refuse_by_manifest(*manifest)) {
      reason = std::move(*refused);
      return nullptr;
    }
    return manifest;
  } catch (const std::exception& error) {
    reason = "cannot be loaded: " + loader_words(file, error);
    return nullptr;
  }
}

}  // namespace minutemill
