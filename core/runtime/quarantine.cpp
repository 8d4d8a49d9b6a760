#include "runtime/quarantine.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "runtime/run_names.hpp"

namespace minutemill {

std::optional<FileError> Quarantine::open(const std::string& folder, std::uint64_t max_input) {
  if (auto error = OutputTree::open(folder, false, tree_)) return error;
  list_ = UniqueFd(
      ::openat(tree_.fd(), "quarantine.jsonl", O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!list_) return system_error(FailureCode::output, "quarantine.jsonl cannot be written", errno);
  reader_.emplace(max_input, 0);
  return std::nullopt;
}

std::optional<FileError> Quarantine::add(const DocumentResult& result) {
  nlohmann::ordered_json line{{"input", result.input}};
  if (!reader_->read("", result.input, true)) {
    std::vector<std::string> paths{safe_path(result.input)};
    std::size_t taken = 0;
    (void)names_.reserve(paths, taken);  // numbers always find a place
    if (auto error = tree_.write(paths.front(), reader_->bytes(), "copy")) return error;
    line["file"] = paths.front();
  }
  line["code"] = to_string(result.failure);
  if (!result.step.empty()) line["step"] = result.step;
  if (result.span.known()) line["byte"] = result.span.begin;
  line["message"] = result.message;
  const std::string text = line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  if (::write(list_.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return system_error(FailureCode::output, "quarantine.jsonl cannot be written", errno);
  return std::nullopt;
}

}  // namespace minutemill
