// html_clean: finds what a reader came for, marks the rest as furniture, and turns looks into meaning.
#include <algorithm>
#include <array>
#include <string>

#include <minutemill/plugin.hpp>

#include "content_marks.hpp"
#include "element_pass.hpp"
#include "headline.hpp"
#include "line_roles.hpp"
#include "main_content.hpp"
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

  HtmlClean(const CleanOptions& chosen, Setup& setup) : options_(chosen) { rules_.load(chosen.sites, setup); }

  void process(Markup& markup, Context& context) {
    pugi::xml_node root = markup.tree().document_element(), body = root.child("body");
    if (!body) return;
    clean::ElementPassOptions pass;
    pass.strip_trackers = options_.strip_trackers;
    pass.compose = options_.normalization == "nfc";
    pass.base = root.child("head").child("base").attribute("href").value();
    clean::nest_word_lists(body);
    const clean::ElementPassCounts counts = clean::ElementPass(rules_, pass, markup).run();
    choose_content(root, body, context);
    clean::remove_spacers(body);
    tell(counts, markup, context);
  }

 private:
  void choose_content(pugi::xml_node html, pugi::xml_node body, Context& context) {
    std::vector<pugi::xml_node> kept;
    std::string rule;
    if (options_.content != "page") {
      const clean::SiteContent site = clean::find_site_content(rules_, body);
      if (!site.drifted.empty()) context.report(kDrift, site.drifted);
      if (site.profile != nullptr) {
        clean::mark_junk(*site.profile, site.roots);
        kept = site.roots;
        for (const pugi::xml_node& node : clean::mark_roles(*site.profile, body)) kept.push_back(node);
        rule = "profile:" + site.profile->id;
      }
    }
    if (kept.empty() && options_.content == "auto" && is_page(html)) {
      const auto favour = options_.favour == "precision" ? clean::Favour::precision
                          : options_.favour == "recall"  ? clean::Favour::recall
                                                         : clean::Favour::balanced;
      clean::MainContent found = clean::find_main_content(body, rules_.patterns(), favour);
      kept = std::move(found.roots);
      rule = "main_content";
      if (!kept.empty()) tell_confidence(found.confidence, context);
    }
    if (is_page(html) || !kept.empty())
      clean::mark_lines(kept.empty() ? std::vector{body} : kept, rules_.patterns());
    const std::vector<pugi::xml_node> beside =
        clean::mark_headline(html, kept.empty() ? std::vector{body} : kept, rules_.patterns());
    std::vector<pugi::xml_node> lines = kept.empty() ? std::vector{body} : beside;
    lines.insert(lines.end(), kept.begin(), kept.end());
    clean::mark_line_roles(lines, rules_.patterns());
    if (kept.empty()) return;
    kept.insert(kept.end(), beside.begin(), beside.end());
    for (const pugi::xml_node& node : kept) unmark(node);
    clean::mark_all_but(body, kept, rule);
  }

  static void tell_confidence(double confidence, Context& context) {
    const int hundredths = static_cast<int>(confidence * 100);
    const std::string figures = std::to_string(hundredths % 100);
    context.report(kChosen, std::to_string(hundredths / 100) + (figures.size() < 2 ? ".0" : ".") + figures);
  }

  // A fragment is content as it is; a page has a frame.
  static bool is_page(pugi::xml_node html) { return html.child("head").first_child() != nullptr; }

  // What holds the content is not furniture, whatever its name says.
  static void unmark(pugi::xml_node node) {
    for (; node; node = node.parent()) node.remove_attribute(mark::kFurniture);
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
};

}  // namespace

MINUTEMILL_PLUGIN("html_clean", "1.0.0", HtmlClean)
