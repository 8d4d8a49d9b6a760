// Markup: a parsed page as a pugixml tree, with the way back to the bytes it was parsed from.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include <minutemill/document.hpp>
#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

// Where the stages leave marks for the lifting stage: attributes that no page can set, since ':' names of
// this prefix are dropped when a page is parsed.
namespace mark {
inline constexpr const char* kFurniture = "mm:furniture";  // the rule that says this subtree is not content
inline constexpr const char* kRole = "mm:role";            // title, subtitle, byline, ...
inline constexpr const char* kIndent = "mm:indent";        // first line, thousandths of an em
inline constexpr const char* kBlockIndent = "mm:block-indent";
inline constexpr const char* kAlign = "mm:align";  // left | center | right | justify
inline constexpr const char* kBlock = "mm:block";  // this inline element is displayed as a block
inline constexpr const char* kStyle =
    "mm:style";  // words: bold italic underline strike sub super, from inline CSS
inline constexpr const char* kPrefix = "mm:";
}  // namespace mark

class MINUTEMILL_API Markup {
 public:
  Markup();
  ~Markup();
  Markup(Markup&&) noexcept;
  Markup& operator=(Markup&&) noexcept;
  void reset();

  // html > head, body, as an HTML5 parser makes it; element names in lower case.
  [[nodiscard]] pugi::xml_document& tree() noexcept { return tree_; }
  [[nodiscard]] const pugi::xml_document& tree() const noexcept { return tree_; }

  // The input as UTF-8. Offsets below are into this text.
  [[nodiscard]] const std::string& decoded() const noexcept { return decoded_; }
  // `runs` tell how decoded text maps to input bytes, sorted by `text`; empty when they are the same from
  // `shift` on.
  void set_decoded(std::string decoded, std::vector<SpanRun> runs, std::uint32_t shift = 0);

  // Which bytes of decoded() a node came from: for text its characters as written, entities included; for an
  // element its start tag. Kept when a node is moved within the tree; unknown for nodes made by a stage.
  void set_position(const pugi::xml_node& node, SourceSpan decoded);
  [[nodiscard]] SourceSpan position(const pugi::xml_node& node) const noexcept;
  // Bytes of the input behind bytes [begin, end) of decoded().
  [[nodiscard]] SourceSpan source_span(std::uint32_t begin, std::uint32_t end) const noexcept;
  // Runs that map `text`, the value of a text node written at `written` in decoded(), to input bytes:
  // character references are resolved, characters that a cleaning stage dropped are passed over. Empty when
  // text and input are the same bytes; `span` is set to the bytes of the whole.
  [[nodiscard]] std::vector<SpanRun> align(std::string_view text, SourceSpan written, SourceSpan& span) const;

  [[nodiscard]] SourceInfo& source() noexcept { return source_; }
  [[nodiscard]] const SourceInfo& source() const noexcept { return source_; }

 private:
  struct Positions;
  pugi::xml_document tree_;
  std::string decoded_;
  std::vector<SpanRun> runs_;
  std::uint32_t shift_ = 0;
  std::unique_ptr<Positions> positions_;
  SourceInfo source_;
};

}  // namespace minutemill
