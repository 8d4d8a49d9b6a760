#include "main_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "content_choice.hpp"
#include "content_cleaner.hpp"

namespace minutemill::clean {
namespace {

constexpr std::uint32_t kParagraph = 25;  // letters below which a text says nothing
constexpr std::uint32_t kEnough = 500;  // letters that a main text has at least, before the search is widened
constexpr std::size_t kAncestors = 5;   // that a paragraph speaks for

using All = std::vector<ElementStats>;

double tag_score(Tag tag) {
  switch (tag) {
    case Tag::div:
    case Tag::article:
    case Tag::main:
      return 5;
    case Tag::pre:
    case Tag::td:
    case Tag::blockquote:
      return 3;
    case Tag::address:
    case Tag::ol:
    case Tag::ul:
    case Tag::dl:
    case Tag::dd:
    case Tag::dt:
    case Tag::li:
    case Tag::form:
      return -3;
    case Tag::th:
      return -5;
    default:
      return heading_level(tag) > 0 ? -5 : 0;
  }
}

bool is_scored(Tag tag) {
  switch (tag) {
    case Tag::article:
    case Tag::body:
    case Tag::center:
    case Tag::div:
    case Tag::font:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::main:
    case Tag::p:
    case Tag::pre:
    case Tag::section:
    case Tag::span:
    case Tag::td:
      return true;
    default:
      return false;
  }
}

class Scoring {
 public:
  Scoring(All& all, bool weigh_names) : all_(all), weigh_names_(weigh_names) {}

  void run() {
    for (std::uint32_t i = 0; i < all_.size(); ++i) {
      const ElementStats& unit = all_[i];
      if (unit.skipped || !unit.is_block || unit.own_letters < kParagraph || !is_scored(unit.tag)) continue;
      const double score = 2 + unit.own_commas + std::min<double>(std::floor(unit.own_letters / 100.0), 3);
      // Loose text among blocks speaks for the element itself, a paragraph for the one around it.
      const bool is_paragraph = unit.tag == Tag::p || unit.tag == Tag::td || unit.tag == Tag::pre;
      std::uint32_t up = unit.has_block && !is_paragraph ? i : unit.parent;
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
    stats.score = tag_score(stats.tag) + (weigh_names_ ? stats.weight : 0);
  }

  All& all_;
  bool weigh_names_;
};

class ContentSearch {
 public:
  ContentSearch(PageTree& page, PageTree::Index body, const NamePatterns& patterns, NameVerdicts& names,
                Favour favour)
      : page_(page), body_(body), patterns_(patterns), names_(names), favour_(favour) {}

  MainContent run() {
    // From strict to lenient: a page with little text is searched again with the rules let go one by one.
    static constexpr std::array<Attempt, 4> kAttempts{
        {{true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}}};
    for (const Attempt& attempt : kAttempts) {
      PageStats stats(page_, body_, names_, attempt.strip_unlikely);
      Scoring(stats.all(), attempt.weigh_names).run();
      consider(stats, choose_content(stats, favour_), attempt);
      if (names_mislead_ || letters_ >= kEnough) break;
    }
    if (names_mislead_) without_names();
    // Paragraphs too short to speak for themselves: what the page itself calls its article.
    if (letters_ < kEnough) {
      PageStats stats(page_, body_, names_, true);
      consider(stats, only_article(stats.all()), {true, true, false});
    }
    for (const ContentCleaner::Marked& mark : marks_) page_.mark_furniture(mark.at, mark.rule);
    return std::move(best_);
  }

 private:
  struct Attempt {
    bool strip_unlikely, weigh_names, clean;
  };

  void consider(PageStats& stats, std::vector<PageTree::Index> roots, const Attempt& attempt) {
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
    PageStats stats(page_, body_, names_, attempt.strip_unlikely);
    Scoring(stats.all(), attempt.weigh_names).run();
    consider(stats, choose_content(stats, favour_), attempt);
  }

  static std::vector<PageTree::Index> only_article(const All& all) {
    for (const Tag tag : {Tag::article, Tag::main}) {
      std::vector<PageTree::Index> found;
      for (const ElementStats& stats : all)
        if (!stats.skipped && tag == stats.tag && stats.link_density() < 0.5) found.push_back(stats.at);
      if (found.size() == 1) return found;
    }
    return {};
  }

  PageTree& page_;
  PageTree::Index body_;
  const NamePatterns& patterns_;
  NameVerdicts& names_;
  Favour favour_;
  MainContent best_;
  std::size_t letters_ = 0;
  bool names_mislead_ = false;
  std::vector<ContentCleaner::Marked> marks_;
};

}  // namespace

MainContent find_main_content(PageTree& page, PageTree::Index body, const NamePatterns& patterns,
                              NameVerdicts& names, Favour favour) {
  return ContentSearch(page, body, patterns, names, favour).run();
}

}  // namespace minutemill::clean
