#include "element_pass.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

#include "content_marks.hpp"
#include "inline_style.hpp"
#include "safe_url.hpp"

namespace minutemill::clean {
namespace {

constexpr double kBodySize = 16;  // CSS pixels, where nothing is said

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// Font size in force around an element: the nearest one noted by an ancestor.
double inherited_size(pugi::xml_node element) {
  for (pugi::xml_node up = element.parent(); up; up = up.parent())
    if (const pugi::xml_attribute size = up.attribute("mm:font-size")) return size.as_double(kBodySize);
  return kBodySize;
}

// The font size of an element's first characters: pages set it on a span inside as often as on the paragraph.
double first_font_size(pugi::xml_node element, double inherited) {
  constexpr int kLevels = 8;
  double size = inherited;
  for (int level = 0; level < kLevels && element.type() == pugi::node_element; ++level) {
    size = font_size_of(element.attribute("style").value(), size).value_or(size);
    element = element.first_child();
    while (element && element.type() != pugi::node_element && is_blank(element.value()))
      element = element.next_sibling();
  }
  return size;
}

// Soft hyphen, zero-width space, byte-order mark, word joiner: never seen, never wanted. Overrides of
// direction can make a text read as another one.
enum class Invisible { no, drop, trick };
Invisible invisible(char32_t c) {
  if (c == 0xad || c == 0x200b || c == 0xfeff || c == 0x2060) return Invisible::drop;
  if (c == 0x202d || c == 0x202e) return Invisible::trick;
  return is_xml_char(c) ? Invisible::no : Invisible::drop;
}

// The bytes of a sequence that is one of those, from its lead byte on.
bool begins_invisible(unsigned char lead, unsigned char second, unsigned char third) {
  switch (lead) {
    case 0xc2:
      return second == 0xad;
    case 0xe2:
      return (second == 0x80 && (third == 0x8b || third == 0xad || third == 0xae)) ||
             (second == 0x81 && third == 0xa0);
    case 0xed:
      return second >= 0xa0;  // surrogates
    case 0xef:
      return (second == 0xbb && third == 0xbf) || (second == 0xbf && third >= 0xbe);
    default:
      return lead < 0x20 && !is_ascii_space(lead);
  }
}

// Without decoding: hardly any text does.
bool holds_invisible(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(i < text.size() ? text[i] : '\0');
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char lead = byte(i);
    if (lead >= 0x20 && lead < 0xc2) continue;
    if (lead >= 0xe3 && lead <= 0xec) {  // ideographs and kana
      i += 2;
      continue;
    }
    if (begins_invisible(lead, byte(i + 1), byte(i + 2))) return true;
  }
  return false;
}

constexpr std::array<const char*, 8> kLazy{"data-src",        "data-original",     "data-lazy-src",
                                           "data-actualsrc",  "data-original-src", "data-url",
                                           "data-hi-res-src", "data-img"};

}  // namespace

ElementPassCounts ElementPass::run() {
  pugi::xml_node root = markup_.tree().document_element();
  const pugi::xml_node body = root.child("body");
  bool in_body = false;
  for (pugi::xml_node at = root.first_child(); at;) {
    if (at == body) in_body = true;
    pugi::xml_node next;
    if (at.type() == pugi::node_element) {
      pugi::xml_node beside = next_beside(at, root);
      // An element may be dropped, so where to go on is known before.
      next = enter(at, in_body) ? next_within(at, root) : beside;
    } else {
      next = next_within(at, root);
      if (is_text(at)) text(at);
    }
    at = next;
  }
  return counts_;
}

bool ElementPass::enter(pugi::xml_node element, bool in_body) {
  rules_.match(element, found_);
  const ElementRule* furniture = nullptr;
  for (const std::size_t number : found_) {
    const ElementRule* const rule = &rules_.rule(number);
    if (rule->action == ElementRule::Action::drop) {
      element.parent().remove_child(element);
      return false;
    }
    if (rule->action == ElementRule::Action::role && !element.attribute(mark::kRole))
      element.append_attribute(mark::kRole).set_value(rule->role.c_str());
    if (rule->action == ElementRule::Action::furniture && (furniture == nullptr || furniture->weak))
      furniture = rule;
  }
  if (in_body && furniture != nullptr && std::string_view(element.name()) != "body") {
    element.append_attribute(mark::kFurniture).set_value(furniture->id.c_str());
    if (furniture->weak) element.append_attribute("mm:weak").set_value("1");
  }
  if (element.first_attribute()) attributes(element);
  return true;
}

