#include "runtime/ordered_publisher.hpp"

#include <fmt/format.h>

#include "runtime/worker.hpp"

namespace minutemill {

std::string name_taken_message(const OutputNames& names, const std::string& path) {
  if (names.is_reserved(path))
    return fmt::format(
        "the output {} would replace an input of this run; give another --out, or --on-collision number",
        path);
  return fmt::format(
      "another input of this run has the output {}; give --on-collision number, or a name template with more "
      "in it",
      path);
}

bool reserve_names(OutputNames& names, DocumentResult& result) {
  std::vector<std::string> paths;
  for (const OutputRecord& output : result.outputs) paths.push_back(output.path);
  std::size_t taken = 0;
  if (!names.reserve(paths, taken)) {
    result.failure = FailureCode::output;
    result.message = name_taken_message(names, paths[taken]);
    return false;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) result.outputs[i].path = std::move(paths[i]);
  return true;
}

void OrderedPublisher::add(DocumentResult result) {
  publisher_.arrive(result);
  waiting_.emplace(result.number, std::move(result));
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
       first = waiting_.begin()) {
    DocumentResult next = std::move(first->second);
    waiting_.erase(first);
    ++next_;
    publisher_.publish(next);
    deliver_(std::move(next));
  }
}

void OrderedPublisher::drop_waiting() {
  for (const auto& [number, result] : waiting_) publisher_.drop(result);
  waiting_.clear();
}

void StagedPublisher::publish(DocumentResult& result) {
  if (!result.ok() || result.kept) return;
  std::size_t published = 0;
  if (reserve_names(names_, result)) {
    std::optional<FileError> error;
    while (!error && published < result.outputs.size()) {
      error =
          tree_.publish(temporary_name(prefix_, result.number, published), result.outputs[published].path);
      if (!error) ++published;
    }
    if (!error) return;
    result.failure = FailureCode::output;
    result.message = std::move(error->message);
    if (stops_run(error->error)) result.stop_error = error->error;
  }
  for (std::size_t i = 0; i < result.outputs.size(); ++i) {
    if (i < published)
      tree_.remove(result.outputs[i].path);
    else
      tree_.discard(temporary_name(prefix_, result.number, i));
  }
  result.outputs.clear();
}

void StagedPublisher::drop(const DocumentResult& result) {
  if (result.kept) return;
  for (std::size_t i = 0; i < result.outputs.size(); ++i)
    tree_.discard(temporary_name(prefix_, result.number, i));
}

}  // namespace minutemill
