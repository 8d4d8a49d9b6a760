// The metadata block of an Akoma Ntoso document, from the record.
#pragma once

#include <minutemill/document.hpp>

#include "options.hpp"
#include "xhtml/xml_output.hpp"

namespace minutemill::akn {

// <meta>: identification by FRBR, references to top level classes, the record as it is.
void write_meta(const Document& document, const Options& options, xhtml::XmlOutput& out);

}  // namespace minutemill::akn