void ElementPass::attributes(pugi::xml_node element) {
  const std::string_view name = element.name();
  if (name == "img") image(element);
  for (pugi::xml_attribute at = element.first_attribute(), next; at; at = next) {
    next = at.next_attribute();
    const std::string_view key = at.name();
    if (key.starts_with("on") || key == "srcset" || key == "srcdoc" || key == "formaction" || key == "ping") {
      element.remove_attribute(at);
    } else if (key == "href" || key == "src" || key == "xlink:href" || key == "action" || key == "data" ||
               key == "background" || key == "poster" || key == "cite" || key == "longdesc") {
      const bool fragment = at.value()[0] == '#';
      if (name == "base" || fragment) continue;
      std::string url = safe_url(at.value(), options_.base, name == "img" || name == "image");
      if (options_.strip_trackers && !url.empty()) url = without_trackers(url);
      if (!url.empty()) {
        if (url != at.value()) at.set_value(url.c_str());
      } else {
        if (at.value()[0] != '\0' && counts_.active_links++ == 0)
          counts_.first_link = markup_.position(element);
        element.remove_attribute(at);
      }
    }
  }
  style(element);
}

// A placeholder gives way to what a script would have loaded.
void ElementPass::image(pugi::xml_node element) {
  const std::string_view src = element.attribute("src").value();
  const bool placeholder =
      src.empty() || (src.starts_with("data:image/") && src.size() < 400) ||
      src.find("placeholder") != std::string_view::npos || src.find("blank.") != std::string_view::npos ||
      src.find("loading.") != std::string_view::npos || src.find("spacer") != std::string_view::npos;
  if (!placeholder) return;
  std::string real;
  for (const char* name : kLazy)
    if (real.empty()) real = element.attribute(name).value();
  if (real.empty()) {
    // "a.jpg 640w, b.jpg 1280w": the first
    std::string_view set = element.attribute("srcset") ? element.attribute("srcset").value()
                                                       : element.attribute("data-srcset").value();
    set = trim(set);
    real = set.substr(0, set.find_first_of(" ,"));
  }
  if (real.empty()) return;
  if (!element.attribute("src")) element.append_attribute("src");
  element.attribute("src").set_value(real.c_str());
}

void ElementPass::style(pugi::xml_node element) {
  const pugi::xml_attribute attribute = element.attribute("style");
  InlineStyle style;
  if (attribute) {
    const double around = inherited_size(element);
    const bool indented = std::string_view(attribute.value()).find("text-indent") != std::string_view::npos;
    style = read_inline_style(attribute.value(), around, indented ? first_font_size(element, around) : 0);
  }
  if (element.attribute("hidden") && std::string_view(element.attribute("hidden").value()) != "until-found")
    style.hidden = true;
  if (style.font_size) element.append_attribute("mm:font-size").set_value(*style.font_size);
  if (const std::string_view align = element.attribute("align").value();
      !align.empty() && style.align.empty())
    for (const std::string_view known : {"left", "center", "right", "justify"})
      if (align.size() == known.size() && std::equal(align.begin(), align.end(), known.begin(),
                                                     [](char a, char b) { return (a | 0x20) == b; })) {
        const std::string_view name = element.name();
        if (name != "img" && name != "table") style.align = known;  // there it floats the box
      }
  mark_style(element, style);
  const std::string_view name = element.name();
  if (style.hidden && name != "body" && name != "html" && !element.attribute(mark::kFurniture)) {
    element.append_attribute(mark::kFurniture).set_value("hidden");
    if (counts_.hidden++ == 0) counts_.first_hidden = markup_.position(element);
  }
}

void ElementPass::text(pugi::xml_node node) {
  if (options_.compose) {
    if (std::string composed = to_nfc(node.value()); composed != node.value())
      node.set_value(composed.c_str());
  }
  const std::string_view value = node.value();
  if (!holds_invisible(value)) return;
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(value, i);
    const Invisible kind = invisible(c);
    if (kind == Invisible::no) {
      if (changed) out.append(value, start, i - start);
      continue;
    }
    if (!changed) out.assign(value, 0, start);
    changed = true;
    if (kind == Invisible::trick && counts_.direction_tricks++ == 0)
      counts_.first_trick = markup_.position(node);
  }
  if (changed) node.set_value(out.c_str());
}

}  // namespace minutemill::clean
