// Which names are taken in the output folder, and what to do when two documents want the same.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <minutemill/export.hpp>

#include "runtime/hash_set.hpp"

namespace minutemill {

enum class CollisionPolicy : std::uint8_t { number, error, overwrite };

// Names that differ only in case or in Unicode normal form count as the same, since they are on other file
// systems. Asked in the order of the inputs, so that what comes out does not depend on which worker is done
// first.
class MINUTEMILL_API OutputNames {
 public:
  explicit OutputNames(CollisionPolicy policy) noexcept : policy_(policy) {}

  // Takes all paths of one document (relative to the output folder), or none. With CollisionPolicy::number,
  // when one is taken, all get the first number from 2 that is free for all: "r-2.docx", "r-2.epub". False
  // with CollisionPolicy::error when one is taken; `taken` is then its index.
  [[nodiscard]] bool reserve(std::vector<std::string>& paths, std::size_t& taken);
  // Paths for which `reserved` is true are never handed out, not even with CollisionPolicy::overwrite: with
  // number they count as taken, otherwise reserve() says false.
  void keep_out(std::function<bool(const std::string&)> reserved) { reserved_ = std::move(reserved); }
  [[nodiscard]] bool is_reserved(const std::string& path) const { return reserved_ && reserved_(path); }
  // For what an earlier run has made: takes a path that is there, gives up one that will be made anew.
  void hold(const std::string& path);
  void release(const std::string& path);
  [[nodiscard]] bool is_taken(const std::string& path) const;

 private:
  [[nodiscard]] bool is_free(const std::vector<std::string>& paths, std::size_t& taken) const;
  void take(const std::vector<std::string>& paths);

  CollisionPolicy policy_;
  std::function<bool(const std::string&)> reserved_;
  // By their hashes. Of a million names, two differing ones get the same hash once in 40 million runs,
  // and then one of them is numbered without need.
  HashSet taken_;
  std::unordered_map<std::uint64_t, unsigned> next_number_;  // by the hash of a document's first name
};

// "r.docx", 2 -> "r-2.docx"; the result has at most 255 bytes.
[[nodiscard]] MINUTEMILL_API std::string numbered_name(std::string_view name, unsigned number);
// A path as it reads without regard to case and normal form.
[[nodiscard]] MINUTEMILL_API std::string folded_path(std::string_view path);

}  // namespace minutemill
