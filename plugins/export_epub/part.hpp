// A report as part of a volume: its chapters and images as they will stand in the package, compressed once,
// and what the lists of the volume say of it. Names within are relative to a folder that the volume gives it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/package.hpp>
#include <minutemill/volume.hpp>

#include <volumes/report_terms.hpp>

#include "book.hpp"

namespace minutemill::epub {

struct BookPart {
  struct File {
    std::string name;
    std::string media_type;
    bool is_chapter = false;
    bool math = false;
    bool stored = false;
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
    std::uint32_t crc = 0;
    std::uint64_t offset = 0;  // of its bytes, from the beginning of the part
  };
  Publication publication;
  std::vector<Book::TocEntry> toc;
  std::vector<File> files;     // chapters in their order, then images
  volumes::ReportTerms terms;  // with addresses as places
  bool all_images_described = true;
  bool has_images = false;
  bool has_math = false;
};

[[nodiscard]] std::string write_part(const Book& book, int compression);
// Throws std::runtime_error when the part is not what write_part() made.
[[nodiscard]] BookPart read_part(const Volume& volume, std::size_t index);

}  // namespace minutemill::epub
