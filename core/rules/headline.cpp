// The headline and the line beside it: which of a report's lines they are.
#include "rules/lines.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

#include "rules/bare_word.hpp"

namespace minutemill::rules {

namespace {

constexpr std::size_t kHeadlineLines = 8;  // a headline without a mark stands among these

}  // namespace

void Lines::find_title() {
  const auto fits = [&](const Line& line) {
    return !line.furniture && !line.logged && !line.is_published() &&
           !(rules_->not_title && rules_->not_title->contains(line.view(), line.clues()));
  };
  const auto take = [&](auto good) {
    for (std::size_t i = 0; i < lines_.size() && !title_; ++i)
      if (good(lines_[i])) title_ = i;
  };
  take([&](const Line& line) {
    return line.block->get(Attr::role) == "title" &&
           !(rules_->not_title && rules_->not_title->contains(line.view(), line.clues()));
  });
  // A heading below the first sentence belongs to the text, as long as there is another headline.
  std::size_t text = 0;
  while (text < lines_.size() &&
         (lines_[text].kind != LineKind::body || lines_[text].furniture ||
          !(rules_->sentence && rules_->sentence->contains(lines_[text].view(), lines_[text].clues()))))
    ++text;
  // A smaller heading below "Meeting: ..." is one of the text.
  const auto has_label = [&](const Line& line) {
    const std::size_t colon = line.view().find(':');
    return !line.furniture && line.kind == LineKind::body && colon != std::string_view::npos &&
           rules_->label_words.contains(bare_word(line.view().substr(0, colon)));
  };
  const auto begin = lines_.begin(),
             front_end = begin + static_cast<std::ptrdiff_t>(std::min(lines_.size(), kHeadlineLines));
  const auto front = static_cast<std::size_t>(std::find_if(begin, front_end, has_label) - begin);
  const auto take_heading = [&](int deepest, std::size_t end) {
    for (std::size_t i = 0; i < std::min(end, lines_.size()) && !title_; ++i)
      if (lines_[i].kind == LineKind::heading && lines_[i].level <= deepest && fits(lines_[i]) &&
          (deepest == 1 || !rules_->numbered ||
           !rules_->numbered->contains(lines_[i].view(), lines_[i].clues())))
        title_ = i;
  };
  take_heading(1, text);
  if (!title_) find_named_headline();
  take_heading(2, std::min(text, front));
  if (!title_) find_title_in_furniture();
  take_heading(1, lines_.size());
  if (!title_) find_titled_line();
  take_heading(6, std::min(text, front));
  // No heading at all: the first line that may be a title, if it is none of text.
  for (std::size_t i = 0; i < std::min(kHeadlineLines, lines_.size()) && !title_; ++i) {
    Line& first = lines_[i];
    if (first.furniture) break;
    if (!fits(first)) continue;
    const bool sentence = rules_->sentence && rules_->sentence->contains(first.view(), first.clues());
    const LineKind before = first.kind;
    read_label(first, false);
    const bool plain = first.kind == LineKind::body && !sentence && first.text().size() < kShortLine;
    first.kind = before;
    if (before != LineKind::heading && !plain) break;
    title_ = i;
  }
  take_heading(6, front);
  if (title_) lines_[*title_].kind = LineKind::title;
}

// CITY OF WRENFIELD / CITY COUNCIL / REGULAR MEETING MINUTES: one headline on three lines.
void Lines::join_headline() {
  if (!title_ || !rules_->headline) return;
  Line& title = lines_[*title_];
  const std::string text = Document::plain_text(*title.block);
  const auto goes_on = [&](const Line& line) {
    return line.block == title.block && line.offset + line.text().size() - title.offset < kShortLine &&
           rules_->headline->contains(line.view(), line.clues()) &&
           !(rules_->not_title && rules_->not_title->contains(line.view(), line.clues())) &&
           !(rules_->mark && rules_->mark->contains(line.view(), line.clues())) &&
           !rules_->label_words.contains(bare_word(line.view()));
  };
  std::size_t last = *title_;
  while (last + 1 < lines_.size() && goes_on(lines_[last + 1])) ++last;
  if (last == *title_) return;
  title.joined = last - *title_;
  std::string words =
      text.substr(title.offset, lines_[last].offset + lines_[last].text().size() - title.offset);
  std::replace(words.begin(), words.end(), '\n', ' ');
  title.whole = is_blank(text.substr(0, title.offset)) && is_blank(text.substr(title.offset + words.size()));
  title.words = &texts_->read(words);
  lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(*title_ + 1),
               lines_.begin() + static_cast<std::ptrdiff_t>(last + 1));
}

// Below the name of who issued it, a line that says what the page's title says.
void Lines::find_titled_line() {
  const Value* page_title = document_->metadata().at("page.title");
  const std::string wanted = page_title != nullptr ? page_title->to_line() : std::string();
  for (std::size_t i = 0; i < std::min(kHeadlineLines, lines_.size()) && !wanted.empty(); ++i) {
    if (lines_[i].furniture || lines_[i].text() != wanted) continue;
    title_ = i;
    return;
  }
}

// A headline of the first level that was left above the text, and begins as the page's own title does.
void Lines::find_named_headline() {
  constexpr std::size_t kLeast = 8;  // bytes that both begin with
  const Value* page_title = document_->metadata().at("page.title");
  const std::string wanted = page_title != nullptr ? page_title->to_line() : std::string();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (!line.furniture || line.kind != LineKind::heading || line.level != 1 ||
        line.text().size() > kShortLine)
      continue;
    const auto differ =
        std::mismatch(line.text().begin(), line.text().end(), wanted.begin(), wanted.end()).first;
    const auto shared = static_cast<std::size_t>(differ - line.text().begin());
    if (shared < kLeast || shared * 2 < line.text().size()) continue;
    if (rules_->not_title && rules_->not_title->contains(line.view(), line.clues())) continue;
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
    if (!line.furniture || line.text().size() < 6 || line.text().size() > kShortLine) continue;
    if (rules_->not_title && rules_->not_title->contains(line.view(), line.clues())) continue;
    const bool named =
        !wanted.empty() &&
        (line.text() == wanted || (wanted.starts_with(line.text()) && line.kind == LineKind::heading));
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
    if (count_code_points(line.text()) > static_cast<std::size_t>(rules_->subtitle_length)) continue;
    if (rules_->not_subtitle && rules_->not_subtitle->contains(line.view(), line.clues())) continue;
    if (rules_->page && rules_->page->contains(line.view(), line.clues())) continue;
    line.kind = LineKind::subtitle;
    return true;
  }
  return false;
}

}  // namespace minutemill::rules
