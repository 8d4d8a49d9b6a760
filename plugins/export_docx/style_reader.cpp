#include "style_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace minutemill::docx {
namespace {

constexpr std::string_view kAligns[] = {"left", "center", "right", "justify"};
constexpr double kTwipsPerInch = 1440;

struct Quantity {
  double number = 0;
  std::string_view unit;
};

std::optional<Quantity> parse_quantity(std::string_view text) {
  Quantity out;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.number);
  if (error != std::errc() || !std::isfinite(out.number) || std::abs(out.number) > 1e6) return std::nullopt;
  out.unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return out;
}

// Twips of one unit, 0 for an unknown unit.
double twips_of(std::string_view unit) {
  if (unit == "mm") return kTwipsPerInch / 25.4;
  if (unit == "cm") return kTwipsPerInch / 2.54;
  if (unit == "in") return kTwipsPerInch;
  if (unit == "pt") return 20;
  return 0;
}

std::int32_t rounded(double value) {
  return static_cast<std::int32_t>(std::lround(value));
}

bool is_colour(std::string_view text) {
  return text == "auto" || (text.size() == 6 && std::all_of(text.begin(), text.end(), [](char c) {
                              return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
                                     (c >= 'a' && c <= 'f');
                            }));
}

// What is not said stays as it was.
template <class T>
void take(std::optional<T>& to, std::optional<T> given) {
  if (given) to = std::move(given);
}

std::string style_id(std::string_view key) {
  std::string id;
  bool upper = true;
  for (const char c : key) {
    if (c == '_' || c == '-')
      upper = true;
    else
      id.push_back(std::exchange(upper, false) && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                                                       : c);
  }
  return id;
}

}  // namespace

std::optional<Extent> StyleReader::extent(ConfigReader& in, const char* key, std::int32_t em) {
  const ConfigNode* node = in.any(key);
  if (node == nullptr) return std::nullopt;
  const auto quantity = node->is_scalar() ? parse_quantity(node->scalar()) : std::nullopt;
  if (quantity && quantity->number == 0) return Extent{};
  if (quantity && em > 0 && (quantity->unit == "em" || quantity->unit == "line"))
    return Extent{rounded(quantity->number * em * 10), rounded(quantity->number * 100)};
  const double unit = quantity ? twips_of(quantity->unit) : 0;
  if (unit == 0) {
    in.error(*node, std::string("'") + key + "' is a length",
             em > 0 ? "write 15mm, 1.5cm, 12pt, 1in or 2em" : "write 15mm, 1.5cm, 12pt or 1in");
    return std::nullopt;
  }
  return Extent{rounded(quantity->number * unit), 0};
}

std::int32_t StyleReader::twips(ConfigReader& in, const char* key, std::int32_t fallback, bool required) {
  if (required) (void)in.any(key, true);
  const auto length = extent(in, key);
  return length ? length->twips : fallback;
}

std::optional<std::int32_t> StyleReader::size(ConfigReader& in, const char* key) {
  const auto length = extent(in, key);
  if (!length) return std::nullopt;
  return std::clamp(rounded(length->twips / 10.0), 2, 3276);
}

std::optional<bool> StyleReader::flag(ConfigReader& in, const char* key) {
  const ConfigNode* node = in.any(key);
  if (node == nullptr) return std::nullopt;
  return in.boolean(key, false);
}

std::optional<std::string> StyleReader::colour(ConfigReader& in, const char* key) {
  const ConfigNode* node = in.any(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_scalar() && is_colour(node->scalar())) return std::string(node->scalar());
  in.error(*node, std::string("'") + key + "' is a colour",
           "write six hexadecimal digits in quotes, \"1F3864\", or auto");
  return std::nullopt;
}

