// The tree construction tests of html5lib: whatever becomes of the tags, no text is lost in html_parse.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <minutemill/text.hpp>

#include "stages.hpp"

namespace minutemill::test {
namespace {

struct Case {
  std::string data;
  std::string text;  // of the expected tree, without spaces
  bool fragment = false, script_on = false;
};

std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    if (!is_space(c) && is_xml_char(c) && c != 0xfffd) out.append(text, begin, i - begin);
  }
  return out;
}

// "#data", "#document" and the lines under them; a text node is |   "text", over several lines if it has line
// ends.
std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Case> out;
  std::string line, section;
  bool in_text = false;
  while (std::getline(file, line)) {
    if (line == "#data") out.emplace_back();
    if (out.empty()) continue;
    Case& now = out.back();
    if (line.starts_with("#") &&
        (line == "#data" || line == "#errors" || line == "#new-errors" || line == "#document" ||
         line == "#document-fragment" || line == "#script-on" || line == "#script-off")) {
      section = line;
      now.fragment = now.fragment || line == "#document-fragment";
      now.script_on = now.script_on || line == "#script-on";
      in_text = false;
    } else if (section == "#data") {
      now.data.append(now.data.empty() ? "" : "\n").append(line);
    } else if (section == "#document") {
      const std::size_t quote = line.find_first_not_of("| ");
      std::string_view rest = line;
      if (line.starts_with("|")) {
        in_text = quote != std::string::npos && line[quote] == '"';
        if (!in_text) continue;
        rest.remove_prefix(quote + 1);
      }
      if (!in_text) continue;
      if (rest.ends_with('"')) {
        rest.remove_suffix(1);
        in_text = false;
      }
      now.text.append(without_spaces(rest));
    }
  }
  return out;
}

// <selectedcontent> repeats the text of another element in the expected tree; <plaintext> in a <select> has
// become text since the parser was made, and then its own end tag counts as such.
bool is_exempt(std::string_view data) {
  return data.find("<selectedcontent>") != std::string_view::npos ||
         data.find("<select><plaintext>") != std::string_view::npos;
}

TEST(TreeConstruction, no_text_is_lost) {
  const char* shared = std::getenv("MINUTEMILL_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "MINUTEMILL_SHARED is not set";
  Stages stages("html_parse");
  std::size_t count = 0, lost = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(shared) / "corpus/html5lib-tests/tree-construction")) {
    if (entry.path().extension() != ".dat") continue;
    for (const Case& one : read_cases(entry.path())) {
      if (one.fragment || one.script_on || is_blank(one.data) || is_exempt(one.data)) continue;
      std::string got;
      const Conversion result = stages.run(one.data, "case.html", [&](const Markup* markup, const Document*) {
        struct Texts final : pugi::xml_tree_walker {
          std::string all;
          bool for_each(pugi::xml_node& node) override {
            if (node.type() == pugi::node_pcdata) all.append(node.value());
            return true;
          }
        } texts;
        pugi::xml_document copy;
        copy.reset(markup->tree());
        copy.traverse(texts);
        got = without_spaces(texts.all);
      });
      ++count;
      // Order may differ where a parser moves text out of a table; every character must be there.
      std::string want = one.text;
      std::sort(want.begin(), want.end());
      std::sort(got.begin(), got.end());
      if (result.ok && std::includes(got.begin(), got.end(), want.begin(), want.end())) continue;
      ++lost;
      std::cout << entry.path().filename().string() << ": " << one.data.substr(0, 120) << "\n";
    }
  }
  EXPECT_GT(count, 1000U);
  EXPECT_EQ(lost, 0U) << "of " << count;
}

}  // namespace
}  // namespace minutemill::test
