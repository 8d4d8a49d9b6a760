#include "media.hpp"

#include <utility>

#include "svg_render.hpp"

namespace minutemill::docx {

std::string_view Media::extension(std::string_view media_type) noexcept {
  if (media_type == "image/png") return "png";
  if (media_type == "image/jpeg") return "jpeg";
  if (media_type == "image/gif") return "gif";
  return {};
}

std::string Media::add(std::size_t resource, std::string_view extension, std::optional<std::string> bytes) {
  items_.push_back({resource,
                    "media/image" + std::to_string(items_.size() + 1) + "." + std::string(extension),
                    std::move(bytes)});
  return items_.back().name;
}

std::string Media::part_name(std::size_t resource, std::string_view extension) {
  const auto [at, fresh] = by_resource_.try_emplace(resource, items_.size());
  return fresh ? add(resource, extension, std::nullopt) : items_[at->second].name;
}

std::optional<Media::Vector> Media::vector_names(std::size_t resource, const std::string& svg,
                                                 std::int32_t width, std::int32_t height) {
  const auto [at, fresh] = vectors_.try_emplace(resource);
  if (!fresh || undrawn_ == kMostUndrawn) return at->second;
  if (auto png = render_svg(svg, width, height))
    at->second = Vector{add(resource, "png", std::move(png)), add(resource, "svg", std::nullopt)};
  else
    ++undrawn_;
  return at->second;
}

const std::string& Media::bytes_of(const Item& item, const Document& document) {
  return item.bytes ? *item.bytes : document.resources()[item.resource].bytes;
}

void Media::write(const Document& document, PackageWriter& package) const {
  for (const Item& item : items_) {
    const std::string name = "word/" + item.name;
    if (item.name.ends_with(".svg"))
      package.add(name, bytes_of(item, document));
    else
      package.store(name, bytes_of(item, document));  // compressed already
  }
}

}  // namespace minutemill::docx
