#include "package/docx_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>

#include <pugixml.hpp>

#include <minutemill/package.hpp>
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr int kTolerance = 29;  // twips, half a millimetre

// What of a paragraph's format is compared. Unset: the application's own.
struct Format {
  std::string east_asian, latin, align, line_rule;
  int half_points = 0, line = 240, letter_spacing = 0;
  int first_characters = 0, first_twips = 0;
};

class Layout {
 public:
  explicit Layout(std::string_view bytes) : reader_(bytes) {
    load("word/document.xml", document_);
    load("word/styles.xml", styles_);
    load("word/settings.xml", settings_);
    load("word/_rels/document.xml.rels", relationships_);
    if (!document_.child("w:document")) throw std::runtime_error("the file is no Word document");
    for (const pugi::xml_node style : styles_.child("w:styles").children("w:style")) {
      by_id_[style.attribute("w:styleId").value()] = style;
      by_name_[lower(style.child("w:name").attribute("w:val").value())] = style;
      if (style.attribute("w:default").as_bool() &&
          std::string_view(style.attribute("w:type").value()) == "paragraph")
        default_ = style;
    }
  }

  [[nodiscard]] pugi::xml_node body() const { return document_.child("w:document").child("w:body"); }
  [[nodiscard]] pugi::xml_node section() const { return body().child("w:sectPr"); }
  [[nodiscard]] bool even_and_odd() const {
    return static_cast<bool>(settings_.child("w:settings").child("w:evenAndOddHeaders"));
  }

  [[nodiscard]] std::string style_name(pugi::xml_node paragraph) const {
    return lower(style(paragraph).child("w:name").attribute("w:val").value());
  }
  [[nodiscard]] pugi::xml_node named(const std::string& name) const {
    const auto at = by_name_.find(name);
    return at == by_name_.end() ? pugi::xml_node() : at->second;
  }
  [[nodiscard]] pugi::xml_node default_style() const { return default_; }

  [[nodiscard]] Format of_style(pugi::xml_node style) const {
    Format format;
    const pugi::xml_node defaults = styles_.child("w:styles").child("w:docDefaults");
    apply(defaults.child("w:pPrDefault").child("w:pPr"), defaults.child("w:rPrDefault").child("w:rPr"),
          format);
    std::vector<pugi::xml_node> chain;
    for (pugi::xml_node at = style; at && chain.size() < 32;) {
      chain.push_back(at);
      const auto base = by_id_.find(at.child("w:basedOn").attribute("w:val").value());
      at = base == by_id_.end() ? pugi::xml_node() : base->second;
    }
    std::for_each(chain.rbegin(), chain.rend(),
                  [&](pugi::xml_node s) { apply(s.child("w:pPr"), s.child("w:rPr"), format); });
    return format;
  }

  // With the direct formatting of the paragraph and of its longest run; words that introduce it ("出席：")
  // have a face of their own.
  [[nodiscard]] Format of_paragraph(pugi::xml_node paragraph) const {
    Format format = of_style(style(paragraph));
    pugi::xml_node longest;
    std::size_t length = 0;
    for (const pugi::xml_node run : paragraph.children("w:r")) {
      const std::string_view words = run.child("w:t").text().get();
      const bool is_label =
          length == 0 && run.next_sibling("w:r") && (words.ends_with(':') || words.ends_with("："));
      const std::size_t size = is_label ? 0 : words.size();
      if (size > length) longest = run;
      length = std::max(length, size);
    }
    apply(paragraph.child("w:pPr"), longest.child("w:rPr"), format);
    return format;
  }

  // "right: — {page} —" for the footer of pages of this type; empty without one.
  [[nodiscard]] std::string footer(std::string_view type) const {
    for (const pugi::xml_node reference : section().children("w:footerReference")) {
      if (reference.attribute("w:type").value() != type) continue;
      const auto relation = relationships_.child("Relationships")
                                .find_child_by_attribute("Id", reference.attribute("r:id").value());
      pugi::xml_document tree;
      load("word/" + std::string(relation.attribute("Target").value()), tree);
      return described(tree.document_element().child("w:p"));
    }
    return {};
  }

