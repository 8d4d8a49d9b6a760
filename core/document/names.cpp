// Names of kinds and attributes, as snapshots, tests and messages write them.
#include <minutemill/document.hpp>

#include <algorithm>
#include <array>

namespace minutemill {
namespace {

constexpr std::array<std::string_view, 37> kKinds = {
    "body",       "furniture",   "section",        "list",    "list_item", "table",
    "table_row",  "table_cell",  "figure",         "caption", "quote",     "definition_list",
    "definition", "note",        "unknown_block",  "heading", "paragraph", "definition_term",
    "code_block", "rule",        "emphasis",       "strong",  "underline", "strike",
    "subscript",  "superscript", "code",           "link",    "quotation", "ruby",
    "ruby_text",  "span",        "unknown_inline", "text",    "image",     "line_break",
    "math"};

struct AttrName {
  std::string_view name;
  bool number;
};
constexpr std::array<AttrName, 32> kAttrs = {{
    {"id", false},           {"role", false},          {"class_name", false}, {"lang", false},
    {"dir", false},          {"align", false},         {"indent", true},      {"block_indent", true},
    {"level", true},         {"ordered", true},        {"start", true},       {"number", true},
    {"number_style", false}, {"reversed", true},       {"row_group", false},  {"row_span", true},
    {"column_span", true},   {"header", true},         {"scope", false},      {"width", true},
    {"height", true},        {"href", false},          {"title", false},      {"alt", false},
    {"resource", true},      {"code_language", false}, {"tag", false},        {"markup", false},
    {"rule", false},         {"agenda", true},         {"generated", true},   {"label", false},
}};
static_assert(kAttrs[static_cast<std::size_t>(Attr::label)].name == "label");
static_assert(kKinds[static_cast<std::size_t>(NodeKind::math)] == "math");
static_assert(kKinds[static_cast<std::size_t>(NodeKind::emphasis)] == "emphasis");

}  // namespace

std::string_view to_string(NodeKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)];
}

bool from_string(std::string_view name, NodeKind& kind) noexcept {
  const auto* at = std::find(kKinds.begin(), kKinds.end(), name);
  if (at == kKinds.end() || name.empty()) return false;
  kind = static_cast<NodeKind>(at - kKinds.begin());
  return true;
}

std::string_view to_string(Attr attr) noexcept {
  return kAttrs[static_cast<std::size_t>(attr)].name;
}

bool from_string(std::string_view name, Attr& attr) noexcept {
  const auto* at =
      std::find_if(kAttrs.begin(), kAttrs.end(), [&](const AttrName& a) { return a.name == name; });
  if (at == kAttrs.end() || name.empty()) return false;
  attr = static_cast<Attr>(at - kAttrs.begin());
  return true;
}

bool is_number(Attr attr) noexcept {
  return kAttrs[static_cast<std::size_t>(attr)].number;
}

}  // namespace minutemill
