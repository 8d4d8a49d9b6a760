// Labels and what stands under them: behind the colon, in the next cell, in the lines and tables below.
#include "rules/lines.hpp"

#include <algorithm>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/bare_word.hpp"

namespace minutemill::rules {

namespace {

constexpr std::string_view kMarks = "*_[]#";  // of emphasis, around labels
constexpr std::string_view kGaps = " .;|\t";  // a label may begin behind one of these

}  // namespace

bool Lines::heads_others(std::size_t index) const {
  if (index + 1 >= lines_.size()) return false;
  const Line& next = lines_[index + 1];
  return next.block == lines_[index].block ||
         (!next.furniture && rules_->entry && rules_->entry->contains(next.view(), next.clues()));
}

// "Place: town hall", "时　　间：上午": the words before the first colon, when they are a label.
void Lines::read_label(Line& line, bool above_others) {
  const std::string_view text = line.view();
  const std::size_t most = static_cast<std::size_t>(rules_->label_length) * 4;
  const std::size_t colon = text.substr(0, most + 1).find(':');
  std::string_view word = colon == std::string_view::npos ? text : text.substr(0, colon);
  Match number;
  const bool numbered = rules_->numbered && rules_->numbered->starts(word, number);
  if (numbered) word.remove_prefix(number.end(0));
  if (word.size() > most) return;
  auto found = rules_->label_words.find(bare_word(word, kMarks));
  // Members present (14):
  if (const std::size_t aside = word.find('(');
      found == rules_->label_words.end() && aside != std::string_view::npos)
    found = rules_->label_words.find(bare_word(word.substr(0, aside), kMarks));
  if (found == rules_->label_words.end()) return;
  const bool alone = colon == std::string_view::npos || is_blank(text.substr(colon + 1));
  if (colon == std::string_view::npos && line.kind != LineKind::heading && line.kind != LineKind::cell &&
      !line.bold && !numbered && !above_others)
    return;
  line.label = found->second;
  line.value = static_cast<std::uint32_t>(alone ? text.size() : colon + 1);
  if (line.kind == LineKind::body || line.kind == LineKind::item) line.kind = LineKind::label;
}

namespace {

const Node* table_of(const Line& line) noexcept {
  const bool in_row = line.cell != nullptr && line.row != nullptr && line.row->kind() == NodeKind::table_row;
  return in_row ? line.row->parent() : nullptr;
}

std::size_t column_of(const Line& line) noexcept {
  constexpr std::size_t kMost = 100;  // wider tables hold no list of people
  std::size_t at = 0;
  for (const Node* cell = line.cell->previous(); cell != nullptr && at < kMost; cell = cell->previous()) ++at;
  return at;
}

}  // namespace

// Tables with a column of names and columns that say by a mark who was present and who was not.
void Lines::link_marks() {
  if (!rules_->column || !rules_->marked) return;
  for (std::size_t first = 0, end = 0; first < lines_.size(); first = end) {
    const Node* table = table_of(lines_[first]);
    end = first + 1;
    if (table == nullptr) continue;
    while (end < lines_.size() && table_of(lines_[end]) == table) ++end;
    link_marked_rows(first, end);
    if (!marked_tables_.contains(table)) link_columns(first, end);
  }
}

// The lines [first, end) are those of one table.
void Lines::link_marked_rows(std::size_t first, std::size_t end) {
  std::optional<std::size_t> names;
  std::vector<std::pair<std::size_t, int>> labels;  // by column
  std::size_t body = first;
  for (const Node* head = lines_[first].row; body < end && lines_[body].row == head; ++body) {
    const Line& cell = lines_[body];
    if (!names && rules_->column->contains(cell.view(), cell.clues()))
      names = column_of(cell);
    else if (cell.label >= 0)
      labels.emplace_back(column_of(cell), cell.label);
  }
  if (!names || labels.empty() ||
      std::none_of(lines_.begin() + static_cast<std::ptrdiff_t>(body),
                   lines_.begin() + static_cast<std::ptrdiff_t>(end),
                   [&](const Line& cell) { return rules_->marked->contains(cell.view(), cell.clues()); }))
    return;
  marked_tables_.insert(table_of(lines_[first]));
  for (std::size_t i = first; i < end; ++i) lines_[i].label = -1;
  for (std::size_t i = body, name = end; i < end; ++i) {
    if (i == body || lines_[i].row != lines_[i - 1].row) name = end;  // a new row
    const std::size_t column = column_of(lines_[i]);
    if (column == *names) name = i;
    const auto label =
        std::find_if(labels.begin(), labels.end(), [&](const auto& one) { return one.first == column; });
    if (name == end || label == labels.end() ||
        !rules_->marked->contains(lines_[i].view(), lines_[i].clues()))
      continue;
    values_.push_back(
        {label->second,
         {static_cast<std::uint32_t>(name), 0, static_cast<std::uint32_t>(lines_[name].view().size())}});
  }
}

// Item | Discussion | Action: two labels or more in the head of a table [first, end), none at the side.
void Lines::link_columns(std::size_t first, std::size_t end) {
  std::vector<std::pair<std::size_t, int>> labels;  // by column
  std::size_t body = first;
  for (const Node* head = lines_[first].row; body < end && lines_[body].row == head; ++body)
    if (const auto word = rules_->head_words.find(bare_word(lines_[body].view(), kMarks));
        word != rules_->head_words.end())
      labels.emplace_back(column_of(lines_[body]), word->second);
    else if (lines_[body].label >= 0 && lines_[body].value == lines_[body].view().size())
      labels.emplace_back(column_of(lines_[body]), lines_[body].label);
  if (labels.size() < 2 ||
      std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(body),
                  lines_.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Line& cell) { return cell.label >= 0 && column_of(cell) == 0; }))
    return;
  for (std::size_t i = first; i < end; ++i) lines_[i].label = -1;
  for (std::size_t i = body; i < end; ++i)
    for (const auto& [column, label] : labels) {
      if (column_of(lines_[i]) != column) continue;
      lines_[i].under = label;
      values_.push_back(
          {label, {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())}});
    }
}

