// html_lift: markup to document, with the way back to the input's bytes.
#include <array>
#include <string>

#include <minutemill/plugin.hpp>

#include "images.hpp"
#include "language.hpp"
#include "lifter.hpp"
#include "page_metadata.hpp"

namespace {

using namespace minutemill;

struct LiftOptions {
  std::string lang;
};
constexpr std::array kOptions{
    option<&LiftOptions::lang>(
        "lang",
        "Language of pages that declare none (BCP 47). Left out: told by the script, when that can be."),
};

constexpr ReportKind kUnknown{3101, Severity::note, "unknown element",
                              "An element of no known kind was kept with its tag."};
constexpr ReportKind kClamped{3102, Severity::warning, "cell span clamped",
                              "A cell spans more columns or rows than HTML allows."};
constexpr ReportKind kFlattened{
    3103, Severity::warning, "structure flattened",
    "Lists, tables or quotations lie deeper than limits.depth; their text is kept as paragraphs."};
constexpr ReportKind kImage{3104, Severity::warning, "image left out",
                            "An image could not be read; its alternative text is kept."};
constexpr ReportKind kPages{
    3105, Severity::note, "report goes on elsewhere",
    "The page says that it is one of several (rel=next, rel=prev); the others are inputs of "
    "their own. The record has their addresses under `page.next` and `page.previous`."};
constexpr std::array kReports{kUnknown, kClamped, kFlattened, kImage, kPages};

class HtmlLift {
 public:
  static constexpr std::string_view name = "html_lift";
  static constexpr std::string_view summary = "Turns a markup tree into a document.";
  using Options = LiftOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit HtmlLift(const LiftOptions& chosen) : options_(chosen) {}

  void process(const Markup& markup, Document& document, Context& context) {
    document.source() = markup.source();
    const pugi::xml_node html = markup.tree().document_element(), body = html.child("body");
    lift::Images images(document, context);
    lift::Lifter lifter(markup, document, images, context);
    lifter.run(body);
    lift::read_page_metadata(markup, document);
    document.set_lang(language_of(html, body, document));
    tell(lifter.counts(), images, context);
    tell_pages(document, context);
  }

 private:
  std::string language_of(const pugi::xml_node& html, const pugi::xml_node& body,
                          const Document& document) const {
    for (const pugi::xml_node& at : {html, body})
      for (const char* attribute : {"lang", "xml:lang"})
        if (std::string tag = lift::language_tag(at.attribute(attribute).value()); !tag.empty()) return tag;
    if (!options_.lang.empty()) return options_.lang;
    return lift::language_by_script(document.body());
  }

  static void tell(const lift::LiftCounts& counts, const lift::Images& images, Context& context) {
    if (counts.unknown > 0) context.report(kUnknown, std::to_string(counts.unknown), counts.first_unknown);
    if (counts.clamped_spans > 0)
      context.report(kClamped, std::to_string(counts.clamped_spans), counts.first_clamped);
    if (counts.flattened > 0) context.report(kFlattened, std::to_string(counts.flattened) + " blocks");
    if (images.unreadable() > 0)
      context.report(kImage, std::to_string(images.unreadable()) + ", the first: " + images.first_reason(),
                     images.first_unreadable());
  }

  static void tell_pages(const Document& document, Context& context) {
    for (const char* key : {"page.next", "page.previous"})
      if (const Value* address = document.metadata().at(key); address != nullptr)
        context.report(kPages, address->to_line(),
                       address->evidence().empty() ? SourceSpan{} : address->evidence().front().source);
  }

  LiftOptions options_;
};

}  // namespace

MINUTEMILL_PLUGIN("html_lift", "1.0.0", HtmlLift)
