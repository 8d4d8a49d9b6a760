#include "content_marks.hpp"

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {

void mark_all_but(PageTree& page, PageTree::Index body, const std::vector<PageTree::Index>& kept,
                  const std::string& rule) {
  enum Place : std::uint8_t { kBeside, kHolds, kKept };
  std::vector<Place> places(page.size(), kBeside);
  for (const PageTree::Index at : kept) {
    if (at == body) return;
    for (PageTree::Index up = page[at].parent; up != PageTree::kNone && places[up] == kBeside;
         up = page[up].parent)
      places[up] = kHolds;
  }
  for (const PageTree::Index at : kept) places[at] = kKept;
  for (PageTree::Index at = body + 1; at < page[body].end;) {
    const PageTree::Item& item = page[at];
    if (places[at] == kHolds) {
      ++at;
      continue;
    }
    if (places[at] == kBeside && page.is_element(at)) {
      page.mark_furniture(at, rule.c_str());
    } else if (places[at] == kBeside && item.tag == Tag::text && !item.facts.blank) {
      pugi::xml_node wrapper = item.node.parent().insert_child_before("div", item.node);
      wrapper.append_attribute(mark::kFurniture).set_value(rule.c_str());
      wrapper.append_move(item.node);
    }
    at = item.end;
  }
}

namespace {

bool is_link(const PageTree& page, PageTree::Index at) {
  return page[at].tag == Tag::a && page[at].node.attribute("href");
}

// All of its text is links.
bool is_all_links(const PageTree& page, PageTree::Index root) {
  bool links = false;
  for (PageTree::Index at = root; at < page[root].end;) {
    if (page[at].tag == Tag::text && !page[at].facts.blank) return false;
    const bool link = is_link(page, at);
    links = links || link;
    at = link || page[at].is_furniture ? page[at].end : at + 1;
  }
  return links;
}

// Below "Related:" come links, in paragraphs or a list of their own.
void mark_links_after(PageTree& page, PageTree::Index label) {
  constexpr int kMost = 12;
  int seen = 0;
  for (PageTree::Index at = page.next_sibling(label); at != PageTree::kNone && seen < kMost;
       at = page.next_sibling(at)) {
    if (!page.is_element(at) && is_blank(page[at].text)) continue;
    if (!page.is_element(at) || !is_all_links(page, at)) return;
    page.mark_furniture(at, "related");
    ++seen;
  }
}

bool fits(std::string_view text, const std::shared_ptr<re2::RE2>& pattern) {
  return pattern != nullptr && RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

}  // namespace

void mark_lines(PageTree& page, const std::vector<PageTree::Index>& content, const NamePatterns& patterns) {
  constexpr std::size_t kLongest = 240;  // bytes
  std::string buffer;
  for (const PageTree::Index root : content) {
    for (PageTree::Index at = root + 1; at < page[root].end;) {
      PageTree::Index next = at + 1;
      if (!page[at].is_furniture && (page[at].tag == Tag::a || page.is_leaf_block(at))) {
        const std::string_view text = page.text_of(at, kLongest + 1, buffer);
        const bool short_enough = !text.empty() && text.size() <= kLongest;
        const bool label = short_enough && fits(text, patterns.related);
        if (label || (short_enough && fits(text, patterns.line))) {
          page.mark_furniture(at, label ? "related" : "line");
          next = page[at].end;
        }
        if (label) mark_links_after(page, at);
      }
      at = next;
    }
  }
}

}  // namespace minutemill::clean
