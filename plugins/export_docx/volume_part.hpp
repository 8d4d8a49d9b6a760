// A report as part of a volume: its text and notes as markup with numbers of its own, which the volume
// shifts, its images, and what the lists of the volume say of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/volume.hpp>

#include <volumes/report_terms.hpp>

#include "job.hpp"
#include "notes.hpp"

namespace minutemill::docx {

struct VolumePart {
  struct Heading {
    int level = 0;  // 0: the report's title, then 1 and up
    std::string text;
    std::string mark;  // bookmark
  };
  struct Image {
    std::string name;  // "media/image1.png"
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
    std::uint64_t offset = 0;  // from the beginning of the part
  };

  std::string title, date, language, collection;
  std::vector<Heading> headings;                         // the report's title first
  volumes::ReportTerms terms;                            // with bookmarks as places
  std::uint64_t bookmarks = 0, notes = 0, drawings = 0;  // numbers used: below the first, up to the others
  std::vector<Relationships::Entry> relationships, note_relationships;
  std::vector<Numbering::Request> lists;
  std::vector<Image> images;
  std::uint64_t text_size = 0, note_size = 0;      // of the markup
  std::uint64_t text_offset = 0, note_offset = 0;  // from the beginning of the part
};

// `text`: the element that holds the report's blocks.
[[nodiscard]] std::string write_part(const Job& job, const Story& text, const NoteWriter& notes);
// Everything but the markup and the images. Throws std::runtime_error when the part is not what write_part()
// made.
[[nodiscard]] VolumePart read_part(const Volume& volume, std::size_t index);

}  // namespace minutemill::docx
