#include "main_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "content_choice.hpp"
#include "content_cleaner.hpp"
#include "content_marks.hpp"

namespace minutemill::clean {
namespace {

constexpr std::uint32_t kParagraph = 25;  // letters below which a text says nothing
constexpr std::uint32_t kEnough = 500;  // letters that a main text has at least, before the search is widened
constexpr std::size_t kAncestors = 5;   // that a paragraph speaks for

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

class ContentSearch {
 public:
  ContentSearch(pugi::xml_node body, const NamePatterns& patterns, Favour favour)
      : body_(body), patterns_(patterns), favour_(favour) {}

  MainContent run() {
    // From strict to lenient: a page with little text is searched again with the rules let go one by one.
    static constexpr std::array<Attempt, 4> kAttempts{
        {{true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}}};
    for (const Attempt& attempt : kAttempts) {
      PageStats stats(body_, patterns_, attempt.strip_unlikely);
      Scoring(stats.all(), attempt.weigh_names).run();
      consider(stats, choose_content(stats.all(), favour_), attempt);
      if (names_mislead_ || letters_ >= kEnough) break;
    }
    if (names_mislead_) without_names();
    // Paragraphs too short to speak for themselves: what the page itself calls its article.
    if (letters_ < kEnough) {
      PageStats stats(body_, patterns_, true);
      consider(stats, only_article(stats.all()), {true, true, false});
    }
    for (const ContentCleaner::Marked& mark : marks_)
      if (pugi::xml_node node = mark.node; !node.attribute(mark::kFurniture))
        node.append_attribute(mark::kFurniture).set_value(mark.rule);
    return std::move(best_);
  }

 private:
  struct Attempt {
    bool strip_unlikely, weigh_names, clean;
  };

  void consider(PageStats& stats, std::vector<pugi::xml_node> roots, const Attempt& attempt) {
    if (roots.empty()) return;
    ContentCleaner cleaner(stats, patterns_, favour_, attempt.clean, attempt.weigh_names);
    const std::size_t letters = cleaner.run(roots);
    names_mislead_ = cleaner.names_mislead();
    if (letters <= letters_ && !best_.roots.empty()) return;
    const ElementStats& whole = stats.all()[0];
    const double share = whole.letters == 0 ? 0 : static_cast<double>(letters) / whole.letters;
    const double size = std::min(1.0, static_cast<double>(letters) / 2000.0);
    best_ = {std::move(roots), std::clamp(0.3 + 0.5 * size + 0.2 * share, 0.0, 1.0)};
    letters_ = letters;
    marks_ = cleaner.marked();
  }

  void without_names() {
    const Attempt attempt{false, false, false};
    PageStats stats(body_, patterns_, attempt.strip_unlikely);
    Scoring(stats.all(), attempt.weigh_names).run();
    consider(stats, choose_content(stats.all(), favour_), attempt);
  }

  static std::vector<pugi::xml_node> only_article(const All& all) {
    for (const std::string_view name : {"article", "main"}) {
      std::vector<pugi::xml_node> found;
      for (const ElementStats& stats : all)
        if (!stats.skipped && name == stats.node.name() && stats.link_density() < 0.5)
          found.push_back(stats.node);
      if (found.size() == 1) return found;
    }
    return {};
  }

  pugi::xml_node body_;
  const NamePatterns& patterns_;
  Favour favour_;
  MainContent best_;
  std::size_t letters_ = 0;
  bool names_mislead_ = false;
  std::vector<ContentCleaner::Marked> marks_;
};

}  // namespace

MainContent find_main_content(pugi::xml_node body, const NamePatterns& patterns, Favour favour) {
  return ContentSearch(body, patterns, favour).run();
}

}  // namespace minutemill::clean
