// settings.xml: ours, with what of the user's Word file belongs to its look.
#include <algorithm>
#include <array>

#include <minutemill/xml.hpp>

#include "language.hpp"
#include "static_parts.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

// In the order of the schema (CT_Settings).
constexpr std::array<std::string_view, 23> kOrder{"w:zoom",
                                                  "w:mirrorMargins",
                                                  "w:alignBordersAndEdges",
                                                  "w:bordersDoNotSurroundHeader",
                                                  "w:bordersDoNotSurroundFooter",
                                                  "w:gutterAtTop",
                                                  "w:defaultTabStop",
                                                  "w:autoHyphenation",
                                                  "w:consecutiveHyphenLimit",
                                                  "w:hyphenationZone",
                                                  "w:doNotHyphenateCaps",
                                                  "w:defaultTableStyle",
                                                  "w:evenAndOddHeaders",
                                                  "w:characterSpacingControl",
                                                  "w:strictFirstAndLastChars",
                                                  "w:noLineBreaksAfter",
                                                  "w:noLineBreaksBefore",
                                                  "w:footnotePr",
                                                  "w:compat",
                                                  "w:themeFontLang",
                                                  "w:clrSchemeMapping",
                                                  "w:decimalSymbol",
                                                  "w:listSeparator"};
// What ours says of its own, whatever the file has.
constexpr std::array<std::string_view, 7> kOurs{
    "w:zoom",          "w:characterSpacingControl", "w:footnotePr",   "w:compat",
    "w:themeFontLang", "w:decimalSymbol",           "w:listSeparator"};

void write_ours(pugi::xml_node root, const Style& style, const std::string& language) {
  set(add(root, "w:zoom"), "w:percent", "100");
  add_value(root, "w:defaultTabStop", 420);
  if (style.header.even || style.footer.even) add(root, "w:evenAndOddHeaders");
  add_value(root, "w:characterSpacingControl",
            script_of(language) == Script::east_asian ? "compressPunctuation" : "doNotCompress");
  pugi::xml_node notes = add(root, "w:footnotePr");
  for (const char* id : {"-1", "0"}) set(add(notes, "w:footnote"), "w:id", id);
  pugi::xml_node compat = add(root, "w:compat");
  if (script_of(language) == Script::east_asian) {
    add(compat, "w:spaceForUL");
    add(compat, "w:balanceSingleByteDoubleByteWidth");
    add(compat, "w:doNotLeaveBackslashAlone");
    add(compat, "w:ulTrailSpace");
  }
  add(compat, "w:doNotExpandShiftReturn");  // a line break in justified text does not stretch its line
  if (script_of(language) == Script::east_asian) add(compat, "w:useFELayout");
  pugi::xml_node mode = add(compat, "w:compatSetting");
  set(mode, "w:name", "compatibilityMode");
  set(mode, "w:uri", "http://schemas.microsoft.com/office/word");
  set(mode, "w:val", "15");
  pugi::xml_node lang = add(root, "w:themeFontLang");
  set(lang, "w:val", style.language);
  set(lang, "w:eastAsia", script_of(language) == Script::east_asian ? language : style.east_asian_language);
  add_value(root, "w:decimalSymbol", ".");
  add_value(root, "w:listSeparator", ",");
}

}  // namespace

std::string settings_part(const Style& style, const std::string& language, const Reference* reference) {
  pugi::xml_document ours, tree;
  write_ours(add(ours, "w:settings"), style, language);
  pugi::xml_node root = add(tree, "w:settings");
  const pugi::xml_node own = ours.document_element();
  const pugi::xml_node given =
      reference != nullptr ? reference->settings().document_element() : pugi::xml_node();
  set(root, "xmlns:w", ns::kMain);
  for (const std::string_view name : kOrder) {
    const bool is_ours = reference == nullptr || std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end();
    if (const pugi::xml_node child = (is_ours ? own : given).child(name.data())) root.append_copy(child);
  }
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
