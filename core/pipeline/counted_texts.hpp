// The texts of a document that have been counted once. Each step is looked at, and most leave most texts as
// they are: to compare costs a tenth of counting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill {

class CountedTexts {
 public:
  void clear() noexcept;
  // The document is walked through from its beginning again.
  void rewind() noexcept { next_ = 0; }
  // Characters of the text that comes next, as count_characters() says.
  [[nodiscard]] std::uint64_t count(std::string_view text);

 private:
  struct Text {
    std::size_t begin = 0;  // in bytes_
    std::size_t size = 0;
    std::uint64_t characters = 0;
  };
  [[nodiscard]] bool is(const Text& known, std::string_view text) const noexcept {
    return known.size == text.size() && std::string_view(bytes_).substr(known.begin, known.size) == text;
  }

  std::string bytes_;  // of all texts of the first walk, up to a bound
  std::vector<Text> texts_;
  std::size_t next_ = 0;
};

}  // namespace minutemill
