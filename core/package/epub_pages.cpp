#include "package/epub_pages.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <minutemill/text.hpp>

namespace minutemill::verify {
namespace {

constexpr int kContentsDepth = 3;  // headings below need not be in the contents

// Of older HTML, gone from the XHTML of EPUB 3.
constexpr std::array<std::string_view, 11> kObsoleteElements{
    "font", "center", "big", "strike", "tt", "acronym", "marquee", "basefont", "frame", "frameset", "dir"};
constexpr std::array<std::string_view, 12> kObsoleteAttributes{
    "align",  "bgcolor", "valign",  "cellpadding", "cellspacing", "nowrap",
    "hspace", "vspace",  "noshade", "compact",     "clear",       "link"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

// Headings inside these are no part of the outline.
bool in_outline(pugi::xml_node node) {
  static constexpr std::array<std::string_view, 9> kOutside{"table", "ul",     "ol",      "dl", "blockquote",
                                                            "aside", "figure", "details", "nav"};
  for (pugi::xml_node at = node.parent(); at; at = at.parent())
    if (is_one_of(kOutside, at.name())) return false;
  return true;
}

// Text without its white space: where a title's lines break is not what it says.
std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    const bool space =
        c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x3000 || c == 0x2028;
    if (!space) out.append(text.substr(start, i - start));
  }
  return out;
}

// The words of an element, without white space and without readings of ruby.
std::string words_of(pugi::xml_node node) {
  std::string raw;
  for (pugi::xml_node at = node.first_child(); at;) {
    if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) raw += at.value();
    if (at.first_child() && std::string_view(at.name()) != "rp" && std::string_view(at.name()) != "rt") {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    at = at == node ? pugi::xml_node() : at.next_sibling();
  }
  return without_spaces(raw);
}

class PageCheck {
 public:
  PageCheck(Parts& parts, const EpubPages& pages) : parts_(parts), pages_(pages) {}

