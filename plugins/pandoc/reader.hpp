// pandoc's JSON as a document.
#pragma once

#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

#include "pandoc/json.hpp"

namespace minutemill::pandoc {

struct ReadOptions {
  // "resource:N" addresses, which a document that went out with Images::referenced comes back with.
  // `document` must have the resources already.
  bool resource_addresses = false;
  // A title that only the metadata has becomes a heading of the role "title".
  bool title_heading = false;
};

// Fills body, metadata, language and resources of `document`, which must be empty but for resources. Throws
// StageFailure: parse with the place of the first fault, resource when it is nested too deep. What the model
// has no place for is reported (kReadReports).
void read(const Json& json, Document& document, const ReadOptions& options, Context& context);

}  // namespace minutemill::pandoc
