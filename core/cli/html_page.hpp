// A page of HTML made by the program itself: one file, no scripts, nothing from elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::cli {

class HtmlPage {
 public:
  // `style` is CSS; a "</" in it would end it too early and is taken apart.
  HtmlPage(std::string_view title, std::string_view style);

  [[nodiscard]] pugi::xml_node body() noexcept { return body_; }
  [[nodiscard]] std::string finish() const;

 private:
  std::string title_;
  std::string style_;
  pugi::xml_document tree_;
  pugi::xml_node body_;
};

// An element at the end of `parent`, with text that is safe in XML.
pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view text = {});
pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view class_name,
                           std::string_view text);
// The CSS file of this name in the first of the folders' `styles` that has it; empty when none has: the page
// can be read without.
[[nodiscard]] std::string read_stylesheet(const std::vector<std::string>& config_folders,
                                          std::string_view name);

}  // namespace minutemill::cli