  void run() {
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".xhtml")) collect_ids(name, tree);
    for (const auto& [name, tree] : parts_.xml)
      if (name.ends_with(".xhtml") || name.ends_with(".ncx")) content(name, tree);
    for (const auto& entry : parts_.reader.entries())
      if (entry.name.ends_with(".css")) style_sheet(entry.name);
    for (const std::string& page : pages_.spine)
      if (page != pages_.navigation) headings(page);
    if (const pugi::xml_document* tree = parts_.tree(pages_.navigation)) navigation(*tree);
  }

 private:
  void collect_ids(const std::string& name, const pugi::xml_document& tree) {
    Names& ids = ids_[name];
    for_each_element(tree.document_element(), [&](pugi::xml_node node) {
      if (const pugi::xml_attribute id = node.attribute("id"); id && !ids.insert(id.value()).second)
        parts_.add(name, std::string("id ") + id.value() + " stands twice");
    });
  }

  void content(const std::string& name, const pugi::xml_document& tree) {
    const bool page = name.ends_with(".xhtml");
    if (page && std::string_view(tree.child("html").child("head").child("title").text().get()).empty())
      parts_.add(name, "has no title");
    for_each_element(tree.document_element(), [&](pugi::xml_node node) {
      const std::string_view element = node.name();
      if (element == "script") parts_.add(name, "has a script");
      if (element == "img" && !node.attribute("alt")) parts_.add(name, "an image has no alt");
      if (page) obsolete(name, node, element);
      const bool resource = element == "img" || element == "link" || element == "image";
      for (const char* attribute : {"href", "src", "xlink:href"})
        if (const pugi::xml_attribute at = node.attribute(attribute)) reference(name, at.value(), resource);
    });
  }

  void obsolete(const std::string& name, pugi::xml_node node, std::string_view element) {
    if (is_one_of(kObsoleteElements, element))
      parts_.add(name, "the element " + std::string(element) + " is obsolete");
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view own = attribute.name();
      if (is_one_of(kObsoleteAttributes, own))
        parts_.add(name, "the attribute " + std::string(own) + " is obsolete");
      if (own.starts_with("on")) parts_.add(name, "has the event handler " + std::string(own));
    }
  }

  void reference(const std::string& from, const std::string& href, bool resource) {
    if (is_remote_href(href)) {
      if (resource || href.starts_with("javascript:") || href.starts_with("file:"))
        parts_.add(from, "refers to " + href.substr(0, 120));
      return;
    }
    const std::size_t hash = href.find('#');
    const std::string path = decoded_href(href.substr(0, hash));
    const std::string file = path.empty() ? from : resolve(from, path);
    if (!parts_.reader.has(file)) {
      parts_.add(from, "refers to " + path + ", which is not there");
    } else if (hash != std::string::npos && ids_.contains(file) &&
               !ids_[file].contains(decoded_href(href.substr(hash + 1)))) {
      parts_.add(from, "refers to " + href + ", where there is no such id");
    } else if (file.ends_with(".xhtml") &&
               std::find(pages_.spine.begin(), pages_.spine.end(), file) == pages_.spine.end()) {
      parts_.add(from, "refers to " + file + ", which is not in the spine");
    }
  }

  void style_sheet(const std::string& name) {
    const std::string text = parts_.reader.read(name);
    for (const std::string_view mark : {"url(", "@import"})
      for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        std::size_t begin = text.find_first_not_of(" \t\"'(", at + mark.size());
        if (begin == std::string::npos) continue;
        if (mark == "@import" && text.compare(begin, 4, "url(") == 0) continue;  // found by the other
        const std::string target = text.substr(begin, text.find_first_of("\"') \t;", begin) - begin);
        if (is_remote_href(target) && !target.starts_with("data:"))
          parts_.add(name, "loads " + target);
        else if (!target.starts_with("data:") && !parts_.reader.has(resolve(name, target)))
          parts_.add(name, "loads " + target + ", which is not there");
      }
  }

  void headings(const std::string& page) {
    const pugi::xml_document* tree = parts_.tree(page);
    if (tree == nullptr) return;
    int last = 0;
    for_each_element(tree->document_element(), [&](pugi::xml_node node) {
      const int level = heading_level(node.name());
      if (level == 0 || !in_outline(node)) return;
      if (last > 0 && level > last + 1)
        parts_.add(page, "h" + std::to_string(level) + " follows h" + std::to_string(last));
      last = level;
      if (level <= kContentsDepth) headings_.emplace_back(page, words_of(node));
    });
  }

  // The table of contents names headings that are there, in their order.
  void navigation(const pugi::xml_document& tree) {
    pugi::xml_node contents, landmarks;
    for_each_element(tree.document_element(), [&](pugi::xml_node node) {
      if (std::string_view(node.name()) != "nav") return;
      const std::string_view type = node.attribute("epub:type").value();
      if (type == "toc") contents = node;
      if (type == "landmarks") landmarks = node;
    });
    if (!landmarks) parts_.add(pages_.navigation, "has no landmarks");
    if (!contents) {
      parts_.add(pages_.navigation, "has no table of contents");
      return;
    }
    std::size_t last_page = 0;
    std::set<std::pair<std::string, std::string>> entries;
    for_each_element(contents, [&](pugi::xml_node node) {
      if (std::string_view(node.name()) != "a") return;
      const std::string href = node.attribute("href").value();
      const std::string file = resolve(pages_.navigation, decoded_href(href.substr(0, href.find('#'))));
      const auto page = std::find(pages_.spine.begin(), pages_.spine.end(), file);
      const auto index = static_cast<std::size_t>(page - pages_.spine.begin());
      if (index < last_page) parts_.add(pages_.navigation, "names " + href + " out of the reading order");
      last_page = index;
      entries.emplace(file, words_of(node));
    });
    compare(entries);
  }

  void compare(const std::set<std::pair<std::string, std::string>>& entries) {
    Names pages;
    for (const auto& [page, words] : entries) pages.insert(page);
    for (const auto& heading : headings_)
      if (pages.contains(heading.first) && !heading.second.empty() &&
          heading.second != without_spaces(pages_.title) && !entries.contains(heading))
        parts_.add(pages_.navigation, "does not name the heading '" + heading.second + "'");
  }

  Parts& parts_;
  const EpubPages& pages_;
  std::map<std::string, Names> ids_;
  std::vector<std::pair<std::string, std::string>> headings_;  // page, words
};

}  // namespace

std::string decoded_href(std::string_view href) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < href.size(); ++i) {
    if (href[i] == '%' && i + 2 < href.size() && digit(href[i + 1]) >= 0 && digit(href[i + 2]) >= 0) {
      out.push_back(static_cast<char>(digit(href[i + 1]) * 16 + digit(href[i + 2])));
      i += 2;
    } else {
      out.push_back(href[i]);
    }
  }
  return out;
}

bool is_remote_href(std::string_view href) {
  const std::size_t colon = href.find(':');
  return href.starts_with("//") || (colon != std::string_view::npos && colon < href.find_first_of("/?#"));
}

void check_pages(Parts& parts, const EpubPages& pages) {
  PageCheck(parts, pages).run();
}

}  // namespace minutemill::verify
