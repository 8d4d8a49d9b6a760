// EPUB 3.3: container, package document, navigation, references of the content documents.
#include <functional>
#include <set>

#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

using Names = std::set<std::string, std::less<>>;

void for_each_element(pugi::xml_node root, const std::function<void(pugi::xml_node)>& see) {
  struct Walker final : pugi::xml_tree_walker {
    const std::function<void(pugi::xml_node)>& see;
    explicit Walker(const std::function<void(pugi::xml_node)>& s) : see(s) {}
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element) see(node);
      return true;
    }
  } walker(see);
  root.traverse(walker);
}

std::string decoded(std::string_view href) {
  std::string out;
  for (std::size_t i = 0; i < href.size(); ++i) {
    if (href[i] == '%' && i + 2 < href.size()) {
      out.push_back(static_cast<char>(std::strtol(std::string(href.substr(i + 1, 2)).c_str(), nullptr, 16)));
      i += 2;
    } else {
      out.push_back(href[i]);
    }
  }
  return out;
}

bool is_remote(std::string_view href) {
  const std::size_t colon = href.find(':');
  return href.starts_with("//") || (colon != std::string_view::npos && colon < href.find_first_of("/?#"));
}

class EpubCheck {
 public:
  explicit EpubCheck(Parts& parts) : parts_(parts) {}

  void run() {
    mimetype();
    const pugi::xml_document* container = parts_.tree("META-INF/container.xml");
    if (container == nullptr) {
      parts_.add("META-INF/container.xml", "is not there");
      return;
    }
    opf_ = container->child("container").child("rootfiles").child("rootfile").attribute("full-path").value();
    const pugi::xml_document* package = parts_.tree(opf_);
    if (package == nullptr) {
      parts_.add("META-INF/container.xml", "names the package document " + opf_ + ", which is not there");
      return;
    }
    metadata(package->child("package"));
    manifest(package->child("package"));
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".xhtml")) collect_ids(name, tree);
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".xhtml") || name.ends_with(".ncx")) content(name, tree);
  }

 private:
  void mimetype() {
    const auto& entries = parts_.reader.entries();
    if (entries.empty() || entries.front().name != "mimetype") {
      parts_.add("mimetype", "is not the first entry");
      return;
    }
    if (!entries.front().stored || entries.front().has_extra)
      parts_.add("mimetype", "is compressed or has an extra field");
    if (parts_.reader.read("mimetype") != "application/epub+zip")
      parts_.add("mimetype", "says something else");
  }

  void metadata(pugi::xml_node package) {
    const pugi::xml_node data = package.child("metadata");
    for (const char* name : {"dc:title", "dc:language", "dc:identifier"})
      if (std::string_view(data.child(name).text().get()).empty())
        parts_.add(opf_, std::string("has no ") + name);
    int modified = 0;
    for (const pugi::xml_node meta : data.children("meta"))
      modified += std::string_view(meta.attribute("property").value()) == "dcterms:modified" ? 1 : 0;
    if (modified != 1) parts_.add(opf_, "must have one dcterms:modified, has " + std::to_string(modified));
    const std::string unique = package.attribute("unique-identifier").value();
    if (std::string_view(data.find_child_by_attribute("id", unique.c_str()).name()) != "dc:identifier")
      parts_.add(opf_, "its unique identifier is not there");
  }

  void manifest(pugi::xml_node package) {
    Names ids, files;
    int navigation = 0;
    for (const pugi::xml_node item : package.child("manifest").children("item")) {
      const std::string id = item.attribute("id").value(), href = item.attribute("href").value();
      if (!ids.insert(id).second) parts_.add(opf_, "manifest id " + id + " stands twice");
      if (is_remote(href)) {
        parts_.add(opf_, "the resource " + href + " is remote");
        continue;
      }
      const std::string file = resolve(opf_, decoded(href));
      if (!files.insert(file).second) parts_.add(opf_, "the manifest lists " + href + " twice");
      if (!parts_.reader.has(file)) parts_.add(opf_, "the manifest lists " + href + ", which is not there");
      const std::string properties = " " + std::string(item.attribute("properties").value()) + " ";
      navigation += properties.find(" nav ") != std::string::npos ? 1 : 0;
    }
    if (navigation != 1)
      parts_.add(opf_, "must have one navigation document, has " + std::to_string(navigation));
    for (const auto& entry : parts_.reader.entries())
      if (entry.name != "mimetype" && !entry.name.starts_with("META-INF/") && entry.name != opf_ &&
          !files.contains(entry.name))
        parts_.add(entry.name, "is not in the manifest");
    Names spine;
    for (const pugi::xml_node item : package.child("spine").children("itemref")) {
      const std::string id = item.attribute("idref").value();
      if (!ids.contains(id) || !spine.insert(id).second)
        parts_.add(opf_, "the spine names " + id + " twice or without a manifest item");
    }
    if (spine.empty()) parts_.add(opf_, "the spine is empty");
  }

  void collect_ids(const std::string& name, const pugi::xml_document& tree) {
    Names& ids = ids_[name];
    for_each_element(tree, [&](pugi::xml_node node) {
      if (const pugi::xml_attribute id = node.attribute("id"); id && !ids.insert(id.value()).second)
        parts_.add(name, std::string("id ") + id.value() + " stands twice");
    });
  }

  void content(const std::string& name, const pugi::xml_document& tree) {
    const bool page = name.ends_with(".xhtml");
    if (page && std::string_view(tree.child("html").child("head").child("title").text().get()).empty())
      parts_.add(name, "has no title");
    for_each_element(tree, [&](pugi::xml_node node) {
      const std::string_view element = node.name();
      if (element == "script") parts_.add(name, "has a script");
      if (element == "img" && !node.attribute("alt")) parts_.add(name, "an image has no alt");
      const bool resource = element == "img" || element == "link" || element == "image";
      for (const char* attribute : {"href", "src", "xlink:href"})
        if (const pugi::xml_attribute at = node.attribute(attribute)) reference(name, at.value(), resource);
    });
  }

  void reference(const std::string& from, const std::string& href, bool resource) {
    if (is_remote(href)) {
      if (resource || href.starts_with("javascript:") || href.starts_with("file:"))
        parts_.add(from, "refers to " + href.substr(0, 120));
      return;
    }
    const std::size_t hash = href.find('#');
    const std::string path = decoded(href.substr(0, hash));
    const std::string file = path.empty() ? from : resolve(from, path);
    if (!parts_.reader.has(file)) {
      parts_.add(from, "refers to " + path + ", which is not there");
    } else if (hash != std::string::npos && ids_.contains(file) &&
               !ids_[file].contains(decoded(href.substr(hash + 1)))) {
      parts_.add(from, "refers to " + href + ", where there is no such id");
    }
  }

  Parts& parts_;
  std::string opf_;
  std::map<std::string, Names> ids_;
};

}  // namespace

void check_epub(Parts& parts) {
  EpubCheck(parts).run();
}

}  // namespace minutemill::verify
