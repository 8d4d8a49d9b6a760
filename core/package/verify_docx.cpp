// WordprocessingML: content types, relationships, order of properties, references, tables.
#include <algorithm>
#include <iterator>
#include <utility>

#include "package/docx_models.hpp"
#include "package/part_name.hpp"
#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

constexpr std::int64_t kLargestExtent = 20'116'800;  // EMU, 22 inches: the largest page
constexpr std::size_t kMostColumns = 63;             // Word's

// A name without its prefix when that is Word's own, else empty.
std::string_view local(std::string_view name) {
  return name.starts_with("w:") ? name.substr(2) : std::string_view();
}

std::string folded(std::string_view name) {
  return folded_part_name(name);
}

// Rows that fill the grid, merged cells that continue one above.
void check_table(Parts& parts, const std::string& part, pugi::xml_node node) {
  const auto grid = node.child("w:tblGrid").children("w:gridCol");
  const auto columns = static_cast<std::size_t>(std::distance(grid.begin(), grid.end()));
  if (!node.child("w:tblPr") || columns == 0) parts.add(part, "a table has no properties or no grid");
  if (columns > kMostColumns) parts.add(part, "a table has more than 63 columns");
  if (!node.child("w:tr")) parts.add(part, "a table has no rows");
  std::set<std::size_t> above;
  for (const pugi::xml_node row : node.children("w:tr")) {
    auto column = static_cast<std::size_t>(
        std::max(row.child("w:trPr").child("w:gridBefore").attribute("w:val").as_int(), 0));
    std::set<std::size_t> merged;
    for (const pugi::xml_node cell : row.children("w:tc")) {
      const pugi::xml_node properties = cell.child("w:tcPr"), merge = properties.child("w:vMerge");
      if (merge) {
        if (std::string_view(merge.attribute("w:val").value()) != "restart" && !above.contains(column))
          parts.add(part, "a merged cell continues nothing");
        merged.insert(column);
      }
      column +=
          static_cast<std::size_t>(std::max(properties.child("w:gridSpan").attribute("w:val").as_int(1), 1));
    }
    above = std::move(merged);
    column += static_cast<std::size_t>(
        std::max(row.child("w:trPr").child("w:gridAfter").attribute("w:val").as_int(), 0));
    if (column != columns && columns > 0)
      parts.add(part, "a table row spans " + std::to_string(column) + " of " + std::to_string(columns) +
                          " columns");
  }
}

class DocxCheck {
 public:
  explicit DocxCheck(Parts& parts) : parts_(parts) {}

  void run() {
    relations_ = check_opc(parts_);
    for (const auto& [id, relation] : relations_[""])
      if (relation.type == "officeDocument") main_ = relation.target;
    collect();
    for (const auto& [name, tree] : parts_.xml) {
      const std::string_view root = tree.document_element().name();
      if (root.starts_with("w:")) story(name, tree);
      if (name == main_ && root != "w:document")
        parts_.add(name, "begins with " + std::string(root) + " instead of w:document");
    }
    for (const std::string& anchor : anchors_)
      if (!bookmarks_.contains(folded(anchor)))
        parts_.add(main_, "a link names the bookmark " + anchor + ", which is not there");
  }

 private:
  // The part that the text refers to by this type, with its tree.
  [[nodiscard]] std::pair<std::string, const pugi::xml_document*> related(std::string_view type) const {
    const auto relations = relations_.find(main_);
    if (relations != relations_.end())
      for (const auto& [id, relation] : relations->second)
        if (relation.type == type) return {relation.target, parts_.tree(relation.target)};
    return {};
  }

