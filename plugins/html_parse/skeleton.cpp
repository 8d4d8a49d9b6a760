#include "html_parse/skeleton.hpp"

#include <algorithm>
#include <cstring>

#include <minutemill/text.hpp>

namespace minutemill::html {
namespace {

// What may stand for a stretch of text: signs that mean nothing to HTML, the first that no text holds which
// stays. (gumbo turns control characters into U+FFFD.) A reference to it ("&#126;") shows in fits().
constexpr std::string_view kMarks = "~^`|\\{}@$%";
constexpr char kSpaceMark = '\f';  // white space to HTML, and found on hardly any page
constexpr std::size_t kShortest = 16, kShortestSpace = 4;  // bytes worth the trouble
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

bool holds_raw_text(const GumboElement& element) {
  return element.tag_namespace == GUMBO_NAMESPACE_HTML &&
         (element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE);
}

// Line ends become line feeds (HTML §13.2.3.5).
void append_lines(std::string_view words, std::string& out) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('\r', at), words.size());
    out.append(words, at, end - at);
    at = end;
    if (at == words.size()) break;
    out.push_back('\n');
    at += words.compare(at, 2, "\r\n") == 0 ? 2 : 1;
  }
}

// Whose text is neither markup nor references up to its end tag (HTML §13.2.5.2).
bool is_raw_text(const Tag& tag, bool is_xml) {
  if (tag.closing || (is_xml && tag.self_closing)) return false;
  return same_name(tag.name, "script") || same_name(tag.name, "style");
}

// A line feed behind these start tags is dropped (HTML §13.2.6.4.7).
bool drops_line_feed(const Tag& tag) {
  return !tag.closing &&
         (same_name(tag.name, "pre") || same_name(tag.name, "textarea") || same_name(tag.name, "listing"));
}

bool is_foreign(const Tag& tag) {
  return same_name(tag.name, "svg") || same_name(tag.name, "math");
}

}  // namespace

Skeleton::Skeleton(std::string_view page)
    : page_(page),
      shortens_space_(page.find(kSpaceMark) == std::string_view::npos),
      has_nul_(page.find('\0') != std::string_view::npos),
      ends_cdata_(page.find("]]>") != std::string_view::npos),
      reference_(std::min(page.find('&'), page.size())) {
  text_.reserve(page.size() / 2);
}

Skeleton Skeleton::of(std::string_view page) {
  Skeleton skeleton(page);
  TagScanner scanner(page, kTagAttributes);
  for (Tag tag; scanner.next(tag);) skeleton.see(tag, scanner.is_xml());
  skeleton.finish();
  return skeleton;
}

void Skeleton::see(const Tag& tag, bool is_xml) {
  // "<!--" in a script may hide its end tag; NUL becomes another character.
  if (raw_ && holds_plain_raw_text(page_.substr(last_, tag.begin - last_)))
    take(last_, tag.begin, true);
  else
    shorten(last_, tag.begin, tag.follows_text);
  copy(tag.begin, tag.end);
  last_ = tag.end;
  // In drawings and formulas, scripts and styles are elements as any other.
  if (is_foreign(tag)) foreign_ = !tag.closing && !tag.self_closing;
  raw_ = !foreign_ && is_raw_text(tag, is_xml);
  if (!drops_line_feed(tag)) return;
  while (last_ < page_.size() && is_space_byte(page_[last_])) ++last_;
  copy(tag.end, last_);
}

void Skeleton::finish() {
  shorten(last_, page_.size(), false);
  flush();
  put_marks();
}

bool Skeleton::holds_plain_raw_text(std::string_view text) const noexcept {
  return text.find("<!--") == std::string_view::npos &&
         (!has_nul_ || text.find('\0') == std::string_view::npos);
}

// What stays goes over in one piece as long as nothing between is shortened.
void Skeleton::copy(std::size_t begin, std::size_t end) {
  if (begin != kept_end_) {
    flush();
    kept_begin_ = begin;
  }
  kept_end_ = end;
}

void Skeleton::flush() {
  text_.append(page_, kept_begin_, kept_end_ - kept_begin_);
  kept_begin_ = kept_end_;
}

// Between two tags. Where there is a "<" there is a comment, or something that the scanner does not know, and
// "]]>" may end a CDATA section: it stays as it is.
void Skeleton::shorten(std::size_t begin, std::size_t end, bool is_text) {
  const std::string_view segment = page_.substr(begin, end - begin);
  const auto holds = [&](std::string_view part) { return segment.find(part) != std::string_view::npos; };
  if ((!is_text && holds("<")) || (has_nul_ && holds(std::string_view("\0", 1))) ||
      (ends_cdata_ && holds("]]>"))) {
    keep(begin, end);
    return;
  }
  for (std::size_t at = begin; at < end;) {
    if (reference_ < at) reference_ = std::min(page_.find('&', at), page_.size());
    const std::size_t reference = std::min(reference_, end);
    take(at, reference, false);
    at = reference;
    // "&", the name and what may end it.
    while (at < end && (at == reference || is_reference_byte(page_[at]))) ++at;
    keep(reference, at);
  }
}

// White space at its ends counts for itself.
void Skeleton::take(std::size_t begin, std::size_t end, bool raw) {
  std::size_t first = begin, last = end;
  while (first < last && is_space_byte(page_[first])) ++first;
  while (last > first && is_space_byte(page_[last - 1])) --last;
  shorten_space(begin, first);
  if (last - first < kShortest) {
    keep(first, last);
  } else {
    flush();
    runs_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(first),
                     static_cast<std::uint32_t>(last), raw});
    text_.push_back('\0');  // until a sign is chosen
    ++texts_;
  }
  shorten_space(last, end);
}

