#include "math.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <pugixml.hpp>

#include "xml_output.hpp"

namespace minutemill::xhtml {
namespace {

// MathML 3 §3, presentation elements, without maction (links, events) and mglyph (images).
constexpr std::array<std::string_view, 36> kElements = {
    "math",        "mi",         "mn",        "mo",         "mtext",      "mspace",
    "ms",          "mrow",       "mfrac",     "msqrt",      "mroot",      "mstyle",
    "merror",      "mpadded",    "mphantom",  "mfenced",    "menclose",   "msub",
    "msup",        "msubsup",    "munder",    "mover",      "munderover", "mmultiscripts",
    "mprescripts", "none",       "mtable",    "mlabeledtr", "mtr",        "mtd",
    "maligngroup", "malignmark", "semantics", "annotation", "mlongdiv",   "mstack"};
constexpr std::array<std::string_view, 34> kAttributes = {
    "display",       "dir",         "mathvariant", "mathsize",      "mathcolor", "mathbackground",
    "displaystyle",  "scriptlevel", "form",        "fence",         "separator", "lspace",
    "rspace",        "stretchy",    "symmetric",   "maxsize",       "minsize",   "largeop",
    "movablelimits", "accent",      "accentunder", "linethickness", "numalign",  "denomalign",
    "bevelled",      "open",        "close",       "separators",    "notation",  "rowspan",
    "columnspan",    "columnalign", "rowalign",    "encoding"};
constexpr int kDeepestElement = 128;
constexpr std::size_t kLongestMarkup = std::size_t{256} * 1024;

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "mml:mi" -> "mi"
std::string_view local_name(const char* name) noexcept {
  const char* colon = std::strrchr(name, ':');
  return colon != nullptr ? colon + 1 : name;
}

bool write_element(const pugi::xml_node& node, XmlOutput& out, std::string_view reading, int depth) {
  const std::string_view name = local_name(node.name());
  if (depth > kDeepestElement || !among(kElements, name) || (name == "math") != (depth == 0)) return false;
  out.open(name);
  if (depth == 0)
    out.attribute("xmlns", "http://www.w3.org/1998/Math/MathML").optional_attribute("alttext", reading);
  for (const pugi::xml_attribute& attribute : node.attributes())
    if (among(kAttributes, attribute.name())) out.attribute(attribute.name(), attribute.value());
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      out.text(child.value());
    else if (child.type() == pugi::node_element && !write_element(child, out, reading, depth + 1))
      return false;
  }
  out.close(name);
  return true;
}

}  // namespace

std::optional<std::string> safe_math(std::string_view markup, std::string_view reading) {
  if (markup.empty() || markup.size() > kLongestMarkup) return std::nullopt;
  pugi::xml_document tree;
  if (!tree.load_buffer(markup.data(), markup.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
                        pugi::encoding_utf8))
    return std::nullopt;
  std::string xml;
  XmlOutput out(xml);
  if (!write_element(tree.document_element(), out, reading, 0)) return std::nullopt;
  return xml;
}

}  // namespace minutemill::xhtml
