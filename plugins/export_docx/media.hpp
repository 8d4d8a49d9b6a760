// Images as parts: each resource once.
#pragma once

#include <cstdint>
#include <optional>
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

  // An SVG has two parts: pixels for versions of Word that cannot show it, and itself.
  struct Vector {
    std::string pixels, drawing;  // names as above
  };
  // The size in pixels of the first use counts for all. None when no pixels can be made of it, or not of
  // three before it: a page of slow drawings takes no more time than that.
  [[nodiscard]] std::optional<Vector> vector_names(std::size_t resource, const std::string& svg,
                                                   std::int32_t width, std::int32_t height);
  // The parts used, in order.
  void write(const Document& document, PackageWriter& package) const;
  // Calls see(name, bytes) for each, in order.
  template <class See>
  void each(const Document& document, See see) const {
    for (const Item& item : items_) see(item.name, bytes_of(item, document));
  }

 private:
  struct Item {
    std::size_t resource = 0;
    std::string name;
    std::optional<std::string> bytes;  // made of the resource; else its own
  };
  static constexpr int kMostUndrawn = 3;
  static const std::string& bytes_of(const Item& item, const Document& document);
  std::string add(std::size_t resource, std::string_view extension, std::optional<std::string> bytes);

  std::vector<Item> items_;
  std::unordered_map<std::size_t, std::size_t> by_resource_;
  std::unordered_map<std::size_t, std::optional<Vector>> vectors_;
  int undrawn_ = 0;
};

}  // namespace minutemill::docx
