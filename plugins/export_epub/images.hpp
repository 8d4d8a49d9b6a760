// Pictures of a book: each resource once, under a name made from its place in the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::epub {

class Images {
 public:
  struct Item {
    const Resource* resource = nullptr;
    std::string file;  // "images/image-1.png"
    std::string media_type;
  };
  explicit Images(const Document& document) : document_(document), taken_(document.resources().size(), 0) {}

  // Takes the resource of an image node into the book; nothing when it has none that a book may hold.
  [[nodiscard]] std::optional<std::string> take(const Node& image);
  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

 private:
  const Document& document_;
  std::vector<std::uint32_t> taken_;  // by resource: place in items_ + 1
  std::vector<Item> items_;
};

// An SVG without scripts, event handlers, foreign objects and references to anything outside of it.
[[nodiscard]] bool is_harmless_svg(std::string_view bytes);

}  // namespace minutemill::epub
