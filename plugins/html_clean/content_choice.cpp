#include "content_choice.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace minutemill::clean {
namespace {

constexpr std::size_t kTop = 5;  // candidates compared

using All = std::vector<ElementStats>;
using PlainBoxes = std::unordered_map<std::string_view, std::uint32_t>;  // by class

class Choice {
 public:
  Choice(const PageStats& scored, Favour favour)
      : page_(scored.page()), all_(scored.all()), favour_(favour) {}

  std::vector<PageTree::Index> run() {
    rank();
    if (top_.empty()) return {};
    std::uint32_t best = common_ancestor(top_[0]);
    best = climb(best);
    std::vector<std::uint32_t> kept = with_siblings(best);
    add_like_parts(best, kept);
    add_sections(best, kept);
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    std::vector<PageTree::Index> roots;
    for (const std::uint32_t i : kept) roots.push_back(all_[i].at);
    return roots;
  }

 private:
  void rank() {
    for (std::uint32_t i = 0; i < all_.size(); ++i)
      if (all_[i].score > 0) top_.push_back(i);
    const std::size_t most = std::min(kTop, top_.size());
    std::partial_sort(top_.begin(), top_.begin() + static_cast<std::ptrdiff_t>(most), top_.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                        return all_[a].score != all_[b].score ? all_[a].score > all_[b].score : a < b;
                      });
    top_.resize(most);
  }

  // When several of the best are about as good and lie in one element, that is the content.
  std::uint32_t common_ancestor(std::uint32_t best) const {
    constexpr double kAlmost = 0.75;
    std::vector<std::uint32_t> rivals;
    for (const std::uint32_t i : top_)
      if (i != best && all_[i].score >= all_[best].score * kAlmost) rivals.push_back(i);
    constexpr std::size_t kRivals = 3;
    if (rivals.size() < kRivals) return best;
    for (std::uint32_t up = all_[best].parent; up != 0; up = all_[up].parent) {
      const auto inside = std::count_if(rivals.begin(), rivals.end(),
                                        [&](std::uint32_t i) { return i > up && i < all_[up].end; });
      if (static_cast<std::size_t>(inside) >= kRivals) return up;
    }
    return best;
  }

  // A parent whose score does not fall off holds more of the text; a parent with no other child is the same
  // thing.
  std::uint32_t climb(std::uint32_t best) const {
    double last = all_[best].score;
    const double least = last / 3;
    for (std::uint32_t up = all_[best].parent; up != 0; up = all_[up].parent) {
      if (!all_[up].is_candidate) continue;
      if (all_[up].score < least) break;
      if (all_[up].score > last) {
        best = up;
        break;
      }
      last = all_[up].score;
    }
    while (best != 0 && all_[best].parent != 0) {
      const std::uint32_t up = all_[best].parent;
      if (all_[up].letters > all_[best].letters) break;
      best = up;
    }
    return best;
  }

  std::vector<std::uint32_t> with_siblings(std::uint32_t best) const {
    std::vector<std::uint32_t> out;
    const ElementStats& chosen = all_[best];
    if (best == 0) return {best};
    const double share = favour_ == Favour::recall ? 0.1 : favour_ == Favour::precision ? 0.4 : 0.2;
    const double threshold = std::max(10.0, chosen.score * share);
    const std::string_view classes = class_of(best);
    const std::uint32_t parent = chosen.parent;
    const PlainBoxes plain_boxes = plain_boxes_below(parent);
    for (std::uint32_t i = parent + 1; i < all_[parent].end; i = all_[i].end) {
      const ElementStats& sibling = all_[i];
      if (i == best) {
        out.push_back(i);
        continue;
      }
      if (sibling.skipped) continue;
      const double bonus = !classes.empty() && classes == class_of(i) ? chosen.score * 0.2 : 0;
      bool keep = sibling.score > 0 && sibling.score + bonus >= threshold;
      if (!keep && is_paragraph(i, plain_boxes)) {
        const double links = sibling.link_density();
        constexpr std::uint32_t kLong = 80;
        keep = sibling.letters > kLong ? links < 0.25
                                       : sibling.letters > 0 && links == 0 && ends_sentence(sibling.at);
      }
      if (keep) out.push_back(i);
    }
    return out;
  }