void Skeleton::shorten_space(std::size_t begin, std::size_t end) {
  if (!shortens_space_ || end - begin < kShortestSpace) {
    copy(begin, end);
    return;
  }
  flush();
  // gumbo places a line end of two bytes at its second.
  if (page_.compare(begin, 2, "\r\n") == 0) ++begin;
  runs_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(end)});
  text_.push_back(kSpaceMark);
}

void Skeleton::keep(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) seen_[static_cast<unsigned char>(page_[i])] = true;
  copy(begin, end);
}

void Skeleton::put_marks() {
  const auto unused = std::find_if(kMarks.begin(), kMarks.end(),
                                   [&](char sign) { return !seen_[static_cast<unsigned char>(sign)]; });
  if (unused == kMarks.end()) return give_up();
  mark_ = *unused;
  for (const Run& run : runs_)
    if (text_[run.at] == '\0') text_[run.at] = mark_;
}

bool Skeleton::is_mark(char c) const noexcept {
  return c == mark_ || (c == kSpaceMark && shortens_space_);
}

std::size_t Skeleton::run_from(std::uint32_t at, std::size_t& near) const noexcept {
  const auto is_it = [&](std::size_t run) {
    return (run == 0 || runs_[run - 1].at < at) && (run == runs_.size() || runs_[run].at >= at);
  };
  if (is_it(near)) return near;
  if (near < runs_.size() && is_it(near + 1)) return ++near;
  const auto run = std::lower_bound(runs_.begin(), runs_.end(), at,
                                    [](const Run& r, std::uint32_t offset) { return r.at < offset; });
  return near = static_cast<std::size_t>(run - runs_.begin());
}

std::uint32_t Skeleton::offset_of(const GumboStringPiece& piece) const noexcept {
  return static_cast<std::uint32_t>(piece.data - text_.data());
}

SourceSpan Skeleton::span(std::uint32_t begin, std::uint32_t end, std::size_t& near) const noexcept {
  if (runs_.empty()) return {begin, end};
  const auto origin = [&](std::uint32_t at) {
    const std::size_t next = run_from(at, near);
    if (next < runs_.size() && runs_[next].at == at) return SourceSpan{runs_[next].begin, runs_[next].end};
    const std::uint32_t from = next == 0 ? at : runs_[next - 1].end + (at - runs_[next - 1].at - 1);
    return SourceSpan{from, from + 1};
  };
  return {origin(begin).begin, origin(end - 1).end};
}

std::optional<std::size_t> Skeleton::texts_in(const GumboText& node, bool raw, std::size_t& near) const {
  const char* at = node.text;
  while (*at != '\0' && !is_mark(*at)) ++at;
  if (*at == '\0') return 0;
  const GumboStringPiece& piece = node.original_text;
  if (piece.data < text_.data() || piece.data + piece.length > text_.data() + text_.size()) return {};
  const std::uint32_t begin = offset_of(piece), end = begin + static_cast<std::uint32_t>(piece.length);
  std::size_t texts = 0, run = run_from(begin, near);
  for (; *at != '\0'; ++at) {
    if (!is_mark(*at)) continue;
    if (run == runs_.size() || runs_[run].at >= end || text_[runs_[run].at] != *at) return {};
    if (runs_[run].raw && !raw) return {};
    texts += *at == mark_ ? 1 : 0;
    ++run;
  }
  if (run < runs_.size() && runs_[run].at < end) return {};
  return texts;
}

bool Skeleton::is_lost_space(const char* text) const {
  return shortens_space_ && std::strchr(text, kSpaceMark) != nullptr;
}

bool Skeleton::has_lost_space(const GumboElement& element) const {
  for (unsigned i = 0; i < element.attributes.length; ++i)
    if (is_lost_space(static_cast<const GumboAttribute*>(element.attributes.data[i])->value)) return true;
  return false;
}

bool Skeleton::fits(const GumboNode& root) const {
  struct Level {
    const GumboVector* children;
    unsigned next;
    bool raw;
  };
  std::size_t found = 0, near = 0;
  std::vector<Level> levels{{&root.v.element.children, 0, false}};
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.children->length) {
      levels.pop_back();
      continue;
    }
    const auto& node = *static_cast<const GumboNode*>(level.children->data[level.next++]);
    if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
      if (has_lost_space(node.v.element)) return false;
      levels.push_back({&node.v.element.children, 0, holds_raw_text(node.v.element)});
    } else if (node.type == GUMBO_NODE_COMMENT) {
      if (is_lost_space(node.v.text.text)) return false;
    } else if (is_text(node)) {
      const std::optional<std::size_t> texts = texts_in(node.v.text, level.raw, near);
      if (!texts) return false;
      found += *texts;
    }
  }
  return found == texts_;
}

const char* Skeleton::value(const GumboText& node, std::string& buffer, std::size_t& near) const {
  if (runs_.empty()) return node.text;
  const auto next_mark = [&](const char* at) {
    while (*at != '\0' && !is_mark(*at)) ++at;
    return at;
  };
  const char *from = node.text, *mark = next_mark(from);
  if (*mark == '\0') return node.text;
  buffer.clear();
  for (std::size_t run = run_from(offset_of(node.original_text), near); *mark != '\0';
       mark = next_mark(from), ++run) {
    buffer.append(from, mark);
    from = mark + 1;
    append_lines(page_.substr(runs_[run].begin, runs_[run].end - runs_[run].begin), buffer);
  }
  buffer.append(from);
  return buffer.c_str();
}

}  // namespace minutemill::html
