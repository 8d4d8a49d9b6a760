#include "part_shift.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "language.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr int kDeepestOutline = 8;  // w:outlineLvl (ECMA-376 §17.3.1.20): 9 is body text

pugi::xml_node next_node(pugi::xml_node at, const pugi::xml_node& root) {
  if (at.first_child()) return at.first_child();
  while (at != root && !at.next_sibling()) at = at.parent();
  return at == root ? pugi::xml_node() : at.next_sibling();
}

void add_to(pugi::xml_attribute attribute, std::uint64_t by) {
  if (attribute) attribute.set_value(static_cast<unsigned long long>(attribute.as_ullong() + by));
}

class Shifter {
 public:
  Shifter(const Shift& shift, PartStory story)
      : shift_(shift),
        relationships_(story == PartStory::text ? shift.relationships : shift.note_relationships),
        counted_(shift.starts) {}

  void apply(pugi::xml_node root) {
    for (pugi::xml_node at = root.first_child(); at;) {
      const pugi::xml_node next = next_node(at, root);
      if (at.type() == pugi::node_element) apply_to(at, at.name());
      at = next;
    }
  }

 private:
  void apply_to(pugi::xml_node node, std::string_view name) {
    if (name == "w:numPr") {
      number(node);
    } else if (name == "w:outlineLvl") {
      const int level = std::min(node.attribute("w:val").as_int() + shift_.outline, kDeepestOutline);
      node.attribute("w:val").set_value(level);
    } else if (name == "w:bookmarkStart" || name == "w:bookmarkEnd") {
      add_to(node.attribute("w:id"), shift_.bookmarks);
      rename(node.attribute("w:name"));
    } else if (name == "w:hyperlink") {
      rename(node.attribute("w:anchor"));
      relate(node.attribute("r:id"));
    } else if (name == "w:footnoteReference" || name == "w:footnote") {
      add_to(node.attribute("w:id"), shift_.notes);
    } else if (name == "wp:docPr" || name == "pic:cNvPr") {
      add_to(node.attribute("id"), shift_.drawings);
    } else if (name == "w:r" && !shift_.language.empty()) {
      say_language(node);
    } else {
      relate(node.attribute("r:embed"));
    }
  }

  void rename(pugi::xml_attribute name) const {
    if (name) name.set_value((shift_.prefix + name.value()).c_str());
  }
  void relate(pugi::xml_attribute id) const {
    if (id) id.set_value(shifted_relationship(id.value(), relationships_).c_str());
  }

  // A list that the volume has no number for any more keeps its numbers as text.
  void number(pugi::xml_node properties) {
    pugi::xml_attribute id = properties.child("w:numId").attribute("w:val");
    const auto list = static_cast<std::size_t>(id.as_int() - shift_.first_list);
    if (list >= shift_.lists.size()) return;
    if (shift_.lists[list] != 0) {
      id.set_value(shift_.lists[list]);
      return;
    }
    pugi::xml_node format = properties.parent(), paragraph = format.parent();
    const std::string words = std::to_string(counted_[list]++) + ". ";
    pugi::xml_node run = paragraph.insert_child_after("w:r", format);
    pugi::xml_node text = add(run, "w:t");
    set(text, "xml:space", "preserve");
    append_text(text, words);
    format.remove_child(properties);
  }

  // w:lang stands behind all that the exporter says of a run (CT_RPr).
  void say_language(pugi::xml_node run) const {
    pugi::xml_node format = run.child("w:rPr");
    if (!format) format = run.prepend_child("w:rPr");
    if (!format.child("w:lang"))
      set(add(format, "w:lang"), language_attribute(script_of(shift_.language)), shift_.language);
  }

  const Shift& shift_;
  std::uint64_t relationships_;
  std::vector<std::int64_t> counted_;
};

}  // namespace

std::string shifted_relationship(std::string_view id, std::uint64_t by) {
  std::uint64_t number = 0;
  id.remove_prefix(std::min<std::size_t>(id.size(), 3));
  std::from_chars(id.data(), id.data() + id.size(), number);
  return "rId" + std::to_string(number + by);
}

std::string shifted(std::string_view markup, const Shift& shift, PartStory story) {
  pugi::xml_document tree;
  constexpr unsigned int kAsItIs = (pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_fragment);
  if (!tree.load_buffer(markup.data(), markup.size(), kAsItIs, pugi::encoding_utf8))
    throw std::runtime_error("a part of the volume is damaged");
  Shifter(shift, story).apply(tree);
  std::string out;
  out.reserve(markup.size() + markup.size() / 8);
  for (const pugi::xml_node child : tree.children()) append_xml(child, out);
  return out;
}

}  // namespace minutemill::docx
