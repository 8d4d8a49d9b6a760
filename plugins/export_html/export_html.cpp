// export_html: a report as one self-contained HTML page, fit for screen, print and screen reader.
#include <array>

#include <minutemill/plugin.hpp>

#include <xhtml/stock_config.hpp>
#include <xhtml/stylesheet.hpp>

#include "page.hpp"

namespace minutemill {
namespace {

using HtmlOptions = html::Options;

constexpr std::array kOptions{
    option<&HtmlOptions::stylesheet>("stylesheet",
                                     "CSS file, written into the page; html.css when none is named.")
        .in_folder("styles"),
    option<&HtmlOptions::labels>("labels",
                                 "The few words that are added, by language; labels.yaml when none is named.")
        .in_folder("styles"),
    option<&HtmlOptions::mapping>(
        "mapping", "Where values of the record go (<meta>, JSON-LD); record.yaml when none is named.")
        .in_folder("mappings"),
    option<&HtmlOptions::contents>("contents", "Begin with a table of contents."),
    option<&HtmlOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are part of the text, though they are no words of the source; else "
        "the style sheet shows them."),
    option<&HtmlOptions::language>(
        "language", "Language (BCP 47) of documents that neither say theirs nor show it by their script."),
};

constexpr std::array kReports{html::kLinkRefused, html::kLinkDangling, html::kImageMissing,
                              html::kUnknownMarkup};

class ExportHtml {
 public:
  static constexpr std::string_view name = "export_html";
  static constexpr std::string_view summary = "Writes one self-contained, accessible, printable HTML page.";
  static constexpr std::string_view media_type = "text/html";
  static constexpr std::string_view extension = "html";
  static constexpr auto& reports = kReports;
  using Options = HtmlOptions;
  static constexpr auto& options = kOptions;

  ExportHtml(const HtmlOptions& values, Setup& setup)
      : options_(values),
        stylesheet_(xhtml::load_stylesheet(values.stylesheet, "html.css", setup)),
        labels_(xhtml::named_or_stock(values.labels, "labels.yaml", "styles", setup), xhtml::label_keys(),
                setup.diagnostics()),
        mappings_(values.mapping, setup) {
    if (stylesheet_.text.find("</") == std::string::npos) return;
    Diagnostic diagnostic;
    diagnostic.file = stylesheet_.file;
    diagnostic.message = "a style sheet that is written into a page cannot hold \"</\"";
    setup.diagnostics().add(std::move(diagnostic));
  }

  Artifact process(const Document& document, Context& context) {
    html::Page page = html::make_page(document, options_, stylesheet_.text, labels_, mappings_, context);
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes = std::move(page.html);
    artifact.tally = page.tally;
    return artifact;
  }

 private:
  HtmlOptions options_;
  ConfigFile stylesheet_;
  xhtml::Labels labels_;
  html::Mappings mappings_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_html", "1.0.0", minutemill::ExportHtml)
