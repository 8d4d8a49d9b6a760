// A trace as a page: the record beside the text, each value joined to the words that it came from.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/engine.hpp>

namespace minutemill::cli {

// Record, text and furniture of a document: what the steps so far have made of it. The page is finished by
// finish_trace_page(), when the reports of all steps are known.
[[nodiscard]] std::string trace_page_document(const Document& document);

struct TracePage {
  std::string input;
  std::string pipeline;
  std::string style;
  std::string document;  // trace_page_document() of the last step that gave one; may be empty
  const Conversion* conversion = nullptr;
};
[[nodiscard]] std::string finish_trace_page(const TracePage& page);

}  // namespace minutemill::cli
