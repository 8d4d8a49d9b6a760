#include "part.hpp"

#include <concepts>
#include <cstring>
#include <stdexcept>

#include <minutemill/text.hpp>

namespace minutemill::epub {
namespace {

constexpr std::uint64_t kLargestHead = 64ULL << 20;  // of what is no file: contents and names

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  template <std::integral T>
  void pass(T& value) {
    const auto wide = static_cast<std::uint64_t>(value);
    out_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
  }
  void pass(std::string& text) {
    std::uint64_t size = text.size();
    pass(size);
    out_ += text;
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint64_t count = items.size();
    pass(count);
    for (T& item : items) each(item);
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <std::integral T>
  void pass(T& value) {
    std::uint64_t wide = 0;
    need(sizeof wide);
    std::memcpy(&wide, bytes_.data(), sizeof wide);
    bytes_.remove_prefix(sizeof wide);
    value = static_cast<T>(wide);
  }
  void pass(std::string& text) {
    std::uint64_t size = 0;
    pass(size);
    need(size);
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint64_t count = 0;
    pass(count);
    need(count);  // an item has a byte at least
    items.resize(count);
    for (T& item : items) each(item);
  }

 private:
  void need(std::uint64_t size) const {
    if (size > bytes_.size()) throw std::runtime_error("a part of the volume is damaged");
  }
  std::string_view bytes_;
};

// The fields, in one place for reading and writing.
template <class Stream>
void pass_part(Stream& stream, BookPart& part) {
  const auto text = [&stream](std::string& item) { stream.pass(item); };
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
  stream.list(part.topics, text);
  stream.list(part.documents, text);
  for (bool* flag : {&part.all_images_described, &part.has_images, &part.has_math}) stream.pass(*flag);
}

std::vector<std::string> texts_at(const Record& record, std::string_view key, std::string_view field) {
  std::vector<std::string> out;
  const Value* list = record.find(key);
  if (list == nullptr || list->kind() != Value::Kind::list) return out;
  for (const Value& item : list->items()) {
    const Value* value = &item;
    if (!field.empty()) value = item.kind() == Value::Kind::record ? item.fields().find(field) : nullptr;
    std::string line = value != nullptr ? value->to_line() : std::string();
    for (char& c : line)
      if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    if (!is_blank(line)) out.emplace_back(trim(line));
  }
  return out;
}

}  // namespace

std::string write_part(const Book& book, const Document& document, int compression) {
  BookPart part{book.publication,          book.toc,        {},           {}, {},
                book.all_images_described, book.has_images, book.has_math};
  part.topics = texts_at(document.metadata(), "agenda", "topic");
  part.documents = texts_at(document.metadata(), "documents_cited", {});
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
  std::string out(sizeof(std::uint64_t), '\0');
  Writer writer(out);
  pass_part(writer, part);
  const std::uint64_t head = out.size();
  std::memcpy(out.data(), &head, sizeof head);
  return out + blobs;
}

BookPart read_part(const Volume& volume, std::size_t index) {
  const std::uint64_t size = volume.entry(index).size;
  std::uint64_t length = 0;
  if (size >= sizeof length) volume.read(index, 0, reinterpret_cast<char*>(&length), sizeof length);
  if (length < sizeof length || length > size || length > kLargestHead)
    throw std::runtime_error("a part of the volume is damaged");
  std::string head(length, '\0');
  volume.read(index, 0, head.data(), head.size());
  BookPart part;
  Reader reader(std::string_view(head).substr(sizeof length));
  pass_part(reader, part);
  std::uint64_t offset = length;
  for (BookPart::File& file : part.files) {
    file.offset = offset;
    if (file.packed > size - offset) throw std::runtime_error("a part of the volume is damaged");
    offset += file.packed;
  }
  return part;
}

}  // namespace minutemill::epub
