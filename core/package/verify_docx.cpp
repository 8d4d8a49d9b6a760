// WordprocessingML: content types, relationships, order of properties, references, tables.
#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

using Names = std::set<std::string, std::less<>>;

// Children of w:pPr and w:rPr in the order of the schema (ECMA-376 §17.3.1.26, §17.3.2.28).
constexpr std::array<std::string_view, 35> kParagraphOrder{"w:pStyle",
                                                           "w:keepNext",
                                                           "w:keepLines",
                                                           "w:pageBreakBefore",
                                                           "w:framePr",
                                                           "w:widowControl",
                                                           "w:numPr",
                                                           "w:suppressLineNumbers",
                                                           "w:pBdr",
                                                           "w:shd",
                                                           "w:tabs",
                                                           "w:suppressAutoHyphens",
                                                           "w:kinsoku",
                                                           "w:wordWrap",
                                                           "w:overflowPunct",
                                                           "w:topLinePunct",
                                                           "w:autoSpaceDE",
                                                           "w:autoSpaceDN",
                                                           "w:bidi",
                                                           "w:adjustRightInd",
                                                           "w:snapToGrid",
                                                           "w:spacing",
                                                           "w:ind",
                                                           "w:contextualSpacing",
                                                           "w:mirrorIndents",
                                                           "w:suppressOverlap",
                                                           "w:jc",
                                                           "w:textDirection",
                                                           "w:textAlignment",
                                                           "w:textboxTightWrap",
                                                           "w:outlineLvl",
                                                           "w:divId",
                                                           "w:cnfStyle",
                                                           "w:rPr",
                                                           "w:sectPr"};
constexpr std::array<std::string_view, 38> kRunOrder{"w:rStyle",
                                                     "w:rFonts",
                                                     "w:b",
                                                     "w:bCs",
                                                     "w:i",
                                                     "w:iCs",
                                                     "w:caps",
                                                     "w:smallCaps",
                                                     "w:strike",
                                                     "w:dstrike",
                                                     "w:outline",
                                                     "w:shadow",
                                                     "w:emboss",
                                                     "w:imprint",
                                                     "w:noProof",
                                                     "w:snapToGrid",
                                                     "w:vanish",
                                                     "w:webHidden",
                                                     "w:color",
                                                     "w:spacing",
                                                     "w:w",
                                                     "w:kern",
                                                     "w:position",
                                                     "w:sz",
                                                     "w:szCs",
                                                     "w:highlight",
                                                     "w:u",
                                                     "w:effect",
                                                     "w:bdr",
                                                     "w:shd",
                                                     "w:fitText",
                                                     "w:vertAlign",
                                                     "w:rtl",
                                                     "w:cs",
                                                     "w:em",
                                                     "w:lang",
                                                     "w:eastAsianLayout",
                                                     "w:specVanish"};

template <std::size_t N>
void check_order(Parts& parts, const std::string& part, pugi::xml_node node,
                 const std::array<std::string_view, N>& order) {
  auto last = order.begin();
  for (const pugi::xml_node child : node.children()) {
    const auto at = std::find(order.begin(), order.end(), std::string_view(child.name()));
    if (at == order.end()) continue;  // newer markup
    if (at < last) parts.add(part, std::string(child.name()) + " stands too late in " + node.name());
    last = at;
  }
}

void for_each_node(pugi::xml_node root, const std::function<void(pugi::xml_node)>& see) {
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element) see(at);
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) at = at.parent();
    at = at && at != root ? at.next_sibling() : pugi::xml_node();
  }
}

class DocxCheck {
 public:
  explicit DocxCheck(Parts& parts) : parts_(parts) {}

