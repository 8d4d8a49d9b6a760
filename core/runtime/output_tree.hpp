// The output folder: makes folders in it and puts files into it, each whole or not at all.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

#include "runtime/file_error.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

// Nothing in here follows a link, so that nothing is written outside the output folder whoever else writes to
// it.
class MINUTEMILL_API OutputTree {
 public:
  // Makes the folder when it is not there.
  [[nodiscard]] static std::optional<FileError> open(const std::string& path, bool durable, OutputTree& tree);

  [[nodiscard]] int fd() const noexcept { return root_.get(); }
  [[nodiscard]] std::uint64_t device() const noexcept { return device_; }
  [[nodiscard]] std::uint64_t inode() const noexcept { return inode_; }

  // Paths are relative to the output folder; folders on the way are made. A file on its way there has a
  // temporary name in <out>/.minutemill/tmp, a folder that comes and goes with need. Puts a file under its
  // final name at once. A file that was there is replaced.
  [[nodiscard]] std::optional<FileError> write(const std::string& path, std::string_view bytes,
                                               const std::string& temporary);
  // Puts a file aside, for publish() or discard().
  [[nodiscard]] std::optional<FileError> stage(const std::string& temporary, std::string_view bytes);
  // The same for a file too large for memory: it is open for reading and writing, and finish_staged() makes
  // it as durable as the run wants it.
  [[nodiscard]] std::optional<FileError> stage_file(const std::string& temporary, UniqueFd& file);
  [[nodiscard]] std::optional<FileError> finish_staged(int file) const;
  // Invalid when there is no such regular file.
  [[nodiscard]] UniqueFd open_staged(const std::string& temporary);
  [[nodiscard]] UniqueFd open_file(const std::string& path);
  [[nodiscard]] std::optional<FileError> publish(const std::string& temporary, const std::string& path);
  void discard(const std::string& temporary);
  // A file without a name, for reading and writing, that ends with its descriptor.
  [[nodiscard]] std::optional<FileError> open_nameless(UniqueFd& file);
  // A file aside that is written over a long time; empty at first. What was there under the name goes.
  [[nodiscard]] std::optional<FileError> open_part(const std::string& name, UniqueFd& file);
  [[nodiscard]] std::optional<FileError> rename_part(const std::string& name, const std::string& new_name);
  // With `durable`, fsync().
  [[nodiscard]] std::optional<FileError> sync_if_durable(int file) const;
  // Negative when there is none. `path` may lie in .minutemill/tmp.
  [[nodiscard]] UniqueFd open_to_read(const std::string& path);
  static constexpr std::string_view kStagingFolder = ".minutemill/tmp/";
  // True when there was one.
  bool remove(const std::string& path);
  // Removes what a killed run has left aside under names with this prefix, and the folder itself once nobody
  // needs it.
  void clean_staging(std::string_view prefix);
  void remove_staging();

  // True for a regular file of this size and hash (XXH3, 64 bits).
  [[nodiscard]] bool holds(const std::string& path, std::uint64_t size, std::uint64_t hash);
  // Keeps other runs out of the folder for as long as this process and its workers live; false when one is
  // there already. `shared`: runs over different shards of the inputs let each other in.
  [[nodiscard]] bool lock(bool shared);

 private:
  struct CachedFolder {
    std::string path;
    UniqueFd fd;
    std::uint64_t used = 0;
  };

  [[nodiscard]] std::optional<FileError> folder_fd(std::string_view folder, int& fd, bool make = true);
  [[nodiscard]] std::optional<FileError> write_nameless(int folder, const std::string& name,
                                                        std::string_view bytes, const std::string& temporary,
                                                        bool& done);
  [[nodiscard]] bool link(int file, int folder, const std::string& name);
  [[nodiscard]] std::optional<FileError> open_staging(bool make = true);
  [[nodiscard]] std::optional<FileError> rename_over(int folder, const std::string& temporary,
                                                     const std::string& name);
  [[nodiscard]] std::optional<FileError> sync_folder(int folder) const;

  UniqueFd root_;
  UniqueFd staging_;
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
  bool durable_ = false;
  bool nameless_ = true;  // the file system knows O_TMPFILE: no temporary name, nothing left behind by a kill
  bool by_descriptor_ = true;  // the kernel lets such a file be linked without its name in /proc
  std::array<CachedFolder, 8> cache_;
  std::uint64_t clock_ = 0;
};

}  // namespace minutemill
