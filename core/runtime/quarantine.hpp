// Copies the inputs that failed into a folder of their own, with the reasons in quarantine.jsonl beside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/document_result.hpp"
#include "runtime/file_error.hpp"
#include "runtime/input_reader.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"

namespace minutemill {

class Quarantine {
 public:
  [[nodiscard]] std::optional<FileError> open(const std::string& folder, std::uint64_t max_input);
  [[nodiscard]] bool is_open() const noexcept { return tree_.fd() >= 0; }
  // An input that cannot be read any more is listed without a copy. Only failures to write are errors.
  [[nodiscard]] std::optional<FileError> add(const DocumentResult& result);

 private:
  OutputTree tree_;
  OutputNames names_{CollisionPolicy::number};
  UniqueFd list_;
  std::optional<InputReader> reader_;
};

}  // namespace minutemill