  void run() {
    content_types();
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".rels")) relationships(name, tree);
    collect();
    for (const auto& [name, tree] : parts_.xml)
      if (name.starts_with("word/") && !name.ends_with(".rels")) story(name, tree);
    for (const std::string& anchor : anchors_)
      if (!bookmarks_.contains(anchor))
        parts_.add("word/document.xml", "a link names the bookmark " + anchor + ", which is not there");
  }

 private:
  void content_types() {
    const std::string name = "[Content_Types].xml";
    if (parts_.reader.entries().front().name != name) parts_.add(name, "is not the first part");
    Names endings, overrides;
    for (const pugi::xml_node node : parts_.xml[name].child("Types").children()) {
      if (std::string_view(node.name()) == "Default")
        endings.insert(node.attribute("Extension").value());
      else if (!overrides.insert(std::string(node.attribute("PartName").value()).substr(1)).second)
        parts_.add(name, "a part has two types");
    }
    for (const std::string& part : overrides)
      if (!parts_.reader.has(part)) parts_.add(name, "gives a type to " + part + ", which is not there");
    for (const auto& entry : parts_.reader.entries())
      if (entry.name != name && !overrides.contains(entry.name) &&
          !endings.contains(entry.name.substr(entry.name.rfind('.') + 1)))
        parts_.add(entry.name, "has no content type");
  }

  void relationships(const std::string& name, const pugi::xml_document& tree) {
    std::string source = name;
    source.erase(source.rfind(".rels"));
    const std::size_t folder = source.find("_rels/");
    source.erase(folder, 6);
    if (!source.empty() && !parts_.reader.has(source)) parts_.add(name, "belongs to no part");
    for (const pugi::xml_node node : tree.child("Relationships").children()) {
      const std::string id = node.attribute("Id").value(), target = node.attribute("Target").value();
      if (!relations_[source].insert(id).second) parts_.add(name, "relationship " + id + " stands twice");
      if (std::string_view(node.attribute("TargetMode").value()) == "External") {
        if (target.find_first_of(" <>\"{}|\\^`") != std::string::npos || target.empty())
          parts_.add(name, id + " is no address: " + target);
      } else if (const std::string part = resolve(source, target); part.empty() || !parts_.reader.has(part)) {
        parts_.add(name, id + " points at " + target + ", which is not there");
      }
    }
  }

  void collect() {
    const auto gather = [&](const char* part, const char* root, const char* element, const char* attribute,
                            Names& into) {
      const pugi::xml_document* tree = parts_.tree(part);
      if (tree == nullptr) return;
      for (const pugi::xml_node node : tree->child(root).children(element))
        if (!into.insert(node.attribute(attribute).value()).second)
          parts_.add(part, std::string(element) + " " + node.attribute(attribute).value() + " stands twice");
    };
    gather("word/styles.xml", "w:styles", "w:style", "w:styleId", styles_);
    gather("word/numbering.xml", "w:numbering", "w:num", "w:numId", numbers_);
    gather("word/footnotes.xml", "w:footnotes", "w:footnote", "w:id", notes_);
    if (parts_.tree("word/document.xml") == nullptr) parts_.add("word/document.xml", "is not there");
  }

  void story(const std::string& part, const pugi::xml_document& tree) {
    int fields = 0;
    for_each_node(tree.document_element(), [&](pugi::xml_node node) {
      const std::string_view name = node.name();
      const auto first = [&](const char* properties) {
        if (node.child(properties) && node.first_child() != node.child(properties))
          parts_.add(part, std::string(properties) + " is not first in " + node.name());
      };
      if (name == "w:p")
        first("w:pPr");
      else if (name == "w:r")
        first("w:rPr");
      else if (name == "w:pPr")
        check_order(parts_, part, node, kParagraphOrder);
      else if (name == "w:rPr")
        check_order(parts_, part, node, kRunOrder);
      else if (name == "w:tbl")
        table(part, node);
      else if (name == "w:tc")
        cell(part, node);
      else if (name == "w:t")
        text(part, node);
      else if (name == "w:fldChar")
        fields += step(node.attribute("w:fldCharType").value());
      else
        references(part, node, name);
      for (const char* attribute : {"r:id", "r:embed", "r:link"})
        if (const pugi::xml_attribute id = node.attribute(attribute);
            id && !relations_[part].contains(id.value()))
          parts_.add(part, std::string(node.name()) + " uses the relationship " + id.value() +
                               ", which is not there");
    });
    if (fields != 0) parts_.add(part, "a field has no end");
    for (const std::string& open : open_bookmarks_) parts_.add(part, "bookmark " + open + " has no end");
    open_bookmarks_.clear();
  }

  static int step(std::string_view kind) { return kind == "begin" ? 1 : kind == "end" ? -1 : 0; }

  void references(const std::string& part, pugi::xml_node node, std::string_view name) {
    const std::string value = node.attribute("w:val").value();
    if ((name == "w:pStyle" || name == "w:rStyle" || name == "w:tblStyle" || name == "w:basedOn" ||
         name == "w:next") &&
        !styles_.contains(value))
      parts_.add(part, "style " + value + " is not defined");
    else if (name == "w:numId" && value != "0" && !numbers_.contains(value))
      parts_.add(part, "numbering " + value + " is not defined");
    else if (name == "w:footnoteReference" && !notes_.contains(node.attribute("w:id").value()))
      parts_.add(part, std::string("footnote ") + node.attribute("w:id").value() + " is not there");
    else if (name == "w:hyperlink" && node.attribute("w:anchor"))
      anchors_.insert(node.attribute("w:anchor").value());
    else if (name == "wp:docPr" && !drawings_.insert(node.attribute("id").value()).second)
      parts_.add(part, std::string("drawing id ") + node.attribute("id").value() + " stands twice");
    else if (name == "w:bookmarkStart")
      bookmark(part, node);
    else if (name == "w:bookmarkEnd" && open_bookmarks_.erase(node.attribute("w:id").value()) == 0)
      parts_.add(part, std::string("bookmark ") + node.attribute("w:id").value() + " ends without a start");
  }

  void bookmark(const std::string& part, pugi::xml_node node) {
    const std::string name = node.attribute("w:name").value();
    if (!bookmarks_.insert(name).second) parts_.add(part, "bookmark " + name + " stands twice");
    if (name.empty() || name.size() > 40)
      parts_.add(part, "bookmark name '" + name + "' is empty or longer than 40 characters");
    if (!bookmark_ids_.insert(node.attribute("w:id").value()).second)
      parts_.add(part, "bookmark id of " + name + " stands twice");
    open_bookmarks_.insert(node.attribute("w:id").value());
  }

  void table(const std::string& part, pugi::xml_node node) {
    const auto columns = std::distance(node.child("w:tblGrid").begin(), node.child("w:tblGrid").end());
    if (!node.child("w:tblPr") || columns == 0) parts_.add(part, "a table has no properties or no grid");
    if (columns > 63) parts_.add(part, "a table has more than 63 columns");
    if (!node.child("w:tr")) parts_.add(part, "a table has no rows");
    std::set<int> above;
    for (const pugi::xml_node row : node.children("w:tr")) {
      int column = 0;
      std::set<int> merged;
      for (const pugi::xml_node cell : row.children("w:tc")) {
        const pugi::xml_node properties = cell.child("w:tcPr"), merge = properties.child("w:vMerge");
        if (merge) {
          if (std::string_view(merge.attribute("w:val").value()) != "restart" && !above.contains(column))
            parts_.add(part, "a merged cell continues nothing");
          merged.insert(column);
        }
        column += std::max(properties.child("w:gridSpan").attribute("w:val").as_int(1), 1);
      }
      above = std::move(merged);
      if (column != columns && columns > 0)
        parts_.add(part, "a table row spans " + std::to_string(column) + " of " + std::to_string(columns) +
                             " columns");
    }
  }

  void cell(const std::string& part, pugi::xml_node node) {
    if (std::string_view(node.last_child().name()) != "w:p")
      parts_.add(part, "a table cell does not end with a paragraph");
    if (node.child("w:tcPr") && node.first_child() != node.child("w:tcPr"))
      parts_.add(part, "w:tcPr is not first in w:tc");
  }

  void text(const std::string& part, pugi::xml_node node) {
    const std::string_view words = node.text().get();
    const bool spaced = !words.empty() && (words.front() == ' ' || words.back() == ' ');
    if (spaced && std::string_view(node.attribute("xml:space").value()) != "preserve")
      parts_.add(part, "a space at the edge of w:t is lost");
  }

  Parts& parts_;
  std::map<std::string, Names> relations_;
  Names styles_, numbers_, notes_, anchors_, bookmarks_, bookmark_ids_, open_bookmarks_, drawings_;
};

}  // namespace

void check_docx(Parts& parts) {
  DocxCheck(parts).run();
}

}  // namespace minutemill::verify
