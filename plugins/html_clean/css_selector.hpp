// The part of CSS selectors that site rules need (Selectors Level 4): type, #id, .class, [attribute] with its
// six operators, :not(), :first-child, :last-child, and the combinators descendant, child (>), next (+) and
// later (~) sibling.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::clean {

struct Compound {
  struct Test {
    enum class Kind : char {
      id,
      class_name,
      has,
      equals,
      word,
      prefix,
      suffix,
      part,
      dash,
      first,
      last
    } kind = Kind::has;
    bool negated = false;
    std::string name;  // of the attribute
    std::string value;
  };
  std::string tag;  // empty: any
  std::vector<Test> tests;
  char combinator = 0;  // to the compound on its left: ' ', '>', '+', '~'; 0 for the leftmost
};

class CssSelector {
 public:
  struct Fault {
    std::string message;
    std::size_t offset = 0;  // bytes from the text's beginning
  };
  // Nothing, with the fault, when the text is not such a selector. A list with commas gives several.
  static std::optional<std::vector<CssSelector>> parse(std::string_view text, Fault& fault);
  [[nodiscard]] bool matches(const pugi::xml_node& element) const;
  // What the rightmost element must have, to find candidates with: an id, else a class, else a tag, else an
  // attribute; all empty: any.
  struct Key {
    std::string id, class_name, tag, attribute;
  };
  [[nodiscard]] Key key() const;

 private:
  [[nodiscard]] bool matches_from(std::size_t compound, pugi::xml_node element) const;
  std::vector<Compound> compounds_;  // left to right
};

// The attribute's white-space separated words hold `word`.
[[nodiscard]] bool has_word(std::string_view list, std::string_view word);

}  // namespace minutemill::clean
