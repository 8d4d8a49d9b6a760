// Keeps hostile pages from what takes an HTML5 parser quadratic time: tags that would nest too deep,
// formatting elements that would be opened again in every paragraph, attributes without end. Such tags are
// blanked out in a copy of the text, byte for byte, so that positions stay; no text is touched.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <gumbo.h>

#include <minutemill/report.hpp>

#include "html_parse/tag_scanner.hpp"

namespace minutemill::html {

struct GuardLimits {
  std::size_t depth = 256;         // open elements
  std::size_t formatting = 64;     // open b, i, font, a ... at a time
  std::size_t reopened = 200'000;  // formatting elements opened again in later blocks, over the whole page
  std::size_t attributes = 256;    // of one element
};

struct Guarded {
  std::string copy;  // the changed text; empty when nothing had to be changed
  std::size_t tags = 0;
  std::size_t too_deep = 0, too_many_open = 0, too_many_attributes = 0;  // tags changed
  SourceSpan first_deep, first_open, first_attributes;                   // in the decoded text
  [[nodiscard]] bool changed() const noexcept { return !copy.empty(); }
};

// The open elements as the parser will have them, near enough to bound their number.
class PageGuard {
 public:
  // `text` and `limits` must outlive the guard. The tags are to be shown in turn.
  PageGuard(std::string_view text, const GuardLimits& limits) : text_(text), limits_(limits) {}
  void see(const Tag& tag, bool is_xml);
  [[nodiscard]] const Guarded& result() const noexcept { return out_; }

 private:
  struct Element {
    std::uint64_t key;
    std::uint64_t same = 0;  // formatting: hash of the whole tag
    std::string_view name;
    GumboTag id;
    std::uint8_t traits;
    bool blanked;
  };

  // How many elements of this kind are open.
  std::uint32_t& count_of(std::uint64_t key);
  void open(GumboTag id, const Tag& tag);
  // False when there are too many open: three of the same kind at most count (the "Noah's Ark" rule).
  bool open_formatting(Element& element, const Tag& tag);
  void close(GumboTag id, const Tag& tag);
  void close_formatting(std::uint64_t key, const Tag& tag);
  void leave_formatting(const Element& element);
  void close_implied(GumboTag id);
  void close_cell(GumboTag id);
  void push(const Element& element);
  void pop();
  std::string& copy();
  void cut_attributes(const Tag& tag);
  void blank(const Tag& tag, bool is_block);

  std::string_view text_;
  const GuardLimits& limits_;
  Guarded out_;
  std::vector<Element> stack_;
  std::array<std::uint32_t, GUMBO_TAG_LAST + 1> known_{};
  std::unordered_map<std::uint64_t, std::uint32_t> unknown_;
  std::unordered_map<std::uint64_t, std::uint32_t> same_;
  std::vector<std::size_t> outer_;  // formatting elements active outside each marker
  std::size_t formatting_ = 0;
  std::size_t reopened_ = 0;
  std::size_t open_ = 0;
  std::size_t foreign_ = 0;
  std::size_t last_end_ = 0;
};

}  // namespace minutemill::html
