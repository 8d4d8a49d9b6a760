#include "rules/lines.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kShort = 400;  // bytes; page marks, labels and tails are shorter
constexpr std::size_t kFurnitureLines = 300;
constexpr std::size_t kRepeatLines = 6;    // the headline may stand twice among these
constexpr std::size_t kHeadlineLines = 8;  // a headline without a mark stands among these
constexpr std::size_t kTailLines = 8;      // how far from the end a closing line may stand

bool is_leaf(NodeKind kind) noexcept {
  return kind == NodeKind::paragraph || kind == NodeKind::heading || kind == NodeKind::caption ||
         kind == NodeKind::definition_term || kind == NodeKind::code_block;
}

bool all_strong(const Node& block) noexcept {
  bool any = false;
  for (const Node& child : block.children()) {
    if (child.kind() == NodeKind::strong)
      any = true;
    else if (child.kind() == NodeKind::line_break || is_blank(child.text()))
      continue;
    else
      return false;
  }
  return any;
}

// The words before a colon, as labels are compared: lower case, without spaces and marks of emphasis.
std::string label_key(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (is_space(c) || c == U'*' || c == U'_' || c == U'[' || c == U']' || c == U'#') continue;
    if (c >= U'A' && c <= U'Z')
      out.push_back(static_cast<char>(c - U'A' + U'a'));
    else
      out.append(text, start, i - start);
  }
  return out;
}

}  // namespace

std::string_view Line::original(std::size_t begin, std::size_t end) const noexcept {
  const std::size_t from = folded.to_text(begin);
  const std::size_t to = begin == end ? from : folded.to_text(end);
  return std::string_view(text).substr(std::min(from, text.size()), to > from ? to - from : 0);
}

std::uint32_t Line::place(std::size_t folded_offset) const noexcept {
  return offset + static_cast<std::uint32_t>(folded.to_text(folded_offset));
}

Lines::Lines(Document& document, const LineRules& rules, const Folding& folding, const ClueFinder& finder)
    : document_(&document), rules_(&rules), folding_(&folding), finder_(&finder) {
  read(document.body(), false);
  read(document.furniture(), true);
  classify();
}

void Lines::add_block(Node& block, const Line& pattern) {
  const std::string text = Document::plain_text(block);
  const bool whole = text.find('\n') == std::string::npos;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    bool logged = false;
    const std::string_view part =
        without_prefix(trim(std::string_view(text).substr(begin, end - begin)), logged);
    if (!is_blank(part)) {
      Line line = pattern;
      line.block = &block;
      line.offset = static_cast<std::uint32_t>(part.data() - text.data());
      line.text = part;
      line.whole = whole;
      line.logged = logged;
      folding_->fold(line.text, line.folded);
      line.first_hit = static_cast<std::uint32_t>(hits_.size());
      finder_->find(line.view(), hits_);
      line.last_hit = static_cast<std::uint32_t>(hits_.size());
      for (std::uint32_t i = line.first_hit; i < line.last_hit; ++i) line.clues.add(finder_->clues(hits_[i]));
      lines_.push_back(std::move(line));
    }
    begin = end + 1;
  }
}

std::string_view Lines::without_prefix(std::string_view text, bool& logged) const {
  Match match;
  logged = rules_->prefix && rules_->prefix->starts(text, match);
  if (!logged) return text;
  const std::string_view rest = trim(text.substr(match.end(0)));
  return rules_->bare && rules_->bare->contains(rest) ? text : rest;
}

void Lines::read(Node& root, bool furniture) {
  const std::size_t before = lines_.size();
  // What the blocks around the current one say about it.
  struct Around {
    const Node* node;
    Line pattern;
  };
  std::vector<Around> stack;
  for (Node* at = root.first_child();
       at != nullptr && (!furniture || lines_.size() < before + kFurnitureLines);) {
    while (!stack.empty() && at->parent() != stack.back().node) stack.pop_back();
    Line pattern = stack.empty() ? Line{} : stack.back().pattern;
    pattern.furniture = furniture;
    const NodeKind kind = at->kind();
    if (is_leaf(kind)) {
      if (kind == NodeKind::heading) {
        pattern.kind = LineKind::heading;
        pattern.level = static_cast<int>(at->number(Attr::level, 1));
      } else if (kind == NodeKind::definition_term) {
        pattern.kind = LineKind::cell;
        pattern.row = at->parent();
        pattern.cell = at;
      } else if (kind == NodeKind::paragraph) {
        pattern.bold = all_strong(*at);
      }
      if (at->number(Attr::generated) == 0 && kind != NodeKind::code_block) add_block(*at, pattern);
      at = next_after(*at, root);
      continue;
    }
    if (kind == NodeKind::table_row) {
      pattern.row = at;
    } else if (kind == NodeKind::table_cell) {
      pattern.kind = LineKind::cell;
      pattern.cell = at;
    } else if (kind == NodeKind::definition) {
      pattern.kind = LineKind::cell;
      pattern.row = at->parent();
      pattern.cell = at;
    } else if (kind == NodeKind::list_item) {
      pattern.kind = LineKind::item;
      ++pattern.depth;
    }
    stack.push_back({at, std::move(pattern)});
    at = next_in_tree(*at, root);
  }
}

