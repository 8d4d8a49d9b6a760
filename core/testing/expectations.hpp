// The kinds of expectation of a case; each adds to `problems` what is not as expected.
#pragma once

#include <string>

#include <minutemill/config.hpp>
#include <minutemill/document.hpp>
#include <minutemill/engine.hpp>
#include <minutemill/markup.hpp>

#include "testing/compare.hpp"

namespace minutemill::testing {

// `blocks:`, with `only:` a list of kinds.
void expect_blocks(const ConfigNode& expected, const ConfigNode* only, const Document& document,
                   Problems& problems);
// `select:` {selector: texts or a number}
void expect_selected(const ConfigNode& expected, const Document& document, Problems& problems);
// `metadata:`
void expect_metadata(const ConfigNode& expected, const Document& document, Problems& problems);
// `evidence:` {path: {quote, rule, normalised_by}}
void expect_evidence(const ConfigNode& expected, const Document& document, Problems& problems);
// `markup:`
void expect_markup(const ConfigNode& expected, const Markup& markup, Problems& problems);
// `reports:` all warnings and errors in order; `reports_include:`, `reports_exclude:` of any severity.
void expect_reports(const ConfigNode& expect, const Conversion& conversion, Problems& problems);
// `failure:`, `message:`, `failed_step:`; without `failure` that the document did not fail.
void expect_failure(const ConfigNode& expect, const Conversion& conversion, Problems& problems);

// A file that is compared as a whole. With `accept` it is written when it differs, and its path added to
// `accepted`.
struct Golden {
  std::string case_path;  // paths are relative to it
  bool accept = false;
  std::vector<std::string>* accepted = nullptr;
  void compare(const ConfigNode& at, const std::string& relative, std::string_view found,
               Problems& problems) const;
};
// `snapshot:` a file, or {file, spans}.
void expect_snapshot(const ConfigNode& expected, const Document& document, const Golden& golden,
                     Problems& problems);
// `outputs:` {id or extension: {name, contains, not_contains, parts, json, golden}}
void expect_outputs(const ConfigNode& expected, const Conversion& conversion, const Golden& golden,
                    Problems& problems);

}  // namespace minutemill::testing
