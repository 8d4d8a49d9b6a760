// Site files (configs/sites/*.yaml): what is furniture, what is junk, where a site keeps its text. docs:
// README.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>
#include <re2/re2.h>

#include <minutemill/plugin.hpp>

#include "page_tree.hpp"
#include "selector_index.hpp"

namespace minutemill::clean {

// CSS, or XPath when it begins with '/', '(' or './'.
struct Selector {
  std::string text;
  std::vector<CssSelector> css;
  std::shared_ptr<pugi::xpath_query> xpath;
  std::size_t number = 0;  // among those that choose a profile and its content
  // The elements at and below `root`, in document order.
  [[nodiscard]] std::vector<PageTree::Index> select(const PageTree& page, PageTree::Index root) const;
};

// One rule that marks or drops every element it fits.
struct ElementRule {
  enum class Action : std::uint8_t { drop, furniture, role };
  Action action = Action::furniture;
  std::string id;
  std::string role;
  bool weak = false;  // not inside what a profile or the scoring has chosen as content
};

struct Profile {
  std::string id;
  std::vector<Selector> when;  // all must match something; none: the profile is tried by its content
  std::vector<Selector>
      content;  // in order of belief: the first that holds text is taken, with all it matches
  std::vector<std::pair<std::string, std::string>>
      markers;                                          // comments around the content: parts of their text
  std::vector<Selector> junk;                           // inside the content
  std::vector<std::pair<std::string, Selector>> roles;  // title, byline, date ...
};

// Regular expressions on "class id" of an element that speak for or against its being content. Null: matches
// nothing.
struct NamePatterns {
  std::shared_ptr<re2::RE2> unlikely;  // furniture, unless `perhaps` fits too
  std::shared_ptr<re2::RE2> perhaps;
  std::shared_ptr<re2::RE2> positive, negative;
  std::shared_ptr<re2::RE2> junk;      // furniture inside the content: sign-up boxes, the author's life
  std::shared_ptr<re2::RE2> caption;   // furniture inside the content, without the picture
  std::shared_ptr<re2::RE2> credit;    // in the text of a <figcaption>: a picture of the press
  std::shared_ptr<re2::RE2> lead;      // between headline and content, and part of it
  std::shared_ptr<re2::RE2> byline;    // who wrote it
  std::shared_ptr<re2::RE2> line;      // the whole text of a line that is furniture: "print this page"
  std::shared_ptr<re2::RE2> related;   // the whole text of a line below which there are links to other pages
  std::shared_ptr<re2::RE2> dateline;  // in a text: a line with the day it was published
  std::shared_ptr<re2::RE2> date;      // the whole text of a line that is a date
};

class SiteRules {
 public:
  // Reads a file and those it includes; problems go to setup.diagnostics().
  void load(const ConfigFile& file, Setup& setup, int depth = 0);

  // Elements that a selector which chooses a profile or its content fits, in document order for each.
  struct Hit {
    std::size_t selector;  // its number
    PageTree::Index element;
  };
  [[nodiscard]] std::vector<Hit> find_all(const PageTree& page) const;

  // Numbers of the rules that fit an element: by selector, or by the words of its class and id.
  void match(const pugi::xml_node& element, const SelectorIndex::Names& names,
             std::vector<std::size_t>& out) const;
  [[nodiscard]] const ElementRule& rule(std::size_t number) const noexcept { return rules_[number]; }
  [[nodiscard]] const std::vector<Profile>& profiles() const noexcept { return profiles_; }
  [[nodiscard]] const NamePatterns& patterns() const noexcept { return patterns_; }

 private:
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, HashText, std::equal_to<>>;

  friend class SiteFile;

  std::vector<ElementRule> rules_;
  SelectorIndex by_selector_;  // to rules
  ByText<std::size_t> words_;
  SelectorIndex choosing_;  // to numbers of selectors
  std::vector<Selector> xpaths_;
  std::size_t selectors_ = 0;
  NamePatterns patterns_;
  std::vector<Profile> profiles_;
};

// Calls `see` for each lower-case word of "mainNav side-bar_2": letters between separators and at changes of
// case.
template <class See>
void for_each_word(std::string_view text, See&& see) {
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) see(std::string_view(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    if (!letter) {
      flush();
      continue;
    }
    if (upper && i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z') flush();
    word.push_back(upper ? static_cast<char>(c + 32) : c);
  }
  flush();
}

}  // namespace minutemill::clean