namespace {

// The cleaning stage knew it for the line with the day of publication.
bool is_published_line(const Line& line) {
  return line.block->get(Attr::role) == "byline";
}

}  // namespace

void Lines::classify() {
  find_title();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (title_ == i) continue;
    const std::string_view text = line.view();
    if (line.furniture) {
      if (line.row != nullptr) read_label(line);  // a list of who was there that stands outside the text
      line.kind = LineKind::page;
      continue;
    }
    if (line.kind != LineKind::heading && text.size() < kShort &&
        (is_published_line(line) || (rules_->page && rules_->page->contains(text, line.clues)))) {
      line.kind = LineKind::page;
      continue;
    }
    const bool rest_of_title = title_ && !rules_->subtitles && line.block == lines_[*title_].block;
    if (rest_of_title || (title_ && i < kRepeatLines && line.text == lines_[*title_].text)) {
      line.kind = LineKind::repeat;
      continue;
    }
    if (rules_->mark && text.size() < kShort && rules_->mark->contains(text, line.clues)) {
      line.kind = LineKind::mark;
      continue;
    }
    read_label(line);
    if (line.kind == LineKind::heading && rules_->not_heading &&
        rules_->not_heading->contains(text, line.clues))
      line.kind = LineKind::body;
    if (line.kind == LineKind::body && line.bold && line.whole && rules_->bold_headings &&
        text.size() < kShort / 2 && !(rules_->sentence && rules_->sentence->contains(text, line.clues)))
      line.kind = LineKind::heading, line.level = 6;
  }
  classify_front();
  classify_tail();
  link_labels();
}

void Lines::find_title() {
  const auto fits = [&](const Line& line) {
    return !line.furniture && !line.logged && !is_published_line(line) &&
           !(rules_->not_title && rules_->not_title->contains(line.view(), line.clues));
  };
  const auto take = [&](auto good) {
    for (std::size_t i = 0; i < lines_.size() && !title_; ++i)
      if (good(lines_[i])) title_ = i;
  };
  take([&](const Line& line) {
    return line.block->get(Attr::role) == "title" &&
           !(rules_->not_title && rules_->not_title->contains(line.view(), line.clues));
  });
  // A heading below the first sentence belongs to the text, as long as there is another headline.
  std::size_t text = 0;
  while (text < lines_.size() &&
         (lines_[text].kind != LineKind::body || lines_[text].furniture ||
          !(rules_->sentence && rules_->sentence->contains(lines_[text].view(), lines_[text].clues))))
    ++text;
  const auto take_heading = [&](int deepest, std::size_t end) {
    for (std::size_t i = 0; i < std::min(end, lines_.size()) && !title_; ++i)
      if (lines_[i].kind == LineKind::heading && lines_[i].level <= deepest && fits(lines_[i])) title_ = i;
  };
  take_heading(1, text);
  if (!title_) find_named_headline();
  take_heading(2, std::min(text, kHeadlineLines));
  if (!title_) find_title_in_furniture();
  take_heading(1, lines_.size());
  take_heading(6, kHeadlineLines);
  // No heading at all: the first line that may be a title, if it is none of text.
  for (std::size_t i = 0; i < std::min(kHeadlineLines, lines_.size()) && !title_; ++i) {
    Line& first = lines_[i];
    if (first.furniture) break;
    if (!fits(first)) continue;
    const bool sentence = rules_->sentence && rules_->sentence->contains(first.view(), first.clues);
    const LineKind before = first.kind;
    read_label(first);
    const bool plain = first.kind == LineKind::body && !sentence && first.text.size() < kShort;
    first.kind = before;
    if (before != LineKind::heading && !plain) break;
    title_ = i;
  }
  if (title_) lines_[*title_].kind = LineKind::title;
}

