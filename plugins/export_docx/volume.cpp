// The pieces that the large parts of a volume are made of, report by report.
#include "volume.hpp"

#include <algorithm>

#include "section.hpp"
#include "volume_state.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr int kDeepestToc = 6;  // of the styles toc_1 ... that there are

std::string read_bytes(const Volume& volume, std::size_t index, std::uint64_t offset, std::uint64_t size) {
  std::string out(size, '\0');
  volume.read(index, offset, out.data(), out.size());
  return out;
}

// Blocks that are written apart from a document, as the markup that they are in it.
struct Fragment {
  explicit Fragment(Job& job) : writer(job, story, nullptr) {
    story.root = tree;
    flow.container = tree;
  }
  [[nodiscard]] bool empty() const { return !tree.first_child(); }
  [[nodiscard]] std::string markup() const {
    std::string out;
    for (const pugi::xml_node node : tree.children()) append_xml(node, out);
    return out;
  }

  pugi::xml_document tree;
  Story story;
  BlockWriter writer;
  Flow flow;
};

}  // namespace

std::string VolumeWriter::State::opening() {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:document");
  declare_namespaces(root);
  Story story;
  story.root = add(root, "w:body");
  BlockWriter writer(job, story, nullptr);
  Flow flow;
  flow.container = story.root;
  writer.write_words(flow, "title", volume.title());
  if (!collection.empty() && collection != volume.title()) writer.write_words(flow, "subtitle", collection);
  if (!first_date.empty())
    writer.write_words(flow, "subtitle",
                       first_date == last_date ? first_date : first_date + " – " + last_date);
  // The entries come in pieces: contents_of_index() closes the frame around them.
  add(writer.start_toc(flow), "w:p").append_attribute("mark");
  std::string out;
  save_xml(tree, out, true);
  return out.substr(0, out.find("<w:p mark="));
}

std::string VolumeWriter::State::contents_of(std::size_t index, GroupTracker& tracker, std::uint32_t& group) {
  const VolumePart part = read_part(volume, index);
  Fragment fragment(job);
  const std::int64_t levels = deepest_group + 2;  // groups, reports and their items
  bool first = index == 0;
  const auto write = [&](int level, const std::string& mark, const std::string& words) {
    if (level > levels) return;
    pugi::xml_node paragraph =
        fragment.writer.start_entry(fragment.flow, "toc_" + std::to_string(std::min(level, kDeepestToc)));
    if (first) begin_toc(paragraph, levels);
    first = false;
    fragment.writer.write_link(paragraph, mark, words);
  };
  tracker.enter(volume.entry(index).groups, [&](int depth, const std::string& words) {
    write(depth + 1, group_mark(group++).name, words);
  });
  const std::string prefix = shift_of(part, index).prefix;
  for (const VolumePart::Heading& heading : part.headings)
    write(deepest_group + 1 + heading.level, prefix + heading.mark,
          heading.level == 0 && !part.date.empty() ? part.date + " " + heading.text : heading.text);
  return fragment.markup();
}

std::string VolumeWriter::State::contents_of_index() {
  Fragment fragment(job);
  if (has_index())
    fragment.writer.write_link(fragment.writer.start_entry(fragment.flow, "toc_1"), index_mark.name,
                               label("index"));
  end_toc(fragment.writer.start_entry(fragment.flow, "toc_1"));
  return fragment.markup() + "</w:sdtContent></w:sdt>";
}

std::string VolumeWriter::State::text_of(std::size_t index, GroupTracker& tracker, std::uint32_t& group) {
  Fragment fragment(job);
  tracker.enter(volume.entry(index).groups, [&](int depth, const std::string& words) {
    const Bookmark mark = group_mark(group++);
    fragment.writer.write_heading_words(fragment.flow, "group_title", words, depth, mark, fragment.empty());
  });
  const VolumePart part = read_part(volume, index);
  return fragment.markup() + shifted(read_bytes(volume, index, part.text_offset, part.text_size),
                                     shift_of(part, index), PartStory::text);
}

void VolumeWriter::State::write_index(BlockWriter& writer, const Flow& flow, std::string_view key,
                                      const volumes::Index& index, const Bookmark& mark) {
  if (index.empty()) return;
  writer.write_heading_words(flow, "report_heading_1", label(key), 1, mark);
  for (const volumes::Index::Entry* entry : index.sorted(job.language)) {
    writer.write_words(flow, "index_1", entry->term);
    for (const volumes::Index::Reference& reference : entry->references)
      writer.write_link(writer.start_entry(flow, "index_2"), reference.target, reference.label);
  }
}

std::string VolumeWriter::State::index_text() {
  Fragment fragment(job);
  fragment.writer.write_heading_words(fragment.flow, "group_title", label("index"), 0, index_mark, true);
  write_index(fragment.writer, fragment.flow, "topics", topics, topics_mark);
  write_index(fragment.writer, fragment.flow, "documents", documents, documents_mark);
  return fragment.markup();
}

