#include "pandoc/vocabulary.hpp"

#include <algorithm>

namespace minutemill::pandoc {
namespace {

struct Mark {
  NodeKind kind;
  std::string_view name;
};
constexpr Mark kMarks[] = {
    {NodeKind::emphasis, "Emph"},           {NodeKind::strong, "Strong"},
    {NodeKind::underline, "Underline"},     {NodeKind::strike, "Strikeout"},
    {NodeKind::superscript, "Superscript"}, {NodeKind::subscript, "Subscript"},
};

struct Pair {
  std::string_view ours;
  std::string_view theirs;
};
constexpr Pair kNumberStyles[] = {
    {"decimal", "Decimal"},        {"lower-alpha", "LowerAlpha"}, {"upper-alpha", "UpperAlpha"},
    {"lower-roman", "LowerRoman"}, {"upper-roman", "UpperRoman"}, {"decimal", "Example"},
};
constexpr Pair kAlignments[] = {{"left", "AlignLeft"}, {"center", "AlignCenter"}, {"right", "AlignRight"}};

template <std::size_t N>
std::string_view theirs(const Pair (&pairs)[N], std::string_view ours) noexcept {
  const auto* at = std::find_if(pairs, pairs + N, [&](const Pair& pair) { return pair.ours == ours; });
  return at == pairs + N ? std::string_view() : at->theirs;
}

template <std::size_t N>
std::string_view ours(const Pair (&pairs)[N], std::string_view theirs) noexcept {
  const auto* at = std::find_if(pairs, pairs + N, [&](const Pair& pair) { return pair.theirs == theirs; });
  return at == pairs + N ? std::string_view() : at->ours;
}

}  // namespace

std::string_view mark_name(NodeKind kind) noexcept {
  for (const Mark& mark : kMarks)
    if (mark.kind == kind) return mark.name;
  return {};
}

bool mark_kind(std::string_view name, NodeKind& kind) noexcept {
  for (const Mark& mark : kMarks) {
    if (mark.name != name) continue;
    kind = mark.kind;
    return true;
  }
  return false;
}

std::string_view number_style_name(std::string_view style) noexcept {
  return theirs(kNumberStyles, style);
}
std::string_view number_style(std::string_view name) noexcept {
  return ours(kNumberStyles, name);
}
std::string_view alignment_name(std::string_view align) noexcept {
  return theirs(kAlignments, align);
}
std::string_view alignment(std::string_view name) noexcept {
  return ours(kAlignments, name);
}

}  // namespace minutemill::pandoc
