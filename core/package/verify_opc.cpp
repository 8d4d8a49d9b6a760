// Open Packaging Conventions: each part has a type that fits its use, each relationship leads somewhere, and
// each part is reached by one.
#include <algorithm>
#include <array>

#include "package/part_name.hpp"
#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

constexpr const char* kTypesPart = "[Content_Types].xml";

struct Expected {
  std::string_view relation, type;  // the end of the content type
};
constexpr std::array<Expected, 15> kExpected{{{"officeDocument", "main+xml"},
                                              {"styles", ".styles+xml"},
                                              {"settings", ".settings+xml"},
                                              {"numbering", ".numbering+xml"},
                                              {"fontTable", ".fontTable+xml"},
                                              {"footnotes", ".footnotes+xml"},
                                              {"endnotes", ".endnotes+xml"},
                                              {"comments", ".comments+xml"},
                                              {"header", ".header+xml"},
                                              {"footer", ".footer+xml"},
                                              {"theme", ".theme+xml"},
                                              {"webSettings", ".webSettings+xml"},
                                              {"core-properties", ".core-properties+xml"},
                                              {"extended-properties", ".extended-properties+xml"},
                                              {"custom-properties", ".custom-properties+xml"}}};

struct Magic {
  std::string_view endings, bytes;
};
constexpr std::array<Magic, 5> kMagic{{{" png ", "\x89PNG\r\n\x1a\n"},
                                       {" jpg jpeg ", "\xff\xd8\xff"},
                                       {" gif ", "GIF8"},
                                       {" bmp ", "BM"},
                                       {" webp ", "RIFF"}}};

std::string ending_of(std::string_view name) {
  return folded_part_name(name.substr(std::min(name.rfind('.'), name.size() - 1) + 1));
}

class OpcCheck {
 public:
  explicit OpcCheck(Parts& parts) : parts_(parts) {}

  PartRelations run() {
    types();
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".rels")) relations_of(name, tree);
    bool has_document = false;
    for (const auto& [id, relation] : relations_[""]) has_document |= relation.type == "officeDocument";
    if (!has_document) parts_.add("_rels/.rels", "names no office document");
    for (const auto& entry : parts_.reader.entries())
      if (entry.name != kTypesPart && !entry.name.ends_with(".rels") && !reached_.contains(entry.name))
        parts_.add(entry.name, "is reached by no relationship");
    return std::move(relations_);
  }

 private:
  void types() {
    if (parts_.reader.entries().front().name != kTypesPart) parts_.add(kTypesPart, "is not the first part");
    for (const pugi::xml_node node : parts_.xml[kTypesPart].child("Types").children()) {
      if (node.type() != pugi::node_element) continue;
      const std::string type = node.attribute("ContentType").value();
      if (std::string_view(node.name()) == "Default") {
        if (!by_ending_.emplace(folded_part_name(node.attribute("Extension").value()), type).second)
          parts_.add(kTypesPart,
                     std::string("has two types for the ending ") + node.attribute("Extension").value());
        continue;
      }
      const std::string_view name = node.attribute("PartName").value();
      const std::string part(name.substr(name.starts_with('/') ? 1 : 0));
      if (!by_name_.emplace(part, type).second) parts_.add(kTypesPart, "a part has two types: " + part);
      if (!parts_.reader.has(part))
        parts_.add(kTypesPart, "gives a type to " + part + ", which is not there");
    }
    for (const auto& entry : parts_.reader.entries())
      if (entry.name != kTypesPart && type_of(entry.name).empty())
        parts_.add(entry.name, "has no content type");
  }

  [[nodiscard]] std::string_view type_of(const std::string& part) const {
    if (const auto named = by_name_.find(part); named != by_name_.end()) return named->second;
    const auto ending = by_ending_.find(ending_of(part));
    return ending != by_ending_.end() ? std::string_view(ending->second) : std::string_view();
  }

  void relations_of(const std::string& name, const pugi::xml_document& tree) {
    std::string source = name;
    source.erase(source.rfind(".rels"));
    if (const std::size_t folder = source.rfind("_rels/"); folder != std::string::npos)
      source.erase(folder, 6);
    if (!source.empty() && !parts_.reader.has(source)) parts_.add(name, "belongs to no part");
    for (const pugi::xml_node node : tree.child("Relationships").children("Relationship")) {
      const std::string id = node.attribute("Id").value(), target = node.attribute("Target").value();
      const std::string_view type = node.attribute("Type").value();
      PartRelation relation{std::string(type.substr(type.rfind('/') + 1)), {}};
      if (std::string_view(node.attribute("TargetMode").value()) == "External") {
        if (target.find_first_of(" <>\"{}|\\^`") != std::string::npos || target.empty())
          parts_.add(name, id + " is no address: " + target);
      } else {
        relation.target = resolve(source, target.substr(0, target.find('#')));
        lead(name, id, target, relation);
      }
      if (!relations_[source].emplace(id, std::move(relation)).second)
        parts_.add(name, "relationship " + id + " stands twice");
    }
  }

  void lead(const std::string& name, const std::string& id, const std::string& target,
            const PartRelation& relation) {
    if (relation.target.empty() || !parts_.reader.has(relation.target)) {
      parts_.add(name, id + " points at " + target + ", which is not there");
      return;
    }
    reached_.insert(relation.target);
    const std::string_view type = type_of(relation.target);
    const auto expected = std::find_if(kExpected.begin(), kExpected.end(),
                                       [&](const Expected& e) { return e.relation == relation.type; });
    if (expected != kExpected.end() && !type.ends_with(expected->type))
      parts_.add(name, id + " is of the type " + relation.type + ", but " + relation.target + " is " +
                           std::string(type));
    if (relation.type == "image" && !type.starts_with("image/"))
      parts_.add(name, id + " is an image, but " + relation.target + " is " + std::string(type));
  }

  Parts& parts_;
  std::map<std::string, std::string> by_ending_, by_name_;
  PartRelations relations_;
  Names reached_;
};

}  // namespace

void check_media(Parts& parts, const std::string& name, std::string_view bytes) {
  const std::string ending = " " + ending_of(name) + " ";
  for (const Magic& magic : kMagic)
    if (magic.endings.find(ending) != std::string_view::npos && !bytes.starts_with(magic.bytes))
      parts.add(name, "is no picture of the kind that its name says");
}

PartRelations check_opc(Parts& parts) {
  return OpcCheck(parts).run();
}

}  // namespace minutemill::verify
