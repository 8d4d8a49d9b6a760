// html_parse: bytes of a page, in whatever encoding, to a markup tree with the way back to every byte.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <string>

#include <minutemill/plugin.hpp>
#include <minutemill/text.hpp>

#include "charset/charset.hpp"
#include "html_parse/node_arena.hpp"
#include "html_parse/page_guard.hpp"
#include "html_parse/plain_lines.hpp"
#include "html_parse/skeleton.hpp"
#include "html_parse/tree_builder.hpp"
#include "markdown/markdown.hpp"
#include "plain_text/plain_text.hpp"

namespace {

using namespace minutemill;

struct ParseOptions {
  std::string bad_bytes = "repair";
  std::string charset;
  bool title_line = true;
  bool other_formats = true;
  std::int64_t attributes = 256;
  std::int64_t open_formatting = 64;
};

constexpr std::string_view kBadBytes[] = {"repair", "fail"};
constexpr std::array kOptions{
    option<&ParseOptions::bad_bytes>("bad_bytes",
                                     "What becomes of bytes that are no text in the page's encoding: U+FFFD "
                                     "with a report, or failure of the document.")
        .one_of(kBadBytes),
    option<&ParseOptions::charset>(
        "charset",
        "Encoding to believe before what the page declares. A byte-order mark and valid UTF-8 still win."),
    option<&ParseOptions::title_line>("title_line",
                                      "Take a plain first line in front of an HTML fragment for the title."),
    option<&ParseOptions::other_formats>(
        "other_formats",
        "Read inputs of the media type text/markdown as Markdown, and text/plain that holds no HTML as plain "
        "text, so that one pipeline takes all."),
    option<&ParseOptions::attributes>("attributes",
                                      "Most attributes of one element; the rest are dropped with a report.")
        .between(1, 100000),
    option<&ParseOptions::open_formatting>("open_formatting",
                                           "Most formatting elements (b, i, font, a ...) open at a time; "
                                           "tags beyond are dropped with a report, their text is kept.")
        .between(1, 4096),
};

constexpr ReportKind kTooDeep{
    8101, Severity::warning, "nesting flattened",
    "Elements deeper than limits.depth were dissolved into the deepest one allowed; their text is kept."};
constexpr ReportKind kTooManyOpen{
    8102, Severity::warning, "formatting flattened",
    "More formatting elements were left open than the option open_formatting allows; their text is kept."};
constexpr ReportKind kAttributesCut{8103, Severity::warning, "attributes dropped",
                                    "An element had more attributes than the option attributes allows."};
constexpr std::array kReports{charset::kOther,        charset::kBadBytes, charset::kGuessed, charset::kDouble,
                              charset::kUnknownLabel, kTooDeep,           kTooManyOpen,      kAttributesCut};

class HtmlParse {
 public:
  static constexpr std::string_view name = "html_parse";
  static constexpr std::string_view summary = "Reads HTML in any encoding into a markup tree.";
  using Options = ParseOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  HtmlParse(const ParseOptions& chosen, Setup& setup) : options_(chosen) {
    if (!chosen.charset.empty() && charset::converter_for(chosen.charset).empty())
      setup.diagnostics().add({Severity::error,
                               "",
                               {},
                               1,
                               "unknown charset '" + chosen.charset + "'",
                               "use a label of the Encoding Standard: utf-8, gb18030, big5, windows-1252 ...",
                               ""});
  }

  void process(const Input& input, Markup& markup, Context& context) {
    Input believed = input;
    if (!options_.charset.empty()) believed.charset = options_.charset;
    charset::Decoded decoded = charset::read(believed, {options_.bad_bytes == "fail", true}, context);
    markup.source() = {input.name, input.media_type.empty() ? "text/html" : input.media_type, decoded.charset,
                       input.bytes.size()};
    markup.set_decoded(std::move(decoded.text), std::move(decoded.runs), decoded.shift);
    if (options_.other_formats && input.media_type == "text/markdown") {
      markdown::build(markup, {static_cast<std::size_t>(context.limits().depth),
                               static_cast<std::size_t>(context.limits().nodes)});
    } else if (options_.other_formats && is_plain(input, markup.decoded())) {
      plain_text::build(markup);
    } else {
      parse(markup, context);
    }
  }

 private:
  static bool is_plain(const Input& input, const std::string& text) {
    if (input.media_type == "text/plain") return !html::looks_like_html(text);
    return input.media_type.empty() && html::has_no_tag(text);
  }

  void parse(Markup& markup, Context& context) {
    const std::string& text = markup.decoded();
    const auto depth = static_cast<std::size_t>(context.limits().depth);
    html::GuardLimits bounds;
    bounds.depth = depth;
    bounds.formatting = static_cast<std::size_t>(options_.open_formatting);
    bounds.attributes = static_cast<std::size_t>(options_.attributes);
    html::PageGuard guard(text, bounds);
    html::Skeleton page(text);
    html::TagScanner scanner(text, bounds.attributes);
    for (html::Tag tag; scanner.next(tag);) {
      guard.see(tag, scanner.is_xml());
      page.see(tag, scanner.is_xml());
    }
    page.finish();
    const html::Guarded& guarded = guard.result();
    const auto most = static_cast<std::size_t>(context.limits().nodes);
    if (guarded.tags > most * 2)
      throw StageFailure(FailureCode::resource, "the page has " + std::to_string(guarded.tags) +
                                                    " tags; limits.nodes allows " + std::to_string(most) +
                                                    " elements and texts");
    context.check_time();

    if (guarded.changed()) page = html::Skeleton::of(guarded.copy);
    const GumboOutput* output = parse_text(page.text());
    if (page.shortened() && !page.fits(*output->root)) {
      page.give_up();
      output = parse_text(page.text());
    }
    context.check_time();

    html::BuildLimits limits;
    limits.depth = depth;
    limits.nodes = most;
    const html::Built built = html::build_tree(*output, page, limits, markup);
    if (options_.title_line && !built.has_page) html::lift_title_line(markup);
    tell(guarded, built, markup, context);
  }

  const GumboOutput* parse_text(std::string_view text) {
    GumboOptions gumbo = kGumboDefaultOptions;
    gumbo.max_errors = 0;
    arena_.reset();
    arena_.use_in(gumbo);
    return gumbo_parse_with_options(&gumbo, text.data(), text.size());
  }

  static void tell(const html::Guarded& guarded, const html::Built& built, const Markup& markup,
                   Context& context) {
    const auto span = [&](SourceSpan decoded) { return markup.source_span(decoded.begin, decoded.end); };
    if (const std::size_t count = guarded.too_deep + built.flattened; count > 0)
      context.report(kTooDeep, std::to_string(count) + " elements",
                     span(guarded.too_deep > 0 ? guarded.first_deep : built.first_flattened));
    if (guarded.too_many_open > 0)
      context.report(kTooManyOpen, std::to_string(guarded.too_many_open) + " tags", span(guarded.first_open));
    if (guarded.too_many_attributes > 0)
      context.report(kAttributesCut, "on " + std::to_string(guarded.too_many_attributes) + " elements",
                     span(guarded.first_attributes));
  }

  ParseOptions options_;
  html::NodeArena arena_;
};

}  // namespace

MINUTEMILL_PLUGIN("html_parse", "1.0.0", HtmlParse)
