// The first look at the parts of a volume: how many there are of what, and what is said of all of them.
#include <algorithm>

#include "volume_state.hpp"

namespace minutemill::docx {

// The first look at all parts: how many there are of what.
void VolumeWriter::State::survey() {
  if (volume.size() == 0) throw StageFailure(FailureCode::exporting, "a volume without reports");
  GroupTracker tracker(volume.title());
  for (std::size_t i = 0; i < volume.size(); ++i) {
    const Volume::Entry entry = volume.entry(i);
    tracker.enter(entry.groups, [&](int, const std::string&) { ++groups; });
    deepest_group = std::max(deepest_group, static_cast<int>(entry.groups.size()));
    const VolumePart part = read_part(volume, i);
    if (i == 0) collection = part.collection;
    ++languages[part.language];
    survey_part(part, i);
  }
  // What most of the reports are in.
  job.language = std::ranges::max_element(languages, {}, [](const auto& l) { return l.second; })->first;
  for (Place& place : places) place.bookmarks += groups + 3;  // ids before them are the volume's own
}

void VolumeWriter::State::survey_part(const VolumePart& part, std::size_t index) {
  Place place = totals;
  place.lists.clear();
  for (Numbering::Request list : part.lists) {
    if (list.family == Numbering::Family::notes) list.start += static_cast<std::int64_t>(place.notes);
    place.lists.push_back(job.numbering.take(list));
  }
  places.push_back(std::move(place));
  totals.bookmarks += part.bookmarks;
  totals.notes += part.notes;
  totals.drawings += part.drawings;
  totals.relationships += part.relationships.size();
  totals.note_relationships += part.note_relationships.size();
  if (part.collection != collection) collection.clear();
  if (!part.date.empty() && (first_date.empty() || part.date < first_date)) first_date = part.date;
  last_date = std::max(last_date, part.date);
  const std::string report = part.date.empty() ? part.title : part.date + " " + part.title;
  const std::string prefix = shift_of(part, index).prefix;
  const auto add = [&](volumes::Index& to, const std::vector<volumes::Term>& terms) {
    for (const volumes::Term& term : terms)
      to.add(term.text, {report, prefix + (term.place.empty() ? part.headings.front().mark : term.place)});
  };
  add(topics, part.terms.topics);
  add(documents, part.terms.documents);
}

void VolumeWriter::State::describe() {
  Record& record = document.metadata();
  record.set("title", Value::text(volume.title()));
  if (!first_date.empty()) record.set("date", Value::date(first_date));
  if (collection.empty()) return;
  Value meeting = Value::record();
  meeting.fields().set("body", Value::text(collection));
  record.set("meeting", std::move(meeting));
}

Shift VolumeWriter::State::shift_of(const VolumePart& part, std::size_t index) const {
  const Place& place = places[index];
  Shift shift;
  shift.outline = deepest_group;
  shift.bookmarks = place.bookmarks;
  shift.notes = place.notes;
  shift.drawings = place.drawings;
  shift.relationships = own.entries().size() + place.relationships;
  shift.note_relationships = place.note_relationships;
  shift.lists = place.lists;
  for (const Numbering::Request& list : part.lists) shift.starts.push_back(list.start);
  shift.first_list = job.numbering.headings() + 1;
  shift.prefix = "r" + std::to_string(index + 1) + "_";
  if (part.language != job.language) shift.language = part.language;
  return shift;
}

VolumeWriter::VolumeWriter(const Volume& volume, const VolumeSetting& setting, Context& context)
    : state_(std::make_unique<State>(volume, setting, context)) {
  State& s = *state_;
  s.survey();
  s.describe();
  s.fixed = std::make_unique<StaticParts>(setting.style, setting.options, s.job.language, setting.reference,
                                          Binding::volume);
  s.fixed->add_relationships(s.own, s.band_ids);
}
VolumeWriter::~VolumeWriter() = default;

}  // namespace minutemill::docx
