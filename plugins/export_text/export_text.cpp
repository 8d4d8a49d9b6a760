// export_text: a report as plain UTF-8 text.
#include <array>

#include <minutemill/plugin.hpp>

#include "text_writer.hpp"

namespace minutemill {
namespace {

using TextOptions = text::Options;

constexpr std::array kOptions{
    option<&TextOptions::metadata>("metadata", "Begin with the record, a line for each value."),
    option<&TextOptions::notes>("notes", "Write notes at the end, with their numbers in the text."),
    option<&TextOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are written, though they are no words of the source."),
    option<&TextOptions::indent>(
        "indent", "Spaces before the first line of a paragraph that is indented in the source.")
        .between(0, 16),
};

class ExportText {
 public:
  static constexpr std::string_view name = "export_text";
  static constexpr std::string_view summary = "Writes plain text.";
  static constexpr std::string_view media_type = "text/plain";
  static constexpr std::string_view extension = "txt";
  using Options = TextOptions;
  static constexpr auto& options = kOptions;

  explicit ExportText(const TextOptions& values) : options_(values) {}

  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    text::TextWriter writer(artifact.bytes, options_);
    writer.write(document);
    artifact.tally = writer.tally();
    return artifact;
  }

 private:
  TextOptions options_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_text", "1.0.0", minutemill::ExportText)
