// The one walk over all elements of the markup: drops what is never text, marks furniture and hidden parts,
// reads styles, makes addresses safe, takes invisible characters out of texts; what stays is read into a page
// tree for the passes behind it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <minutemill/markup.hpp>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace minutemill::clean {

struct ElementPassOptions {
  bool strip_trackers = false;
  bool compose = false;  // texts to NFC
  std::string base;      // absolute address for relative ones; empty: left relative
};

struct ElementPassCounts {
  std::size_t active_links = 0;                      // javascript: and the like
  std::size_t hidden = 0;                            // elements that are not displayed
  std::size_t direction_tricks = 0;                  // overriding bidi controls
  SourceSpan first_link, first_hidden, first_trick;  // in decoded()
};

class ElementPass {
 public:
  ElementPass(const SiteRules& rules, const ElementPassOptions& options, Markup& markup, PageTree& page)
      : rules_(rules), options_(options), markup_(markup), page_(page) {}
  ElementPassCounts run();

 private:
  // Those that decide what becomes of an element; null when it has none such.
  struct Attributes {
    pugi::xml_attribute id, class_name, style, hidden, align;
    bool any = false;
  };
  static Attributes attributes_of(const pugi::xml_node& element);
  // False when the element is gone.
  bool enter(pugi::xml_node element, std::string_view name, Tag tag, bool in_body);
  void addresses(pugi::xml_node element, Tag tag);
  void image(pugi::xml_node element);
  void style(pugi::xml_node element, Tag tag, const Attributes& known);
  void text(pugi::xml_node node, PageTree::Index leaf);
  std::string without_invisible(std::string_view value, const pugi::xml_node& node);

  const SiteRules& rules_;
  const ElementPassOptions& options_;
  Markup& markup_;
  PageTree& page_;
  ElementPassCounts counts_;
  std::vector<std::size_t> found_;  // rules
};

}  // namespace minutemill::clean
