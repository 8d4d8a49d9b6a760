// Lists: one numbering instance for each ordered list, so that each counts by itself.
#include <algorithm>

#include "body.hpp"

namespace minutemill::docx {
namespace {

std::int64_t count_items(const Node& list) {
  std::int64_t count = 0;
  for (const Node& item : list.children()) count += item.kind() == NodeKind::list_item ? 1 : 0;
  return count;
}

}  // namespace

void BlockWriter::write_list(const Node& list, const Flow& flow) {
  const bool ordered = list.number(Attr::ordered) != 0;
  const bool reversed = ordered && list.number(Attr::reversed) != 0;
  const std::string_view number_style = list.get(Attr::number_style);
  Flow inside = flow;
  const int level = std::min(flow.lists, kDeepestLevel);
  inside.lists = flow.lists + 1;
  indent(inside,
         flow.lists == 0 ? Numbering::text_position(job_.style.lists, 0) : job_.style.lists.indent.twips);
  if (!flow.plain) inside.style = &named(ordered ? "list_number" : "list_bullet");

  std::int64_t value = list.number(Attr::start, reversed ? count_items(list) : 1);
  int number = 0;
  bool restart = true;  // Word counts on by itself, but only upwards and by one
  for (const Node& item : list.children()) {
    if (item.kind() != NodeKind::list_item) {
      write_block(item, inside);
      continue;
    }
    Marker marker;
    marker.level = level;
    if (ordered && number_style != "none") {
      if (item.has(Attr::number)) {
        restart = restart || item.number(Attr::number) != value;
        value = item.number(Attr::number);
      }
      if (restart || reversed) number = job_.numbering.number(number_style, level, value);
      restart = false;
      marker.number = number;
      if (number == 0) {
        marker.text = std::to_string(value) + ". ";
        job_.context.report(reports::kListNumbersAsText, marker.text, item.span());
      }
      value += reversed ? -1 : 1;
    } else {
      marker.number = job_.numbering.bullets(number_style);
    }
    write_item(item, inside, std::move(marker), ordered);
  }
}

void BlockWriter::write_item(const Node& item, const Flow& flow, Marker marker, bool keeps_number) {
  if (const Bookmark* mark = job_.anchors.at(item)) marks_.push_back(mark);
  marker_ = std::move(marker);
  Flow continued = flow;
  for (const Node& child : item.children()) {
    const bool waits = marker_.has_value();
    write_block(child, waits ? flow : continued);
    if (!flow.plain) continued.style = &named("list_continue");
  }
  if (!marker_) return;
  // An empty item still counts.
  if (keeps_number) start_paragraph(nullptr, flow, *flow.style);
  marker_.reset();
}

}  // namespace minutemill::docx
