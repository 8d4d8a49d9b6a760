// Styles of a user's Word file and ours, brought together by their names: a style's id is the business of the
// program that wrote the file ("Heading1", "1", "berschrift1"), its name is Word's own in every language.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "builtin_styles.hpp"
#include "reference.hpp"

namespace minutemill::docx {
namespace {

constexpr std::size_t kMostStyles = 4000;
constexpr std::size_t kLongestChain = 64;
constexpr std::int32_t kDefaultHalfPoints = 20;  // ECMA-376 §17.3.2.38

std::string folded(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view value(pugi::xml_node node) {
  return node.attribute("w:val").value();
}

class StyleMatcher {
 public:
  StyleMatcher(pugi::xml_node root, Style& style, std::map<std::string, std::string>& types)
      : root_(root), style_(style), types_(types) {}

  void run() {
    index();
    mend_references();
    check_rings();
    for (NamedStyle& named : style_.styles) match(named);
    give_free_ids();
    match_table();
  }

 private:
  void index() {
    std::vector<pugi::xml_node> broken;
    for (const pugi::xml_node node : root_.children("w:style")) {
      const std::string id = node.attribute("w:styleId").value();
      const std::string type = node.attribute("w:type").as_string("paragraph");
      if (id.empty() || !types_.emplace(id, type).second) {
        broken.push_back(node);
        continue;
      }
      by_id_[id] = node;
      by_name_.emplace(type + ":" + folded(value(node.child("w:name"))), node);
      if (!node.attribute("w:default").as_bool()) continue;
      if (type == "paragraph" && !default_) default_ = node;
      if (type == "character") style_.character_base = id;
      if (type == "table") style_.table_base = id;
    }
    for (const pugi::xml_node node : broken) root_.remove_child(node);
    if (types_.size() > kMostStyles)
      throw ReferenceFault("has " + std::to_string(types_.size()) + " styles, more than are taken (" +
                           std::to_string(kMostStyles) + ")");
  }

  // References to styles that are not there are left out; so is the language, which is the document's.
  void mend_references() {
    for (auto& [id, node] : by_id_) {
      for (const char* name : {"w:basedOn", "w:next", "w:link"})
        if (const pugi::xml_node at = node.child(name); at && !by_id_.contains(std::string(value(at))))
          node.remove_child(at);
      if (types_[id] == "paragraph") node.child("w:rPr").remove_child("w:lang");
    }
  }

  void check_rings() const {
    std::unordered_set<std::string> sound;
    for (const auto& [id, node] : by_id_) {
      std::vector<std::string> chain;
      for (std::string at = id; !at.empty() && !sound.contains(at);) {
        if (chain.size() == kLongestChain)
          throw ReferenceFault("has styles that are based on one another in a ring or too long a chain, at " +
                               at);
        chain.push_back(at);
        at = value(by_id_.at(at).child("w:basedOn"));
      }
      sound.insert(chain.begin(), chain.end());
    }
  }

  [[nodiscard]] pugi::xml_node find(std::string_view type, std::string_view names) const {
    for (std::size_t begin = 0; begin <= names.size();) {
      const std::size_t end = std::min(names.find(';', begin), names.size());
      const auto at = by_name_.find(std::string(type) + ":" + folded(names.substr(begin, end - begin)));
      if (at != by_name_.end()) return at->second;
      begin = end + 1;
    }
    return {};
  }

  void match(NamedStyle& named) {
    const bool is_normal = &named == &style_.normal();
    pugi::xml_node node = find(named.type == StyleType::character ? "character" : "paragraph",
                               named.name + ";" + std::string(other_names(named.key)));
    if (is_normal && default_) node = default_;
    if (is_normal && node && !default_) {
      if (!node.attribute("w:default")) node.append_attribute("w:default");
      node.attribute("w:default").set_value("1");
    }
    if (node) {
      named.id = node.attribute("w:styleId").value();
      named.in_reference = true;
      if (named.type == StyleType::paragraph) take_figures(node, named);
      return;
    }
    // The text of a file that knows no such style looks as its plain paragraphs do.
    if (named.key == "body") named.paragraph = {};
    // Faces are the file's, but for those that mean something.
    const NamedStyle* heading = style_.find("heading_1");
    if (named.run.font && (named.run.font == normal_font_ || named.run.font == heading->run.font))
      named.run.font.reset();
    if (is_normal) throw ReferenceFault("has no default paragraph style", "save it once more in Word");
  }

  // What the writers reckon with.
  void take_figures(pugi::xml_node node, NamedStyle& named) const {
    std::vector<pugi::xml_node> chain;
    for (pugi::xml_node at = node; at && chain.size() < kLongestChain;) {
      chain.push_back(at);
      const auto base = by_id_.find(std::string(value(at.child("w:basedOn"))));
      at = base == by_id_.end() ? pugi::xml_node() : base->second;
    }
    const pugi::xml_node defaults = root_.child("w:docDefaults");
    std::int32_t half_points = kDefaultHalfPoints;
    take(defaults.child("w:rPrDefault").child("w:rPr").child("w:sz").attribute("w:val"), half_points);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at)
      take(at->child("w:rPr").child("w:sz").attribute("w:val"), half_points);
    const auto font = std::exchange(named.run, {}).font;
    if (&named == &style_.normal())
      named.run.font = font;  // for parts that are still made from the style file
    named.run.half_points = std::clamp(half_points, 2, 3276);
    named.paragraph = {};
    named.paragraph.first_indent = named.paragraph.left = named.paragraph.right = Extent{};
    named.label_bold = false;
    apply(defaults.child("w:pPrDefault").child("w:pPr"), named);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) apply(at->child("w:pPr"), named);
  }

