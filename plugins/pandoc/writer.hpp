// A document as pandoc's JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::pandoc {

// How images of the document reach pandoc.
enum class Images : std::uint8_t {
  embedded,    // as data: addresses, which pandoc's writers take
  left_out,    // the address or the file name that they came from
  referenced,  // as "resource:N", for programs between two stages, which hand the address on
};

struct WriteOptions {
  bool figures = false;    // pandoc 3 (API 1.23) has figures of their own
  bool attributes = true;  // keep those that pandoc does not know as key-value pairs, on wrappers if need be
  Images images = Images::embedded;
};

// What could not be written, counted.
struct Losses {
  std::size_t evidence = 0;  // of values, and annotations
  std::size_t attributes = 0;
  std::size_t code_markup = 0;
  std::size_t images = 0;
  std::size_t spans = 0;
  Tally tally;  // what of the body is not in the JSON

  // What of the document arrived.
  [[nodiscard]] Tally arrived(const Document& document) const;
};
// Tells them as reports (kWriteReports).
void report(const Losses& losses, Context& context);

// One line, with a line end. The context is asked for the time that is left.
[[nodiscard]] std::string write(const Document& document, const WriteOptions& options, Context& context,
                                Losses& losses);

}  // namespace minutemill::pandoc
