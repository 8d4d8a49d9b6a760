#include "element_pass.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

#include "inline_style.hpp"
#include "safe_url.hpp"

namespace minutemill::clean {
namespace {

constexpr double kBodySize = 16;  // CSS pixels, where nothing is said

bool is_text(pugi::xml_node_type type) {
  return type == pugi::node_pcdata || type == pugi::node_cdata;
}

Tag tag_of_leaf(pugi::xml_node_type type) {
  return type == pugi::node_pcdata ? Tag::text : type == pugi::node_comment ? Tag::comment : Tag::none;
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

constexpr std::array<const char*, 8> kLazy{"data-src",        "data-original",     "data-lazy-src",
                                           "data-actualsrc",  "data-original-src", "data-url",
                                           "data-hi-res-src", "data-img"};

}  // namespace

ElementPassCounts ElementPass::run() {
  const pugi::xml_node root = markup_.tree().document_element();
  page_.clear();
  PageTree::Index around = page_.add(root, Tag::html, PageTree::kNone), body = PageTree::kNone;
  page_.read_attributes(around);
  for (pugi::xml_node at = root.first_child(); around != PageTree::kNone;) {
    if (!at) {
      page_.close(around);
      at = page_[around].node.next_sibling();
      around = page_[around].parent;
      continue;
    }
    const pugi::xml_node_type type = at.type();
    if (type != pugi::node_element) {
      const PageTree::Index leaf = page_.add(at, tag_of_leaf(type), around);
      if (is_text(type)) text(at, leaf);
      if (type == pugi::node_comment) page_.set_text(leaf, at.value(), {});
      at = at.next_sibling();
      continue;
    }
    const std::string_view name = at.name();
    const Tag tag = tag_of(name);
    if (around == 0 && tag == Tag::body && body == PageTree::kNone) body = page_.size();
    // An element may be dropped, so where to go on is known before.
    const pugi::xml_node beside = at.next_sibling();
    if (enter(at, name, tag, body != PageTree::kNone)) {
      around = page_.add(at, tag, around);
      page_.read_attributes(around);
      at = at.first_child();
    } else {
      at = beside;
    }
  }
  return counts_;
}

bool ElementPass::enter(pugi::xml_node element, std::string_view name, Tag tag, bool in_body) {
  const Attributes known = attributes_of(element);
  rules_.match(element, {name, known.id.value(), known.class_name.value()}, found_);
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
  if (in_body && furniture != nullptr && tag != Tag::body) {
    element.append_attribute(mark::kFurniture).set_value(furniture->id.c_str());
    if (furniture->weak) element.append_attribute("mm:weak").set_value("1");
  }
  if (known.any) addresses(element, tag);
  if (known.style || known.hidden || known.align) style(element, tag, known);
  return true;
}

ElementPass::Attributes ElementPass::attributes_of(const pugi::xml_node& element) {
  Attributes known;
  for (pugi::xml_attribute at = element.first_attribute(); at; at = at.next_attribute()) {
    known.any = true;
    const std::string_view name = at.name();
    const auto take = [&](std::string_view wanted, pugi::xml_attribute& into) {
      if (name == wanted && !into) into = at;
    };
    take("id", known.id);
    take("class", known.class_name);
    take("style", known.style);
    take("hidden", known.hidden);
    take("align", known.align);
  }
  return known;
}

void ElementPass::addresses(pugi::xml_node element, Tag tag) {
  if (tag == Tag::img) image(element);
  for (pugi::xml_attribute at = element.first_attribute(), next; at; at = next) {
    next = at.next_attribute();
    const std::string_view key = at.name();
    if (key.starts_with("on") || key == "srcset" || key == "srcdoc" || key == "formaction" || key == "ping") {
      element.remove_attribute(at);
    } else if (key == "href" || key == "src" || key == "xlink:href" || key == "action" || key == "data" ||
               key == "background" || key == "poster" || key == "cite" || key == "longdesc") {
      const bool fragment = at.value()[0] == '#';
      if (tag == Tag::base || fragment) continue;
      std::string url = safe_url(at.value(), options_.base, tag == Tag::img || tag == Tag::image);
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

void ElementPass::style(pugi::xml_node element, Tag tag, const Attributes& known) {
  InlineStyle style;
  if (known.style) {
    const char* const value = known.style.value();
    const double around = inherited_size(element);
    const bool indented = std::string_view(value).find("text-indent") != std::string_view::npos;
    style = read_inline_style(value, around, indented ? first_font_size(element, around) : 0);
  }
  if (known.hidden && std::string_view(known.hidden.value()) != "until-found") style.hidden = true;
  if (style.font_size) element.append_attribute("mm:font-size").set_value(*style.font_size);
  if (const std::string_view align = known.align.value(); !align.empty() && style.align.empty())
    for (const std::string_view word : {"left", "center", "right", "justify"})
      if (align.size() == word.size() && std::equal(align.begin(), align.end(), word.begin(),
                                                    [](char a, char b) { return (a | 0x20) == b; })) {
        if (tag != Tag::img && tag != Tag::table) style.align = word;  // there it floats the box
      }
  mark_style(element, tag, style);
  if (style.hidden && tag != Tag::body && tag != Tag::html && !element.attribute(mark::kFurniture)) {
    element.append_attribute(mark::kFurniture).set_value("hidden");
    if (counts_.hidden++ == 0) counts_.first_hidden = markup_.position(element);
  }
}

void ElementPass::text(pugi::xml_node node, PageTree::Index leaf) {
  if (options_.compose) {
    if (std::string composed = to_nfc(node.value()); composed != node.value())
      node.set_value(composed.c_str());
  }
  std::string_view value = node.value();
  TextFacts facts = read_text(value);
  if (facts.invisible) {
    const std::string visible = without_invisible(value, node);
    node.set_value(visible.c_str());
    value = node.value();
    facts = read_text(value);
  }
  page_.set_text(leaf, value, facts);
}

std::string ElementPass::without_invisible(std::string_view value, const pugi::xml_node& node) {
  std::string out;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t start = i;
    const Invisible kind = invisible(next_code_point(value, i));
    if (kind == Invisible::no) out.append(value, start, i - start);
    if (kind == Invisible::trick && counts_.direction_tricks++ == 0)
      counts_.first_trick = markup_.position(node);
  }
  return out;
}

}  // namespace minutemill::clean
