#include "html_parse/skeleton.hpp"

#include <algorithm>
#include <cstring>

#include <minutemill/text.hpp>

#include "html_parse/tag_scanner.hpp"

namespace minutemill::html {
namespace {

// What may stand for a stretch: signs that mean nothing to HTML, the first that the page does not hold.
// (gumbo turns control characters into U+FFFD.) A reference to it ("&#126;") shows in fits().
constexpr std::string_view kMarks = "~^`|\\{}@$%";
constexpr std::size_t kShortest = 16;  // bytes worth the trouble
constexpr std::size_t kTagAttributes = 1'000'000;

bool is_space_byte(char c) noexcept {
  return is_ascii_space(static_cast<unsigned char>(c));
}

// May belong to a character reference that began before.
bool is_reference_byte(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#' || c == ';';
}

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE;
}

}  // namespace

Skeleton::Skeleton(std::string_view page) : page_(page) {
  const auto unused = std::find_if(kMarks.begin(), kMarks.end(),
                                   [&](char sign) { return page.find(sign) == std::string_view::npos; });
  if (unused == kMarks.end()) return;
  mark_ = *unused;
  text_.reserve(page.size() / 2);
  TagScanner scanner(page, kTagAttributes);
  Tag tag;
  std::size_t last = 0;
  while (scanner.next(tag)) {
    shorten(last, tag.begin);
    text_.append(page, tag.begin, tag.end - tag.begin);
    last = tag.end;
  }
  shorten(last, page.size());
}

// Between two tags. Where there is a "<" there is a comment, or something that the scanner does not know: it
// stays as it is.
void Skeleton::shorten(std::size_t begin, std::size_t end) {
  const std::string_view segment = page_.substr(begin, end - begin);
  if (segment.size() < kShortest || segment.find('<') != std::string_view::npos ||
      segment.find('\0') != std::string_view::npos) {
    text_.append(segment);
    return;
  }
  for (std::size_t at = 0; at < segment.size();) {
    const std::size_t reference = std::min(segment.find('&', at), segment.size());
    take(begin + at, begin + reference);
    at = reference;
    // "&", the name and what may end it.
    while (at < segment.size() && (at == reference || is_reference_byte(segment[at]))) ++at;
    text_.append(segment, reference, at - reference);
  }
}

// White space at its ends counts for itself.
void Skeleton::take(std::size_t begin, std::size_t end) {
  std::size_t first = begin, last = end;
  while (first < last && is_space_byte(page_[first])) ++first;
  while (last > first && is_space_byte(page_[last - 1])) --last;
  if (last - first < kShortest) {
    text_.append(page_, begin, end - begin);
    return;
  }
  text_.append(page_, begin, first - begin);
  runs_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(first),
                   static_cast<std::uint32_t>(last)});
  text_.push_back(mark_);
  text_.append(page_, last, end - last);
}

std::size_t Skeleton::run_from(std::uint32_t at) const noexcept {
  const auto run = std::lower_bound(runs_.begin(), runs_.end(), at,
                                    [](const Run& r, std::uint32_t offset) { return r.at < offset; });
  return static_cast<std::size_t>(run - runs_.begin());
}

std::uint32_t Skeleton::offset_of(const GumboStringPiece& piece) const noexcept {
  return static_cast<std::uint32_t>(piece.data - text_.data());
}

SourceSpan Skeleton::span(std::uint32_t begin, std::uint32_t end) const noexcept {
  if (runs_.empty()) return {begin, end};
  const auto origin = [&](std::uint32_t at) {
    const std::size_t next = run_from(at);
    if (next < runs_.size() && runs_[next].at == at) return SourceSpan{runs_[next].begin, runs_[next].end};
    const std::uint32_t from = next == 0 ? at : runs_[next - 1].end + (at - runs_[next - 1].at - 1);
    return SourceSpan{from, from + 1};
  };
  return {origin(begin).begin, origin(end - 1).end};
}

bool Skeleton::fits(const GumboNode& root) const {
  struct Level {
    const GumboVector* children;
    unsigned next;
  };
  std::size_t found = 0;
  std::vector<Level> levels{{&root.v.element.children, 0}};
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.children->length) {
      levels.pop_back();
      continue;
    }
    const auto& node = *static_cast<const GumboNode*>(level.children->data[level.next++]);
    if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
      levels.push_back({&node.v.element.children, 0});
    } else if (is_text(node)) {
      const std::string_view value = node.v.text.text;
      const auto marks = static_cast<std::size_t>(std::count(value.begin(), value.end(), mark_));
      if (marks == 0) continue;
      const GumboStringPiece& piece = node.v.text.original_text;
      if (piece.data < text_.data() || piece.data + piece.length > text_.data() + text_.size()) return false;
      const std::uint32_t begin = offset_of(piece);
      if (run_from(begin + static_cast<std::uint32_t>(piece.length)) - run_from(begin) != marks) return false;
      found += marks;
    }
  }
  return found == runs_.size();
}

const char* Skeleton::value(const GumboText& node, std::string& buffer) const {
  const char* mark = runs_.empty() ? nullptr : std::strchr(node.text, mark_);
  if (mark == nullptr) return node.text;
  buffer.clear();
  std::size_t run = run_from(offset_of(node.original_text));
  const char* from = node.text;
  for (; mark != nullptr; mark = std::strchr(from, mark_), ++run) {
    buffer.append(from, mark);
    from = mark + 1;
    const std::string_view words = page_.substr(runs_[run].begin, runs_[run].end - runs_[run].begin);
    // Line ends become line feeds (HTML §13.2.3.5).
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find('\r', at), words.size());
      buffer.append(words, at, end - at);
      at = end;
      if (at == words.size()) break;
      buffer.push_back('\n');
      at += words.compare(at, 2, "\r\n") == 0 ? 2 : 1;
    }
  }
  buffer.append(from);
  return buffer.c_str();
}

}  // namespace minutemill::html
