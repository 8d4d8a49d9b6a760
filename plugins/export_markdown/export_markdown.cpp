// export_markdown: a report as Markdown with its record before it.
#include <array>

#include <minutemill/plugin.hpp>

#include "front_matter.hpp"
#include "markdown_writer.hpp"
#include "options.hpp"

namespace minutemill {
namespace {

using MarkdownOptions = markdown_out::Options;

constexpr std::array kOptions{
    option<&MarkdownOptions::front_matter>("front_matter", "Begin with the record, as YAML."),
    option<&MarkdownOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are written, though they are no words of the source."),
    option<&MarkdownOptions::embed_images>("embed_images", "Pictures are in the text, as data: URLs."),
    option<&MarkdownOptions::image_size>("image_size", "The largest picture that is embedded."),
};

constexpr std::array kReports{markdown_out::kTableFlattened, markdown_out::kImageLeftOut,
                              markdown_out::kLinkRefused, markdown_out::kNumberingLost};

class ExportMarkdown {
 public:
  static constexpr std::string_view name = "export_markdown";
  static constexpr std::string_view summary = "Writes Markdown with the record as YAML front matter.";
  static constexpr std::string_view media_type = "text/markdown";
  static constexpr std::string_view extension = "md";
  static constexpr auto& reports = kReports;
  using Options = MarkdownOptions;
  static constexpr auto& options = kOptions;

  explicit ExportMarkdown(const MarkdownOptions& values) : options_(values) {}

  Artifact process(const Document& document, Context& context) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    if (options_.front_matter) artifact.bytes = markdown_out::front_matter(document);
    markdown_out::MarkdownWriter writer(document, options_, context);
    artifact.bytes += writer.write();
    artifact.tally = writer.tally();
    return artifact;
  }

 private:
  MarkdownOptions options_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_markdown", "1.0.0", minutemill::ExportMarkdown)
