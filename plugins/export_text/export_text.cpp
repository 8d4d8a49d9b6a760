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

constexpr ReportKind kLinks{5501, Severity::note, "links without targets",
                            "Plain text has no links; their words are kept."};
constexpr ReportKind kImages{5502, Severity::note, "images by their words",
                             "Plain text has no images; their alternative texts stand for them."};
constexpr ReportKind kNotes{5503, Severity::note, "notes left out", "The option notes is off."};
constexpr std::array kReports{kLinks, kImages, kNotes};

class ExportText {
 public:
  static constexpr std::string_view name = "export_text";
  static constexpr std::string_view summary = "Writes plain text.";
  static constexpr std::string_view media_type = "text/plain";
  static constexpr std::string_view extension = "txt";
  static constexpr auto& reports = kReports;
  using Options = TextOptions;
  static constexpr auto& options = kOptions;

  explicit ExportText(const TextOptions& values) : options_(values) {}

  Artifact process(const Document& document, Context& context) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    text::TextWriter writer(artifact.bytes, options_);
    writer.write(document);
    artifact.tally = writer.tally();
    tell(writer.left_out(), context);
    return artifact;
  }

 private:
  static void tell(Tally left_out, Context& context) {
    const auto lose = [&context](const ReportKind& kind, std::uint64_t count, const Tally& what) {
      if (count > 0) context.lose(kind, std::to_string(count), what);
    };
    lose(kLinks, left_out.links, {.links = left_out.links});
    lose(kImages, left_out.images, {.images = left_out.images});
    left_out.links = left_out.images = 0;
    lose(kNotes, left_out.notes, left_out);
  }

  TextOptions options_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_text", "1.0.0", minutemill::ExportText)
