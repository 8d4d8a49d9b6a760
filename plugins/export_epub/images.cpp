#include "images.hpp"

#include <cstring>

#include <pugixml.hpp>

namespace minutemill::epub {
namespace {

// Core media types of EPUB 3.3 §3.2 and the first bytes by which a file is known; others need a fallback.
struct ImageFormat {
  std::string_view media_type;
  std::string_view extension;
  std::string_view magic;
};
constexpr ImageFormat kImageFormats[] = {{"image/png", "png", "\x89PNG\r\n\x1a\n"},
                                         {"image/jpeg", "jpg", "\xff\xd8\xff"},
                                         {"image/gif", "gif", "GIF8"},
                                         {"image/webp", "webp", "RIFF"},
                                         {"image/svg+xml", "svg", ""}};

const ImageFormat* image_format(const Resource& resource) {
  for (const ImageFormat& format : kImageFormats)
    if (format.media_type == resource.media_type) {
      if (format.magic.empty()) return is_harmless_svg(resource.bytes) ? &format : nullptr;
      return std::string_view(resource.bytes).starts_with(format.magic) ? &format : nullptr;
    }
  return nullptr;
}

std::string_view local_name(const char* name) noexcept {
  const char* colon = std::strrchr(name, ':');
  return colon != nullptr ? colon + 1 : name;
}

bool is_active_element(std::string_view name) noexcept {
  return name == "script" || name == "foreignObject" || name == "iframe" || name == "handler" ||
         name == "listener" || name == "animate" || name == "set" || name == "a";
}

}  // namespace

bool is_harmless_svg(std::string_view bytes) {
  pugi::xml_document tree;
  // A document type could bring entities: not worth the trust.
  if (bytes.find("<!DOCTYPE") != std::string_view::npos || bytes.find("<!ENTITY") != std::string_view::npos)
    return false;
  if (!tree.load_buffer(bytes.data(), bytes.size())) return false;
  if (local_name(tree.document_element().name()) != "svg") return false;
  const pugi::xml_node root = tree;
  for (pugi::xml_node at = root.first_child(); at;) {
    if (at.type() == pugi::node_element) {
      if (is_active_element(local_name(at.name()))) return false;
      for (const pugi::xml_attribute& attribute : at.attributes()) {
        const std::string_view name = local_name(attribute.name()), value = attribute.value();
        if (name.starts_with("on")) return false;
        if (name == "href" && !value.starts_with('#')) return false;
        if (value.find("url(") != std::string_view::npos && value.find("url(#") == std::string_view::npos)
          return false;
      }
      if (local_name(at.name()) == "style") {
        const std::string_view css = at.child_value();
        if (css.find("@import") != std::string_view::npos || css.find("url(") != std::string_view::npos)
          return false;
      }
    }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) at = at.parent();
    at = at == root ? pugi::xml_node() : at.next_sibling();
  }
  return true;
}

std::optional<std::string> Images::take(const Node& image) {
  if (!image.has(Attr::resource)) return std::nullopt;
  const auto index = static_cast<std::size_t>(image.number(Attr::resource));
  if (index >= taken_.size()) return std::nullopt;
  if (taken_[index] == 0) {
    const Resource& resource = document_.resources()[index];
    const ImageFormat* format = image_format(resource);
    if (format == nullptr) return std::nullopt;
    items_.push_back(
        {&resource,
         "images/image-" + std::to_string(items_.size() + 1) + "." + std::string(format->extension),
         resource.media_type});
    taken_[index] = static_cast<std::uint32_t>(items_.size());
  }
  return items_[taken_[index] - 1].file;
}

}  // namespace minutemill::epub
