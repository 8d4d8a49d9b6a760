// The index of a volume: terms and where they are found.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace minutemill::volumes {

class Index {
 public:
  struct Reference {
    std::string label;   // the report
    std::string target;  // in the exporter's own terms
  };
  struct Entry {
    std::string term;
    std::vector<Reference> references;  // in the order in which they were added, none twice
  };

  void add(const std::string& term, Reference reference);
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  // In the order that readers of `language` (BCP 47) look things up: Chinese by pinyin or by strokes, numbers
  // by their value, brackets and other punctuation passed over.
  [[nodiscard]] std::vector<const Entry*> sorted(std::string_view language) const;

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> by_term_;
};

}  // namespace minutemill::volumes
