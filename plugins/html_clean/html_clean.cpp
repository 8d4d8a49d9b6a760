// html_clean: finds what a reader came for, marks the rest as furniture, and turns looks into meaning.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include <minutemill/plugin.hpp>

#include "content_marks.hpp"
#include "element_pass.hpp"
#include "headline.hpp"
#include "line_roles.hpp"
#include "main_content.hpp"
#include "name_verdicts.hpp"
#include "page_tree.hpp"
#include "site_content.hpp"
#include "site_rules.hpp"
#include "spacers.hpp"
#include "word_lists.hpp"

namespace {

using namespace minutemill;

struct CleanOptions {
  ConfigFile sites;
  std::string content = "auto";
  std::string favour = "balanced";
  bool strip_trackers = false;
  std::string normalization = "none";
};

constexpr std::string_view kContent[] = {"auto", "site", "page"};
constexpr std::string_view kFavour[] = {"balanced", "precision", "recall"};

constexpr std::string_view kNormalization[] = {"none", "nfc"};

constexpr std::array kOptions{
    option<&CleanOptions::sites>("sites", "Site file: profiles of sites, and rules for furniture and junk.")
        .in_folder("sites"),
    option<&CleanOptions::content>("content",
                                   "How the main text is found: auto tries the site's profiles, then "
                                   "scoring; site the profiles alone; page takes the whole page.")
        .one_of(kContent),
    option<&CleanOptions::favour>(
        "favour", "What scoring leans to when in doubt: precision drops more, recall keeps more.")
        .one_of(kFavour),
    option<&CleanOptions::strip_trackers>("strip_trackers",
                                          "Take tracking parameters (utm_source, fbclid ...) out of links."),
    option<&CleanOptions::normalization>(
        "normalization", "Unicode normalization of texts (UAX 15): nfc composes letters and their accents.")
        .one_of(kNormalization),
};

constexpr ReportKind kActive{
    2101, Severity::note, "active links removed",
    "Links to javascript:, data:, file: or network shares lost their target; their text is kept."};
constexpr ReportKind kHidden{2102, Severity::note, "hidden parts set aside",
                             "Elements that a browser does not display were marked as furniture."};
constexpr ReportKind kDrift{2103, Severity::warning, "site profile drifted",
                            "The page is of a known site, but none of the profile's content selectors finds "
                            "text; update the profile."};
constexpr ReportKind kDirection{
    2104, Severity::warning, "direction overrides removed",
    "U+202D and U+202E can make a text read as another one; they were taken out."};
constexpr ReportKind kChosen{
    2105, Severity::note, "main text chosen by scoring",
    "No profile of the site file fits; how sure the choice is, from 0 to 1. Below 0.5 the page holds little "
    "text, or much beside it: look at what was set aside, or write a profile."};
constexpr std::array kReports{kActive, kHidden, kDrift, kDirection, kChosen};

class HtmlClean {
 public:
  static constexpr std::string_view name = "html_clean";
  static constexpr std::string_view summary =
      "Marks furniture and roles, and takes scripts, styles and spacers out of a page.";
  using Options = CleanOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  HtmlClean(const CleanOptions& chosen, Setup& setup) : options_(chosen), names_(rules_.patterns()) {
    rules_.load(chosen.sites, setup);
  }

  void process(Markup& markup, Context& context) {
    pugi::xml_node root = markup.tree().document_element(), body = root.child("body");
    if (!body) return;
    clean::ElementPassOptions pass;
    pass.strip_trackers = options_.strip_trackers;
    pass.compose = options_.normalization == "nfc";
    pass.base = root.child("head").child("base").attribute("href").value();
    if (clean::may_hold_word_lists(markup)) clean::nest_word_lists(body);
    const clean::ElementPassCounts counts = clean::ElementPass(rules_, pass, markup, page_).run();
    choose_content(root, context);
    clean::remove_spacers(page_, page_.part(clean::Tag::body));
    tell(counts, markup, context);
  }

 private:
  using Roots = std::vector<clean::PageTree::Index>;

