#include "rules/line_texts.hpp"

#include <algorithm>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/scan.hpp"

namespace minutemill::rules {

namespace {

constexpr std::size_t kLinesAhead = 3;    // lines that may have gone since the last time
constexpr std::size_t kMostSpare = 256;   // lines whose room is kept for others
constexpr std::size_t kLongSpare = 2000;  // bytes; longer ones give it back
}  // namespace

void make_well_formed(std::string& text) noexcept {
  constexpr char kSubstitute = 0x1a;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t bad = find_invalid_utf8(std::string_view(text).substr(at));
    if (bad == std::string_view::npos) break;
    at += bad;
    text[at] = kSubstitute;
  }
}

std::size_t SentenceEnds::next(std::string_view text, std::size_t from, std::size_t to) const noexcept {
  for (std::size_t i = from; i < to; i += character_size(text[i])) {
    if (!first_byte[static_cast<unsigned char>(text[i])]) continue;
    for (const std::string& mark : marks) {
      if (!stands_at(text, i, mark)) continue;
      std::size_t end = i + mark.size();
      for (bool more = true; more;) {
        more = false;
        for (const std::string& closer : closers)
          if (end < to && stands_at(text, end, closer)) end += closer.size(), more = true;
      }
      const bool ascii =
          static_cast<unsigned char>(mark.front()) < 0x80 && static_cast<unsigned char>(mark.back()) < 0x80;
      if (ascii && mark == "." && end < to && !is_ascii_space(static_cast<unsigned char>(text[end]))) break;
      return std::min(end, to);
    }
  }
  return to;
}

void LineTexts::rewind() {
  for (std::unique_ptr<LineText>& line : before_) {
    if (line == nullptr) continue;
    size_ -= line->text.size();
    if (spare_.size() < kMostSpare && line->text.capacity() <= kLongSpare) spare_.push_back(std::move(line));
  }
  before_ = std::exchange(now_, {});
  next_ = 0;
}

std::unique_ptr<LineText> LineTexts::find(std::string_view text) {
  for (std::size_t i = next_; i < before_.size() && i < next_ + kLinesAhead; ++i)
    if (before_[i] != nullptr && before_[i]->text == text) {
      next_ = i + 1;
      return std::move(before_[i]);
    }
  return nullptr;
}

std::unique_ptr<LineText> LineTexts::make(std::string_view text) {
  std::unique_ptr<LineText> line;
  if (spare_.empty()) {
    line = std::make_unique<LineText>();
  } else {
    line = std::move(spare_.back());
    spare_.pop_back();
  }
  line->text = text;
  make_well_formed(line->text);
  folding_->fold(line->text, line->folded);
  line->hits.clear();
  finder_->find(line->folded.text, line->hits);
  line->clues = {};
  for (const ClueFinder::Hit& hit : line->hits) line->clues.add(finder_->clues(hit));
  line->sentences.clear();
  line->cut = false;
  size_ += text.size();
  return line;
}

LineText& LineTexts::read(std::string_view text) {
  std::unique_ptr<LineText> known = find(text);
  return *now_.emplace_back(known != nullptr ? std::move(known) : make(text));
}

std::span<const Part> LineTexts::sentences(LineText& line) const {
  const std::string_view text = line.folded.text;
  for (std::size_t at = 0; !line.cut && at < text.size();) {
    while (at < text.size() && is_ascii_space(static_cast<unsigned char>(text[at]))) ++at;
    const std::size_t end = ends_->next(text, at, text.size());
    if (end > at) line.sentences.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  line.cut = true;
  return line.sentences;
}

}  // namespace minutemill::rules