// A headline of the first level that was left above the text, and begins as the page's own title does.
void Lines::find_named_headline() {
  constexpr std::size_t kLeast = 8;  // bytes that both begin with
  const Value* page_title = document_->metadata().at("page.title");
  const std::string wanted = page_title != nullptr ? page_title->to_line() : std::string();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (!line.furniture || line.kind != LineKind::heading || line.level != 1 || line.text.size() > kShort)
      continue;
    const auto differ = std::mismatch(line.text.begin(), line.text.end(), wanted.begin(), wanted.end()).first;
    const auto shared = static_cast<std::size_t>(differ - line.text.begin());
    if (shared < kLeast || shared * 2 < line.text.size()) continue;
    if (rules_->not_title && rules_->not_title->contains(line.view(), line.clues)) continue;
    title_ = i;
    return;
  }
}

// A cleaning stage that found the text by itself may have left the headline above it: the line that the
// page's own title names, or its first heading.
void Lines::find_title_in_furniture() {
  const Value* page_title = document_->metadata().at("page.title");
  const std::string wanted = page_title != nullptr ? page_title->to_line() : std::string();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (!line.furniture || line.text.size() < 6 || line.text.size() > kShort) continue;
    if (rules_->not_title && rules_->not_title->contains(line.view(), line.clues)) continue;
    const bool named = !wanted.empty() && (line.text == wanted ||
                                           (wanted.starts_with(line.text) && line.kind == LineKind::heading));
    const bool heading = wanted.empty() && line.kind == LineKind::heading && line.level <= 2;
    if (!named && !heading && line.block->get(Attr::role) != "title") continue;
    title_ = i;
    return;
  }
}

// A heading that stands between the headline and the text on the page, but was left outside the text.
bool Lines::find_subtitle_in_furniture() {
  const std::uint32_t begin = lines_[*title_].block->span().end;
  std::uint32_t end = SourceSpan::kNone;
  for (const Line& line : lines_)
    if (!line.furniture && line.block->span().begin >= begin) end = std::min(end, line.block->span().begin);
  for (Line& line : lines_) {
    if (!line.furniture || line.level < 2 || line.block == lines_[*title_].block) continue;
    const SourceSpan at = line.block->span();
    if (!at.known() || at.begin < begin || at.begin >= end) continue;
    if (count_code_points(line.text) > static_cast<std::size_t>(rules_->subtitle_length)) continue;
    if (rules_->not_subtitle && rules_->not_subtitle->contains(line.view(), line.clues)) continue;
    if (rules_->page && rules_->page->contains(line.view(), line.clues)) continue;
    line.kind = LineKind::subtitle;
    return true;
  }
  return false;
}

void Lines::classify_front() {
  const auto is_sentence = [&](const Line& line) {
    return rules_->sentence && rules_->sentence->contains(line.view(), line.clues);
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].furniture) break;
    if (lines_[i].block->get(Attr::role) == "subtitle") lines_[i].kind = LineKind::subtitle;
    if (lines_[i].kind == LineKind::body && is_sentence(lines_[i])) {
      lead_ = i;
      break;
    }
  }
  if (!rules_->subtitles || !title_ || find_subtitle_in_furniture()) return;
  for (std::size_t i = 0; i < lines_.size() && (!lead_ || i < *lead_); ++i) {
    Line& line = lines_[i];
    if (line.kind == LineKind::page || line.kind == LineKind::mark || line.kind == LineKind::repeat ||
        i == *title_)
      continue;
    const bool plain = line.kind == LineKind::body ||
                       (line.kind == LineKind::heading && line.level >= 2 && i > *title_ && i < *title_ + 3);
    if (!plain || (rules_->numbered && rules_->numbered->contains(line.view(), line.clues))) break;
    if (count_code_points(line.text) > static_cast<std::size_t>(rules_->subtitle_length)) break;
    if (rules_->not_subtitle && rules_->not_subtitle->contains(line.view(), line.clues)) continue;
    line.kind = LineKind::subtitle;
    break;
  }
}

