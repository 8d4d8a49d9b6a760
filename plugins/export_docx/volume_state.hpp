// What a volume knows while it is bound; of each report only the numbers that it begins with.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <volumes/index.hpp>
#include <volumes/piecewise_part.hpp>

#include "body.hpp"
#include "notes.hpp"
#include "part_shift.hpp"
#include "volume.hpp"
#include "volume_part.hpp"

namespace minutemill::docx {

// The labels of a report's groups that are not those of the report before it, with their depth.
class GroupTracker {
 public:
  explicit GroupTracker(std::string untitled) : untitled_(std::move(untitled)) {}
  // Calls see(depth, label) for each group that begins with a report of `groups`.
  template <class See>
  void enter(const std::vector<std::string>& groups, See see) {
    std::size_t same = 0;
    while (same < groups.size() && same < open_.size() && groups[same] == open_[same]) ++same;
    open_ = groups;
    for (std::size_t depth = same; depth < groups.size(); ++depth)
      see(static_cast<int>(depth), groups[depth].empty() ? untitled_ : groups[depth]);
  }

 private:
  std::string untitled_;
  std::vector<std::string> open_;
};

struct VolumeWriter::State {
  State(const Volume& v, const VolumeSetting& s, Context& c)
      : volume(v), setting(s), job(document, s.style, s.reference, s.options, c, Binding::volume) {}

  void survey();
  void survey_part(const VolumePart& part, std::size_t index);
  std::map<std::string, std::size_t> languages;
  void describe();
  [[nodiscard]] Shift shift_of(const VolumePart& part, std::size_t index) const;

  // Pieces of word/document.xml.
  [[nodiscard]] std::string opening();
  [[nodiscard]] std::string contents_of(std::size_t index, GroupTracker& groups, std::uint32_t& group);
  [[nodiscard]] std::string contents_of_index();
  [[nodiscard]] std::string text_of(std::size_t index, GroupTracker& groups, std::uint32_t& group);
  [[nodiscard]] std::string index_text();
  [[nodiscard]] std::string closing();
  void write_index(BlockWriter& writer, const Flow& flow, std::string_view key, const volumes::Index& index,
                   const Bookmark& mark);

  [[nodiscard]] volumes::Pieces text();
  [[nodiscard]] volumes::Pieces note_text();
  [[nodiscard]] volumes::Pieces relationships(PartStory story);

  [[nodiscard]] bool has_index() const noexcept { return !topics.empty() || !documents.empty(); }
  [[nodiscard]] std::string label(std::string_view key) const {
    return std::string(setting.labels.get(job.language, key));
  }
  [[nodiscard]] Bookmark group_mark(std::uint32_t number) const {
    return {number + 3, "_Group" + std::to_string(number + 1)};
  }

  const Volume& volume;
  VolumeSetting setting;
  Document document;  // what is said of the volume as a whole
  Job job;
  std::unique_ptr<StaticParts> fixed;
  Relationships own;  // of the document part, before those of the reports
  std::vector<std::string> band_ids;

  // Numbers that a part begins with, and where its lists went: all that is kept of a report.
  struct Place {
    std::uint64_t bookmarks, notes, drawings, relationships, note_relationships;
    std::vector<int> lists;
  };
  std::vector<Place> places;
  Place totals{};
  std::uint32_t groups = 0;
  int deepest_group = 0;
  std::string first_date, last_date, collection;
  volumes::Index topics, documents;
  Bookmark index_mark{0, "_Index"}, topics_mark{1, "_Topics"}, documents_mark{2, "_Documents"};
};

}  // namespace minutemill::docx