std::optional<LineSpacing> StyleReader::line(ConfigReader& in, const char* key) {
  const ConfigNode* node = in.any(key);
  if (node == nullptr) return std::nullopt;
  std::string_view text = node->is_scalar() ? node->scalar() : std::string_view{};
  LineSpacing out{LineSpacing::Rule::exact, 0};
  if (text.ends_with('+')) {
    out.rule = LineSpacing::Rule::at_least;
    text.remove_suffix(1);
  }
  const auto quantity = parse_quantity(text);
  if (quantity && quantity->unit.empty() && out.rule == LineSpacing::Rule::exact)
    return LineSpacing{LineSpacing::Rule::multiple, rounded(quantity->number * 240)};
  if (quantity && twips_of(quantity->unit) > 0) {
    out.value = rounded(quantity->number * twips_of(quantity->unit));
    return out;
  }
  in.error(*node, std::string("'") + key + "' is a line spacing",
           "write 1.5 (lines), 29pt (exactly) or 29pt+ (at least)");
  return std::nullopt;
}

std::optional<std::string> StyleReader::align(ConfigReader& in, const char* key) {
  if (in.any(key) == nullptr) return std::nullopt;
  return std::string(kAligns[in.choice(key, {std::begin(kAligns), std::end(kAligns)}, 0)]);
}

void StyleReader::read(const ConfigNode& root) {
  ConfigReader in(root, "style", diagnostics_);
  style_.name = in.text("name");
  (void)in.text("description");
  (void)in.text("extends");  // followed by the caller
  (void)in.any("epub");      // of another exporter
  const ConfigNode* docx = in.map("docx", true);
  in.finish();
  if (docx == nullptr) return;
  ConfigReader part(*docx, "docx style", diagnostics_);
  if (const auto* node = part.map("page", whole_)) read_page(*node);
  if (const auto* node = part.map("fonts", whole_)) read_fonts(*node);
  if (const auto* node = part.map("font_alternatives")) read_alternatives(*node);
  if (const auto* node = part.map("styles", whole_)) read_styles(*node);
  if (const auto* node = part.map("header")) read_bands(*node, style_.header);
  if (const auto* node = part.map("footer")) read_bands(*node, style_.footer);
  if (const auto* node = part.map("lists", whole_)) read_lists(*node);
  if (const auto* node = part.map("table", whole_)) read_table(*node);
  if (const auto* node = part.map("toc")) read_toc(*node);
  if (const auto* node = part.map("languages", whole_)) read_languages(*node);
  if (const auto* node = part.list("heading_numbers")) style_.heading_numbers = read_levels(*node);
  if (const auto* node = part.list("front")) read_front(*node);
  style_.keep_indents = part.boolean("keep_indents", style_.keep_indents);
  style_.keep_alignment = part.boolean("keep_alignment", style_.keep_alignment);
  style_.space_between_scripts = part.boolean("space_between_scripts", style_.space_between_scripts);
  part.finish();
}

void StyleReader::read_page(const ConfigNode& node) {
  ConfigReader in(node, "page", diagnostics_);
  const bool sound = !diagnostics_.has_errors();
  Page& page = style_.page;
  page.width = twips(in, "width", 0, true);
  page.height = twips(in, "height", 0, true);
  if (const ConfigNode* margins = in.map("margins", true)) {
    ConfigReader part(*margins, "set of margins", diagnostics_);
    page.top = twips(part, "top", 0, true);
    page.right = twips(part, "right", 0, true);
    page.bottom = twips(part, "bottom", 0, true);
    page.left = twips(part, "left", 0, true);
    part.finish();
  }
  page.header = twips(in, "header", page.top / 2);
  page.footer = twips(in, "footer", page.bottom / 2);
  if (const ConfigNode* grid = in.map("grid")) read_grid(*grid);
  in.finish();
  if (!sound || diagnostics_.has_errors()) return;  // lengths that could not be read are no sizes
  constexpr std::int32_t kLeastText = 1440;  // an inch: less is a mistake, and sizes of images depend on it
  if (page.width < 144 || page.width > 31680 || page.height < 144 || page.height > 31680)
    in.error(node, "the page is smaller or larger than Word takes", "0.1in to 22in each way");
  else if (page.text_width() < kLeastText || page.text_height() < kLeastText)
    in.error(node, "the margins leave less than an inch for the text");
}

