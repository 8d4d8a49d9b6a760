// Markup, documents and records as indented text, for reading in a terminal.
#pragma once

#include <cstddef>
#include <string>

#include <minutemill/document.hpp>
#include <minutemill/markup.hpp>
#include <minutemill/metadata.hpp>

namespace minutemill::cli {

struct TreeStyle {
  bool colour = false;
  std::size_t width = 100;  // columns; longer texts are cut
  std::size_t lines = 400;  // of one tree; the rest is counted
};

[[nodiscard]] std::string markup_tree(const Markup& markup, const TreeStyle& style);
// Body, then furniture with the rules that moved it.
[[nodiscard]] std::string document_tree(const Document& document, const TreeStyle& style);
// Each value with its rule, words and place, and what it was preferred to.
[[nodiscard]] std::string record_tree(const Record& record, const TreeStyle& style);

}  // namespace minutemill::cli
