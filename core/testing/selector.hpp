// Selectors over a document, in the manner of CSS: kinds, attributes, descendants and children.
//   section[role=agenda_item] > heading      table_cell[column_span=2]      list list_item      *[lang]
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::testing {

class Selector {
 public:
  // Nothing, with `problem` set, when the text is no selector.
  static std::optional<Selector> parse(std::string_view text, std::string& problem);
  // In document order, within `root`.
  [[nodiscard]] std::vector<const Node*> select(const Node& root) const;

 private:
  struct Test {
    Attr attr = Attr::id;
    bool has_value = false;
    std::string value;
  };
  struct Part {
    bool any_kind = false;
    NodeKind kind = NodeKind::body;
    bool child = false;  // of what the part before it matched; else any descendant
    std::vector<Test> tests;
  };
  static bool parse_part(std::string_view text, Part& part, std::string& problem);
  [[nodiscard]] static bool matches(const Part& part, const Node& node);
  [[nodiscard]] bool matches_path(const Node& node, const Node& root) const;
  std::vector<Part> parts_;
};

// An attribute as text, numbers in decimal.
[[nodiscard]] std::string attribute_text(const Node& node, Attr attr);

}  // namespace minutemill::testing
