// Jobs and results as bytes between the parent and its workers. Reading checks every length: a worker whose memory a
// plugin has damaged may send anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/document_result.hpp"

namespace minutemill {

// Who decides what the outputs are called.
enum class Naming : std::uint8_t {
  given,     // the job says it
  deferred,  // the names depend on the document: written under temporary names, the parent decides in the order of the inputs
};

struct Job {
  std::uint64_t number = 0;
  std::string root;
  std::string path;
  std::string folder;  // of the outputs, safe
  bool follow = false;
  Naming naming = Naming::given;
  std::vector<std::string> paths;  // Naming::given: relative to the output folder
  unsigned attempts = 0;  // workers that were killed from outside at this job; the parent's own note
};

inline constexpr std::size_t kLargestFrame = 128 * 1024;

[[nodiscard]] std::string encode(const Job& job);
[[nodiscard]] std::optional<Job> decode_job(std::string_view bytes);
// Keeps to kLargestFrame: long messages are cut and reports left out.
[[nodiscard]] std::string encode(const DocumentResult& result);
[[nodiscard]] std::optional<DocumentResult> decode_result(std::string_view bytes);

}  // namespace minutemill
