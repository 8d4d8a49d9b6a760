#include "volume_part.hpp"

#include <stdexcept>

#include <volumes/part_codec.hpp>

#include "properties.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

template <class Stream>
void pass_relationships(Stream& stream, std::vector<Relationships::Entry>& entries) {
  stream.list(entries, [&stream](Relationships::Entry& entry) {
    for (std::string* field : {&entry.id, &entry.type, &entry.target}) stream.pass(*field);
    stream.pass(entry.external);
  });
}

// The fields, in one place for reading and writing.
template <class Stream>
void pass_fields(Stream& stream, VolumePart& part) {
  for (std::string* field : {&part.title, &part.date, &part.language, &part.collection}) stream.pass(*field);
  stream.list(part.headings, [&stream](VolumePart::Heading& heading) {
    stream.pass(heading.level);
    stream.pass(heading.text);
    stream.pass(heading.mark);
  });
  pass_terms(stream, part.terms.topics);
  pass_terms(stream, part.terms.documents);
  for (std::uint64_t* number :
       {&part.bookmarks, &part.notes, &part.drawings, &part.text_size, &part.note_size})
    stream.pass(*number);
  pass_relationships(stream, part.relationships);
  pass_relationships(stream, part.note_relationships);
  stream.list(part.lists, [&stream](Numbering::Request& list) {
    stream.pass(list.style);
    auto family = static_cast<int>(list.family);
    stream.pass(family);
    list.family = static_cast<Numbering::Family>(family);
    stream.pass(list.level);
    stream.pass(list.start);
  });
  stream.list(part.images, [&stream](VolumePart::Image& image) {
    stream.pass(image.name);
    stream.pass(image.size);
    stream.pass(image.crc);
  });
}

std::string markup_of(pugi::xml_node parent) {
  std::string out;
  for (const pugi::xml_node child : parent.children())
    if (!child.attribute("w:type")) append_xml(child, out);  // the separators are the volume's
  return out;
}

// The nearest heading above `node` that has a bookmark.
std::string place_of(const Node& node, const Outline& outline) {
  for (const Node* at = &node; at != nullptr; at = at->parent()) {
    const Node* first = at->kind() == NodeKind::section ? at->first_child() : at;
    const OutlineEntry* entry =
        first != nullptr && first->kind() == NodeKind::heading ? outline.find(*first) : nullptr;
    if (entry != nullptr) return entry->mark.name;
  }
  return {};
}

std::string line_at(const Record& record, std::string_view path) {
  const Value* value = record.at(path);
  return value != nullptr ? value->to_line() : std::string();
}

}  // namespace

template <class Stream>
static void pass_part(Stream& stream, VolumePart& part) {
  pass_fields(stream, part);
}

std::string write_part(const Job& job, const Story& text, const NoteWriter& notes) {
  VolumePart part;
  const Record& record = job.document.metadata();
  part.title = title_of(job.document, nullptr);
  part.date = line_at(record, "date");
  if (part.date.starts_with('-')) part.date.clear();  // a day of no known year
  part.collection = line_at(record, "meeting.body");
  part.language = job.language;
  part.headings.push_back({0, part.title, job.outline.report_mark().name});
  for (const OutlineEntry& entry : job.outline.entries())
    if (entry.heading != job.outline.report_title() && !entry.text.empty())
      part.headings.push_back({job.outline.level_in_report(entry), entry.text, entry.mark.name});
  part.terms =
      volumes::report_terms(job.document, [&](const Node& node) { return place_of(node, job.outline); });
  part.bookmarks = job.anchors.count();
  part.notes = static_cast<std::uint64_t>(notes.count());
  part.drawings = job.drawings;
  part.relationships = text.relationships.entries();
  part.note_relationships = notes.relationships().entries();
  part.lists = job.numbering.requests();
  std::string blobs = markup_of(text.root);
  part.text_size = blobs.size();
  blobs += markup_of(notes.root());
  part.note_size = blobs.size() - part.text_size;
  job.media.each(job.document, [&](const std::string& name, const std::string& bytes) {
    part.images.push_back({name, bytes.size(), deflate_part({}, bytes, 1).crc, 0});
    blobs += bytes;
  });
  return volumes::write_head(part) + blobs;
}

VolumePart read_part(const Volume& volume, std::size_t index) {
  VolumePart part;
  std::uint64_t offset = volumes::read_head(volume, index, part);
  std::uint64_t left = volume.entry(index).size - offset;
  const auto take = [&](std::uint64_t size) {
    if (size > left) throw std::runtime_error("a part of the volume is damaged");
    left -= size;
    offset += size;
    return offset - size;
  };
  part.text_offset = take(part.text_size);
  part.note_offset = take(part.note_size);
  for (VolumePart::Image& image : part.images) image.offset = take(image.size);
  if (part.headings.empty()) throw std::runtime_error("a part of the volume is damaged");
  return part;
}

}  // namespace minutemill::docx
