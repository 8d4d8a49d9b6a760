#include "content_cleaner.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace minutemill::clean {
std::size_t ContentCleaner::run(const std::vector<PageTree::Index>& roots) {
  std::size_t letters = 0;
  const std::vector<ElementStats>& all = stats_.all();
  for (const PageTree::Index root : roots) {
    const std::size_t begin = stats_.index_of(root);
    if (begin == all.size()) continue;
    std::size_t kept = all[begin].letters;
    for (std::size_t i = begin + 1; i < all[begin].end;) {
      if (all[i].skipped) {
        marked_.push_back({all[i].at, "name"});
        set_aside(i);
        i = all[i].end;
        continue;
      }
      const char* rule = judge(all[i]);
      if (rule == nullptr) {
        ++i;
        continue;
      }
      marked_.push_back({all[i].at, rule});
      kept -= std::min<std::size_t>(kept, all[i].letters);
      i = all[i].end;
    }
    letters += kept;
  }
  return letters;
}

void ContentCleaner::set_aside(std::size_t index) {
  constexpr int kRuns = 3;
  const std::vector<ElementStats>& all = stats_.all();
  if (!all[index].unlikely) return;
  const std::size_t parent = all[index].parent;
  SetAside& aside = set_aside_[parent];
  bool text_between = aside.runs == 0;
  for (std::size_t i = aside.end; i < index && !text_between && aside.runs > 0; i = all[i].end)
    text_between = !all[i].skipped && all[i].letters > 0;
  aside.runs += text_between ? 1 : 0;
  aside.end = all[index].end;
  aside.letters += letters_below(all[index].at);
  names_mislead_ = names_mislead_ || (aside.runs >= kRuns && aside.letters > all[parent].letters);
}

std::size_t ContentCleaner::letters_below(PageTree::Index at) const {
  std::size_t letters = 0;
  for (PageTree::Index inside = at; inside < page_[at].end; ++inside) letters += page_[inside].facts.letters;
  return letters;
}

bool ContentCleaner::is_inside_figure(PageTree::Index at) const {
  for (; at != PageTree::kNone; at = page_[at].parent)
    if (page_[at].tag == Tag::figure) return true;
  return false;
}

const char* ContentCleaner::judge(const ElementStats& stats) const {
  if (stats.tag == Tag::footer || stats.tag == Tag::aside || stats.tag == Tag::nav) return "page_frame";
  if (favour_ != Favour::recall)
    if (const char* rule = judge_name(stats)) return rule;
  if (stats.tag == Tag::h1 || stats.tag == Tag::h2)
    return weigh_names_ && stats.weight < 0 ? "heading_name" : nullptr;
  if (!conditionally_) return nullptr;
  switch (stats.tag) {
    case Tag::form:
    case Tag::fieldset:
    case Tag::table:
    case Tag::ul:
    case Tag::ol:
    case Tag::div:
    case Tag::section:
      return judge_box(stats);
    default:
      return nullptr;
  }
}

// A box whose name says so, and that is a small part of the content: large ones are the content, whatever
// their name. Captions of press pictures go, their pictures stay.
const char* ContentCleaner::judge_name(const ElementStats& stats) const {
  constexpr std::uint32_t kShare = 4;
  constexpr std::uint16_t kPictures = 3;         // a box with more of them is a gallery
  constexpr std::size_t kLongestCaption = 1000;  // bytes
  if (stats.tag == Tag::figcaption) {
    if (patterns_.credit == nullptr) return nullptr;
    std::string buffer;
    const std::string_view text = page_.text_of(stats.at, kLongestCaption, buffer);
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *patterns_.credit) ? "caption"
                                                                                            : nullptr;
  }
  if (stats.letters * kShare > stats_.all()[0].letters || stats.images > kPictures) return nullptr;
  if (stats.images == 0 && stats.caption_name) return "caption";
  return stats.junk_name ? "junk_name" : nullptr;
}

bool ContentCleaner::has_head(PageTree::Index table) const {
  for (PageTree::Index at = table + 1; at < page_[table].end; at = page_[at].end)
    if (page_[at].tag == Tag::caption || page_[at].tag == Tag::thead) return true;
  return false;
}

const char* ContentCleaner::judge_box(const ElementStats& stats) const {
  const bool is_list = stats.tag == Tag::ul || stats.tag == Tag::ol;
  if (stats.tag == Tag::table && (has_head(stats.at) || page_.holds(stats.at, Tag::th))) return nullptr;
  if (page_.holds(stats.at, Tag::code)) return nullptr;
  const int weight = weigh_names_ ? stats.weight : 0;
  if (weight < 0) return "name";
  constexpr std::uint32_t kCommas = 10;
  if (stats.commas >= kCommas) return nullptr;
  const double links = stats.link_density();
  const double strict = favour_ == Favour::precision ? 0.1 : favour_ == Favour::recall ? -0.15 : 0;
  const std::uint32_t letters = stats.letters;
  const double heading_share = letters == 0 ? 0 : static_cast<double>(stats.heading_letters) / letters;
  const bool in_figure = is_inside_figure(stats.at);
  if (!in_figure && stats.images > 1 && stats.paragraphs * 2 < stats.images) return "pictures";
  if (!is_list && stats.list_items > stats.paragraphs + 100) return "list";
  if (stats.inputs > stats.paragraphs / 3) return "form";
  if (!is_list && !in_figure && heading_share < 0.9 && letters < 25 &&
      (stats.images == 0 || stats.images > 2) && links > 0)
    return "scrap";
  if (!is_list && weight < 25 && links > 0.2 - strict) return "links";
  if (weight >= 25 && links > 0.5 - strict) return "links";
  constexpr std::uint16_t kFewItems = 2;  // a way to what the paragraph above is about
  if (is_list && stats.list_items > kFewItems && links > 0.5 - strict && weight < 25) return "links";
  return nullptr;
}

}  // namespace minutemill::clean
