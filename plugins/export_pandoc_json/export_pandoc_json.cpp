// export_pandoc_json: the document as pandoc's JSON, from which pandoc makes any of its formats.
#include <array>

#include <minutemill/plugin.hpp>

#include "pandoc/vocabulary.hpp"
#include "pandoc/writer.hpp"

namespace {

using namespace minutemill;

struct PandocOptions {
  std::string api = "1.22";
  bool attributes = true;
  bool images = true;
};
constexpr std::string_view kApis[] = {"1.22", "1.23"};
constexpr std::array kOptions{
    option<&PandocOptions::api>("api",
                                "Version of pandoc's JSON: 1.22 for pandoc 2.11 to 2.19, 1.23 for pandoc 3.")
        .one_of(kApis),
    option<&PandocOptions::attributes>("attributes",
                                       "Keep attributes that pandoc does not know (role, indent ...) as "
                                       "key-value pairs, on Div and Span where "
                                       "an element has none of its own; pandoc_json_read takes them back. "
                                       "Without, outputs such as Markdown are "
                                       "plainer."),
    option<&PandocOptions::images>("images", "Put images into the file, as data: addresses."),
};

class ExportPandocJson {
 public:
  static constexpr std::string_view name = "export_pandoc_json";
  static constexpr std::string_view summary =
      "Writes the document as pandoc's JSON, for all formats of pandoc.";
  static constexpr std::string_view media_type = "application/json";
  static constexpr std::string_view extension = "pandoc.json";
  using Options = PandocOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = pandoc::kWriteReports;

  explicit ExportPandocJson(const PandocOptions& chosen) {
    write_.figures = chosen.api == "1.23";
    write_.attributes = chosen.attributes;
    write_.images = chosen.images ? pandoc::Images::embedded : pandoc::Images::left_out;
  }

  Artifact process(const Document& document, Context& context) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    pandoc::Losses losses;
    artifact.bytes = pandoc::write(document, write_, context, losses);
    artifact.tally = losses.arrived(document);
    pandoc::report(losses, context);
    return artifact;
  }

 private:
  pandoc::WriteOptions write_;
};

}  // namespace

MINUTEMILL_PLUGIN("export_pandoc_json", "1.0.0", ExportPandocJson)
