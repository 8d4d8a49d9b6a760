#include <minutemill/config_part.hpp>

#include <algorithm>
#include <optional>

#include "config/kept_line.hpp"
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

struct Place {
  std::uint32_t line = 0;
  std::size_t offset = 0;  // bytes from the line's beginning
};

// Of a scalar on one line, plain or quoted, whose text up to the place's end stands there as it is.
std::optional<Place> find_in_line(const ConfigNode& node, std::string_view line, std::size_t offset,
                                  std::size_t length) {
  const std::size_t from = offset_of_column(line, node.mark().column);
  const std::string_view needed = node.scalar().substr(0, offset + length);
  for (const std::size_t start : {from, from + 1})
    if (start <= line.size() && line.substr(start).starts_with(needed))
      return Place{node.mark().line, start + offset};
  return {};
}

// Of a block scalar ("|" and ">"), whose lines follow its mark.
std::optional<Place> find_in_block(const ConfigNode& node, std::size_t offset) {
  const std::string_view text = node.scalar();
  std::size_t at = 0;
  for (std::uint32_t number = node.mark().line + 1; at < text.size(); ++number) {
    const std::string_view line = node.document().line(number);
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos) return {};
    const std::string_view words = line.substr(indent);
    if (!text.substr(at).starts_with(words)) return {};
    if (offset < at + words.size()) return Place{number, indent + offset - at};
    at += words.size() + 1;
  }
  return {};
}

}  // namespace

Diagnostic at_part(const ConfigNode& node, std::size_t offset, std::size_t length, std::string message,
                   std::string hint) {
  Diagnostic diagnostic = node.document().at(node, std::move(message), std::move(hint));
  const std::string_view text = node.scalar();
  offset = std::min(offset, text.size());
  length = std::min(length, text.size() - offset);
  const std::string_view first = node.document().line(node.mark().line);
  const std::string_view rest = first.substr(offset_of_column(first, node.mark().column));
  const bool block = rest.starts_with('>') || rest.starts_with('|');
  const auto place = block ? find_in_block(node, offset) : find_in_line(node, first, offset, length);
  if (!place) return diagnostic;
  const std::string_view line = node.document().line(place->line);
  diagnostic.mark.line = place->line;
  diagnostic.mark.column = static_cast<std::uint32_t>(count_code_points(line.substr(0, place->offset)) + 1);
  diagnostic.length = static_cast<std::uint32_t>(
      std::max<std::size_t>(1, count_code_points(line.substr(place->offset, length))));
  keep_line(diagnostic, line);
  return diagnostic;
}

}  // namespace minutemill