 private:
  static std::string lower(std::string text) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  }

  void load(const std::string& part, pugi::xml_document& tree) const {
    if (!reader_.has(part)) return;
    const std::string text = reader_.read(part);
    (void)tree.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  }

  [[nodiscard]] pugi::xml_node style(pugi::xml_node paragraph) const {
    const auto at = by_id_.find(paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value());
    return at == by_id_.end() ? default_ : at->second;
  }

  static void take(const pugi::xml_attribute& attribute, std::string& to) {
    if (attribute) to = attribute.value();
  }
  static void take(const pugi::xml_attribute& attribute, int& to) {
    if (attribute) to = attribute.as_int();
  }

  static void apply(pugi::xml_node ppr, pugi::xml_node rpr, Format& to) {
    const pugi::xml_node fonts = rpr.child("w:rFonts"), spacing = ppr.child("w:spacing"),
                         indent = ppr.child("w:ind");
    take(fonts.attribute("w:eastAsia"), to.east_asian);
    take(fonts.attribute("w:ascii"), to.latin);
    take(rpr.child("w:sz").attribute("w:val"), to.half_points);
    take(rpr.child("w:spacing").attribute("w:val"), to.letter_spacing);
    take(spacing.attribute("w:line"), to.line);
    take(spacing.attribute("w:lineRule"), to.line_rule);
    take(ppr.child("w:jc").attribute("w:val"), to.align);
    take(indent.attribute("w:firstLineChars"), to.first_characters);
    take(indent.attribute("w:firstLine"), to.first_twips);
    if (indent.attribute("w:hanging")) to.first_twips = -indent.attribute("w:hanging").as_int();
    if (indent.attribute("w:hangingChars"))
      to.first_characters = -indent.attribute("w:hangingChars").as_int();
  }

  static std::string described(pugi::xml_node paragraph) {
    std::string words;
    bool in_field = false;
    for (const pugi::xml_node run : paragraph.children("w:r")) {
      const std::string_view field = run.child("w:fldChar").attribute("w:fldCharType").value();
      if (field == "begin") in_field = true;
      if (field == "end") in_field = false;
      if (const std::string_view code = run.child("w:instrText").text().get(); !code.empty())
        words += code.find("NUMPAGES") != std::string_view::npos ? "{pages}"
                 : code.find("PAGE") != std::string_view::npos   ? "{page}"
                                                                 : "{field}";
      if (!in_field) words += run.child("w:t").text().get();
    }
    return std::string(paragraph.child("w:pPr").child("w:jc").attribute("w:val").as_string("left")) + ": " +
           words;
  }

  PackageReader reader_;
  pugi::xml_document document_, styles_, settings_, relationships_;
  std::map<std::string, pugi::xml_node> by_id_, by_name_;
  pugi::xml_node default_;
};

std::string points(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " pt";
}
std::string millimetres(int twips) {
  return std::to_string(static_cast<int>(std::lround(twips * 25.4 / 1440))) + " mm";
}

// Characters of the body size on a line of the type area (GB/T 9704-2012 5.2.3 counts so).
int characters_per_line(const Layout& layout) {
  const Format body = layout.of_style(layout.default_style());
  const pugi::xml_node section = layout.section(), grid = section.child("w:docGrid");
  const int width = section.child("w:pgSz").attribute("w:w").as_int() -
                    section.child("w:pgMar").attribute("w:left").as_int() -
                    section.child("w:pgMar").attribute("w:right").as_int();
  double advance = body.half_points / 2.0 + body.letter_spacing / 20.0;
  if (std::string_view(grid.attribute("w:type").value()) == "linesAndChars")
    advance += grid.attribute("w:charSpace").as_int() / 4096.0;
  return advance > 0 ? static_cast<int>(width / 20.0 / advance + 0.01) : 0;
}

class Comparison {
 public:
  Comparison(const Layout& file, const Layout& reference) : file_(file), reference_(reference) {}

  std::vector<LayoutDeparture> run() {
    page();
    for (const pugi::xml_node paragraph : file_.body().children("w:p")) this->paragraph(paragraph);
    return std::move(departures_);
  }

 private:
  void add(std::string what, std::string where) {
    const auto at = std::find_if(departures_.begin(), departures_.end(),
                                 [&](const LayoutDeparture& d) { return d.what == what; });
    if (at != departures_.end())
      ++at->count;
    else
      departures_.push_back({std::move(what), std::move(where), 1});
  }

