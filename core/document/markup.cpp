#include <minutemill/markup.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>

#include "document/alignment.hpp"

namespace minutemill {

// Open addressing by node address: a page has a position for nearly every node, so this is on the way of
// every parse.
struct Markup::Positions {
  struct Slot {
    const void* node = nullptr;
    SourceSpan span;
  };
  std::vector<Slot> slots;
  std::size_t used = 0;

  [[nodiscard]] std::size_t place(const void* node) const noexcept {
    const auto bits = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(node)) >> 3;
    const auto hash = static_cast<std::size_t>((bits * 0x9e3779b97f4a7c15ULL) >> 24);
    std::size_t at = hash & (slots.size() - 1);
    while (slots[at].node != nullptr && slots[at].node != node) at = (at + 1) & (slots.size() - 1);
    return at;
  }
  void grow() {
    std::vector<Slot> old(std::max<std::size_t>(256, slots.size() * 2));
    old.swap(slots);
    for (const Slot& slot : old)
      if (slot.node != nullptr) slots[place(slot.node)] = slot;
  }
  void clear() {
    constexpr std::size_t kKeep = 1 << 16;
    if (slots.size() > kKeep)
      slots = {};
    else
      std::fill(slots.begin(), slots.end(), Slot{});
    used = 0;
  }
};

Markup::Markup() : positions_(std::make_unique<Positions>()) {}
Markup::~Markup() = default;
Markup::Markup(Markup&&) noexcept = default;
Markup& Markup::operator=(Markup&&) noexcept = default;

void Markup::reset() {
  tree_.reset();
  decoded_.clear();
  runs_.clear();
  shift_ = 0;
  positions_->clear();
  source_ = {};
}

void Markup::set_decoded(std::string decoded, std::vector<SpanRun> runs, std::uint32_t shift) {
  decoded_ = std::move(decoded);
  runs_ = std::move(runs);
  shift_ = shift;
}

void Markup::set_position(const pugi::xml_node& node, SourceSpan decoded) {
  if ((positions_->used + 1) * 4 > positions_->slots.size() * 3) positions_->grow();
  Positions::Slot& slot = positions_->slots[positions_->place(node.internal_object())];
  if (slot.node == nullptr) ++positions_->used;
  slot = {node.internal_object(), decoded};
}

SourceSpan Markup::position(const pugi::xml_node& node) const noexcept {
  if (positions_->slots.empty()) return {};
  return positions_->slots[positions_->place(node.internal_object())].span;
}

SourceSpan Markup::source_span(std::uint32_t begin, std::uint32_t end) const noexcept {
  return SourceMap(runs_, shift_).span(begin, end);
}

std::vector<SpanRun> Markup::align(std::string_view text, SourceSpan written, SourceSpan& span) const {
  span = {};
  if (!written.known() || text.empty()) return {};
  const SourceMap map(runs_, shift_);
  span = map.span(written.begin, written.end);
  const std::string_view raw = std::string_view(decoded_).substr(written.begin, written.size());
  if (raw == text && runs_.empty()) return {};
  std::vector<SpanRun> runs = align_text(text, raw, written.begin, map);
  if (runs.empty()) return runs;
  // The text may have lost its ends since it was read: the span covers what is left.
  const SpanRun& last = runs.back();
  const auto units =
      static_cast<std::uint32_t>((text.size() - last.text + last.text_unit - 1) / last.text_unit);
  span = {runs.front().source, last.source + units * last.source_unit};
  const bool plain = runs.size() == 1 && last.text_unit == 1 && last.source_unit == 1;
  return plain ? std::vector<SpanRun>{} : runs;
}

}  // namespace minutemill
