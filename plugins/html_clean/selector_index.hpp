// Many selectors tried on an element at the price of a few: by the id, class, tag or attribute that
// each asks of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "css_selector.hpp"

namespace minutemill::clean {

class SelectorIndex {
 public:
  void add(const CssSelector& selector, std::size_t value);
  [[nodiscard]] bool empty() const noexcept {
    return by_id_.empty() && by_class_.empty() && by_tag_.empty() && by_attribute_.empty() && others_.empty();
  }
  // Appends the value of each selector that fits the element. `names` are its own, read before.
  struct Names {
    std::string_view tag, id, class_name;
  };
  void match(const pugi::xml_node& element, const Names& names, std::vector<std::size_t>& out) const;

 private:
  struct Entry {
    CssSelector selector;
    std::size_t value;
  };
  // By a text. Nearly all that is looked for is not there, which its first byte and length tell.
  class ByText {
   public:
    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    std::vector<Entry>& operator[](const std::string& key) {
      lengths_[place_of(key)] |= length_bit(key);
      return entries_[key];
    }
    // Null when there is none.
    [[nodiscard]] const std::vector<Entry>* find(std::string_view key) const {
      if (key.empty() || (lengths_[place_of(key)] & length_bit(key)) == 0) return nullptr;
      const auto at = entries_.find(key);
      return at == entries_.end() ? nullptr : &at->second;
    }

   private:
    static std::size_t place_of(std::string_view key) noexcept {
      return static_cast<unsigned char>(key.front()) % kPlaces;
    }
    static std::uint64_t length_bit(std::string_view key) noexcept {
      return std::uint64_t{1} << (key.size() % 64);
    }
    struct HashText {
      using is_transparent = void;
      std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
      }
    };
    static constexpr std::size_t kPlaces = 64;
    std::array<std::uint64_t, kPlaces> lengths_{};  // by first byte: a bit for each length
    std::unordered_map<std::string, std::vector<Entry>, HashText, std::equal_to<>> entries_;
  };

  static void try_all(const std::vector<Entry>& entries, const pugi::xml_node& element,
                      std::vector<std::size_t>& out);
  static void try_key(const ByText& index, std::string_view key, const pugi::xml_node& element,
                      std::vector<std::size_t>& out);

  ByText by_id_, by_class_, by_tag_, by_attribute_;
  std::vector<Entry> others_;
};

}  // namespace minutemill::clean
