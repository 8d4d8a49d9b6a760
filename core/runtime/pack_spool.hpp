// Where workers put outputs on their way into a pack: one file for each worker, without a name, so that a
// kill leaves nothing. A worker writes at the end; the parent copies from it in the order of the inputs and
// gives the space back behind itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/document_result.hpp"
#include "runtime/file_error.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

// The worker's side. The descriptor belongs to the parent.
struct SpoolEnd {
  int fd = -1;
  std::uint64_t end = 0;

  [[nodiscard]] bool is_open() const noexcept { return fd >= 0; }
  // Writes all parts behind each other with one call; `end` moves only when that went well.
  [[nodiscard]] std::optional<FileError> append(const std::vector<std::string_view>& parts);
};

// The parent's side: the spools of all workers.
class PackSpools {
 public:
  // The spool of a worker, to be written from behind all that has arrived; made when there is none.
  [[nodiscard]] std::optional<FileError> open(OutputTree& tree, unsigned worker, SpoolEnd& end);
  // A result came from its worker, and will be read later. One that names what the spool does not hold comes
  // from a worker with damaged memory; it becomes a failure.
  void arrived(DocumentResult& result);
  // Reads its outputs, one part each; they stand until the next call.
  [[nodiscard]] std::optional<FileError> read(const DocumentResult& result,
                                              std::vector<std::string_view>& parts);
  // It has been read, or never will be.
  void done(const DocumentResult& result);
  // Bytes that wait to be read.
  [[nodiscard]] std::uint64_t waiting() const noexcept { return waiting_; }

 private:
  struct Spool {
    UniqueFd fd;
    std::uint64_t read_to = 0;            // the end of what has been read
    std::uint64_t given_back = 0;         // the space below is free again
    std::multiset<std::uint64_t> unread;  // where results that are still to be read begin
  };
  std::vector<Spool> spools_;
  std::string buffer_;
  std::uint64_t waiting_ = 0;
};

}  // namespace minutemill