void StyleReader::read_grid(const ConfigNode& node) {
  ConfigReader in(node, "grid", diagnostics_);
  style_.page.line_pitch = twips(in, "line_pitch", 0, true);
  const ConfigNode* characters = in.any("character_space");
  const auto quantity =
      characters != nullptr && characters->is_scalar() ? parse_quantity(characters->scalar()) : std::nullopt;
  if (quantity && quantity->unit == "pt") {
    style_.page.character_grid = true;
    style_.page.character_space = rounded(quantity->number * 4096);
  } else if (characters != nullptr) {
    in.error(*characters, "'character_space' is what the grid adds to each character",
             "write points: -0.207pt");
  }
  in.finish();
}

void StyleReader::read_fonts(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) {
    ConfigReader in(*value, "font set", diagnostics_);
    const std::string_view name = key->scalar();
    const auto same = std::find_if(style_.fonts.begin(), style_.fonts.end(),
                                   [name](const FontSet& f) { return f.key == name; });
    FontSet& set = same != style_.fonts.end() ? *same : style_.fonts.emplace_back();
    set.key = key->scalar();
    set.latin = in.text("latin", {}, true);
    set.cjk = in.text("cjk", {}, true);
    set.complex = in.text("complex", set.latin);
    in.finish();
  }
}

void StyleReader::read_alternatives(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) {
    ConfigReader in(*value, "font", diagnostics_);
    FontAlternatives& font = style_.alternatives.emplace_back();
    font.name = key->scalar();
    for (const std::string& name : in.texts("names", true))
      font.alternatives += (font.alternatives.empty() ? "" : ",") + name;
    static const std::vector<std::string_view> families{"auto",   "roman",  "swiss",
                                                        "modern", "script", "decorative"};
    font.family = families[in.choice("family", families, 0)];
    in.finish();
  }
}

void StyleReader::read_styles(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) {
    const std::string_view name = key->scalar();
    auto named = std::find_if(style_.styles.begin(), style_.styles.end(),
                              [name](const NamedStyle& s) { return s.key == name; });
    if (named == style_.styles.end()) {
      NamedStyle& fresh = style_.styles.emplace_back();
      fresh.key = key->scalar();
      fresh.id = style_id(fresh.key);
      fresh.name = fresh.id;
      fresh.based_on = "body";
      named = style_.styles.end() - 1;
    }
    read_named(*named, *value);
  }
  if (!style_.normal().run.half_points || !style_.normal().run.font)
    diagnostics_.add(node.document().at(node, "style 'normal' must have a font and a size"));
}

void StyleReader::read_named(NamedStyle& named, const ConfigNode& node) {
  ConfigReader in(node, "style " + named.key, diagnostics_);
  named.name = named.built_in ? named.name : in.text("name", named.name);
  if (const ConfigNode* base = in.any("based_on")) {
    const NamedStyle* found = style_.find(base->scalar());
    if (found == nullptr || found >= &named)
      in.error(*base, "'based_on' must name a style that stands before this one", style_hint(base->scalar()));
    else
      named.based_on = found->key;
  }
  read_run(in, named.run);
  const std::int32_t half_points = style_.half_points(named);
  if (named.type == StyleType::paragraph) read_paragraph(in, named.paragraph, half_points);
  if (const ConfigNode* label = in.map("label")) {
    ConfigReader part(*label, "label", diagnostics_);
    named.label_end = part.text("end", {}, true);
    named.label_font = part.text("font");
    named.label_bold = part.boolean("bold", false);
    named.hang_behind_label = part.boolean("hang", false);
    part.finish();
    if (!named.label_font.empty() && style_.font(named.label_font) == nullptr)
      part.error(*label->find("font"), "'font' must name one of `fonts`", font_hint(named.label_font));
  }
  named.keep_alignment = in.boolean("keep_alignment", named.keep_alignment);
  named.keep_bold = in.boolean("keep_bold", named.keep_bold);
  named.centre_over = in.text("centre_over", named.centre_over);
  in.finish();
}

