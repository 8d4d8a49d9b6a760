// What a page says of itself outside its text: title, meta names, JSON-LD, time, canonical address.
#pragma once

#include <pugixml.hpp>

#include <minutemill/document.hpp>
#include <minutemill/markup.hpp>

namespace minutemill::lift {

// Fills metadata()["page"] with title, description, keywords, url, published, modified, site, author, column,
// source ... each with the meta tag or element as evidence.
void read_page_metadata(const Markup& markup, Document& document);

}  // namespace minutemill::lift
