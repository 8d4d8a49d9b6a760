// The one walk over all elements: drops what is never text, marks furniture and hidden parts, reads styles,
// makes addresses safe, takes invisible characters out of texts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <minutemill/markup.hpp>

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
  ElementPass(const SiteRules& rules, const ElementPassOptions& options, Markup& markup)
      : rules_(rules), options_(options), markup_(markup) {}
  ElementPassCounts run();

 private:
  // False when the element is gone or nothing in it is to be looked at.
  bool enter(pugi::xml_node element, bool in_body);
  void attributes(pugi::xml_node element);
  void image(pugi::xml_node element);
  void style(pugi::xml_node element);
  void text(pugi::xml_node node);

  const SiteRules& rules_;
  const ElementPassOptions& options_;
  Markup& markup_;
  ElementPassCounts counts_;
  std::vector<std::size_t> found_;  // rules
};

}  // namespace minutemill::clean
