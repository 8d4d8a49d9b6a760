// How the characters of a text node lie in the markup they were read from, and that in the input's bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill {

// Decoded text to input bytes: runs, or a constant distance.
class SourceMap {
 public:
  SourceMap(const std::vector<SpanRun>& runs, std::uint32_t shift) noexcept : runs_(&runs), shift_(shift) {}
  // Input bytes behind decoded [begin, end); unknown when that is empty.
  [[nodiscard]] SourceSpan span(std::uint32_t begin, std::uint32_t end) const noexcept;
  // Appends what maps decoded [begin, end) to `out`, as text that starts at offset `text`.
  void slice(std::uint32_t begin, std::uint32_t end, std::uint32_t text, std::vector<SpanRun>& out) const;

 private:
  [[nodiscard]] std::size_t run_at(std::uint32_t offset) const noexcept;
  const std::vector<SpanRun>* runs_;
  std::uint32_t shift_;
};

// What a character reference at the start of `raw` ("&nbsp;", "&#x4f1a;", "&copy") stands for.
struct CharReference {
  std::size_t length = 0;  // bytes of the reference; 0 when it is only an ampersand
  char32_t value = 0;      // 0: a named character outside the small table
};
[[nodiscard]] CharReference read_char_reference(std::string_view raw) noexcept;

// Aligns `text`, the value of a text node, with `raw`, its markup, which begins at `offset` of the decoded
// input: references are resolved, markup inside (tags that a parser ignored) and characters that a stage
// dropped are passed over. Linear in both. Empty when they have nothing to do with each other.
[[nodiscard]] std::vector<SpanRun> align_text(std::string_view text, std::string_view raw,
                                              std::uint32_t offset, const SourceMap& map);

}  // namespace minutemill
