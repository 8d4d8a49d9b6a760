#include "html_parse/page_guard.hpp"

#include <functional>

#include <minutemill/text.hpp>

namespace minutemill::html {
namespace {

enum Trait : std::uint8_t {
  kVoid = 1,        // never open
  kFormatting = 2,  // in the list of active formatting elements (HTML §13.2.4.3)
  kClosesP = 4,     // its start tag closes an open p
  kScope = 8,       // an open p, li ... outside it stays open
  kMarker = 16,     // formatting elements outside are not opened again inside
};

constexpr std::array<std::uint8_t, GUMBO_TAG_LAST + 1> make_traits() {
  std::array<std::uint8_t, GUMBO_TAG_LAST + 1> traits{};
  for (const GumboTag tag :
       {GUMBO_TAG_AREA, GUMBO_TAG_BASE, GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_BR, GUMBO_TAG_COL,
        GUMBO_TAG_EMBED, GUMBO_TAG_HR, GUMBO_TAG_IMG, GUMBO_TAG_INPUT, GUMBO_TAG_KEYGEN, GUMBO_TAG_LINK,
        GUMBO_TAG_META, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR, GUMBO_TAG_FRAME})
    traits[tag] |= kVoid;
  for (const GumboTag tag : {GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM,
                             GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL,
                             GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U})
    traits[tag] |= kFormatting;
  for (const GumboTag tag :
       {GUMBO_TAG_ADDRESS,    GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_CENTER,
        GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,     GUMBO_TAG_DIV,    GUMBO_TAG_DL,         GUMBO_TAG_FIELDSET,
        GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER, GUMBO_TAG_HEADER,     GUMBO_TAG_HGROUP,
        GUMBO_TAG_MAIN,       GUMBO_TAG_MENU,    GUMBO_TAG_NAV,    GUMBO_TAG_OL,         GUMBO_TAG_P,
        GUMBO_TAG_SECTION,    GUMBO_TAG_SUMMARY, GUMBO_TAG_UL,     GUMBO_TAG_H1,         GUMBO_TAG_H2,
        GUMBO_TAG_H3,         GUMBO_TAG_H4,      GUMBO_TAG_H5,     GUMBO_TAG_H6,         GUMBO_TAG_PRE,
        GUMBO_TAG_LISTING,    GUMBO_TAG_FORM,    GUMBO_TAG_LI,     GUMBO_TAG_DD,         GUMBO_TAG_DT,
        GUMBO_TAG_TABLE,      GUMBO_TAG_HR,      GUMBO_TAG_XMP})
    traits[tag] |= kClosesP;
  for (const GumboTag tag : {GUMBO_TAG_TABLE, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_OBJECT,
                             GUMBO_TAG_APPLET, GUMBO_TAG_MARQUEE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_BUTTON})
    traits[tag] |= kScope;
  for (const GumboTag tag : {GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_OBJECT,
                             GUMBO_TAG_APPLET, GUMBO_TAG_MARQUEE, GUMBO_TAG_TEMPLATE})
    traits[tag] |= kMarker;
  return traits;
}
constexpr auto kTraits = make_traits();

std::uint64_t key_of(GumboTag id, std::string_view name) {
  if (id != GUMBO_TAG_UNKNOWN) return static_cast<std::uint64_t>(id);
  return std::hash<std::string_view>{}(name) | 0x8000000000000000ULL;
}

void count(std::size_t& counter, SourceSpan& first, const Tag& tag) {
  if (counter++ == 0) first = {static_cast<std::uint32_t>(tag.begin), static_cast<std::uint32_t>(tag.end)};
}

constexpr std::uint64_t kHole = 0x7fffffffffffffffULL;

}  // namespace

void PageGuard::see(const Tag& tag, bool is_xml) {
  ++out_.tags;
  if (tag.surplus != 0) cut_attributes(tag);
  // Most end tags close the element opened last.
  const bool closes_last = tag.closing && !stack_.empty() && stack_.back().name == tag.name;
  const GumboTag id = closes_last ? stack_.back().id
                                  : gumbo_tagn_enum(tag.name.data(), static_cast<unsigned>(tag.name.size()));
  if (tag.closing)
    close(id, tag);
  else if (is_xml && tag.self_closing && foreign_ == 0 && (kTraits[id] & kVoid) == 0)
    blank(tag, false);
  else
    open(id, tag);
  last_end_ = tag.end;
}

// How many elements of this kind are open.
std::uint32_t& PageGuard::count_of(std::uint64_t key) {
  return key <= GUMBO_TAG_LAST ? known_[key] : unknown_[key];
}

void PageGuard::open(GumboTag id, const Tag& tag) {
  const std::uint8_t traits = kTraits[id];
  if ((traits & kClosesP) != 0) close_implied(GUMBO_TAG_P);
  if (id == GUMBO_TAG_LI) close_implied(GUMBO_TAG_LI);
  if (id == GUMBO_TAG_DD || id == GUMBO_TAG_DT) close_implied(GUMBO_TAG_DD), close_implied(GUMBO_TAG_DT);
  if (id == GUMBO_TAG_OPTION) close_implied(GUMBO_TAG_OPTION);
  if (id == GUMBO_TAG_TR || id == GUMBO_TAG_TD || id == GUMBO_TAG_TH) close_cell(id);
  if ((traits & kVoid) != 0) return;
  if (tag.self_closing && id == GUMBO_TAG_UNKNOWN && foreign_ > 0) return;
  Element element{key_of(id, tag.name), 0, tag.name, id, traits, false};
  if ((traits & kClosesP) != 0 && formatting_ > 0) {
    // Each of them is opened again inside, unless it is still open around. A few are usual.
    constexpr std::size_t kUsual = 8;
    reopened_ += formatting_ > kUsual ? formatting_ - kUsual : 0;
  }
  if ((traits & kFormatting) != 0) element.blanked = !open_formatting(element, tag);
  if (!element.blanked && open_ >= limits_.depth && id != GUMBO_TAG_HTML && id != GUMBO_TAG_BODY &&
      id != GUMBO_TAG_HEAD) {
    element.blanked = true;
    count(out_.too_deep, out_.first_deep, tag);
  }
  if (element.blanked) blank(tag, (traits & kClosesP) != 0);
  push(element);
}

// False when there are too many open: three of the same kind at most count (the "Noah's Ark" rule).
bool PageGuard::open_formatting(Element& element, const Tag& tag) {
  element.same = std::hash<std::string_view>{}(text_.substr(tag.begin, tag.end - tag.begin));
  const std::size_t limit = reopened_ > limits_.reopened ? 0 : limits_.formatting;
  std::uint32_t& same = same_[element.same];
  if (same >= 3) return true;
  if (formatting_ >= limit) {
    count(out_.too_many_open, out_.first_open, tag);
    return false;
  }
  ++same;
  ++formatting_;
  return true;
}

void PageGuard::close(GumboTag id, const Tag& tag) {
  const std::uint64_t key = key_of(id, tag.name);
  if (count_of(key) == 0) return;
  const bool formatting = (kTraits[id] & kFormatting) != 0;
  if (formatting) return close_formatting(key, tag);
  while (!stack_.empty()) {
    const Element element = stack_.back();
    pop();
    if (element.key != key) continue;
    if (element.blanked) blank(tag, (element.traits & kClosesP) != 0);
    return;
  }
}

// The adoption agency takes out the element alone; what was opened inside stays open.
void PageGuard::close_formatting(std::uint64_t key, const Tag& tag) {
  constexpr std::size_t kReach = 512;
  for (std::size_t i = stack_.size(), steps = 0; i-- > 0 && steps < kReach; ++steps) {
    Element& element = stack_[i];
    if (element.key != key) continue;
    if (element.blanked)
      blank(tag, false);
    else
      leave_formatting(element);
    if (i + 1 == stack_.size()) {
      pop();
      return;
    }
    // A hole: never matched again.
    --count_of(key);
    if (!element.blanked) --open_;
    element.key = kHole;
    element.blanked = true;
    return;
  }
}

void PageGuard::leave_formatting(const Element& element) {
  if ((element.traits & kFormatting) == 0 || element.blanked) return;
  const auto same = same_.find(element.same);
  if (same == same_.end() || same->second == 0) return;
  --same->second;
  if (formatting_ > 0) --formatting_;
}

void PageGuard::close_implied(GumboTag id) {
  if (count_of(static_cast<std::uint64_t>(id)) == 0) return;
  // Only down to the next boundary: a list for li, a table cell and the like for all.
  constexpr std::size_t kReach = 64;
  for (std::size_t i = stack_.size(), steps = 0; i-- > 0 && steps < kReach; ++steps) {
    const Element& element = stack_[i];
    if (element.key == static_cast<std::uint64_t>(id)) {
      while (stack_.size() > i) pop();
      return;
    }
    if ((element.traits & kScope) != 0 || element.key == GUMBO_TAG_UL || element.key == GUMBO_TAG_OL ||
        element.key == GUMBO_TAG_DL)
      return;
  }
}

void PageGuard::close_cell(GumboTag id) {
  constexpr std::size_t kReach = 256;
  for (std::size_t i = stack_.size(), steps = 0; i-- > 0 && steps < kReach; ++steps) {
    const std::uint64_t key = stack_[i].key;
    if (key == GUMBO_TAG_TABLE) return;
    if (key == GUMBO_TAG_TD || key == GUMBO_TAG_TH || (id == GUMBO_TAG_TR && key == GUMBO_TAG_TR)) {
      while (stack_.size() > i) pop();
      if (id != GUMBO_TAG_TR) return;
    }
  }
}

void PageGuard::push(const Element& element) {
  stack_.push_back(element);
  ++count_of(element.key);
  if (!element.blanked) ++open_;
  if (element.key == GUMBO_TAG_SVG || element.key == GUMBO_TAG_MATH) ++foreign_;
  if ((element.traits & kMarker) != 0 && !element.blanked) {
    outer_.push_back(formatting_);
    formatting_ = 0;
  }
}

// Leaves the stack; a formatting element stays active until its end tag comes or its marker goes.
void PageGuard::pop() {
  const Element element = stack_.back();
  stack_.pop_back();
  if (element.key != kHole) --count_of(element.key);
  if (!element.blanked) --open_;
  if (element.key == GUMBO_TAG_SVG || element.key == GUMBO_TAG_MATH) --foreign_;
  if ((element.traits & kMarker) != 0 && !element.blanked && !outer_.empty()) {
    formatting_ = outer_.back();
    outer_.pop_back();
  }
}

std::string& PageGuard::copy() {
  if (out_.copy.empty()) out_.copy = text_;
  return out_.copy;
}

void PageGuard::cut_attributes(const Tag& tag) {
  count(out_.too_many_attributes, out_.first_attributes, tag);
  const std::size_t end = tag.end > tag.surplus && text_[tag.end - 1] == '>' ? tag.end - 1 : tag.end;
  copy().replace(tag.surplus, end - tag.surplus, end - tag.surplus, ' ');
}

// "<div>" becomes a comment of the same length, or a line break where it stood between two stretches of
// text.
void PageGuard::blank(const Tag& tag, bool is_block) {
  if (tag.end - tag.begin < 3 || text_[tag.end - 1] != '>') return;
  const std::size_t length = tag.end - tag.begin;
  const bool after_text =
      is_block && length >= 4 && !is_blank(text_.substr(last_end_, tag.begin - last_end_));
  std::string filler = after_text ? "<br" : "<!";
  filler.append(length - filler.size() - 1, after_text ? ' ' : '-').push_back('>');
  copy().replace(tag.begin, length, filler);
}

}  // namespace minutemill::html
