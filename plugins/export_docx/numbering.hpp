// Real list numbering: an abstract definition for each style of numbers, and an instance for each list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "reference.hpp"
#include "style.hpp"

namespace minutemill::docx {

inline constexpr int kDeepestLevel = 8;              // w:ilvl 0..8 (ECMA-376 §17.9.3)
inline constexpr std::uint32_t kMostNumbers = 2000;  // Word fails on files with many more instances
inline constexpr std::int64_t kHighestStart = 32767;

class Numbering {
 public:
  enum class Family : unsigned char { bullets, numbers, notes };
  // A list as a document asked for it.
  struct Request {
    std::string style;
    Family family = Family::bullets;
    int level = -1;  // restarts at this level
    std::int64_t start = 1;
  };
  // Definitions and instances of `reference`, when there is one, come first.
  explicit Numbering(const Lists& lists, const Reference* reference = nullptr);
  // The instance of headings (w:numId).
  [[nodiscard]] int headings() const noexcept { return taken_numbers_ + 1; }
  // An instance that counts from `start` at `level`; 0 when there are too many of them or Word cannot count
  // from there.
  int number(std::string_view number_style, int level, std::int64_t start);
  // The instance of all bulleted lists of this style ("", disc, circle, square, none).
  int bullets(std::string_view bullet_style);
  // The instance that numbers note `number` where words do not; 0 as above.
  int note(std::int64_t number);
  // The instances there are, from numId headings() + 1 on, and one more of that kind; 0 as above.
  [[nodiscard]] std::vector<Request> requests() const;
  int take(const Request& request);
  // Where the text of a level starts, in twips from the margin.
  [[nodiscard]] static std::int32_t text_position(const Lists& lists, int level) noexcept;
  [[nodiscard]] bool empty() const noexcept { return instances_.empty(); }
  // The whole part.
  [[nodiscard]] std::string part(const Style& style) const;

 private:
  struct Instance {
    std::size_t abstract = 0;
    int level = -1;  // restarts at this level
    std::int64_t start = 1;
  };
  std::size_t abstract(std::string_view kind, Family family);
  void write_abstract(pugi::xml_node root, std::size_t index) const;
  void write_level(pugi::xml_node parent, int level, const ListLevel& format, bool bullet) const;
  [[nodiscard]] ListLevel level_format(std::size_t index, int level) const;

  struct Kind {
    std::string style;
    Family family = Family::bullets;
    int bullets = 0;  // the instance of all its lists
  };
  const Lists& lists_;
  const Reference* reference_;
  int taken_definitions_ = 0, taken_numbers_ = 0;
  std::vector<Kind> kinds_;
  std::vector<Instance> instances_;
  int notes_ = 0;               // the instance that the last numbered note has
  std::int64_t last_note_ = 0;  // its number
};

}  // namespace minutemill::docx