void Lines::classify_tail() {
  if (!rules_->tail) return;
  std::size_t i = lines_.size();
  while (i > 0 && lines_[i - 1].furniture) --i;
  for (std::size_t seen = 0; i > 0 && seen < kTailLines; --i, ++seen) {
    Line& line = lines_[i - 1];
    if (line.kind == LineKind::page && line.block->get(Attr::align) == "right" &&
        rules_->tail->contains(line.view(), line.clues)) {
      line.kind = LineKind::tail;  // a day at the right margin is the report's own
      continue;
    }
    if (line.kind == LineKind::page) continue;
    if ((line.kind != LineKind::body && line.kind != LineKind::label) || i - 1 == lead_ ||
        line.text.size() > kShort)
      break;
    if (!rules_->tail->contains(line.view(), line.clues)) break;
    line.kind = LineKind::tail;
  }
}

// "Place: town hall", "时　　间：上午": the words before the first colon, when they are a label.
void Lines::read_label(Line& line) {
  const std::string_view text = line.view();
  const std::size_t most = static_cast<std::size_t>(rules_->label_length) * 4;
  const std::size_t colon = text.substr(0, most + 1).find(':');
  std::string_view word = colon == std::string_view::npos ? text : text.substr(0, colon);
  Match number;
  const bool numbered = rules_->numbered && rules_->numbered->starts(word, number);
  if (numbered) word.remove_prefix(number.end(0));
  if (word.size() > most) return;
  const auto found = rules_->label_words.find(label_key(word));
  if (found == rules_->label_words.end()) return;
  const bool alone = colon == std::string_view::npos || is_blank(text.substr(colon + 1));
  if (colon == std::string_view::npos && line.kind != LineKind::heading && line.kind != LineKind::cell &&
      !line.bold && !numbered)
    return;
  line.label = found->second;
  line.value = static_cast<std::uint32_t>(alone ? text.size() : colon + 1);
  if (line.kind == LineKind::body || line.kind == LineKind::item) line.kind = LineKind::label;
}

// The table below a label: the column whose head says that it holds names, else all cells of the first
// column. Returns the line behind the table, or `first` when there is no such table.
std::size_t Lines::link_table(std::size_t label, std::size_t first) {
  const auto table_of = [](const Line& line) {
    return line.cell != nullptr && line.row != nullptr && line.row->kind() == NodeKind::table_row
               ? line.row->parent()
               : nullptr;
  };
  const auto column_of = [](const Line& line) {
    std::size_t at = 0;
    for (const Node* cell = line.cell->previous(); cell != nullptr; cell = cell->previous()) ++at;
    return at;
  };
  const Node* table = table_of(lines_[first]);
  const Node* head = lines_[first].row;
  if (table == nullptr || !rules_->column) return first;
  std::optional<std::size_t> column;
  std::size_t end = first;
  while (end < lines_.size() && lines_[end].cell != nullptr && table_of(lines_[end]) == table) {
    if (lines_[end].row == head && !column && rules_->column->contains(lines_[end].view(), lines_[end].clues))
      column = column_of(lines_[end]);
    ++end;
  }
  const std::size_t from = column.value_or(0);
  for (std::size_t i = first; i < end; ++i) {
    lines_[i].label = -1;  // "Chair" in a row is the office of who stands there
    if (column_of(lines_[i]) != from || (column && lines_[i].row == head)) continue;
    lines_[i].under = lines_[label].label;
    values_.push_back(
        {lines_[label].label,
         {static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())}});
  }
  return end;
}

// Pairs labels that stand alone with what follows: the next cells of the row, the lines under a heading, the
// lines of a list or paragraph after "Present:".
void Lines::link_labels() {
  const auto whole = [&](std::size_t i) {
    return Range{static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(lines_[i].view().size())};
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (line.label < 0) continue;
    if (line.value < line.view().size()) {
      values_.push_back(
          {line.label,
           {static_cast<std::uint32_t>(i), line.value, static_cast<std::uint32_t>(line.view().size())}});
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
                   rules_->entry->contains(next.view(), next.clues))) {
        break;  // "Present:" in running text is followed by one paragraph, one list or a name a paragraph
      }
      lines_[j].under = line.label;
      values_.push_back({line.label, whole(j)});
    }
  }
}

std::vector<Range> Lines::label_values(int label) const {
  std::vector<Range> out;
  for (const auto& [known, range] : values_)
    if (known == label) out.push_back(range);
  return out;
}

}  // namespace minutemill::rules
