#include "rules/lines.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kFurnitureLines = 300;
constexpr std::size_t kRepeatLines = 6;  // the headline may stand twice among these
constexpr std::size_t kTailLines = 8;    // how far from the end a closing line may stand

bool is_leaf(NodeKind kind) noexcept {
  return kind == NodeKind::paragraph || kind == NodeKind::heading || kind == NodeKind::caption ||
         kind == NodeKind::definition_term || kind == NodeKind::code_block;
}

bool is_stressed(const Node& node) noexcept {
  return node.kind() == NodeKind::strong || node.kind() == NodeKind::underline;
}

bool all_strong(const Node& block) noexcept {
  bool any = false;
  for (const Node& child : block.children()) {
    if (is_stressed(child))
      any = true;
    else if (child.kind() == NodeKind::line_break || is_blank(child.text()))
      continue;
    else
      return false;
  }
  return any;
}

// The strong words that a block begins with, when others follow them.
std::string run_in_words(const Node& block) {
  const Node* first = block.first_child();
  if (first == nullptr || !is_stressed(*first) || first->next() == nullptr) return {};
  return std::string(trim(Document::plain_text(*first)));
}

}  // namespace

std::string_view Line::original(std::size_t begin, std::size_t end) const noexcept {
  const std::size_t from = words->folded.to_text(begin);
  const std::size_t to = begin == end ? from : words->folded.to_text(end);
  return text().substr(std::min(from, text().size()), to > from ? to - from : 0);
}

std::uint32_t Line::place(std::size_t folded_offset) const noexcept {
  return offset + static_cast<std::uint32_t>(words->folded.to_text(folded_offset));
}

Lines::Lines(Document& document, const LineRules& rules, LineTexts& texts)
    : document_(&document), rules_(&rules), texts_(&texts) {
  texts_->rewind();
  read(document.body(), false);
  read(document.furniture(), true);
  classify();
  for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].words->line = static_cast<std::uint32_t>(i);
}

void Lines::add_block(Node& block, const Line& pattern) {
  std::string text = Document::plain_text(block);
  if (rules_->prefix) make_well_formed(text);
  const bool whole = text.find('\n') == std::string::npos;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    bool logged = false;
    const std::string_view part =
        without_prefix(trim(std::string_view(text).substr(begin, end - begin)), logged);
    if (!is_blank(part)) {
      Line& line = lines_.emplace_back(pattern);
      line.block = &block;
      line.offset = static_cast<std::uint32_t>(part.data() - text.data());
      line.whole = whole;
      line.logged = logged;
      line.words = &texts_->read(part);
      if (begin > 0) line.run_in = 0;  // the words of the first line
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
        if (rules_->run_in && !pattern.bold)
          if (const std::string words = run_in_words(*at); !words.empty())
            pattern.run_in = static_cast<std::uint32_t>(texts_->fold(words).size());
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

bool Line::is_published() const {
  return block->get(Attr::role) == "byline";
}

void Lines::classify() {
  find_title();
  join_headline();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (title_ == i) continue;
    const std::string_view text = line.view();
    if (line.furniture) {
      if (line.row != nullptr)
        read_label(line, false);  // a list of who was there that stands outside the text
      line.kind = LineKind::page;
      continue;
    }
    // A cell beside a label holds its value, whatever it looks like.
    const bool value =
        line.cell != nullptr && i > 0 && lines_[i - 1].row == line.row && lines_[i - 1].label >= 0;
    if (line.kind != LineKind::heading && text.size() < kShortLine && !value &&
        (line.is_published() || (rules_->page && rules_->page->contains(text, line.clues())))) {
      line.kind = LineKind::page;
      continue;
    }
    const bool rest_of_title = title_ && !rules_->subtitles && line.block == lines_[*title_].block &&
                               line.block->kind() == NodeKind::heading;
    // The day below the headline is what a mark says, the rest the headline once more.
    const bool mark =
        !value && rules_->mark && text.size() < kShortLine && rules_->mark->contains(text, line.clues());
    if ((rest_of_title && !mark) || (title_ && i < kRepeatLines && line.text() == lines_[*title_].text())) {
      line.kind = LineKind::repeat;
      continue;
    }
    if (mark) {
      line.kind = LineKind::mark;
      continue;
    }
    read_label(line, heads_others(i));
    const bool no_heading = (line.kind == LineKind::heading || line.bold) && rules_->not_heading &&
                            rules_->not_heading->contains(text, line.clues());
    if (line.kind == LineKind::heading && no_heading) line.kind = LineKind::body;
    if (line.kind == LineKind::body && line.bold && line.whole && rules_->bold_headings && !no_heading &&
        text.size() < kShortLine / 2 && !(rules_->sentence && rules_->sentence->contains(text, line.clues())))
      line.kind = LineKind::heading, line.level = 6;
  }
  classify_front();
  classify_tail();
  link_labels();
}

void Lines::classify_front() {
  const auto is_sentence = [&](const Line& line) {
    return rules_->sentence && rules_->sentence->contains(line.view(), line.clues());
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
    if (!plain || (rules_->numbered && rules_->numbered->contains(line.view(), line.clues()))) break;
    if (count_code_points(line.text()) > static_cast<std::size_t>(rules_->subtitle_length)) break;
    if (rules_->not_subtitle && rules_->not_subtitle->contains(line.view(), line.clues())) continue;
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
        rules_->tail->contains(line.view(), line.clues())) {
      line.kind = LineKind::tail;  // a day at the right margin is the report's own
      continue;
    }
    if (line.kind == LineKind::page) continue;
    if ((line.kind != LineKind::body && line.kind != LineKind::label) || i - 1 == lead_ ||
        line.text().size() > kShortLine)
      break;
    if (!rules_->tail->contains(line.view(), line.clues())) break;
    line.kind = LineKind::tail;
  }
}

}  // namespace minutemill::rules
