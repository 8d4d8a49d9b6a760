// A page as an array in document order, beside its markup: what many passes ask of elements and texts (kind,
// names, blocks, letters) is read once, and what lies below an element is a range.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "tags.hpp"
#include "text_facts.hpp"

namespace minutemill::clean {

class PageTree {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = ~Index{0};
  enum class Align : std::uint8_t { none, left, center, right, justify };

  struct Item {
    pugi::xml_node node;
    Index parent = kNone;
    Index end = 0;  // behind its last descendant
    Tag tag = Tag::none;
    bool is_block = false;     // by its name, or displayed as one
    bool holds_block = false;  // somewhere below
    bool is_furniture = false;
    bool has_role = false;
    bool has_id = false;  // or a name: something may lead here
    // Of the nearest elements around and itself.
    Align align = Align::none;
    bool is_boxed = false;             // in a cell, item, caption or quotation
    bool is_bold = false;              // up to the nearest block
    Index block = kNone;               // the nearest one
    const char* class_name = nullptr;  // null: none
    const char* id = nullptr;
    std::string_view text;  // of a text or comment
    TextFacts facts;        // of a text
  };

  // Reads the whole markup below `html`.
  void read(pugi::xml_node html);

  // Or item by item, in document order: each is added below its parent, read when its attributes are final,
  // and closed behind its last descendant.
  void clear();
  Index add(const pugi::xml_node& node, Tag tag, Index parent);
  void read_attributes(Index element);
  void set_text(Index text, std::string_view value, const TextFacts& facts);
  void close(Index element) { items_[element].end = static_cast<Index>(items_.size()); }

  [[nodiscard]] Index size() const noexcept { return static_cast<Index>(items_.size()); }
  [[nodiscard]] const Item& operator[](Index at) const noexcept { return items_[at]; }
  // The element named so right below the root; kNone when there is none.
  [[nodiscard]] Index part(Tag tag) const noexcept;

  [[nodiscard]] bool is_element(Index at) const noexcept { return clean::is_element(items_[at].tag); }
  [[nodiscard]] bool is_inside(Index at, Index ancestor) const noexcept {
    return at >= ancestor && at < items_[ancestor].end;
  }
  // The next sibling; kNone behind the last one.
  [[nodiscard]] Index next_sibling(Index at) const noexcept {
    const Item& item = items_[at];
    return item.parent != kNone && item.end < items_[item.parent].end ? item.end : kNone;
  }
  // A block with no block inside.
  [[nodiscard]] bool is_leaf_block(Index at) const noexcept {
    return items_[at].is_block && !items_[at].holds_block;
  }
  [[nodiscard]] std::string_view class_of(Index at) const noexcept {
    return items_[at].class_name == nullptr ? std::string_view() : items_[at].class_name;
  }
  // An element of this kind lies below.
  [[nodiscard]] bool holds(Index at, Tag tag) const noexcept;

  // The text below on one line; reading stops behind `most` bytes. It lies in the markup or in `buffer`.
  [[nodiscard]] std::string_view text_of(Index at, std::size_t most, std::string& buffer) const;
  // Non-blank characters below, furniture inside left out, counted up to `enough`.
  [[nodiscard]] std::size_t text_size(Index at, std::size_t enough) const noexcept;

  // In the markup too. What is furniture already, or has a role, keeps it.
  void mark_furniture(Index element, const char* rule);
  void unmark_furniture(Index element);
  void give_role(Index element, const char* role);
  [[nodiscard]] std::string_view role_of(Index element) const;
  void rename(Index element, Tag tag, const char* name);

 private:
  std::vector<Item> items_;
};

}  // namespace minutemill::clean