  void collect() {
    const auto gather = [&](const char* type, const char* element, const char* attribute, Names& into) {
      const auto [part, tree] = related(type);
      if (tree == nullptr) return;
      for (const pugi::xml_node node : tree->document_element().children(element))
        if (!into.insert(node.attribute(attribute).value()).second)
          parts_.add(part, std::string(element) + " " + node.attribute(attribute).value() + " stands twice");
    };
    gather("styles", "w:style", "w:styleId", styles_);
    gather("numbering", "w:num", "w:numId", numbers_);
    gather("footnotes", "w:footnote", "w:id", notes_);
    gather("endnotes", "w:endnote", "w:id", end_notes_);
    gather("comments", "w:comment", "w:id", comments_);
    if (const auto [part, tree] = related("styles"); tree != nullptr)
      for (const pugi::xml_node node : tree->document_element().children("w:style"))
        style_types_[node.attribute("w:styleId").value()] = node.attribute("w:type").as_string("paragraph");
    collect_levels();
    if (main_.empty() || parts_.tree(main_) == nullptr) parts_.add("word/document.xml", "is not there");
  }

  // Which levels each instance of a numbering has, by way of its definition.
  void collect_levels() {
    const auto [part, tree] = related("numbering");
    if (tree == nullptr) return;
    std::map<std::string, Names> defined;
    for (const pugi::xml_node node : tree->document_element().children("w:abstractNum")) {
      Names& levels = defined[node.attribute("w:abstractNumId").value()];
      for (const pugi::xml_node level : node.children("w:lvl"))
        levels.insert(level.attribute("w:ilvl").value());
      if (node.child("w:numStyleLink")) levels.insert("*");
    }
    for (const pugi::xml_node node : tree->document_element().children("w:num")) {
      const std::string definition = node.child("w:abstractNumId").attribute("w:val").value();
      if (!defined.contains(definition))
        parts_.add(part,
                   "numbering " + std::string(node.attribute("w:numId").value()) + " has no definition");
      levels_[node.attribute("w:numId").value()] = defined[definition];
    }
  }

  void story(const std::string& part, const pugi::xml_document& tree) {
    int fields = 0;
    std::string instruction;
    Names used;
    const std::string_view ignorable = tree.document_element().attribute("mc:Ignorable").value();
    for_each_element(tree.document_element(), [&](pugi::xml_node node) {
      const std::string_view name = node.name();
      if (const std::string_view own = local(name); !own.empty()) model(part, node, own);
      if (name == "w:tbl")
        check_table(parts_, part, node);
      else if (name == "w:tc")
        cell(part, node);
      else if (name == "w:t")
        text(part, node);
      else if (name == "w:fldChar") {
        fields += step(node.attribute("w:fldCharType").value());
        field(std::exchange(instruction, {}));
      } else if (name == "w:instrText")
        instruction += node.text().get();
      else
        references(part, node, name);
      newer(part, node, name, ignorable);
      relations(part, node, used, ignorable);
    });
    if (fields != 0) parts_.add(part, "a field has no end");
    for (const std::string& open : open_bookmarks_) parts_.add(part, "bookmark " + open + " has no end");
    open_bookmarks_.clear();
    for (const auto& [id, relation] : relations_[part])
      if ((relation.type == "image" || relation.type == "hyperlink") && !used.contains(id))
        parts_.add(part, "the relationship " + id + " (" + relation.type + ") is used nowhere");
  }

  // Children that are allowed, in their order; properties first; numbers that are numbers.
  void model(const std::string& part, pugi::xml_node node, std::string_view own) {
    for (const pugi::xml_attribute attribute : node.attributes())
      if (const std::string_view value = attribute.value();
          (value.empty() || value.find_first_not_of("-0123456789") != std::string_view::npos) &&
          is_number(own, local(attribute.name())))
        parts_.add(part, std::string(attribute.name()) + " of " + node.name() + " is no whole number");
    const ContentModel* model = content_model(own);
    if (model == nullptr) return;
    std::uint16_t last = 0;
    for (const pugi::xml_node child : node.children()) {
      const std::string_view name = local(child.name());
      if (name.empty()) continue;  // of another vocabulary
      const auto at = model->places.find(name);
      if (at == model->places.end()) {
        parts_.add(part, std::string(child.name()) + " does not belong in " + node.name());
        continue;
      }
      if (model->ordered && at->second < last)
        parts_.add(part, std::string(child.name()) + " stands too late in " + node.name());
      last = at->second;
    }
    const char* properties = properties_of(own);
    if (properties != nullptr && node.child(properties) && first_element(node) != node.child(properties) &&
        !node.child("w:tblPrEx"))
      parts_.add(part, std::string(properties) + " is not first in " + node.name());
  }

