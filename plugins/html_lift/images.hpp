// Images of a page: from data: addresses and from files beside the input, never from the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <pugixml.hpp>

#include <minutemill/plugin.hpp>

namespace minutemill::lift {

// What the first bytes of an image say.
struct ImageFacts {
  std::string_view media_type;          // empty: no image that we know
  std::uint32_t width = 0, height = 0;  // pixels, 0 when unknown
};
[[nodiscard]] ImageFacts image_facts(std::string_view bytes);
// RFC 4648 with white space let through; nothing when there is another character.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string decode_percent(std::string_view text);
// An SVG without scripts, handlers, foreign content and addresses that lead outside; empty when it is none.
[[nodiscard]] std::string safe_svg(std::string_view text);

class Images {
 public:
  Images(Document& document, Context& context) : document_(document), context_(context) {}
  // A new image node, not yet in the tree; null when there is nothing to show.
  Node* lift(const pugi::xml_node& img, SourceSpan span);
  Node* lift_svg(const pugi::xml_node& svg, SourceSpan span);
  [[nodiscard]] std::size_t unreadable() const noexcept { return unreadable_; }
  [[nodiscard]] SourceSpan first_unreadable() const noexcept { return first_unreadable_; }
  [[nodiscard]] const std::string& first_reason() const noexcept { return first_reason_; }

 private:
  std::optional<std::size_t> resource_of(std::string_view src, SourceSpan span);
  std::optional<std::size_t> add(std::string bytes, std::string name, SourceSpan span);
  void complain(std::string reason, SourceSpan span);

  Document& document_;
  Context& context_;
  std::unordered_map<std::string, std::size_t> known_;  // by bytes
  std::size_t unreadable_ = 0;
  SourceSpan first_unreadable_;
  std::string first_reason_;
};

}  // namespace minutemill::lift