void StyleReader::read_paragraph(ConfigReader& in, ParagraphFormat& format, std::int32_t half_points) {
  take(format.align, align(in, "align"));
  take(format.first_indent, extent(in, "first_indent", half_points));
  take(format.left, extent(in, "left", half_points));
  take(format.right, extent(in, "right", half_points));
  take(format.space_before, extent(in, "space_before", half_points));
  take(format.space_after, extent(in, "space_after", half_points));
  take(format.line, line(in, "line"));
  take(format.keep_next, flag(in, "keep_next"));
  take(format.keep_lines, flag(in, "keep_lines"));
  take(format.page_break_before, flag(in, "page_break_before"));
  take(format.widow_control, flag(in, "widow_control"));
  take(format.snap_to_grid, flag(in, "snap_to_grid"));
  take(format.contextual_spacing, flag(in, "contextual_spacing"));
  if (in.any("outline_level") != nullptr) format.outline_level = in.integer("outline_level", 1, 1, 9);
  take(format.shading, colour(in, "background"));
  if (const ConfigNode* borders = in.map("borders")) format.borders = read_borders(*borders, "borders");
}

void StyleReader::read_run(ConfigReader& in, RunFormat& format) {
  if (const ConfigNode* font = in.any("font")) {
    if (font->is_scalar() && style_.font(font->scalar()) != nullptr)
      format.font = std::string(font->scalar());
    else
      in.error(*font, "'font' must name one of `fonts`", font_hint(font->scalar()));
  }
  take(format.half_points, size(in, "size"));
  take(format.bold, flag(in, "bold"));
  take(format.italic, flag(in, "italic"));
  take(format.underline, flag(in, "underline"));
  take(format.small_caps, flag(in, "small_caps"));
  take(format.strike, flag(in, "strike"));
  take(format.colour, colour(in, "colour"));
  if (const auto spacing = extent(in, "letter_spacing")) format.letter_spacing = spacing->twips;
  take(format.shading, colour(in, "shade"));
}

namespace {

template <class Named>
std::string hint_for(std::string_view name, const std::vector<Named>& known) {
  std::vector<std::string_view> names;
  std::string all;
  for (const Named& one : known) {
    names.push_back(one.key);
    all.append(all.empty() ? "" : ", ").append(one.key);
  }
  const std::string_view near = nearest_name(name, names);
  if (!near.empty() && near != name) return "did you mean '" + std::string(near) + "'?";
  return "there are: " + all;
}

}  // namespace

std::string StyleReader::font_hint(std::string_view name) const {
  return hint_for(name, style_.fonts);
}

std::string StyleReader::style_hint(std::string_view name) const {
  return hint_for(name, style_.styles);
}

Borders StyleReader::read_borders(const ConfigNode& node, const char* what) {
  ConfigReader in(node, what, diagnostics_);
  static const std::vector<std::string_view> styles{"single", "none", "double", "dotted", "dashed", "thick"};
  const auto side = [&](const char* key) -> std::optional<Border> {
    const ConfigNode* at = in.map(key);
    if (at == nullptr) return std::nullopt;
    ConfigReader part(*at, "border", diagnostics_);
    Border border;
    border.style = styles[part.choice("style", styles, 0)];
    border.eighths = std::clamp(twips(part, "width", 10) * 8 / 20, 2, 96);
    border.colour = colour(part, "colour").value_or("auto");
    border.space = std::clamp(twips(part, "space", 0) / 20, 0, 31);
    part.finish();
    return border;
  };
  Borders out{side("top"),
              side("left"),
              side("bottom"),
              side("right"),
              side("inside_horizontal"),
              side("inside_vertical")};
  in.finish();
  return out;
}

}  // namespace minutemill::docx
