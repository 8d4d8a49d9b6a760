// Images as parts: each resource once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/package.hpp>

namespace minutemill::docx {

class Media {
 public:
  // The file ending for a type that Word shows in every version, else empty.
  [[nodiscard]] static std::string_view extension(std::string_view media_type) noexcept;
  // "media/image1.png", relative to word/; the same for the same resource.
  std::string part_name(std::size_t resource, std::string_view extension);
  // The parts used, in order.
  void write(const Document& document, PackageWriter& package) const;
  // Calls see(name, bytes) for each, in order.
  template <class See>
  void each(const Document& document, See see) const {
    for (const Item& item : items_) see(item.name, document.resources()[item.resource].bytes);
  }

 private:
  struct Item {
    std::size_t resource = 0;
    std::string name;
  };
  std::vector<Item> items_;
  std::unordered_map<std::size_t, std::size_t> by_resource_;
};

}  // namespace minutemill::docx
