#include "document/alignment.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <minutemill/text.hpp>

namespace minutemill {

std::size_t SourceMap::run_at(std::uint32_t offset) const noexcept {
  const auto run = std::upper_bound(runs_->begin(), runs_->end(), offset,
                                    [](std::uint32_t o, const SpanRun& r) { return o < r.text; });
  return run == runs_->begin() ? 0 : static_cast<std::size_t>(run - runs_->begin()) - 1;
}

SourceSpan SourceMap::span(std::uint32_t begin, std::uint32_t end) const noexcept {
  if (begin == SourceSpan::kNone || begin >= end) return {};
  if (runs_->empty()) return {begin + shift_, end + shift_};
  const SpanRun& first = (*runs_)[run_at(begin)];
  const SpanRun& last = (*runs_)[run_at(end - 1)];
  return {first.source + (begin - first.text) / first.text_unit * first.source_unit,
          last.source + ((end - 1 - last.text) / last.text_unit + 1) * last.source_unit};
}

namespace {

// Leaves out a run that only continues the one before.
void append_run(std::vector<SpanRun>& out, SpanRun run) {
  if (run.text_unit == run.source_unit) run.text_unit = run.source_unit = 1;
  if (!out.empty()) {
    const SpanRun& last = out.back();
    if (last.text_unit == run.text_unit && last.source_unit == run.source_unit &&
        (run.text - last.text) % last.text_unit == 0 &&
        last.source + (run.text - last.text) / last.text_unit * last.source_unit == run.source)
      return;
  }
  out.push_back(run);
}

}  // namespace

void SourceMap::slice(std::uint32_t begin, std::uint32_t end, std::uint32_t text,
                      std::vector<SpanRun>& out) const {
  if (begin >= end) return;
  if (runs_->empty()) return append_run(out, {text, begin + shift_, 1, 1});
  for (std::size_t i = run_at(begin); i < runs_->size() && (*runs_)[i].text < end; ++i) {
    SpanRun run = (*runs_)[i];
    if (run.text < begin) {
      run.source += (begin - run.text) / run.text_unit * run.source_unit;
      run.text = begin;
    }
    run.text = run.text - begin + text;
    append_run(out, run);
  }
}

namespace {

struct Named {
  std::string_view name;
  char32_t value;
};
// The references whose characters cleaning may drop or that stand often in old pages; sorted. HTML §13.5 has
// all.
constexpr std::array<Named, 43> kNamed{{
    {"MediumSpace", 0x205f},
    {"NegativeMediumSpace", 0x200b},
    {"NegativeThickSpace", 0x200b},
    {"NegativeThinSpace", 0x200b},
    {"NegativeVeryThinSpace", 0x200b},
    {"NewLine", '\n'},
    {"NoBreak", 0x2060},
    {"NonBreakingSpace", 0xa0},
    {"Tab", '\t'},
    {"ThinSpace", 0x2009},
    {"VeryThinSpace", 0x200a},
    {"ZeroWidthSpace", 0x200b},
    {"amp", '&'},
    {"apos", '\''},
    {"bull", 0x2022},
    {"copy", 0xa9},
    {"emsp", 0x2003},
    {"emsp13", 0x2004},
    {"emsp14", 0x2005},
    {"ensp", 0x2002},
    {"gt", '>'},
    {"hairsp", 0x200a},
    {"hellip", 0x2026},
    {"laquo", 0xab},
    {"ldquo", 0x201c},
    {"lrm", 0x200e},
    {"lsquo", 0x2018},
    {"lt", '<'},
    {"mdash", 0x2014},
    {"middot", 0xb7},
    {"nbsp", 0xa0},
    {"ndash", 0x2013},
    {"numsp", 0x2007},
    {"puncsp", 0x2008},
    {"quot", '"'},
    {"raquo", 0xbb},
    {"rdquo", 0x201d},
    {"reg", 0xae},
    {"rlm", 0x200f},
    {"rsquo", 0x2019},
    {"shy", 0xad},
    {"thinsp", 0x2009},
    {"zwnj", 0x200c},
}};
// Those that HTML reads without their semicolon too.
constexpr std::array<std::string_view, 11> kBare{"amp",  "copy", "gt",    "laquo", "lt", "middot",
                                                 "nbsp", "quot", "raquo", "reg",   "shy"};

// What numbers 0x80..0x9f mean: windows-1252 (HTML §13.2.5.80).
constexpr std::array<char16_t, 32> kWindows1252{
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

bool is_alnum(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int digit_of(char c, unsigned base) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

CharReference read_numeric(std::string_view raw) noexcept {
  std::size_t at = 2;
  const bool hex = at < raw.size() && (raw[at] == 'x' || raw[at] == 'X');
  if (hex) ++at;
  const std::size_t digits = at;
  std::uint32_t value = 0;
  for (; at < raw.size(); ++at) {
    const int digit = digit_of(raw[at], hex ? 16 : 10);
    if (digit < 0) break;
    if (value < 0x110000) value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (at == digits) return {};
  if (at < raw.size() && raw[at] == ';') ++at;
  if (value >= 0x80 && value <= 0x9f) value = kWindows1252[value - 0x80];
  if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) value = 0xfffd;
  return {at, value};
}

}  // namespace

CharReference read_char_reference(std::string_view raw) noexcept {
  if (raw.size() > 2 && raw[1] == '#') return read_numeric(raw);
  constexpr std::size_t kLongest = 33;
  std::size_t end = 1;
  while (end < raw.size() && end < kLongest && is_alnum(raw[end])) ++end;
  const std::string_view name = raw.substr(1, end - 1);
  if (name.empty()) return {};
  if (end < raw.size() && raw[end] == ';') {
    const auto* at =
        std::lower_bound(kNamed.begin(), kNamed.end(), name,
                         [](const Named& n, std::string_view wanted) { return n.name < wanted; });
    const bool found = at != kNamed.end() && at->name == name;
    return {end + 1, found ? at->value : U'\0'};
  }
  for (const std::string_view bare : kBare)
    if (name.starts_with(bare)) {
      const auto* at =
          std::lower_bound(kNamed.begin(), kNamed.end(), bare,
                           [](const Named& n, std::string_view wanted) { return n.name < wanted; });
      return {bare.size() + 1, at->value};
    }
  return {};
}

namespace {

class Aligner {
 public:
  Aligner(std::string_view text, std::string_view raw, std::uint32_t offset, const SourceMap& map)
      : text_(text),
        raw_(raw),
        offset_(offset),
        map_(map),
        reference_(std::min(raw.find('&'), raw.size())),
        bracket_(std::min(raw.find('<'), raw.size())) {}

  std::vector<SpanRun> run() {
    while (in_text_ < text_.size() && in_raw_ < raw_.size()) {
      take_same();
      if (in_text_ < text_.size() && in_raw_ < raw_.size()) step();
    }
    // What is left has no place of its own: nothing behind the last character that has one.
    if (in_text_ < text_.size() && !out_.empty()) {
      const SourceSpan last = map_.span(offset_ + static_cast<std::uint32_t>(raw_.size()) - 1,
                                        offset_ + static_cast<std::uint32_t>(raw_.size()));
      out_.push_back({static_cast<std::uint32_t>(in_text_), last.end, 1, 0});
    }
    return std::move(out_);
  }

 private:
  // Passes the longest stretch in which text and markup are the same bytes and nothing in the markup is
  // special.
  void take_same() {
    const std::size_t most = std::min(text_.size() - in_text_, raw_.size() - in_raw_);
    std::size_t n = same_bytes(std::min(most, special() - in_raw_));
    while (n > 0 && n < most && (static_cast<unsigned char>(text_[in_text_ + n]) & 0xc0U) == 0x80) --n;
    if (n == most && n < text_.size() - in_text_)
      while (n > 0 && (static_cast<unsigned char>(text_[in_text_ + n]) & 0xc0U) == 0x80) --n;
    if (n == 0) return;
    const auto begin = offset_ + static_cast<std::uint32_t>(in_raw_);
    map_.slice(begin, begin + static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(in_text_), out_);
    in_text_ += n;
    in_raw_ += n;
  }

  // How many of the next `most` bytes are the same in both.
  [[nodiscard]] std::size_t same_bytes(std::size_t most) const noexcept {
    std::size_t n = 0;
    for (; n + 8 <= most; n += 8)
      if (std::memcmp(text_.data() + in_text_ + n, raw_.data() + in_raw_ + n, 8) != 0) break;
    while (n < most && text_[in_text_ + n] == raw_[in_raw_ + n]) ++n;
    return n;
  }

  // Where the next '&' or '<' of the markup stands; each is looked for once.
  [[nodiscard]] std::size_t special() noexcept {
    if (reference_ < in_raw_) reference_ = std::min(raw_.find('&', in_raw_), raw_.size());
    if (bracket_ < in_raw_) bracket_ = std::min(raw_.find('<', in_raw_), raw_.size());
    return std::min(reference_, bracket_);
  }

  // One character or piece of markup where the two differ, or may.
  void step() {
    std::size_t after = in_text_;
    const char32_t c = next_code_point(text_, after);
    const char first = raw_[in_raw_];
    if (first == '&') return reference(c, after);
    if (first == '<' && markup_here(c)) return;
    if (first == '\r' && c == '\n') return take(after, raw_.compare(in_raw_, 2, "\r\n") == 0 ? 2 : 1);
    if (is_ascii_space(static_cast<unsigned char>(first)) && is_ascii_space(c)) return take(after, 1);
    if (first == '\0' && c == 0xfffd) return take(after, 1);
    std::size_t next = in_raw_;
    const char32_t r = next_code_point(raw_, next);
    if (r == c) return take(after, next - in_raw_);
    in_raw_ = next;
  }

  void reference(char32_t c, std::size_t after) {
    const CharReference found = read_char_reference(raw_.substr(in_raw_));
    if (found.length == 0) {
      if (c == '&')
        take(after, 1);
      else
        ++in_raw_;
      return;
    }
    if (found.value == c) return take(after, found.length);
    if (found.value != 0) {
      in_raw_ += found.length;  // dropped by a stage
      return;
    }
    // A reference that HTML does not know stands as it is written; one that is not in the table gives this
    // character, and a combining one behind it ("&nvlt;").
    if (c == '&') return take(after, 1);
    take(after, found.length);
  }

  // Passes a tag, comment or declaration inside the text; false when the '<' is a character of the text.
  bool markup_here(char32_t c) {
    const std::string_view rest = raw_.substr(in_raw_);
    if (rest.size() < 2) return false;
    const char next = rest[1];
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!letter && next != '/' && next != '!' && next != '?') return false;
    if (c == '<' && text_.compare(in_text_, 2, rest.substr(0, 2)) == 0) return false;
    std::size_t end = std::string_view::npos;
    if (rest.starts_with("<![CDATA["))
      end = 8;
    else if (rest.starts_with("<!--"))
      end = rest.find("-->", 4) == std::string_view::npos ? end : rest.find("-->", 4) + 2;
    else
      end = rest.find('>');
    in_raw_ = end == std::string_view::npos ? raw_.size() : in_raw_ + end + 1;
    return true;
  }

  // Text up to `after` came from the next `length` bytes of markup.
  void take(std::size_t after, std::size_t length) {
    const auto begin = offset_ + static_cast<std::uint32_t>(in_raw_);
    const SourceSpan from = map_.span(begin, begin + static_cast<std::uint32_t>(length));
    append_run(out_,
               {static_cast<std::uint32_t>(in_text_), from.begin, static_cast<std::uint8_t>(after - in_text_),
                static_cast<std::uint8_t>(std::min(from.size(), 255U))});
    in_text_ = after;
    in_raw_ += length;
  }

  std::string_view text_, raw_;
  std::uint32_t offset_;
  const SourceMap& map_;
  std::size_t reference_, bracket_;  // the next of each in the markup
  std::size_t in_text_ = 0, in_raw_ = 0;
  std::vector<SpanRun> out_;
};

}  // namespace

std::vector<SpanRun> align_text(std::string_view text, std::string_view raw, std::uint32_t offset,
                                const SourceMap& map) {
  return Aligner(text, raw, offset, map).run();
}

}  // namespace minutemill
