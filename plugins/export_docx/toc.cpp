// The table of contents: a field that Word can update, with its entries already there.
#include <algorithm>

#include <minutemill/xml.hpp>

#include "body.hpp"
#include "language.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

pugi::xml_node add_field_character(pugi::xml_node paragraph, const char* kind) {
  pugi::xml_node character = add(add(paragraph, "w:r"), "w:fldChar");
  set(character, "w:fldCharType", kind);
  return character;
}

// The title in the document's language: the first of the style's that fits, else its first.
std::string_view title_in(const Toc& toc, std::string_view language) {
  for (const auto& [tag, words] : toc.titles)
    if (language.substr(0, tag.size()) == tag) return words;
  return toc.titles.empty() ? std::string_view{} : std::string_view(toc.titles.front().second);
}

}  // namespace

void BlockWriter::write_toc() {
  std::vector<const OutlineEntry*> entries;
  for (const OutlineEntry& entry : job_.outline.entries())
    if (entry.level <= job_.style.toc.levels && !entry.text.empty()) entries.push_back(&entry);
  if (entries.empty()) return;
  pugi::xml_node frame = add(story_.root, "w:sdt");
  pugi::xml_node part = add(add(frame, "w:sdtPr"), "w:docPartObj");
  add_value(part, "w:docPartGallery", "Table of Contents");
  add(part, "w:docPartUnique");
  Flow flow;
  flow.container = add(frame, "w:sdtContent");
  if (const auto title = title_in(job_.style.toc, job_.language); !title.empty())
    write_words(flow, "toc_heading", title);
  for (const OutlineEntry* entry : entries) {
    pugi::xml_node paragraph = start_paragraph(nullptr, flow, named("toc_" + std::to_string(entry->level)));
    if (entry == entries.front()) {
      add_field_character(paragraph, "begin");
      pugi::xml_node instruction = add(add(paragraph, "w:r"), "w:instrText");
      set(instruction, "xml:space", "preserve");
      append_text(instruction,
                  " TOC \\o \"1-" + std::to_string(job_.style.toc.levels) + "\" \\n \\h \\z \\u ");
      add_field_character(paragraph, "separate");
    }
    pugi::xml_node link = add(paragraph, "w:hyperlink");
    set(link, "w:anchor", entry->mark.name);
    set(link, "w:history", "1");
    runs_.write_text(link, entry->text);
    if (entry == entries.back()) add_field_character(paragraph, "end");
  }
}

}  // namespace minutemill::docx
