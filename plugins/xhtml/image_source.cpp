#include "image_source.hpp"

#include <utility>

#include <minutemill/base64.hpp>

#include "link_target.hpp"

namespace minutemill::xhtml {

std::string image_source(const Document& document, const Node& image, std::uint64_t largest) {
  const std::int64_t index = image.number(Attr::resource, -1);
  const auto& resources = document.resources();
  if (index >= 0 && static_cast<std::size_t>(index) < resources.size()) {
    const Resource& resource = resources[static_cast<std::size_t>(index)];
    if (resource.bytes.size() > largest) return {};
    std::string url = "data:" + resource.media_type + ";base64,";
    append_base64(url, resource.bytes);
    return url;
  }
  LinkTarget target = read_link(image.get(Attr::href));
  const bool elsewhere =
      target.kind == LinkTarget::Kind::external || target.kind == LinkTarget::Kind::relative;
  return elsewhere ? std::move(target.value) : std::string();
}

}  // namespace minutemill::xhtml