std::string VolumeWriter::State::closing() {
  pugi::xml_document tree;
  write_section(tree, setting.style, setting.reference, fixed->bands(), band_ids);
  std::string out;
  append_xml(tree.first_child(), out);
  return out + "</w:body></w:document>";
}

volumes::Pieces VolumeWriter::State::text() {
  enum class Step : unsigned char { opening, contents, reports, index, closing, end };
  struct Reading {
    Step step = Step::opening;
    std::size_t part = 0;
    GroupTracker groups;
    std::uint32_t group = 0;
  };
  auto at = std::make_shared<Reading>(Reading{Step::opening, 0, GroupTracker(volume.title()), 0});
  return [this, at](std::string& out) {
    const auto go_on = [&](Step step) { *at = Reading{step, 0, GroupTracker(volume.title()), 0}; };
    switch (at->step) {
      case Step::opening:
        out = opening();
        go_on(Step::contents);
        return true;
      case Step::contents:
        out = contents_of(at->part, at->groups, at->group);
        if (++at->part < volume.size()) return true;
        out += contents_of_index();
        go_on(Step::reports);
        return true;
      case Step::reports:
        out = text_of(at->part, at->groups, at->group);
        if (++at->part == volume.size()) go_on(has_index() ? Step::index : Step::closing);
        return true;
      case Step::index:
        out = index_text();
        go_on(Step::closing);
        return true;
      case Step::closing:
        out = closing();
        go_on(Step::end);
        return true;
      case Step::end:
        break;
    }
    return false;
  };
}

// The notes of all reports between the separators and the end of the part that has none.
volumes::Pieces VolumeWriter::State::note_text() {
  static constexpr std::string_view kEnd = "</w:footnotes>";
  return [this, next = std::size_t{0}](std::string& out) mutable {
    if (next == 0) {
      out = empty_notes_part();
      out.resize(out.size() - kEnd.size());
    } else if (next <= volume.size()) {
      const std::size_t index = next - 1;
      const VolumePart part = read_part(volume, index);
      if (part.note_size > 0)
        out = shifted(read_bytes(volume, index, part.note_offset, part.note_size), shift_of(part, index),
                      PartStory::notes);
    } else if (next == volume.size() + 1) {
      out = kEnd;
    } else {
      return false;
    }
    ++next;
    return true;
  };
}

volumes::Pieces VolumeWriter::State::relationships(PartStory story) {
  return [this, story, next = std::size_t{0}](std::string& out) mutable {
    if (next == 0) {
      out = relationships_begin();
      if (story == PartStory::text) out += relationship_elements(own.entries());
    } else if (next <= volume.size()) {
      const VolumePart part = read_part(volume, next - 1);
      const Shift shift = shift_of(part, next - 1);
      auto entries = story == PartStory::text ? part.relationships : part.note_relationships;
      for (Relationships::Entry& entry : entries) {
        entry.id = shifted_relationship(
            entry.id, story == PartStory::text ? shift.relationships : shift.note_relationships);
        if (!entry.external) entry.target.insert(entry.target.find('/') + 1, shift.prefix);
      }
      out = relationship_elements(entries);
    } else if (next == volume.size() + 1) {
      out = relationships_end();
    } else {
      return false;
    }
    ++next;
    return true;
  };
}

void VolumeWriter::add_to(PackageWriter& package) {
  State& s = *state_;
  const int level = static_cast<int>(s.setting.options.compression);
  const auto add = [&](std::string name, std::function<volumes::Pieces()> start) {
    package.add(volumes::piecewise_part(std::move(name), std::move(start), level));
  };
  for (const DeflatedPart& part : s.fixed->parts()) package.add(part);
  add("word/document.xml", [&s] { return s.text(); });
  add("word/_rels/document.xml.rels", [&s] { return s.relationships(PartStory::text); });
  add("word/footnotes.xml", [&s] { return s.note_text(); });
  if (s.totals.note_relationships > 0)
    add("word/_rels/footnotes.xml.rels", [&s] { return s.relationships(PartStory::notes); });
  package.add("word/numbering.xml", s.job.numbering.part(s.setting.style));
  for (const BandPart& band : s.fixed->bands())
    if (band.varies) package.add("word/" + band.name, band_part(s.setting.style, band, s.volume.title()));
  package.add("docProps/core.xml", core_properties(s.document, s.job.language, s.setting.mapping));
  package.add("docProps/custom.xml", custom_properties(s.document, s.setting.mapping));
  for (std::size_t i = 0; i < s.volume.size(); ++i) {
    const VolumePart part = read_part(s.volume, i);
    const std::string prefix = s.shift_of(part, i).prefix;
    for (const VolumePart::Image& image : part.images) {
      std::string name = image.name;
      name.insert(name.find('/') + 1, prefix);
      package.add(StreamedPart{
          "word/" + name, image.size, image.size, image.crc, true,
          [&volume = s.volume, i, at = image.offset](std::uint64_t offset, char* to, std::size_t count) {
            volume.read(i, at + offset, to, count);
          }});
    }
  }
}

}  // namespace minutemill::docx
