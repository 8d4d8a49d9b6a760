// The words of agenda items and sentences, as they are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill::rules {

// Letters, digits and ideographs of a topic, and the pairs of those side by side.
class Topic {
 public:
  explicit Topic(std::string_view text);
  // One and the same matter: contained in one another, or sharing most pairs.
  [[nodiscard]] bool is_like(const Topic& other) const;

 private:
  std::u32string letters_;
  std::vector<std::uint64_t> pairs_;  // sorted
};

// The different pairs of characters side by side in a text, sorted.
class Pairs {
 public:
  Pairs() = default;
  explicit Pairs(std::string_view text);
  [[nodiscard]] const std::vector<std::uint64_t>& all() const noexcept { return pairs_; }
  template <class Drop>
  void drop_if(Drop drop) {
    std::erase_if(pairs_, drop);
  }
  // How many of them `other` has as well.
  [[nodiscard]] std::size_t count_shared(const Pairs& other) const noexcept;

 private:
  std::vector<std::uint64_t> pairs_;
};

}  // namespace minutemill::rules
