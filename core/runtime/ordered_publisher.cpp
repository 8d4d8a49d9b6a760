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

void OrderedPublisher::add(DocumentResult result) {
  waiting_.emplace(result.number, std::move(result));
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
       first = waiting_.begin()) {
    DocumentResult next = std::move(first->second);
    waiting_.erase(first);
    ++next_;
    if (next.ok() && !next.kept) publish(next);
    deliver_(std::move(next));
  }
}

void OrderedPublisher::publish(DocumentResult& result) {
  std::vector<std::string> paths;
  for (const OutputRecord& output : result.outputs) paths.push_back(output.path);
  std::size_t taken = 0;
  std::size_t published = 0;
  std::optional<FileError> error;
  if (!names_.reserve(paths, taken))
    error = FileError{FailureCode::output, name_taken_message(names_, paths[taken]), 0};
  while (!error && published < paths.size()) {
    error = tree_.publish(temporary_name(prefix_, result.number, published), paths[published]);
    if (!error) ++published;
  }
  if (!error) {
    for (std::size_t i = 0; i < paths.size(); ++i) result.outputs[i].path = paths[i];
    return;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i < published)
      tree_.remove(paths[i]);
    else
      tree_.discard(temporary_name(prefix_, result.number, i));
  }
  result.failure = FailureCode::output;
  result.message = std::move(error->message);
  if (stops_run(error->error)) result.stop_error = error->error;
  result.outputs.clear();
}

void OrderedPublisher::drop_waiting() {
  for (const auto& [number, result] : waiting_)
    for (std::size_t i = 0; i < result.outputs.size(); ++i) tree_.discard(temporary_name(prefix_, number, i));
  waiting_.clear();
}

}  // namespace minutemill
