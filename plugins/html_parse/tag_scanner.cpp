#include "html_parse/tag_scanner.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill::html {
namespace {

constexpr std::array<std::string_view, 7> kRawText{"script", "style",  "title",   "textarea",
                                                   "xmp",    "iframe", "noframes"};

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) noexcept {
  return is_ascii_space(static_cast<unsigned char>(c));
}
char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == y; });
}

bool TagScanner::next(Tag& tag) noexcept {
  bool text_alone = at_ == tag_end_;
  while ((at_ = text_.find('<', at_)) != std::string_view::npos && at_ + 1 < text_.size()) {
    const char c = text_[at_ + 1];
    const bool closing = c == '/' && at_ + 2 < text_.size() && is_letter(text_[at_ + 2]);
    if (closing || is_letter(c)) {
      tag = {};
      tag.begin = at_;
      tag.closing = closing;
      tag.follows_text = text_alone;
      return read_tag(tag, at_ + (closing ? 2 : 1));
    }
    text_alone = false;
    if (c == '!' || c == '?' || c == '/')
      skip_declaration(at_);
    else
      ++at_;
  }
  at_ = text_.size();
  return false;
}

bool TagScanner::read_tag(Tag& tag, std::size_t name_begin) noexcept {
  const std::size_t size = text_.size();
  std::size_t i = name_begin;
  while (i < size && !is_space(text_[i]) && text_[i] != '/' && text_[i] != '>') ++i;
  tag.name = text_.substr(name_begin, i - name_begin);
  while (i < size && text_[i] != '>') {
    if (is_space(text_[i]) || text_[i] == '/') {
      tag.self_closing = text_[i] == '/';
      ++i;
      continue;
    }
    tag.self_closing = false;
    if (++tag.attributes == cap_ + 1) tag.surplus = i;
    ++i;  // '=' at the start belongs to the name
    while (i < size && !is_space(text_[i]) && text_[i] != '/' && text_[i] != '>' && text_[i] != '=') ++i;
    std::size_t value = i;
    while (value < size && is_space(text_[value])) ++value;
    if (value >= size || text_[value] != '=') continue;
    i = value + 1;
    while (i < size && is_space(text_[i])) ++i;
    if (i >= size) break;
    if (text_[i] == '"' || text_[i] == '\'') {
      const std::size_t end = text_.find(text_[i], i + 1);
      i = end == std::string_view::npos ? size : end + 1;
    } else {
      while (i < size && !is_space(text_[i]) && text_[i] != '>') ++i;
    }
  }
  tag.end = i < size ? i + 1 : size;
  at_ = tag_end_ = tag.end;
  if (!tag.closing && !(is_xml_ && tag.self_closing)) skip_raw_text(tag.name);
  return true;
}

void TagScanner::skip_declaration(std::size_t at) noexcept {
  std::size_t end = std::string_view::npos;
  if (text_.compare(at, 4, "<!--") == 0) {
    // "<!-->" and "<!--->" are whole comments.
    if (text_.compare(at + 4, 1, ">") == 0)
      end = at + 4;
    else if (text_.compare(at + 4, 2, "->") == 0)
      end = at + 5;
    else if (end = text_.find("-->", at + 4); end != std::string_view::npos)
      end += 2;
  } else {
    end = text_.find('>', at);
  }
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

void TagScanner::skip_raw_text(std::string_view name) noexcept {
  constexpr std::size_t kShortest = 3, kLongest = 9;
  if (name.size() < kShortest || name.size() > kLongest) return;
  if (same_name(name, "plaintext")) {
    at_ = text_.size();
    return;
  }
  const auto* raw =
      std::find_if(kRawText.begin(), kRawText.end(), [&](std::string_view n) { return same_name(name, n); });
  if (raw == kRawText.end()) return;
  for (std::size_t at = text_.find("</", at_); at != std::string_view::npos; at = text_.find("</", at + 2)) {
    const std::size_t end = at + 2 + raw->size();
    if (!same_name(text_.substr(at + 2, raw->size()), *raw)) continue;
    if (end < text_.size() && !is_space(text_[end]) && text_[end] != '/' && text_[end] != '>') continue;
    at_ = at;
    return;
  }
  at_ = text_.size();
}

}  // namespace minutemill::html