// A cell says "Chair": who holds the office stands in the column `names` of its row.
void Lines::add_office(int office, std::size_t cell, std::size_t names) {
  constexpr std::size_t kMost = 100;  // cells; a wider row names nobody
  const std::size_t end = cell > kMost ? cell - kMost : 0;
  for (std::size_t i = cell; i-- > end && lines_[i].row == lines_[cell].row;)
    if (column_of(lines_[i]) == names) {
      values_.push_back(
          {office, {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())}});
      return;
    }
}

// "Present" across a whole row: those in the first column of the rows below, up to the next such row.
void Lines::link_rows(std::size_t label) {
  const Node* table = table_of(lines_[label]);
  for (std::size_t i = label + 1; i < lines_.size() && table_of(lines_[i]) == table; ++i) {
    const std::size_t column = column_of(lines_[i]);
    if (column == 0 && lines_[i].label >= 0) return;
    if (column == 0) {
      lines_[i].under = lines_[label].label;
      values_.push_back(
          {lines_[i].under,
           {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())}});
    } else if (const int office = std::exchange(lines_[i].label, -1); office >= 0) {
      add_office(office, i, 0);
    }
  }
}

// The table below a label: the column whose head says that it holds names, else all cells of the first
// column. Returns the line behind the table, or `first` when there is no such table.
std::size_t Lines::link_table(std::size_t label, std::size_t first) {
  const Node* table = table_of(lines_[first]);
  const Node* head = lines_[first].row;
  if (table == nullptr || !rules_->column) return first;
  const bool known = marked_tables_.contains(table);
  std::optional<std::size_t> column;
  std::size_t end = first;
  while (end < lines_.size() && lines_[end].cell != nullptr && table_of(lines_[end]) == table) {
    if (lines_[end].row == head && !column &&
        rules_->column->contains(lines_[end].view(), lines_[end].clues()))
      column = column_of(lines_[end]);
    ++end;
  }
  const std::size_t from = column.value_or(0);
  for (std::size_t i = first; i < end; ++i) {
    const int office =
        std::exchange(lines_[i].label, -1);  // "Chair" in a row is the office of who stands there
    if (!known && office >= 0 && office != lines_[label].label && i > first &&
        !(column && lines_[i].row == head))
      add_office(office, i, from);
    if (known || column_of(lines_[i]) != from || (column && lines_[i].row == head)) continue;
    lines_[i].under = lines_[label].label;
    values_.push_back(
        {lines_[label].label,
         {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())}});
  }
  return end;
}

