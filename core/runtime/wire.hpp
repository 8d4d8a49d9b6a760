// Jobs and results as bytes between the parent and its workers. Reading checks every length: a worker whose
// memory a plugin has damaged may send anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/document_result.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

// Who decides what the outputs are called.
enum class Naming : std::uint8_t {
  given,     // the job says it
  deferred,  // the names depend on the document: written under temporary names, the parent decides in the
             // order of the inputs
};

struct Job {
  std::uint64_t number = 0;
  std::string root;
  std::string path;
  std::string folder;  // of the outputs, safe
  bool follow = false;
  Naming naming = Naming::given;
  std::vector<std::string> paths;  // Naming::given: relative to the output folder
  std::uint64_t left_out = 0;      // bit i: the i-th output stands from an earlier run; it has no path here
  // A record of a container.
  bool in_memory = false;
  std::string bytes;
  std::string media_type;
  std::string charset;
  std::string url;
  bool handed_over = false;  // a large record: read from the descriptor that the channel brings
  UniqueFd memory;           // that descriptor; the parent's own
  unsigned attempts = 0;     // workers that were killed from outside at this job; the parent's own note
};

// Records up to this size travel with their job.
inline constexpr std::size_t kLargestInline = 64 * 1024;
inline constexpr std::size_t kLargestFrame = 128 * 1024;

[[nodiscard]] std::string encode(const Job& job);
[[nodiscard]] std::optional<Job> decode_job(std::string_view bytes);
// Keeps to kLargestFrame: long messages are cut and reports left out.
[[nodiscard]] std::string encode(const DocumentResult& result);
[[nodiscard]] std::optional<DocumentResult> decode_result(std::string_view bytes);

}  // namespace minutemill
