// Names known when the program is compiled, found by a hash: for the elements and attributes that every page
// has by the hundred.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace minutemill {

// At most 255 rows, each with a member `name`; no two names are the same.
template <class Row, std::size_t kRows>
class NameTable {
 public:
  consteval explicit NameTable(const std::array<Row, kRows>& rows) : rows_(rows) {
    for (std::size_t i = 0; i < kRows; ++i) {
      std::size_t at = place_of(rows[i].name);
      while (places_[at] != 0) at = (at + 1) % kPlaces;
      places_[at] = static_cast<std::uint8_t>(i + 1);
    }
  }

  [[nodiscard]] constexpr const std::array<Row, kRows>& rows() const noexcept { return rows_; }

  // Null when the name is none of them.
  [[nodiscard]] constexpr const Row* find(std::string_view name) const noexcept {
    for (std::size_t at = place_of(name); places_[at] != 0; at = (at + 1) % kPlaces)
      if (const Row& row = rows_[places_[at] - 1U]; row.name == name) return &row;
    return nullptr;
  }

 private:
  static_assert(kRows < 256);
  static constexpr std::size_t kPlaces = 1024;

  // Names that begin and end alike and are as long differ in the middle; few do.
  static constexpr std::size_t place_of(std::string_view name) noexcept {
    if (name.empty()) return 0;
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(name[i]));
    };
    const std::uint32_t mixed = byte(0) | byte(name.size() / 2) << 8U | byte(name.size() - 1) << 16U |
                                static_cast<std::uint32_t>(name.size()) << 24U;
    return mixed * 0x9e3779b1U >> 22U;
  }

  std::array<Row, kRows> rows_;
  std::array<std::uint8_t, kPlaces> places_{};  // numbers of rows from 1; open addressing
};

}  // namespace minutemill
