// The packs of an earlier run, read by the run that takes it up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "runtime/document_result.hpp"
#include "runtime/file_error.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/pack_format.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

// What packs are called. All of one run begin with the same prefix: "pack-", of a part of the inputs
// "pack-3-of-16-".
struct PackNames {
  PackFormat format = PackFormat::none;
  std::string prefix;

  [[nodiscard]] std::string pack(std::uint32_t number) const;   // "pack-00001.zip"
  [[nodiscard]] std::string index(std::uint32_t number) const;  // "pack-00001.index.jsonl"
  [[nodiscard]] std::string part(std::uint32_t number) const;   // while it is written: "pack-00001.part"
  [[nodiscard]] std::string fresh() const;                      // before it is that: "pack-new"
};

class PackSources {
 public:
  PackSources(OutputTree& tree, PackNames names) : tree_(tree), names_(std::move(names)) {}

  // True when the output stands where the ledger says, header and bytes. Tells whether it is in a finished
  // pack and its checksum.
  [[nodiscard]] bool holds(OutputRecord& output);
  // An output that holds() was true for.
  [[nodiscard]] std::optional<FileError> read(const OutputRecord& output, std::string& bytes);
  // Whether the finished pack ends with `trailer`, which begins at `end`.
  [[nodiscard]] bool ends_with(std::uint32_t pack, std::uint64_t end, const std::string& trailer);

 private:
  [[nodiscard]] int open(std::uint32_t pack, bool part);
  [[nodiscard]] bool holds_in(OutputRecord& output, bool part);

  OutputTree& tree_;
  PackNames names_;
  // They stay open, since the run replaces them one by one while it still takes from them.
  std::map<std::pair<std::uint32_t, bool>, UniqueFd> files_;
};

}  // namespace minutemill
