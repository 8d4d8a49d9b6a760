// `limits:` of a pipeline as an option table, so that it is read, linted, documented and put in the schema
// like a stage's.
#pragma once

#include <array>

#include <minutemill/document.hpp>
#include <minutemill/options.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

inline constexpr std::array kLimitOptions{
    option<&Limits::time>("time", "Longest time for one document.").between(1, 24 * 3600 * 1000),
    option<&Limits::memory>("memory", "Most memory of a worker while it is at one document.")
        .between(16.0 * 1024 * 1024, 1024.0 * 1024 * 1024 * 1024),
    option<&Limits::input>("input", "Largest input.").between(1, 4.0 * 1024 * 1024 * 1024 - 1),
    option<&Limits::depth>("depth", "Deepest nesting of elements and nodes.")
        .between(8, double{Document::kMaxDepth}),
    option<&Limits::nodes>("nodes", "Most elements and text nodes of a page.").between(1, 1e9),
    option<&Limits::resource>("resource", "Largest single image or other file that a document carries.")
        .between(1, 4.0 * 1024 * 1024 * 1024 - 1),
    option<&Limits::coverage>("coverage",
                              "Least share of the document's characters that must reach each output.")
        .between(0, 1),
    option<&Limits::verify>("verify",
                            "Each output is held against the rules of its own format; a finding fails the "
                            "document."),
};

}  // namespace minutemill
