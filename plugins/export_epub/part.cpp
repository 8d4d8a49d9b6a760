#include "part.hpp"

#include <stdexcept>

#include <volumes/part_codec.hpp>

namespace minutemill::epub {

// The fields, in one place for reading and writing.
template <class Stream>
static void pass_part(Stream& stream, BookPart& part) {
  Publication& about = part.publication;
  for (std::string* field : {&about.identifier, &about.title, &about.language, &about.date, &about.modified,
                             &about.publisher, &about.collection})
    stream.pass(*field);
  stream.list(about.creators, [&stream](Publication::Person& person) {
    stream.pass(person.name);
    stream.pass(person.role);
  });
  stream.list(part.toc, [&stream](Book::TocEntry& entry) {
    stream.pass(entry.depth);
    stream.pass(entry.label);
    stream.pass(entry.href);
  });
  stream.list(part.files, [&stream](BookPart::File& file) {
    stream.pass(file.name);
    stream.pass(file.media_type);
    for (bool* flag : {&file.is_chapter, &file.math, &file.stored}) stream.pass(*flag);
    for (std::uint64_t* number : {&file.size, &file.packed}) stream.pass(*number);
    stream.pass(file.crc);
  });
  pass_terms(stream, part.terms.topics);
  pass_terms(stream, part.terms.documents);
  for (bool* flag : {&part.all_images_described, &part.has_images, &part.has_math}) stream.pass(*flag);
}

std::string write_part(const Book& book, int compression) {
  BookPart part{book.publication,          book.toc,        {},           book.terms,
                book.all_images_described, book.has_images, book.has_math};
  std::string blobs;
  const auto add = [&](std::string name, std::string media_type, std::string_view bytes, bool chapter,
                       bool math) {
    DeflatedPart packed = deflate_part(std::move(name), bytes, compression);
    const bool stored = packed.data.size() >= bytes.size();
    part.files.push_back({std::move(packed.name), std::move(media_type), chapter, math, stored, bytes.size(),
                          stored ? bytes.size() : packed.data.size(), packed.crc, 0});
    blobs += stored ? bytes : std::string_view(packed.data);
  };
  for (const Book::File& file : book.chapters)
    add(file.name, "application/xhtml+xml", file.xhtml, true, file.math);
  for (const Images::Item& image : book.images)
    add(image.file, image.media_type, image.resource->bytes, false, false);
  return volumes::write_head(part) + blobs;
}

BookPart read_part(const Volume& volume, std::size_t index) {
  BookPart part;
  std::uint64_t offset = volumes::read_head(volume, index, part);
  const std::uint64_t size = volume.entry(index).size;
  for (BookPart::File& file : part.files) {
    file.offset = offset;
    if (file.packed > size - offset) throw std::runtime_error("a part of the volume is damaged");
    offset += file.packed;
  }
  return part;
}

}  // namespace minutemill::epub