  // The child that must come first.
  static const char* properties_of(std::string_view own) {
    if (own == "p") return "w:pPr";
    if (own == "r") return "w:rPr";
    if (own == "tbl") return "w:tblPr";
    if (own == "tr") return "w:trPr";
    return own == "tc" ? "w:tcPr" : nullptr;
  }

  // Markup of later versions (w14, w15, w16cid ...) must be declared ignorable, or stand in a choice that
  // names it (ISO/IEC 29500-3 §10.2).
  void newer(const std::string& part, pugi::xml_node node, std::string_view name,
             std::string_view ignorable) {
    const bool is_newer =
        name.size() > 3 && name[0] == 'w' && name[1] == '1' && name[2] >= '4' && name[2] <= '9';
    if (!is_newer) return;
    const std::string prefix(name.substr(0, name.find(':')));
    if ((" " + std::string(ignorable) + " ").find(" " + prefix + " ") != std::string::npos) return;
    for (pugi::xml_node at = node; at; at = at.parent())
      if (std::string_view(at.name()) == "mc:Choice") return;
    parts_.add(part, std::string(name) + " is not declared ignorable");
  }

  static pugi::xml_node first_element(pugi::xml_node node) {
    pugi::xml_node at = node.first_child();
    while (at && at.type() != pugi::node_element) at = at.next_sibling();
    return at;
  }

