#include "table_lift.hpp"

#include <algorithm>
#include <cstdlib>

#include <minutemill/text.hpp>

#include "markup_walk.hpp"

namespace minutemill::lift {
namespace {

constexpr std::int64_t kMostRows = 65534;  // HTML §4.9.11
constexpr std::size_t kLongCell = 400;     // characters: a cell of text that is no datum

bool is_cell(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return node.type() == pugi::node_element && (name == "td" || name == "th");
}

std::size_t count_text(const pugi::xml_node& root, std::size_t enough) {
  std::size_t count = 0;
  for (pugi::xml_node at = root; at && count < enough; at = next_within(at, root))
    if (at.type() == pugi::node_pcdata) count += count_code_points(trim(at.value()));
  return count;
}

bool holds_element(const pugi::xml_node& root, std::string_view name) {
  return static_cast<bool>(root.find_node([&](const pugi::xml_node& n) { return name == n.name(); }));
}

}  // namespace

void TableLift::collect(const pugi::xml_node& parent, std::string_view group) {
  for (const pugi::xml_node& child : parent.children()) {
    const std::string_view name = child.name();
    if (!lifter_.in_furniture_ && child.attribute(mark::kFurniture))
      strays_.push_back(child);
    else if (name == "tr")
      rows_.push_back({child, group});
    else if (name == "thead")
      collect(child, "head");
    else if (name == "tbody")
      collect(child, "body");
    else if (name == "tfoot")
      collect(child, "foot");
    else if (name == "caption")
      captions_.push_back(child);
    else if (name == "col" || name == "colgroup")
      widths_.add(child);
    else if (child.type() == pugi::node_element
                 ? element_info(name).element != Element::ignored
                 : !is_blank(child.value()) && child.type() == pugi::node_pcdata)
      strays_.push_back(child);
  }
}

// Where nothing says which rows are the head: the first ones of header cells alone.
void TableLift::find_head() {
  std::size_t count = 0;
  for (const Row& row : rows_) {
    if (row.group != "body") return;
    std::size_t headers = 0, data = 0;
    for (const pugi::xml_node& cell : row.element.children())
      if (is_cell(cell)) ++(std::string_view(cell.name()) == "th" ? headers : data);
    if (headers == 0 || data > 0) break;
    ++count;
  }
  if (count < rows_.size())
    for (std::size_t i = 0; i < count; ++i) rows_[i].group = "head";
}

void TableLift::run(const pugi::xml_node& table, InlineFlow& flow) {
  collect(table, "body");
  // A foot is read last, wherever it stands.
  std::stable_partition(rows_.begin(), rows_.end(), [](const Row& row) { return row.group != "foot"; });
  for (const pugi::xml_node& stray : strays_) lifter_.node(stray, flow);
  flow.block_edge();
  if (is_layout(table)) return unwrap(table, flow);

  find_head();
  Node& node = lifter_.append_block(NodeKind::table, table, flow);
  for (const pugi::xml_node& caption : captions_) {
    Node& made = lifter_.document_.append_new(node, NodeKind::caption);
    lifter_.fill_inlines(caption, made);
    if (made.empty())
      lifter_.document_.detach(made);
    else
      break;
  }
  for (const Row& each : rows_) row(each, node);
  if (node.empty()) lifter_.document_.detach(node);
}

// Signs of data: header cells, captions, borders, groups. Signs of layout: one cell or column, tables or long
// texts in cells, role=presentation.
bool TableLift::is_layout(const pugi::xml_node& table) const {
  const std::string_view role = table.attribute("role").value();
  if (role == "presentation" || role == "none") return true;
  if (role == "table" || role == "grid" || !captions_.empty() || table.attribute("summary")) return false;
  std::size_t columns = 0, cells = 0, filled_rows = 0, long_cells = 0;
  for (const Row& row : rows_) {
    if (row.group != "body") return false;
    std::size_t in_row = 0;
    for (const pugi::xml_node& cell : row.element.children()) {
      if (!is_cell(cell)) continue;
      if (std::string_view(cell.name()) == "th") return false;
      ++cells;
      in_row += static_cast<std::size_t>(std::clamp(cell.attribute("colspan").as_llong(1), 1LL, 1000LL));
      if (holds_element(cell, "table")) return true;
      if (count_text(cell, kLongCell) >= kLongCell) ++long_cells;
    }
    columns = std::max(columns, in_row);
    if (in_row > 0) ++filled_rows;
  }
  if (cells <= 1 || columns <= 1) return true;
  if (table.attribute("border").as_int() > 0 || std::string_view(table.attribute("rules").value()) == "all")
    return false;
  if (filled_rows <= 1) return true;
  return long_cells * 4 > cells;
}

void TableLift::unwrap(const pugi::xml_node&, InlineFlow& flow) {
  for (const pugi::xml_node& caption : captions_) {
    lifter_.children(caption, flow);
    flow.block_edge();
  }
  for (const Row& row : rows_) {
    for (const pugi::xml_node& cell : row.element.children()) {
      if (!lifter_.in_furniture_ && cell.attribute(mark::kFurniture))
        lifter_.furniture(cell, flow);
      else if (is_cell(cell))
        lifter_.division(cell, flow);
      else
        lifter_.node(cell, flow);
    }
    flow.block_edge();
  }
}

void TableLift::row(const Row& source, Node& table) {
  Node& node = lifter_.document_.append_new(table, NodeKind::table_row);
  node.set_span(lifter_.span_of(source.element));
  lifter_.document_.set(node, Attr::row_group, source.group);
  for (const pugi::xml_node& child : source.element.children())
    if (is_cell(child)) cell(child, node);
  if (states_widths_) state_widths(source, node);
  if (node.empty()) lifter_.document_.detach(node);
}

// The first row whose cells each stand in one column says how wide these are. Below a cell that goes on over
// several rows, cells cannot be counted off any more.
void TableLift::state_widths(const Row& source, Node& row) {
  bool alone = true;
  for (const Node& cell : row.children()) {
    if (cell.number(Attr::row_span) > 1) states_widths_ = false;
    alone = alone && cell.number(Attr::column_span) <= 1;
  }
  if (!alone || row.empty()) return;
  states_widths_ = false;
  std::size_t column = 0;
  Node* cell = row.first_child();
  for (const pugi::xml_node& element : source.element.children()) {
    if (!is_cell(element) || cell == nullptr) continue;
    if (const std::int64_t width = widths_.of(element, column); width > 0)
      lifter_.document_.set(*cell, Attr::width, width);
    cell = cell->next();
    ++column;
  }
}

void TableLift::span(const pugi::xml_node& element, const char* name, Attr attr, std::int64_t most,
                     Node& cell) {
  const pugi::xml_attribute attribute = element.attribute(name);
  if (!attribute) return;
  char* end = nullptr;
  std::int64_t value = std::strtoll(attribute.value(), &end, 10);
  if (end == attribute.value() || value < 0) value = 1;
  if (value == 0) value = attr == Attr::row_span ? most : 1;  // rowspan=0: to the end of the group
  if (value > most) {
    if (lifter_.counts_.clamped_spans++ == 0) lifter_.counts_.first_clamped = lifter_.span_of(element);
    value = most;
  }
  if (value != 1) lifter_.document_.set(cell, attr, value);
}

void TableLift::cell(const pugi::xml_node& element, Node& row) {
  Document& document = lifter_.document_;
  Node& node = document.append_new(row, NodeKind::table_cell);
  node.set_span(lifter_.span_of(element));
  lifter_.common_attributes(element, node);
  span(element, "rowspan", Attr::row_span, kMostRows, node);
  span(element, "colspan", Attr::column_span, kMostColumns, node);
  if (std::string_view(element.name()) == "th") document.set(node, Attr::header, 1);
  const std::string_view scope = element.attribute("scope").value();
  if (scope == "row" || scope == "col" || scope == "rowgroup" || scope == "colgroup")
    document.set(node, Attr::scope, scope);
  if (const std::string_view align = element.attribute(mark::kAlign).value(); !align.empty())
    document.set(node, Attr::align, align);
  if (!lifter_.in_furniture_ && element.attribute(mark::kFurniture)) {
    // The cell keeps its place in the grid; what is in it goes.
    InlineFlow none(document, lifter_.markup_, node);
    lifter_.furniture(element, none);
    return;
  }
  lifter_.fill(element, node);
}

}  // namespace minutemill::lift
