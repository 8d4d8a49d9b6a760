#include "numbering.hpp"

#include <algorithm>

#include <minutemill/xml.hpp>

#include "format_writer.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

// "%、" of a style file is "%3、" at level 3.
std::string at_level(std::string text, int level) {
  const std::size_t place = text.find('%');
  if (place != std::string::npos) text.insert(place + 1, std::to_string(level + 1));
  return text;
}

void write_heading_numbers(pugi::xml_node root, const Style& style, int id) {
  pugi::xml_node abstract = add(root, "w:abstractNum");
  set(abstract, "w:abstractNumId", id);
  add_value(abstract, "w:multiLevelType", "multilevel");
  for (std::size_t i = 0; i < std::min<std::size_t>(style.heading_numbers.size(), 6); ++i) {
    pugi::xml_node level = add(abstract, "w:lvl");
    set(level, "w:ilvl", static_cast<std::int64_t>(i));
    add_value(level, "w:start", 1);
    add_value(level, "w:numFmt", style.heading_numbers[i].format);
    add_value(level, "w:pStyle", style.find("heading_" + std::to_string(i + 1))->id);
    add_value(level, "w:suff", style.heading_numbers[i].gap);
    add_value(level, "w:lvlText", style.heading_numbers[i].text);
    add_value(level, "w:lvlJc", "left");
  }
}

// A raised number with nothing behind it: what stands in front of a note.
void write_note_level(pugi::xml_node abstract) {
  add_value(abstract, "w:multiLevelType", "singleLevel");
  pugi::xml_node level = add(abstract, "w:lvl");
  set(level, "w:ilvl", 0);
  add_value(level, "w:start", 1);
  add_value(level, "w:numFmt", "decimal");
  add_value(level, "w:suff", "nothing");
  add_value(level, "w:lvlText", "%1");
  add_value(level, "w:lvlJc", "left");
  add_value(add(level, "w:rPr"), "w:vertAlign", "superscript");
}

int count_of(const Reference& reference, const char* name) {
  const auto found = reference.numbering().document_element().children(name);
  return static_cast<int>(std::distance(found.begin(), found.end()));
}

}  // namespace

Numbering::Numbering(const Lists& lists, const Reference* reference) : lists_(lists), reference_(reference) {
  if (reference == nullptr) return;
  taken_definitions_ = count_of(*reference, "w:abstractNum");
  taken_numbers_ = count_of(*reference, "w:num");
}

std::size_t Numbering::abstract(std::string_view kind, Family family) {
  const auto at = std::find_if(kinds_.begin(), kinds_.end(),
                               [&](const Kind& k) { return k.style == kind && k.family == family; });
  if (at != kinds_.end()) return static_cast<std::size_t>(at - kinds_.begin());
  kinds_.push_back({std::string(kind), family, 0});
  return kinds_.size() - 1;
}

int Numbering::number(std::string_view number_style, int level, std::int64_t start) {
  if (instances_.size() >= kMostNumbers || start < 0 || start > kHighestStart) return 0;
  const bool known = std::any_of(lists_.number_styles.begin(), lists_.number_styles.end(),
                                 [&](const auto& s) { return s.first == number_style; });
  instances_.push_back({abstract(known ? number_style : "", Family::numbers), level, start});
  return static_cast<int>(instances_.size()) + headings();
}

int Numbering::bullets(std::string_view bullet_style) {
  static constexpr std::string_view kKnown[] = {"disc", "circle", "square", "none"};
  const bool known = std::find(std::begin(kKnown), std::end(kKnown), bullet_style) != std::end(kKnown);
  const std::size_t kind = abstract(known ? bullet_style : "", Family::bullets);
  if (kinds_[kind].bullets == 0) {
    instances_.push_back({kind, -1, 1});
    kinds_[kind].bullets = static_cast<int>(instances_.size()) + headings();
  }
  return kinds_[kind].bullets;
}

int Numbering::note(std::int64_t number) {
  if (notes_ == 0 || number != last_note_ + 1) notes_ = take({{}, Family::notes, 0, number});
  last_note_ = number;
  return notes_;
}

std::vector<Numbering::Request> Numbering::requests() const {
  std::vector<Request> out;
  for (const Instance& instance : instances_)
    out.push_back(
        {kinds_[instance.abstract].style, kinds_[instance.abstract].family, instance.level, instance.start});
  return out;
}

