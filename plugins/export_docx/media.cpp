#include "media.hpp"

namespace minutemill::docx {

std::string_view Media::extension(std::string_view media_type) noexcept {
  if (media_type == "image/png") return "png";
  if (media_type == "image/jpeg") return "jpeg";
  if (media_type == "image/gif") return "gif";
  return {};
}

std::string Media::part_name(std::size_t resource, std::string_view extension) {
  const auto [at, fresh] = by_resource_.try_emplace(resource, items_.size());
  if (fresh)
    items_.push_back(
        {resource, "media/image" + std::to_string(items_.size() + 1) + "." + std::string(extension)});
  return items_[at->second].name;
}

void Media::write(const Document& document, PackageWriter& package) const {
  // These formats are compressed already.
  for (const Item& item : items_)
    package.store("word/" + item.name, document.resources()[item.resource].bytes);
}

}  // namespace minutemill::docx
