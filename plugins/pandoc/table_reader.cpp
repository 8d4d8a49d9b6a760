// Tables.
#include "pandoc/reading.hpp"
#include "pandoc/vocabulary.hpp"

#include <algorithm>
#include <limits>

namespace minutemill::pandoc {
namespace {

// Which columns of a part of a table are taken by cells that reach down from rows before.
class Columns {
 public:
  static constexpr std::size_t kMost = 16384;

  void next_row() {
    for (std::size_t& rows : left_) rows -= rows > 0 ? 1 : 0;
    at_ = 0;
  }
  // The column of the row's next cell, which then is taken.
  std::size_t place(std::int64_t rows, std::int64_t columns) {
    while (at_ < left_.size() && left_[at_] > 0) ++at_;
    const std::size_t column = at_;
    const auto width = static_cast<std::size_t>(std::clamp<std::int64_t>(columns, 1, kMost));
    const std::size_t end = std::min(column + width, kMost);
    if (left_.size() < end) left_.resize(end, 0);
    for (; at_ < end; ++at_) left_[at_] = static_cast<std::size_t>(std::max<std::int64_t>(rows, 1));
    return column;
  }

 private:
  std::vector<std::size_t> left_;  // rows, this one counted
  std::size_t at_ = 0;
};

}  // namespace

class Reader::TableRows {
 public:
  TableRows(Reader& reader, Node& table, const Json& specs) : r_(reader), table_(table), specs_(specs) {}

  // `header_columns` of each row are headers; all columns in a head.
  void read(const Json& rows, std::string_view group, std::size_t header_columns) {
    Columns columns;
    std::size_t index = 0;
    for (const Json& row : r_.place_.list(rows, "rows")) {
      const Place::Step step(r_.place_, index++);
      r_.look_around();
      r_.place_.list(row, "a row", 2);
      Node& node = r_.append(table_, NodeKind::table_row);
      r_.apply(r_.attributes(row[0]), node);
      if (!group.empty() && !node.has(Attr::row_group)) r_.document_.set(node, Attr::row_group, group);
      columns.next_row();
      const Place::Step inner(r_.place_, 1);
      std::size_t number = 0;
      for (const Json& cell : r_.place_.list(row[1], "cells")) {
        const Place::Step one(r_.place_, number++);
        read_cell(cell, node, columns, header_columns);
      }
    }
  }

 private:
  void read_cell(const Json& json, Node& row, Columns& columns, std::size_t header_columns) {
    r_.place_.list(json, "a cell", 5);
    Node& cell = r_.append(row, NodeKind::table_cell);
    r_.apply(r_.attributes(json[0]), cell);
    const std::int64_t rows = r_.place_.integer(json[2], "a row span");
    const std::int64_t wide = r_.place_.integer(json[3], "a column span");
    const std::size_t column = columns.place(rows, wide);
    Document& document = r_.document_;
    if (rows != 1 && !cell.has(Attr::row_span)) document.set(cell, Attr::row_span, rows);
    if (wide != 1 && !cell.has(Attr::column_span)) document.set(cell, Attr::column_span, wide);
    if (column < header_columns && !cell.has(Attr::header)) document.set(cell, Attr::header, 1);
    std::string_view align = alignment(r_.place_.type(json[1]));
    if (align.empty() && column < specs_.size()) align = column_alignment(specs_[column]);
    if (!align.empty() && !cell.has(Attr::align)) document.set(cell, Attr::align, align);
    const Place::Step step(r_.place_, 4);
    r_.blocks(json[4], cell);
  }

  [[nodiscard]] std::string_view column_alignment(const Json& spec) const {
    return alignment(r_.place_.type(r_.place_.list(spec, "a column", 2)[0]));
  }

  Reader& r_;
  Node& table_;
  const Json& specs_;
};

Node* Reader::table(const Json& content, Node& parent) {
  place_.list(content, "a Table", 6);
  Node& node = append(parent, NodeKind::table);
  Attributes found = attributes(content[0]);
  const std::string* at = found.find("mm-caption");
  const bool caption_last = at != nullptr && *at == "last";
  std::erase_if(found.pairs, [](const auto& pair) { return pair.first == "mm-caption"; });
  apply(found, node);
  const Json& text = place_.list(place_.list(content[1], "a caption", 2)[1], "a caption");
  const auto read_caption = [&] {
    const Place::Step step(place_, 1);
    if (!text.empty()) caption(text, append(node, NodeKind::caption));
  };
  if (!caption_last) read_caption();
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  TableRows rows(*this, node, place_.list(content[2], "columns"));
  {
    const Place::Step step(place_, 3);
    rows.read(place_.list(content[3], "a table head", 2)[1], "head", kAll);
  }
  {
    const Place::Step step(place_, 4);
    std::size_t index = 0;
    for (const Json& body : place_.list(content[4], "table bodies")) {
      const Place::Step inner(place_, index++);
      place_.list(body, "a table body", 4);
      const std::int64_t headers = place_.integer(body[1], "the number of header columns");
      rows.read(body[2], "head", kAll);
      rows.read(body[3], {}, static_cast<std::size_t>(std::max<std::int64_t>(headers, 0)));
    }
  }
  {
    const Place::Step step(place_, 5);
    rows.read(place_.list(content[5], "a table foot", 2)[1], "foot", 0);
  }
  if (caption_last) read_caption();
  return &node;
}

}  // namespace minutemill::pandoc