int Numbering::take(const Request& request) {
  if (request.family == Family::bullets) return bullets(request.style);
  if (request.family == Family::numbers) return number(request.style, request.level, request.start);
  if (instances_.size() >= kMostNumbers || request.start > kHighestStart) return 0;
  instances_.push_back({abstract("", Family::notes), 0, request.start});
  return static_cast<int>(instances_.size()) + headings();
}

std::int32_t Numbering::text_position(const Lists& lists, int level) noexcept {
  return lists.margin.twips + lists.indent.twips * level + std::max(lists.indent.twips, lists.hanging.twips);
}

ListLevel Numbering::level_format(std::size_t index, int level) const {
  const Kind& kind = kinds_[index];
  const auto depth = static_cast<std::size_t>(level);
  if (kind.family == Family::bullets) {
    if (kind.style == "none") return {"none", "", "tab"};
    std::size_t glyph = kind.style == "disc"     ? 0
                        : kind.style == "circle" ? 1
                        : kind.style == "square" ? 2
                                                 : depth;
    glyph %= lists_.bullets.size();
    return {"bullet", lists_.bullets[glyph], "tab"};
  }
  const std::string& name = kind.style.empty() ? lists_.numbers[depth % lists_.numbers.size()] : kind.style;
  const auto at = std::find_if(lists_.number_styles.begin(), lists_.number_styles.end(),
                               [&](const auto& s) { return s.first == name; });
  return {at->second.format, at_level(at->second.text, level), at->second.gap};
}

void Numbering::write_level(pugi::xml_node parent, int level, const ListLevel& format, bool bullet) const {
  pugi::xml_node node = add(parent, "w:lvl");
  set(node, "w:ilvl", level);
  add_value(node, "w:start", 1);
  add_value(node, "w:numFmt", format.format);
  if (format.gap != "tab") add_value(node, "w:suff", format.gap);
  add_value(node, "w:lvlText", format.text);
  add_value(node, "w:lvlJc", "left");
  const Extent left{text_position(lists_, level), 0};
  const Extent first{-lists_.hanging.twips, 0};
  pugi::xml_node ppr = add(node, "w:pPr");
  pugi::xml_node tab = add_value(add(ppr, "w:tabs"), "w:tab", "num");
  set(tab, "w:pos", left.twips);
  write_indent(add(ppr, "w:ind"), &left, nullptr, &first);
  if (bullet) set(add(add(node, "w:rPr"), "w:rFonts"), "w:hint", "default");
}

void Numbering::write_abstract(pugi::xml_node root, std::size_t index) const {
  pugi::xml_node node = add(root, "w:abstractNum");
  set(node, "w:abstractNumId", static_cast<std::int64_t>(index) + 1 + taken_definitions_);
  if (kinds_[index].family == Family::notes) return write_note_level(node);
  add_value(node, "w:multiLevelType", "hybridMultilevel");
  for (int level = 0; level <= kDeepestLevel; ++level)
    write_level(node, level, level_format(index, level), kinds_[index].family == Family::bullets);
}

std::string Numbering::part(const Style& style) const {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:numbering");
  const auto copy_taken = [&](const char* name) {
    if (reference_ == nullptr) return;
    for (const pugi::xml_node node : reference_->numbering().document_element().children(name))
      root.append_copy(node);
  };
  if (reference_ == nullptr)
    set(root, "xmlns:w", ns::kMain);
  else
    for (const pugi::xml_attribute attribute : reference_->numbering().document_element().attributes())
      root.append_copy(attribute);
  copy_taken("w:abstractNum");
  write_heading_numbers(root, style, taken_definitions_);
  for (std::size_t i = 0; i < kinds_.size(); ++i) write_abstract(root, i);
  copy_taken("w:num");
  pugi::xml_node of_headings = add(root, "w:num");
  set(of_headings, "w:numId", headings());
  add_value(of_headings, "w:abstractNumId", taken_definitions_);
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const Instance& instance = instances_[i];
    pugi::xml_node num = add(root, "w:num");
    set(num, "w:numId", static_cast<std::int64_t>(i) + 1 + headings());
    add_value(num, "w:abstractNumId", static_cast<std::int64_t>(instance.abstract) + 1 + taken_definitions_);
    if (instance.level < 0) continue;
    pugi::xml_node restart = add(num, "w:lvlOverride");
    set(restart, "w:ilvl", instance.level);
    add_value(restart, "w:startOverride", instance.start);
  }
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
