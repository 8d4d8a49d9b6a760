#include "exec/command.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include <dlfcn.h>
#include <unistd.h>

namespace minutemill::exec {
namespace {

namespace fs = std::filesystem;

// FailureCode::plugin: the pipeline may be right, and this machine lacks something.
[[noreturn]] void refuse(const std::string& message, FailureCode code = FailureCode::plugin) {
  throw StageFailure(code, message);
}

bool is_beside_pipeline(std::string_view word) {
  return word.starts_with("./") || word.starts_with("../");
}

bool is_program(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0;
}

std::optional<std::string> find_in_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path != nullptr ? path : "/usr/bin:/bin"; !rest.empty();) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const fs::path file = fs::path(rest.substr(0, colon)) / name;
    if (file.is_absolute() && is_program(file)) return file.string();  // never in the present folder
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return {};
}

// Beside the folder that this plugin was loaded from, whose links are followed.
std::string find_guard() {
  Dl_info info{};
  std::error_code error;
  if (::dladdr(reinterpret_cast<const void*>(&find_guard), &info) == 0 || info.dli_fname == nullptr)
    return {};
  const fs::path plugin = fs::canonical(info.dli_fname, error);
  const fs::path guard = plugin.parent_path().parent_path() / "exec-guard";
  return is_program(guard) ? guard.string() : std::string();
}

std::vector<std::string> environment_of(const CommandOptions& options) {
  std::vector<std::string> out;
  const auto is_set = [&](const std::string& name) {
    return std::ranges::any_of(options.environment, [&](const auto& entry) { return entry.first == name; });
  };
  for (const std::string& name : options.inherit)
    if (const char* value = std::getenv(name.c_str()); value != nullptr && !is_set(name))
      out.push_back(name + "=" + value);
  for (const auto& [name, value] : options.environment) out.push_back(name + "=" + value);
  return out;
}

std::string program_file(const std::string& word) {
  if (word.find('/') == std::string::npos) {
    if (auto found = find_in_path(word)) return std::move(*found);
    refuse("there is no program '" + word +
           "' in the folders of PATH; for a file beside the pipeline write ./" + word);
  }
  if (word.front() != '/')
    refuse("'" + word + "' is no whole path; for a file beside the pipeline write ./" + word,
           FailureCode::input);
  if (!is_program(word)) refuse("'" + word + "' is no file that may be run (chmod +x makes a script one)");
  return word;
}

std::string name_of(const TextList& command) {
  std::string name = fs::path(command.front()).filename().string();
  if (command.size() > 1 && is_beside_pipeline(command[1]))
    name += " " + fs::path(command[1]).filename().string();
  return name;
}

}  // namespace

Command bind_command(const CommandOptions& options, Setup& setup) {
  Command out;
  if (options.command.empty() || options.command.front().empty())
    refuse("the command is empty; write command: [python3, ./change.py]", FailureCode::input);
  for (const std::string& word : options.command) {
    const auto file = is_beside_pipeline(word) ? setup.load(word, "exec") : std::nullopt;
    out.words.push_back(file ? file->file : word);
  }
  for (const std::string& file : options.files) (void)setup.load(file, "exec");
  if (setup.diagnostics().has_errors()) return out;
  out.words.front() = program_file(out.words.front());
  out.name = name_of(options.command);
  out.environment = environment_of(options);
  out.folder = options.folder;
  std::error_code error;
  if (!out.folder.empty() && !fs::is_directory(out.folder, error))
    refuse("there is no folder '" + out.folder + "'");
  out.guard = find_guard();
  if (out.guard.empty())
    refuse("exec-guard is not beside the folder of this plugin: minutemill is not installed whole");
  return out;
}

}  // namespace minutemill::exec
