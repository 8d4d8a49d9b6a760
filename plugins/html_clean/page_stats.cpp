#include "page_stats.hpp"

#include <algorithm>

namespace minutemill::clean {
namespace {

// Tables, text in a row and what the page itself calls its content are furniture by no name.
bool can_be_unlikely(Tag tag) {
  switch (tag) {
    case Tag::body:
    case Tag::a:
    case Tag::table:
    case Tag::tr:
    case Tag::td:
    case Tag::tbody:
    case Tag::code:
    case Tag::article:
    case Tag::main:
      return false;
    default:
      return true;
  }
}

}  // namespace

PageStats::PageStats(const PageTree& page, PageTree::Index body, NameVerdicts& names, bool strip_unlikely)
    : page_(page) {
  all_.reserve(512);
  add_element(body, 0, names, false);
  std::uint32_t around = 0;
  for (PageTree::Index at = body + 1; at < page[body].end;) {
    while (at >= page[all_[around].at].end) close(around);
    const PageTree::Item& item = page[at];
    if (item.tag == Tag::text && !item.facts.blank) {
      add_text(item.facts, around);
    } else if (page.is_element(at)) {
      add_element(at, around, names, strip_unlikely);
      // JSON-LD stands in scripts, which are kept for what they say of the page.
      if (all_.back().skipped || item.tag == Tag::script) {
        all_.back().end = size();
        at = item.end;
        continue;
      }
      around = size() - 1;
    }
    ++at;
  }
  while (around != 0) close(around);
  all_[0].end = size();
  sum_up();
}

void PageStats::close(std::uint32_t& around) {
  all_[around].end = size();
  around = all_[around].parent;
}

void PageStats::add_element(PageTree::Index at, std::uint32_t parent, NameVerdicts& names,
                            bool strip_unlikely) {
  const PageTree::Item& item = page_[at];
  ElementStats stats;
  stats.at = at;
  stats.parent = parent;
  stats.tag = item.tag;
  stats.is_block = item.is_block;
  stats.skipped = item.is_furniture;
  if (!stats.skipped && (item.class_name != nullptr || item.id != nullptr)) {
    const NameVerdict verdict = names.of(item.class_name, item.id);
    stats.weight = verdict.weight;
    stats.caption_name = verdict.caption;
    stats.junk_name = verdict.junk;
    stats.unlikely = verdict.unlikely && can_be_unlikely(item.tag) && heading_level(tag_around(at)) == 0;
    if (strip_unlikely && stats.unlikely) stats.skipped = true;
  }
  switch (item.tag) {
    case Tag::p:
      stats.paragraphs = 1;
      break;
    case Tag::li:
      stats.list_items = 1;
      break;
    case Tag::img:
    case Tag::picture:
      stats.images = 1;
      break;
    case Tag::input:
    case Tag::select:
    case Tag::textarea:
    case Tag::button:
      stats.inputs = 1;
      break;
    default:
      stats.headings = heading_level(item.tag) > 0 ? 1 : 0;
      break;
  }
  all_.push_back(stats);
}

Tag PageStats::tag_around(PageTree::Index at) const {
  return page_[at].parent == PageTree::kNone ? Tag::none : page_[page_[at].parent].tag;
}

void PageStats::add_text(const TextFacts& text, std::uint32_t parent) {
  ElementStats& stats = all_[parent];
  stats.letters += text.letters;
  stats.commas += text.commas;
  stats.own_letters += text.letters;
  stats.own_commas += text.commas;
}

// Children come after their parents, so one walk from the end adds everything up.
void PageStats::sum_up() {
  for (std::size_t i = all_.size(); i-- > 1;) {
    ElementStats& child = all_[i];
    ElementStats& parent = all_[child.parent];
    if (child.is_block || child.has_block) parent.has_block = true;
    if (child.skipped) continue;
    if (child.tag == Tag::a) {
      // A link within the page is hardly one.
      const pugi::xml_attribute href = page_[child.at].node.attribute("href");
      if (href) child.link_letters = href.value()[0] == '#' ? child.letters * 3 / 10 : child.letters;
    }
    if (child.headings == 1 && heading_level(child.tag) > 0) child.heading_letters = child.letters;
    parent.letters += child.letters;
    parent.link_letters += child.link_letters;
    parent.commas += child.commas;
    parent.heading_letters += child.heading_letters;
    if (!child.is_block) {
      parent.own_letters += child.own_letters;
      parent.own_commas += child.own_commas;
    }
    const auto add = [](std::uint16_t& to, std::uint16_t n) {
      to = static_cast<std::uint16_t>(std::min(0xffff, to + n));
    };
    add(parent.paragraphs, child.paragraphs);
    add(parent.list_items, child.list_items);
    add(parent.images, child.images);
    add(parent.inputs, child.inputs);
    add(parent.headings, child.headings);
  }
}

std::size_t PageStats::index_of(PageTree::Index at) const noexcept {
  const auto found = std::lower_bound(all_.begin(), all_.end(), at,
                                      [](const ElementStats& s, PageTree::Index a) { return s.at < a; });
  return found != all_.end() && found->at == at ? static_cast<std::size_t>(found - all_.begin())
                                                : all_.size();
}

}  // namespace minutemill::clean
