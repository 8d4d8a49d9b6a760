#include "cli/html_page.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include <minutemill/xml.hpp>

namespace minutemill::cli {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

std::string escaped(std::string_view text) {
  std::string out(text);
  replace_all(out, "&", "&amp;");
  replace_all(out, "<", "&lt;");
  return out;
}

}  // namespace

HtmlPage::HtmlPage(std::string_view title, std::string_view style)
    : title_(escaped(title)), style_(style), body_(tree_.append_child("body")) {
  replace_all(style_, "</", "<\\/");
}

std::string HtmlPage::finish() const {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>\n{}</style>\n</head>\n",
      title_, style_);
  XmlStringWriter writer(out);
  // HTML has no empty-element tags.
  tree_.save(writer, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags);
  return out + "\n</html>\n";
}

pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view text) {
  pugi::xml_node node = parent.append_child(name);
  if (!text.empty()) append_text(node, text);
  return node;
}

pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view class_name,
                           std::string_view text) {
  pugi::xml_node node = add_element(parent, name, text);
  append_attribute(node, "class", class_name);
  return node;
}

std::string read_stylesheet(const std::vector<std::string>& config_folders, std::string_view name) {
  for (const std::string& folder : config_folders) {
    std::ifstream file(fmt::format("{}/styles/{}", folder, name), std::ios::binary);
    if (file) return {std::istreambuf_iterator<char>(file), {}};
  }
  return {};
}

}  // namespace minutemill::cli