// "Chair: Ann Lee. Scribe: Bo Finch": a label further on in the line ends what the one before it says.
void Lines::link_line(std::uint32_t index) {
  const std::string_view text = lines_[index].view();
  const std::size_t most = static_cast<std::size_t>(rules_->label_length) * 4;
  int label = lines_[index].label;
  std::size_t begin = lines_[index].value;
  const auto add = [&](std::size_t end) {
    const std::string_view value = trim(text.substr(begin, end - begin));
    const auto at = static_cast<std::uint32_t>(value.data() - text.data());
    values_.push_back({label, {index, at, at + static_cast<std::uint32_t>(value.size())}});
  };
  for (std::size_t colon = text.find(':', begin); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    // The longest words before the colon that are a label, with something to say left before them.
    std::size_t word = text.find_first_of(kGaps, std::max(begin, colon > most ? colon - most : 0));
    for (; word < colon; word = text.find_first_of(kGaps, word + 1)) {
      const auto found = rules_->label_words.find(bare_word(text.substr(word + 1, colon - word - 1), kMarks));
      const std::string_view before = text.substr(begin, word - begin);
      if (found == rules_->label_words.end() || is_blank(before)) continue;
      add(word);
      label = found->second;
      begin = colon + 1;
      break;
    }
  }
  add(text.size());
}

// A short paragraph right below a label's, set in deeper: its list goes on there.
bool Lines::goes_on_below(const Line& line, const Line& next) const {
  return next.whole && line.whole && next.kind == LineKind::body && next.row == nullptr && !next.furniture &&
         next.text().size() < kShortLine &&
         next.block->number(Attr::indent) > line.block->number(Attr::indent) &&
         !(rules_->sentence && rules_->sentence->contains(next.view(), next.clues()));
}

// "Present:   Ann Lee", and one name on each line below, of the same paragraph, or on paragraphs set in.
void Lines::link_entries(std::size_t index) {
  const Node& first = *lines_[index].block;
  if (lines_[index].furniture) return;
  for (std::size_t i = index + 1; i < lines_.size(); ++i) {
    Line& next = lines_[i];
    // What is cut at its breaks keeps the place of the whole.
    const bool same = next.block == &first || (first.span().known() && next.block->span() == first.span());
    const bool entry = same && next.kind == LineKind::body && rules_->entry &&
                       rules_->entry->contains(next.view(), next.clues());
    if (!entry && (same || !goes_on_below(lines_[index], next))) return;
    next.under = lines_[index].label;
    values_.push_back(
        {next.under, {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(next.view().size())}});
  }
}

// Pairs labels that stand alone with what follows: the next cells of the row, the lines under a heading, the
// lines of a list or paragraph after "Present:".
void Lines::link_labels() {
  const auto whole = [&](std::size_t i) {
    return Range{static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())};
  };
  link_marks();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (line.label < 0) continue;
    if (line.value < line.view().size()) {
      link_line(static_cast<std::uint32_t>(i));
      link_entries(i);
      continue;
    }
    if (table_of(line) != nullptr && line.cell->previous() == nullptr && line.cell->next() == nullptr) {
      link_rows(i);
      continue;
    }
    for (std::size_t j = i + 1; j < lines_.size(); ++j) {
      const Line& next = lines_[j];
      if (const std::size_t end = line.row == nullptr && j == i + 1 ? link_table(i, j) : j; end > j) break;
      if (next.kind == LineKind::mark || (next.kind == LineKind::page && line.kind != LineKind::heading))
        continue;
      if (line.row != nullptr) {
        if (next.row != line.row || next.label >= 0) break;
        if (next.cell == line.cell) continue;
        if (next.block->kind() == NodeKind::definition_term) break;  // a term that is no label
      } else if (next.label >= 0 || next.kind == LineKind::heading || next.kind == LineKind::page) {
        break;
      } else if (line.kind != LineKind::heading && j > i + 1 && next.kind != LineKind::item &&
                 next.block != lines_[i + 1].block &&
                 !(next.kind == LineKind::body && rules_->entry &&
                   rules_->entry->contains(next.view(), next.clues()))) {
        break;  // "Present:" in running text is followed by one paragraph, one list or a name a paragraph
      }
      lines_[j].under = line.label;
      values_.push_back({line.label, whole(j)});
    }
  }
}

bool Lines::under_label(std::string_view words) const {
  return std::any_of(values_.begin(), values_.end(), [&](const auto& value) {
    const Range& at = value.second;
    return lines_[at.line].view().substr(at.begin, at.end - at.begin).find(words) != std::string_view::npos;
  });
}

std::vector<Range> Lines::label_values(int label) const {
  std::vector<Range> out;
  for (const auto& [known, range] : values_)
    if (known == label) out.push_back(range);
  return out;
}

}  // namespace minutemill::rules
