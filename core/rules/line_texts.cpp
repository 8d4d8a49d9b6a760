#include "rules/line_texts.hpp"

#include <algorithm>
#include <utility>

#include <minutemill/text.hpp>

#include "rules/scan.hpp"

namespace minutemill::rules {

namespace {

constexpr std::size_t kLinesAhead = 3;  // lines that may have gone since the last time
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
  for (LineText* line : before_)
    if (line != nullptr) {
      size_ -= line->text.size();
      spare_.push_back(line);
    }
  before_ = std::exchange(now_, {});
  next_ = 0;
}

LineText* LineTexts::find(std::string_view text) {
  for (std::size_t i = next_; i < before_.size() && i < next_ + kLinesAhead; ++i)
    if (before_[i] != nullptr && before_[i]->text == text) {
      next_ = i + 1;
      return std::exchange(before_[i], nullptr);
    }
  return nullptr;
}

LineText& LineTexts::make(std::string_view text) {
  if (spare_.empty()) spare_.push_back(&all_.emplace_back());
  LineText& line = *spare_.back();
  spare_.pop_back();
  line.text = text;
  make_well_formed(line.text);
  folding_->fold(line.text, line.folded);
  line.hits.clear();
  finder_->find(line.folded.text, line.hits);
  line.clues = {};
  for (const ClueFinder::Hit& hit : line.hits) line.clues.add(finder_->clues(hit));
  line.sentences.clear();
  line.cut = false;
  size_ += text.size();
  return line;
}

LineText& LineTexts::read(std::string_view text) {
  LineText* known = find(text);
  LineText& line = known != nullptr ? *known : make(text);
  now_.push_back(&line);
  return line;
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
