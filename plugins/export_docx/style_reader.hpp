// Reads a style file key by key.
#pragma once

#include <functional>

#include "style.hpp"

namespace minutemill::docx {

class StyleReader {
 public:
  StyleReader(Style& style, bool extends, Diagnostics& diagnostics)
      : style_(style), whole_(!extends), diagnostics_(diagnostics) {}
  void read(const ConfigNode& root);

 private:
  void read_page(const ConfigNode& node);
  void read_grid(const ConfigNode& node);
  void read_fonts(const ConfigNode& node);
  void read_alternatives(const ConfigNode& node);
  void read_styles(const ConfigNode& node);
  void read_named(NamedStyle& named, const ConfigNode& node);
  void read_paragraph(ConfigReader& in, ParagraphFormat& format, std::int32_t half_points);
  void read_run(ConfigReader& in, RunFormat& format);
  void read_lists(const ConfigNode& node);
  void read_table(const ConfigNode& node);
  void read_front(const ConfigNode& node);
  void read_toc(const ConfigNode& node);
  void read_languages(const ConfigNode& node);
  void read_bands(const ConfigNode& node, Bands& bands);
  std::optional<Band> read_band(const ConfigNode* node);
  Borders read_borders(const ConfigNode& node, const char* what);
  std::vector<ListLevel> read_levels(const ConfigNode& node);
  ListLevel read_level(const ConfigNode& node);
  // What to write where no font or style has the name.
  std::string font_hint(std::string_view name) const;
  std::string style_hint(std::string_view name) const;

  // A distance in mm, cm, in, pt; also em (or `line` for spacing) when `em` is the size in half-points.
  std::optional<Extent> extent(ConfigReader& in, const char* key, std::int32_t em = 0);
  std::int32_t twips(ConfigReader& in, const char* key, std::int32_t fallback, bool required = false);
  std::optional<std::int32_t> size(ConfigReader& in, const char* key);
  std::optional<bool> flag(ConfigReader& in, const char* key);
  std::optional<std::string> colour(ConfigReader& in, const char* key);
  std::optional<LineSpacing> line(ConfigReader& in, const char* key);
  std::optional<std::string> align(ConfigReader& in, const char* key);

  Style& style_;
  bool whole_;  // nothing is there already: every part must be given
  Diagnostics& diagnostics_;
};

}  // namespace minutemill::docx
