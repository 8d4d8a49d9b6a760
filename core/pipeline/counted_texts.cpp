#include "pipeline/counted_texts.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// What lies beyond is counted each time.
constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kMostTexts = 1 << 14;
constexpr std::size_t kLookAhead = 8;  // texts that may have gone between one that is known and the next

}  // namespace

void CountedTexts::clear() noexcept {
  bytes_.clear();
  texts_.clear();
  next_ = 0;
}

std::uint64_t CountedTexts::count(std::string_view text) {
  const std::size_t end = std::min(texts_.size(), next_ + kLookAhead);
  for (std::size_t i = next_; i < end; ++i) {
    if (!is(texts_[i], text)) continue;
    next_ = i + 1;
    return texts_[i].characters;
  }
  const std::uint64_t characters = count_characters(text);
  const bool room = texts_.size() < kMostTexts && bytes_.size() + text.size() <= kMostBytes;
  if (room && next_ == texts_.size()) {
    texts_.push_back({bytes_.size(), text.size(), characters});
    bytes_ += text;
    next_ = texts_.size();
  }
  return characters;
}

}  // namespace minutemill
