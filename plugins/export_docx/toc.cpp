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

void begin_toc(pugi::xml_node paragraph, std::int64_t levels) {
  add_field_character(paragraph, "begin");
  pugi::xml_node instruction = add(add(paragraph, "w:r"), "w:instrText");
  set(instruction, "xml:space", "preserve");
  append_text(instruction, " TOC \\o \"1-" + std::to_string(levels) + "\" \\n \\h \\z \\u ");
  add_field_character(paragraph, "separate");
}

void end_toc(pugi::xml_node paragraph) {
  add_field_character(paragraph, "end");
}

pugi::xml_node BlockWriter::start_entry(const Flow& flow, std::string_view style) {
  return start_paragraph(nullptr, flow, named(style));
}

void BlockWriter::write_link(pugi::xml_node paragraph, const std::string& anchor, std::string_view words) {
  pugi::xml_node link = add(paragraph, "w:hyperlink");
  set(link, "w:anchor", anchor);
  set(link, "w:history", "1");
  runs_.write_text(link, words);
}

pugi::xml_node BlockWriter::start_toc(const Flow& flow) {
  pugi::xml_node container = flow.container;
  pugi::xml_node frame = add(container, "w:sdt");
  pugi::xml_node part = add(add(frame, "w:sdtPr"), "w:docPartObj");
  add_value(part, "w:docPartGallery", "Table of Contents");
  add(part, "w:docPartUnique");
  Flow inside = flow;
  inside.container = add(frame, "w:sdtContent");
  if (const auto title = title_in(job_.style.toc, job_.language); !title.empty())
    write_words(inside, "toc_heading", title);
  return inside.container;
}

void BlockWriter::write_toc() {
  std::vector<const OutlineEntry*> entries;
  for (const OutlineEntry& entry : job_.outline.entries())
    if (entry.level <= job_.style.toc.levels && !entry.text.empty()) entries.push_back(&entry);
  if (entries.empty()) return;
  Flow flow;
  flow.container = story_.root;
  flow.container = start_toc(flow);
  for (const OutlineEntry* entry : entries) {
    pugi::xml_node paragraph = start_entry(flow, "toc_" + std::to_string(entry->level));
    if (entry == entries.front()) begin_toc(paragraph, job_.style.toc.levels);
    write_link(paragraph, entry->mark.name, entry->text);
    if (entry == entries.back()) end_toc(paragraph);
  }
}

}  // namespace minutemill::docx
