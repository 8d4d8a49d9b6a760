// Reports bound into one book: a page for each group of the contents, the reports with their chapters, an
// index.
#pragma once

#include <minutemill/package.hpp>
#include <minutemill/volume.hpp>

#include "part.hpp"

namespace minutemill::epub {

// Adds everything but the fixed parts to the package; chapters are read when the package is written.
void bind_volume(const Volume& volume, const Options& options, const xhtml::Labels& labels,
                 const Fonts& fonts, PackageWriter& package);

}  // namespace minutemill::epub