  static void take(const pugi::xml_attribute& attribute, std::int32_t& to) {
    if (attribute) to = std::clamp(attribute.as_int(), -31680, 31680);
  }

  static void apply(pugi::xml_node ppr, NamedStyle& to) {
    ParagraphFormat& format = to.paragraph;
    if (const std::string_view jc = value(ppr.child("w:jc")); !jc.empty())
      format.align = jc == "center"                       ? "center"
                     : jc == "right" || jc == "end"       ? "right"
                     : jc == "both" || jc == "distribute" ? "justify"
                                                          : "left";
    const pugi::xml_node ind = ppr.child("w:ind");
    const std::int32_t em = *to.run.half_points * 10;
    const auto side = [&](Extent& extent, std::initializer_list<const char*> twips, const char* characters,
                          int sign) {
      for (const char* name : twips)
        if (ind.attribute(name)) {
          take(ind.attribute(name), extent.twips);
          extent.twips *= sign;
        }
      if (!ind.attribute(characters)) return;
      take(ind.attribute(characters), extent.characters);
      extent.characters *= sign;
      if (extent.characters != 0) extent.twips = extent.characters * em / 100;
    };
    side(*format.left, {"w:left", "w:start"}, "w:leftChars", 1);
    side(*format.right, {"w:right", "w:end"}, "w:rightChars", 1);
    side(*format.first_indent, {"w:firstLine"}, "w:firstLineChars", 1);
    side(*format.first_indent, {"w:hanging"}, "w:hangingChars", -1);
  }

  // Styles of ours that the file lacks must not take an id that it gives to another.
  void give_free_ids() {
    for (NamedStyle& named : style_.styles) {
      if (named.in_reference) continue;
      const std::string wish = named.id;
      for (int i = 2; types_.contains(named.id); ++i) named.id = wish + std::to_string(i);
      types_[named.id] = named.type == StyleType::character ? "character" : "paragraph";
    }
  }

  // The style that Word gives to new tables of the file, else the one with lines, else a converter's.
  void match_table() {
    pugi::xml_node node = find("table", "Table Grid;Table");
    if (const auto at = by_id_.find(style_.table.id); at != by_id_.end() && types_[at->first] == "table")
      node = at->second;
    style_.table.in_reference = static_cast<bool>(node);
    if (node) {
      style_.table.id = node.attribute("w:styleId").value();
      style_.table.header_shading.reset();
      const pugi::xml_node margins = node.child("w:tblPr").child("w:tblCellMar");
      style_.table.cell_left = std::clamp(margins.child("w:left").attribute("w:w").as_int(108), 0, 1440);
      style_.table.cell_right = std::clamp(margins.child("w:right").attribute("w:w").as_int(108), 0, 1440);
      return;
    }
    style_.table.id = "TableGrid";
    for (int i = 2; types_.contains(style_.table.id); ++i) style_.table.id = "TableGrid" + std::to_string(i);
    types_[style_.table.id] = "table";
  }

  pugi::xml_node root_;
  Style& style_;
  std::map<std::string, std::string>& types_;
  std::unordered_map<std::string, pugi::xml_node> by_id_, by_name_;
  pugi::xml_node default_;
  const std::optional<std::string> normal_font_ = style_.normal().run.font;
};

}  // namespace

void match_styles(pugi::xml_node root, Style& style, std::map<std::string, std::string>& types) {
  StyleMatcher(root, style, types).run();
}

}  // namespace minutemill::docx