  // Or a box around one, or a box that repeats: some publishing systems write every paragraph so.
  [[nodiscard]] bool is_paragraph(std::uint32_t i, const PlainBoxes& plain_boxes) const {
    const ElementStats& stats = all_[i];
    if (stats.tag == Tag::p) return true;
    if (stats.tag != Tag::div || stats.weight < 0 || stats.images > 0 || stats.headings > 0 ||
        stats.list_items > 0)
      return false;
    if (stats.has_block) return stats.paragraphs == 1 && stats.own_letters == 0;
    const auto alike = plain_boxes.find(class_of(i));
    return alike != plain_boxes.end() && alike->second > 1;
  }

  // How many boxes of text alone below `parent` have the same class.
  [[nodiscard]] PlainBoxes plain_boxes_below(std::uint32_t parent) const {
    PlainBoxes boxes;
    for (std::uint32_t i = parent + 1; i < all_[parent].end; i = all_[i].end)
      if (!all_[i].has_block && all_[i].tag == Tag::div) ++boxes[class_of(i)];
    return boxes;
  }

  // A long text may stand in several boxes of one kind, each with frames of its own around its paragraphs:
  // the siblings of the chosen one, and of what holds it, when they look like it and hold prose.
  void add_like_parts(std::uint32_t best, std::vector<std::uint32_t>& kept) const {
    if (best == 0 || favour_ == Favour::precision) return;
    for (std::uint32_t frame = best; frame != 0; frame = all_[frame].parent) {
      const std::uint32_t parent = all_[frame].parent;
      const Tag tag = all_[frame].tag;
      const std::string_view classes = class_of(frame);
      if (classes.empty() || (tag != Tag::div && tag != Tag::section)) continue;
      for (std::uint32_t i = parent + 1; i < all_[parent].end; i = all_[i].end)
        if (i != frame && tag == all_[i].tag && classes == class_of(i) && is_prose(i)) kept.push_back(i);
    }
  }

  // Sections beside the one chosen that begin with a heading of its level are parts of one outline (HTML
  // Standard §4.3.3), however short they are.
  void add_sections(std::uint32_t best, std::vector<std::uint32_t>& kept) const {
    if (favour_ == Favour::precision) return;
    for (std::uint32_t frame = best; frame != 0; frame = all_[frame].parent) {
      const int level = section_level(frame);
      if (level == 0) continue;
      std::vector<std::uint32_t> sections;
      const std::uint32_t parent = all_[frame].parent;
      for (std::uint32_t i = parent + 1; i < all_[parent].end; i = all_[i].end)
        if (section_level(i) == level && class_of(i) == class_of(frame) && all_[i].link_density() < 0.25)
          sections.push_back(i);
      if (sections.size() < 2) continue;
      std::erase_if(kept, [&](std::uint32_t k) {
        return std::ranges::any_of(sections, [&](std::uint32_t i) { return k >= i && k < all_[i].end; });
      });
      kept.insert(kept.end(), sections.begin(), sections.end());
      return;
    }
  }

  // Of the heading that a <section> begins with; 0 for anything else.
  [[nodiscard]] int section_level(std::uint32_t i) const {
    if (all_[i].skipped || all_[i].tag != Tag::section || i + 1 >= all_[i].end) return 0;
    return heading_level(all_[i + 1].tag);
  }

  [[nodiscard]] std::string_view class_of(std::uint32_t i) const { return page_.class_of(all_[i].at); }

  // Several paragraphs with sentences, hardly a link: a teaser has one, a list of articles is all links.
  [[nodiscard]] bool is_prose(std::uint32_t i) const {
    constexpr std::uint32_t kLetters = 400, kParagraphs = 3;
    const ElementStats& part = all_[i];
    if (part.skipped || part.letters < kLetters || part.link_density() > 0.25) return false;
    std::uint32_t paragraphs = 0;
    for (std::uint32_t at = i + 1; at < part.end; ++at)
      if (!all_[at].skipped && all_[at].own_letters >= 80 && all_[at].link_density() < 0.25 &&
          all_[at].tag == Tag::p)
        ++paragraphs;
    return paragraphs >= kParagraphs;
  }

  [[nodiscard]] bool ends_sentence(PageTree::Index at) const {
    constexpr std::size_t kEnough = 4096;  // bytes
    std::string buffer;
    const std::string_view text = page_.text_of(at, kEnough, buffer);
    for (const std::string_view end : {".", "!", "?", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f"})
      if (text.ends_with(end)) return true;
    return text.find(". ") != std::string_view::npos;
  }

  const PageTree& page_;
  const All& all_;
  Favour favour_;
  std::vector<std::uint32_t> top_;
};

}  // namespace

std::vector<PageTree::Index> choose_content(const PageStats& scored, Favour favour) {
  return Choice(scored, favour).run();
}

}  // namespace minutemill::clean