  void choose_content(pugi::xml_node html, Context& context) {
    const bool is_page = html.child("head").first_child() != nullptr;  // a fragment is content as it is
    const clean::PageTree::Index body = page_.part(clean::Tag::body);
    std::string rule;
    Roots kept = site_content(body, rule, context);
    if (kept.empty() && options_.content == "auto" && is_page) {
      clean::MainContent found = clean::find_main_content(page_, body, rules_.patterns(), names_, favour());
      kept = std::move(found.roots);
      rule = "main_content";
      if (!kept.empty()) tell_confidence(found.confidence, context);
    }
    const Roots content = kept.empty() ? Roots{body} : kept;
    if (is_page || !kept.empty()) clean::mark_lines(page_, content, rules_.patterns());
    Roots lines = clean::mark_headline(page_, body, content, rules_.patterns());
    kept.insert(kept.end(), kept.empty() ? lines.end() : lines.begin(), lines.end());
    if (kept.empty()) lines.clear();
    lines.insert(lines.end(), content.begin(), content.end());
    if (clean::mark_line_roles(page_, lines, rules_.patterns())) read_again(html, kept);
    if (kept.empty()) return;
    for (const clean::PageTree::Index at : kept) unmark(at);
    clean::mark_all_but(page_, page_.part(clean::Tag::body), kept, rule);
  }

  Roots site_content(clean::PageTree::Index body, std::string& rule, Context& context) {
    Roots kept;
    if (options_.content == "page") return kept;
    const clean::SiteContent site = clean::find_site_content(rules_, page_, body);
    if (!site.drifted.empty()) context.report(kDrift, site.drifted);
    if (site.profile == nullptr) return kept;
    clean::mark_junk(*site.profile, page_, site.roots);
    kept = site.roots;
    for (const clean::PageTree::Index at : clean::mark_roles(*site.profile, page_, body)) kept.push_back(at);
    rule = "profile:" + site.profile->id;
    return kept;
  }

  // The page tree in the markup's order, and where `kept` stand in it now.
  void read_again(pugi::xml_node html, Roots& kept) {
    std::unordered_map<const void*, clean::PageTree::Index> places;
    std::vector<pugi::xml_node> nodes;
    for (const clean::PageTree::Index at : kept) nodes.push_back(page_[at].node);
    page_.read(html);
    for (clean::PageTree::Index at = 0; at < page_.size(); ++at)
      places.emplace(page_[at].node.internal_object(), at);
    std::ranges::transform(nodes, kept.begin(),
                           [&](const pugi::xml_node& node) { return places.at(node.internal_object()); });
  }

  [[nodiscard]] clean::Favour favour() const {
    if (options_.favour == "precision") return clean::Favour::precision;
    return options_.favour == "recall" ? clean::Favour::recall : clean::Favour::balanced;
  }

  static void tell_confidence(double confidence, Context& context) {
    const int hundredths = static_cast<int>(confidence * 100);
    const std::string figures = std::to_string(hundredths % 100);
    context.report(kChosen, std::to_string(hundredths / 100) + (figures.size() < 2 ? ".0" : ".") + figures);
  }

  // What holds the content is not furniture, whatever its name says.
  void unmark(clean::PageTree::Index at) {
    for (; at != clean::PageTree::kNone; at = page_[at].parent) page_.unmark_furniture(at);
  }

  static void tell(const clean::ElementPassCounts& counts, const Markup& markup, Context& context) {
    const auto span = [&](SourceSpan decoded) { return markup.source_span(decoded.begin, decoded.end); };
    if (counts.active_links > 0)
      context.lose(kActive, std::to_string(counts.active_links), {.links = counts.active_links},
                   span(counts.first_link));
    if (counts.hidden > 0) context.report(kHidden, std::to_string(counts.hidden), span(counts.first_hidden));
    if (counts.direction_tricks > 0)
      context.report(kDirection, std::to_string(counts.direction_tricks), span(counts.first_trick));
  }

  CleanOptions options_;
  clean::SiteRules rules_;
  clean::NameVerdicts names_;
  clean::PageTree page_;  // of the page at hand; kept for its memory
};

}  // namespace

MINUTEMILL_PLUGIN("html_clean", "1.0.0", HtmlClean)
