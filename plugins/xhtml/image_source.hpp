// Where an output that is one file finds a picture.
#pragma once

#include <cstdint>
#include <string>

#include <minutemill/document.hpp>

namespace minutemill::xhtml {

// The picture's bytes as a data: URL (RFC 2397) when the document carries them and they are at most `largest`
// bytes; else the address of one that is elsewhere, if it is harmless; empty when there is neither.
[[nodiscard]] std::string image_source(const Document& document, const Node& image, std::uint64_t largest);

}  // namespace minutemill::xhtml
