#include <minutemill/markup.hpp>

#include <algorithm>
#include <unordered_map>

#include <minutemill/text.hpp>

namespace minutemill {

struct Markup::Positions {
  std::unordered_map<const void*, SourceSpan> of;
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
  positions_->of.clear();
  source_ = {};
}

void Markup::set_decoded(std::string decoded, std::vector<SpanRun> runs, std::uint32_t shift) {
  decoded_ = std::move(decoded);
  runs_ = std::move(runs);
  shift_ = shift;
}

void Markup::set_position(const pugi::xml_node& node, SourceSpan decoded) {
  positions_->of[node.internal_object()] = decoded;
}

SourceSpan Markup::position(const pugi::xml_node& node) const noexcept {
  const auto at = positions_->of.find(node.internal_object());
  return at == positions_->of.end() ? SourceSpan{} : at->second;
}

namespace {

const SpanRun& run_at(const std::vector<SpanRun>& runs, std::uint32_t offset) noexcept {
  auto run = std::upper_bound(runs.begin(), runs.end(), offset, [](std::uint32_t o, const SpanRun& r) { return o < r.text; });
  return run == runs.begin() ? *run : *(run - 1);
}

}  // namespace

SourceSpan Markup::source_span(std::uint32_t begin, std::uint32_t end) const noexcept {
  if (begin == SourceSpan::kNone || begin >= end) return {};
  if (runs_.empty()) return {begin + shift_, end + shift_};
  const SpanRun& first = run_at(runs_, begin);
  const SpanRun& last = run_at(runs_, end - 1);
  return {first.source + (begin - first.text) / first.text_unit * first.source_unit,
          last.source + ((end - 1 - last.text) / last.text_unit + 1) * last.source_unit};
}

std::vector<SpanRun> Markup::align(std::string_view text, SourceSpan written, SourceSpan& span) const {
  std::vector<SpanRun> out;
  span = {};
  if (!written.known() || text.empty()) return out;
  const std::string_view raw = std::string_view(decoded_).substr(written.begin, written.size());
  if (raw == text) {
    span = source_span(written.begin, written.end);
    if (runs_.empty()) return out;
  }
  // Greedy: each character of the text is the next one in the raw text that is the same, or a character reference.
  std::size_t at = 0;
  const auto add = [&](std::size_t offset, std::size_t length, std::size_t raw_begin, std::size_t raw_end) {
    const SourceSpan from = source_span(written.begin + static_cast<std::uint32_t>(raw_begin),
                                        written.begin + static_cast<std::uint32_t>(raw_end));
    if (!span.known()) span = from;
    span.begin = std::min(span.begin, from.begin);
    span.end = std::max(span.end, from.end);
    auto text_unit = static_cast<std::uint8_t>(length), source_unit = static_cast<std::uint8_t>(std::min(from.size(), 255U));
    if (text_unit == source_unit) text_unit = source_unit = 1;
    if (!out.empty()) {
      const SpanRun& last = out.back();
      const std::size_t units = (offset - last.text) / last.text_unit;
      if (last.text_unit == text_unit && last.source_unit == source_unit && last.source + units * source_unit == from.begin) return;
    }
    out.push_back({static_cast<std::uint32_t>(offset), from.begin, text_unit, source_unit});
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    const std::string_view character = text.substr(start, i - start);
    while (at < raw.size()) {
      if (raw.compare(at, character.size(), character) == 0) {
        add(start, character.size(), at, at + character.size());
        at += character.size();
        break;
      }
      if (raw[at] == '&') {
        std::size_t end = at + 1;
        while (end < raw.size() && end - at < 40 && raw[end] != ';' && raw[end] != '&' && raw[end] != '<' && !is_ascii_space(static_cast<unsigned char>(raw[end]))) ++end;
        if (end < raw.size() && raw[end] == ';') ++end;
        // A reference that gives two characters keeps its place for the second one.
        add(start, character.size(), at, end);
        at = end;
        break;
      }
      if (c == '\n' && raw[at] == '\r') {
        add(start, 1, at, at + 1);
        at += raw.compare(at, 2, "\r\n") == 0 ? 2 : 1;
        break;
      }
      if (is_ascii_space(static_cast<unsigned char>(raw[at])) && is_ascii_space(c)) {
        add(start, 1, at, at + 1);
        ++at;
        break;
      }
      ++at;
    }
    if (at >= raw.size() && out.empty()) return out;
  }
  return out;
}

}  // namespace minutemill
