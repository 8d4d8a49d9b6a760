#include "content_cleaner.hpp"

#include <algorithm>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "content_marks.hpp"

namespace minutemill::clean {
namespace {

std::size_t letters_below(pugi::xml_node node) {
  std::size_t letters = 0;
  for (pugi::xml_node at = node; at; at = next_within(at, node))
    if (at.type() == pugi::node_pcdata) letters += count_letters(at.value()).letters;
  return letters;
}

bool is_inside_figure(pugi::xml_node node) {
  for (; node; node = node.parent())
    if (std::string_view(node.name()) == "figure") return true;
  return false;
}

}  // namespace

std::size_t ContentCleaner::run(const std::vector<pugi::xml_node>& roots) {
  std::size_t letters = 0;
  std::vector<ElementStats>& all = stats_.all();
  for (const pugi::xml_node& root : roots) {
    const std::size_t begin = stats_.index_of(root);
    if (begin == all.size()) continue;
    std::size_t kept = all[begin].letters;
    for (std::size_t i = begin + 1; i < all[begin].end;) {
      if (all[i].skipped) {
        marked_.push_back({all[i].node, "name"});
        set_aside(i);
        i = all[i].end;
        continue;
      }
      const char* rule = judge(all[i]);
      if (rule == nullptr) {
        ++i;
        continue;
      }
      marked_.push_back({all[i].node, rule});
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
  aside.letters += letters_below(all[index].node);
  names_mislead_ = names_mislead_ || (aside.runs >= kRuns && aside.letters > all[parent].letters);
}

const char* ContentCleaner::judge(const ElementStats& stats) const {
  const std::string_view name = stats.node.name();
  if (name == "footer" || name == "aside" || name == "nav") return "page_frame";
  if (favour_ != Favour::recall)
    if (const char* rule = judge_name(stats)) return rule;
  if (name == "h1" || name == "h2") {
    if (weigh_names_ && stats.weight < 0) return "heading_name";
    return nullptr;
  }
  if (!conditionally_) return nullptr;
  if (name == "form" || name == "fieldset" || name == "table" || name == "ul" || name == "ol" ||
      name == "div" || name == "section")
    return judge_box(stats);
  return nullptr;
}

// A box whose name says so, and that is a small part of the content: large ones are the content, whatever
// their name. Captions of press pictures go, their pictures stay.
const char* ContentCleaner::judge_name(const ElementStats& stats) const {
  constexpr std::uint32_t kShare = 4;
  constexpr std::uint16_t kPictures = 3;         // a box with more of them is a gallery
  constexpr std::size_t kLongestCaption = 1000;  // bytes
  if (std::string_view(stats.node.name()) == "figcaption")
    return patterns_.credit != nullptr &&
                   RE2::PartialMatch(text_of(stats.node, kLongestCaption), *patterns_.credit)
               ? "caption"
               : nullptr;
  if (stats.letters * kShare > stats_.all()[0].letters || stats.images > kPictures) return nullptr;
  const pugi::xml_attribute classes = stats.node.attribute("class"), id = stats.node.attribute("id");
  const auto fits = [&](const std::shared_ptr<re2::RE2>& pattern) {
    return pattern != nullptr && ((classes && RE2::PartialMatch(classes.value(), *pattern)) ||
                                  (id && RE2::PartialMatch(id.value(), *pattern)));
  };
  if (stats.images == 0 && fits(patterns_.caption)) return "caption";
  return fits(patterns_.junk) ? "junk_name" : nullptr;
}

const char* ContentCleaner::judge_box(const ElementStats& stats) const {
  const std::string_view name = stats.node.name();
  const bool is_list = name == "ul" || name == "ol";
  if (name == "table") {
    if (stats.node.child("caption") || stats.node.child("thead") ||
        stats.node.find_node([](const pugi::xml_node& n) { return std::string_view(n.name()) == "th"; }))
      return nullptr;
  }
  if (stats.node.find_node([](const pugi::xml_node& n) { return std::string_view(n.name()) == "code"; }))
    return nullptr;
  const int weight = weigh_names_ ? stats.weight : 0;
  if (weight < 0) return "name";
  constexpr std::uint32_t kCommas = 10;
  if (stats.commas >= kCommas) return nullptr;
  const double links = stats.link_density();
  const double strict = favour_ == Favour::precision ? 0.1 : favour_ == Favour::recall ? -0.15 : 0;
  const std::uint32_t letters = stats.letters;
  const double heading_share = letters == 0 ? 0 : static_cast<double>(stats.heading_letters) / letters;
  const bool in_figure = is_inside_figure(stats.node);
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
