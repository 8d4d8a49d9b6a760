// What the writers of one document share.
#pragma once

#include <cstdint>
#include <string>

#include <minutemill/plugin.hpp>

#include "anchors.hpp"
#include "headings.hpp"
#include "media.hpp"
#include "numbering.hpp"
#include "options.hpp"
#include "relationships.hpp"
#include "row_spool.hpp"
#include "style.hpp"

namespace minutemill::docx {

// A part that holds blocks: the document, or its footnotes.
struct Story {
  pugi::xml_node root;  // w:body, w:footnotes
  Relationships relationships;
};

struct Job {
  // `reference` may be null.
  Job(const Document& d, const Style& s, const Reference* reference, const DocxOptions& o, Context& c,
      Binding b = Binding::single)
      : document(d),
        style(s),
        options(o),
        context(c),
        binding(b),
        // The rest of a name is for the report's number in the volume.
        anchors(b == Binding::volume ? kLongestBookmark / 2 : kLongestBookmark),
        numbering(s.lists, reference) {}

  const Document& document;
  const Style& style;
  const DocxOptions& options;
  Context& context;
  Binding binding;
  std::string language;  // the document's, as Word has it; may be empty
  Tally tally;
  Anchors anchors;
  Outline outline;
  Numbering numbering;
  Media media;
  RowSpool rows;
  std::uint32_t drawings = 0;  // wp:docPr ids given out
};

}  // namespace minutemill::docx
