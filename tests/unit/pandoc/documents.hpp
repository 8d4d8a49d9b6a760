// Documents to send through pandoc's JSON, and what must be equal when they come back.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/testing.hpp>

#include "pandoc/reader.hpp"
#include "pandoc/writer.hpp"

namespace pandoc_test {

// name -> snapshot: tests/data/documents, and the sample reports as the stock pipelines read them.
std::vector<std::pair<std::string, std::string>> documents();

// A snapshot of what pandoc's JSON can carry: neighbouring texts are one, empty ones are not there, metadata
// are sorted and without evidence, a list that begins at 1 does not say so; no furniture, no annotations.
std::string comparable(std::string_view snapshot);
std::string comparable(const minutemill::Document& document);

std::string to_pandoc(std::string_view snapshot, const minutemill::pandoc::WriteOptions& options = {});

// Reads JSON with a context of its own.
struct Read {
  explicit Read(std::string_view json, const minutemill::pandoc::ReadOptions& options = {});
  minutemill::Document document;
  minutemill::testing::MockContext context;
};

}  // namespace pandoc_test
