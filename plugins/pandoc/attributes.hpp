// pandoc's Attr, [id, [class], [[key, value]]], and our attributes in it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::pandoc {

// A set of attributes, for those that an element says otherwise than by its Attr.
class AttrSet {
 public:
  constexpr AttrSet() = default;
  constexpr AttrSet(std::initializer_list<Attr> attrs) noexcept {
    for (const Attr attr : attrs) bits_ |= bit(attr);
  }
  [[nodiscard]] constexpr bool has(Attr attr) const noexcept { return (bits_ & bit(attr)) != 0; }
  constexpr void add(Attr attr) noexcept { bits_ |= bit(attr); }

 private:
  static constexpr std::uint64_t bit(Attr attr) noexcept {
    return std::uint64_t{1} << static_cast<int>(attr);
  }
  std::uint64_t bits_ = 0;
};

struct Attributes {
  std::string id;
  std::vector<std::string> classes;
  std::vector<std::pair<std::string, std::string>> pairs;

  [[nodiscard]] bool empty() const noexcept { return id.empty() && classes.empty() && pairs.empty(); }
  [[nodiscard]] const std::string* find(std::string_view key) const noexcept;
  [[nodiscard]] bool has_class(std::string_view name) const noexcept;
};

// A node's attributes without those in `taken`. id, classes, lang and dir are pandoc's own; the rest get our
// prefix, or, with `foreign` false, are left out and counted in `left`.
[[nodiscard]] Attributes to_pandoc(const Node& node, AttrSet taken, bool foreign, std::size_t& left);

// The kind that "mm-kind" names.
[[nodiscard]] std::optional<NodeKind> kind_of(const Attributes& attributes) noexcept;

// Sets what the model knows on a node, but nothing of `taken` and nothing that the node has already. Names of
// what it does not know go to `unknown`.
void from_pandoc(const Attributes& attributes, AttrSet taken, Document& document, Node& node,
                 std::vector<std::string>& unknown);

}  // namespace minutemill::pandoc
