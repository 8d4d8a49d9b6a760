// Many reports as one document: a title page, contents nested by group, report and section, the reports, each
// on a page of its own, and an index of topics and cited documents.
#pragma once

#include <memory>

#include <minutemill/package.hpp>
#include <minutemill/volume.hpp>

#include <xhtml/labels.hpp>

#include "options.hpp"
#include "properties.hpp"
#include "reference.hpp"
#include "static_parts.hpp"
#include "style.hpp"

namespace minutemill::docx {

// What all documents of the stage share.
struct VolumeSetting {
  const Style& style;
  const DocxOptions& options;
  const Reference* reference;  // may be null
  const PropertyMapping* mapping;
  const xhtml::Labels& labels;
};

// Adds all parts to `package`, which reads from `volume` until it is finished; so does what the caller keeps
// of the result. Of the reports one is in memory at a time.
class VolumeWriter {
 public:
  VolumeWriter(const Volume& volume, const VolumeSetting& setting, Context& context);
  ~VolumeWriter();
  void add_to(PackageWriter& package);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace minutemill::docx