  void page() {
    const pugi::xml_node own = file_.section(), wanted = reference_.section();
    const auto length = [&](const char* element, const char* attribute, const char* name) {
      const int a = own.child(element).attribute(attribute).as_int(),
                b = wanted.child(element).attribute(attribute).as_int();
      if (std::abs(a - b) > kTolerance)
        add(std::string(name) + " " + millimetres(a) + ", the style has " + millimetres(b), "page");
    };
    length("w:pgSz", "w:w", "page width");
    length("w:pgSz", "w:h", "page height");
    length("w:pgMar", "w:top", "top margin");
    length("w:pgMar", "w:right", "right margin");
    length("w:pgMar", "w:bottom", "bottom margin");
    length("w:pgMar", "w:left", "left margin");
    if (const pugi::xml_node grid = wanted.child("w:docGrid")) {
      const int a = own.child("w:docGrid").attribute("w:linePitch").as_int(),
                b = grid.attribute("w:linePitch").as_int();
      if (std::abs(a - b) > 2)
        add("line grid of " + points(a / 20.0) + ", the style has " + points(b / 20.0), "page");
      const int c = characters_per_line(file_), d = characters_per_line(reference_);
      if (c != d) add(std::to_string(c) + " characters a line, the style has " + std::to_string(d), "page");
    }
    if (file_.even_and_odd() != reference_.even_and_odd())
      add("odd and even pages are not told apart as in the style", "footer");
    for (const char* type : {"default", "even", "first"}) {
      const std::string a = file_.footer(type), b = reference_.footer(type);
      if (a != b && !b.empty())
        add(std::string("page number of ") + type + " pages '" + a + "', the style has '" + b + "'",
            "footer");
    }
  }

  void paragraph(pugi::xml_node node) {
    std::string words;
    for (const pugi::xml_node run : node.children("w:r")) words += run.child("w:t").text().get();
    if (is_blank(words)) return;
    std::string name = file_.style_name(node);
    pugi::xml_node like = reference_.named(name);
    if (!like || name == "normal") like = reference_.named(name = "body text");
    const Format a = file_.of_paragraph(node),
                 b = reference_.of_style(like ? like : reference_.default_style());
    const std::string where = "\"" + std::string(cut_utf8(words, 48)) + "\"";
    const auto differ = [&](const std::string& what) { add(name + ": " + what, where); };
    if (a.half_points != b.half_points)
      differ("size " + points(a.half_points / 2.0) + ", the style has " + points(b.half_points / 2.0));
    if (a.east_asian != b.east_asian)
      differ("font " + (a.east_asian.empty() ? "not named" : a.east_asian) + ", the style has " +
             b.east_asian);
    if (a.line_rule != b.line_rule || std::abs(a.line - b.line) > 2) {
      if (!node.select_node(".//w:drawing"))
        differ("line spacing " + std::to_string(a.line) + " " + a.line_rule + ", the style has " +
               std::to_string(b.line) + " " + b.line_rule);
    }
    // Centred, numbered, and hanging lines have their first words where these put them.
    const bool aside = a.align == "center" || a.align == "right" || node.child("w:pPr").child("w:numPr") ||
                       first_indent(a) < 0;
    if (!aside && first_indent(a) != first_indent(b) && b.first_characters >= 0)
      differ("first line " + std::to_string(first_indent(a)) + " characters in, the style has " +
             std::to_string(first_indent(b)));
    if (b.align == "center" && a.align != b.align) differ("not centred");
  }

  // Whole characters; absolute indents are measured in the paragraph's size.
  static int first_indent(const Format& format) {
    if (format.first_characters != 0) return static_cast<int>(std::lround(format.first_characters / 100.0));
    return format.half_points > 0
               ? static_cast<int>(std::lround(format.first_twips / (format.half_points * 10.0)))
               : 0;
  }

  const Layout& file_;
  const Layout& reference_;
  std::vector<LayoutDeparture> departures_;
};

}  // namespace

std::vector<LayoutDeparture> compare_layout(std::string_view file, std::string_view reference) {
  const Layout own(file), wanted(reference);
  return Comparison(own, wanted).run();
}

}  // namespace minutemill
