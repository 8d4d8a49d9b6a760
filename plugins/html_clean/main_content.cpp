#include "main_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "content_cleaner.hpp"
#include "content_marks.hpp"

namespace minutemill::clean {
namespace {

constexpr std::uint32_t kParagraph = 25;  // letters below which a text says nothing
constexpr std::uint32_t kEnough = 500;  // letters that a main text has at least, before the search is widened
constexpr std::size_t kAncestors = 5;   // that a paragraph speaks for
constexpr std::size_t kTop = 5;         // candidates compared

using All = std::vector<ElementStats>;

double tag_score(std::string_view name) {
  if (name == "div" || name == "article" || name == "main") return 5;
  if (name == "pre" || name == "td" || name == "blockquote") return 3;
  if (name == "address" || name == "ol" || name == "ul" || name == "dl" || name == "dd" || name == "dt" ||
      name == "li" || name == "form")
    return -3;
  if (name == "th" || (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')) return -5;
  return 0;
}

bool is_scored(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kScored{"article", "center", "div", "h2",      "h3", "h4",
                                                            "main",    "p",      "pre", "section", "td"};
  return std::binary_search(kScored.begin(), kScored.end(), name) || name == "body" || name == "font" ||
         name == "span";
}

class Scoring {
 public:
  Scoring(All& all, bool weigh_names) : all_(all), weigh_names_(weigh_names) {}

  void run() {
    for (std::uint32_t i = 0; i < all_.size(); ++i) {
      const ElementStats& unit = all_[i];
      if (unit.skipped || !unit.is_block || unit.own_letters < kParagraph || !is_scored(unit.node.name()))
        continue;
      const double score = 2 + unit.own_commas + std::min<double>(std::floor(unit.own_letters / 100.0), 3);
      // Loose text among blocks speaks for the element itself, a paragraph for the one around it.
      const std::string_view name = unit.node.name();
      std::uint32_t up = unit.has_block && name != "p" && name != "td" && name != "pre" ? i : unit.parent;
      if (i == 0) up = 0;
      for (std::size_t level = 0; level < kAncestors; ++level) {
        touch(up);
        all_[up].score += score / (level == 0 ? 1.0 : level == 1 ? 2.0 : static_cast<double>(level) * 3);
        if (up == 0) break;
        up = all_[up].parent;
      }
    }
    for (ElementStats& stats : all_)
      if (stats.is_candidate) stats.score *= 1 - stats.link_density();
  }

 private:
  void touch(std::uint32_t i) {
    ElementStats& stats = all_[i];
    if (stats.is_candidate) return;
    stats.is_candidate = true;
    stats.score = tag_score(stats.node.name()) + (weigh_names_ ? stats.weight : 0);
  }

  All& all_;
  bool weigh_names_;
};

class Choice {
 public:
  Choice(All& all, Favour favour) : all_(all), favour_(favour) {}

  std::vector<pugi::xml_node> run() {
    rank();
    if (top_.empty()) return {};
    std::uint32_t best = common_ancestor(top_[0]);
    best = climb(best);
    best_ = best;
    return with_siblings(best);
  }
  [[nodiscard]] std::uint32_t best() const noexcept { return best_; }

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

  std::vector<pugi::xml_node> with_siblings(std::uint32_t best) const {
    std::vector<pugi::xml_node> out;
    const ElementStats& chosen = all_[best];
    if (best == 0) return {chosen.node};
    const double share = favour_ == Favour::recall ? 0.1 : favour_ == Favour::precision ? 0.4 : 0.2;
    const double threshold = std::max(10.0, chosen.score * share);
    const std::string_view classes = chosen.node.attribute("class").value();
    const std::uint32_t parent = chosen.parent;
    for (std::uint32_t i = parent + 1; i < all_[parent].end; i = all_[i].end) {
      const ElementStats& sibling = all_[i];
      if (i == best) {
        out.push_back(sibling.node);
        continue;
      }
      if (sibling.skipped) continue;
      const double bonus =
          !classes.empty() && classes == sibling.node.attribute("class").value() ? chosen.score * 0.2 : 0;
      bool keep = sibling.score > 0 && sibling.score + bonus >= threshold;
      if (!keep && std::string_view(sibling.node.name()) == "p") {
        const double links = sibling.link_density();
        constexpr std::uint32_t kLong = 80;
        keep = sibling.letters > kLong ? links < 0.25
                                       : sibling.letters > 0 && links == 0 && ends_sentence(sibling.node);
      }
      if (keep) out.push_back(sibling.node);
    }
    return out;
  }

  static bool ends_sentence(const pugi::xml_node& node) {
    const std::string text = text_of(node);
    for (const std::string_view end : {".", "!", "?", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f"})
      if (text.ends_with(end)) return true;
    return text.find(". ") != std::string::npos;
  }

  All& all_;
  Favour favour_;
  std::vector<std::uint32_t> top_;
  std::uint32_t best_ = 0;
};

}  // namespace

MainContent find_main_content(pugi::xml_node body, const NamePatterns& patterns, Favour favour) {
  // From strict to lenient: a page with little text is searched again with the rules let go one by one.
  struct Attempt {
    bool strip_unlikely, weigh_names, clean;
  };
  static constexpr std::array<Attempt, 4> kAttempts{
      {{true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}}};
  MainContent best;
  std::size_t best_letters = 0;
  std::vector<ContentCleaner::Marked> best_marks;
  for (const Attempt& attempt : kAttempts) {
    PageStats stats(body, patterns, attempt.strip_unlikely);
    Scoring(stats.all(), attempt.weigh_names).run();
    Choice choice(stats.all(), favour);
    MainContent found;
    found.roots = choice.run();
    if (found.roots.empty()) continue;
    ContentCleaner cleaner(stats, patterns, favour, attempt.clean, attempt.weigh_names);
    const std::size_t letters = cleaner.run(found.roots);
    const ElementStats& whole = stats.all()[0];
    const double share = whole.letters == 0 ? 0 : static_cast<double>(letters) / whole.letters;
    found.confidence =
        std::clamp(0.3 + 0.5 * std::min(1.0, static_cast<double>(letters) / 2000.0) + 0.2 * share, 0.0, 1.0);
    if (letters > best_letters || best.roots.empty()) {
      best = std::move(found);
      best_letters = letters;
      best_marks = cleaner.marked();
    }
    if (letters >= kEnough) break;
  }
  for (const ContentCleaner::Marked& mark : best_marks)
    if (pugi::xml_node node = mark.node; !node.attribute(mark::kFurniture))
      node.append_attribute(mark::kFurniture).set_value(mark.rule);
  return best;
}

}  // namespace minutemill::clean