  void relations(const std::string& part, pugi::xml_node node, Names& used, std::string_view ignorable) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      newer(part, node, name, ignorable);
      if (!name.starts_with("r:") && name != "o:relid") continue;
      used.insert(attribute.value());
      if (!relations_[part].contains(attribute.value()) && *attribute.value() != '\0')
        parts_.add(part, std::string(node.name()) + " uses the relationship " + attribute.value() +
                             ", which is not there");
    }
  }

  static int step(std::string_view kind) { return kind == "begin" ? 1 : kind == "end" ? -1 : 0; }

  // "PAGEREF name \h", "REF name", "HYPERLINK \l \"name\"": places that fields point at.
  void field(std::string_view instruction) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < instruction.size();) {
      const std::size_t end = std::min(instruction.find(' ', begin), instruction.size());
      if (end > begin) words.push_back(instruction.substr(begin, end - begin));
      begin = end + 1;
    }
    const bool refers = words.size() > 1 && (words[0] == "PAGEREF" || words[0] == "REF");
    const bool leads = words.size() > 2 && words[0] == "HYPERLINK" && words[1] == "\\l";
    if (!refers && !leads) return;
    std::string_view name = words[refers ? 1 : 2];
    if (name.starts_with('"')) name.remove_prefix(1);
    if (name.ends_with('"')) name.remove_suffix(1);
    anchors_.insert(std::string(name));
  }

  void style(const std::string& part, const std::string& id, std::string_view type) {
    const auto at = style_types_.find(id);
    if (at == style_types_.end())
      parts_.add(part, "style " + id + " is not defined");
    else if (!type.empty() && at->second != type)
      parts_.add(part, "style " + id + " is of the type " + at->second + ", not " + std::string(type));
  }

  void references(const std::string& part, pugi::xml_node node, std::string_view name) {
    const std::string value = node.attribute("w:val").value(), id = node.attribute("w:id").value();
    if (name == "w:pStyle")
      style(part, value, "paragraph");
    else if (name == "w:rStyle")
      style(part, value, "character");
    else if (name == "w:tblStyle")
      style(part, value, "table");
    else if (name == "w:basedOn" || name == "w:next" || name == "w:link")
      style(part, value, {});
    else if (name == "w:numPr")
      numbering(part, node);
    else if (name == "w:footnoteReference" && !notes_.contains(id))
      parts_.add(part, "footnote " + id + " is not there");
    else if (name == "w:endnoteReference" && !end_notes_.contains(id))
      parts_.add(part, "endnote " + id + " is not there");
    else if (name == "w:commentReference" && !comments_.contains(id))
      parts_.add(part, "comment " + id + " is not there");
    else if (name == "w:hyperlink" && node.attribute("w:anchor"))
      anchors_.insert(node.attribute("w:anchor").value());
    else if (name == "w:fldSimple")
      field(node.attribute("w:instr").value());
    else if (name == "wp:docPr" && !drawings_.insert(node.attribute("id").value()).second)
      parts_.add(part, std::string("drawing id ") + node.attribute("id").value() + " stands twice");
    else if (name == "wp:extent")
      extent(part, node);
    else if (name == "w:bookmarkStart")
      bookmark(part, node);
    else if (name == "w:bookmarkEnd" && open_bookmarks_.erase(id) == 0)
      parts_.add(part, "bookmark " + id + " ends without a start");
  }

  void numbering(const std::string& part, pugi::xml_node node) {
    const std::string number = node.child("w:numId").attribute("w:val").value();
    if (number.empty() || number == "0") return;
    const auto levels = levels_.find(number);
    const std::string level = node.child("w:ilvl").attribute("w:val").as_string("0");
    if (levels == levels_.end())
      parts_.add(part, "numbering " + number + " is not defined");
    else if (!levels->second.contains(level) && !levels->second.contains("*"))
      parts_.add(part, "numbering " + number + " has no level " + level);
  }

  void extent(const std::string& part, pugi::xml_node node) {
    for (const char* side : {"cx", "cy"})
      if (const std::int64_t size = node.attribute(side).as_llong(); size <= 0 || size > kLargestExtent)
        parts_.add(part,
                   std::string("a drawing has the size ") + node.attribute(side).value() + " (" + side + ")");
  }

  void bookmark(const std::string& part, pugi::xml_node node) {
    const std::string name = node.attribute("w:name").value();
    if (!bookmarks_.insert(folded(name)).second) parts_.add(part, "bookmark " + name + " stands twice");
    if (name.empty() || name.size() > 40)
      parts_.add(part, "bookmark name '" + name + "' is empty or longer than 40 characters");
    if (!bookmark_ids_.insert(node.attribute("w:id").value()).second)
      parts_.add(part, "bookmark id of " + name + " stands twice");
    open_bookmarks_.insert(node.attribute("w:id").value());
  }

  static pugi::xml_node last_element(pugi::xml_node node) {
    pugi::xml_node at = node.last_child();
    while (at && at.type() != pugi::node_element) at = at.previous_sibling();
    return at;
  }

  void cell(const std::string& part, pugi::xml_node node) {
    if (std::string_view(last_element(node).name()) != "w:p")
      parts_.add(part, "a table cell does not end with a paragraph");
  }

  void text(const std::string& part, pugi::xml_node node) {
    const std::string_view words = node.text().get();
    const bool spaced = !words.empty() && (words.front() == ' ' || words.back() == ' ');
    if (spaced && std::string_view(node.attribute("xml:space").value()) != "preserve")
      parts_.add(part, "a space at the edge of w:t is lost");
  }

  Parts& parts_;
  std::string main_;
  PartRelations relations_;
  std::map<std::string, std::string> style_types_;
  std::map<std::string, Names> levels_;  // of each numbering
  Names styles_, numbers_, notes_, end_notes_, comments_, anchors_, bookmarks_, bookmark_ids_,
      open_bookmarks_, drawings_;
};

}  // namespace

void check_docx(Parts& parts) {
  DocxCheck(parts).run();
}

}  // namespace minutemill::verify
