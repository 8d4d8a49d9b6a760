// export_akn: a report as Akoma Ntoso, the OASIS standard for the papers of parliaments and other bodies.
#include <array>

#include <minutemill/plugin.hpp>

#include "akn_meta.hpp"
#include "akn_writer.hpp"
#include "options.hpp"

namespace minutemill {
namespace {

using AknOptions = akn::Options;

constexpr std::string_view kNamespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

constexpr std::array kOptions{
    option<&AknOptions::country>(
        "country", "Country or body of the identifiers (ISO 3166-1, small letters); zz when it is not told."),
    option<&AknOptions::language>(
        "language", "Language (BCP 47) of documents that neither say theirs nor show it by their script."),
    option<&AknOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are written, though they are no words of the source."),
    option<&AknOptions::embed_images>("embed_images", "Pictures are in the file, as data: URLs."),
    option<&AknOptions::image_size>("image_size", "The largest picture that is embedded."),
};

constexpr std::array kReports{akn::kLinkPlain, akn::kImageLeftOut, akn::kMathAsText};

class ExportAkn {
 public:
  static constexpr std::string_view name = "export_akn";
  static constexpr std::string_view summary = "Writes an Akoma Ntoso debateReport (OASIS LegalDocML).";
  static constexpr std::string_view media_type = "application/akn+xml";
  static constexpr std::string_view extension = "akn.xml";
  static constexpr auto& reports = kReports;
  using Options = AknOptions;
  static constexpr auto& options = kOptions;

  explicit ExportAkn(const AknOptions& values) : options_(values) {}

  Artifact process(const Document& document, Context& context) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    xhtml::XmlOutput out(artifact.bytes);
    out.open("akomaNtoso").attribute("xmlns", kNamespace);
    out.open("debateReport").attribute("name", "minutes").line_end();
    akn::write_meta(document, options_, out);
    akn::AknWriter writer(document, options_, context, artifact.bytes);
    writer.write();
    out.close("debateReport").close("akomaNtoso").line_end();
    artifact.tally = writer.tally();
    return artifact;
  }

 private:
  AknOptions options_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_akn", "1.0.0", minutemill::ExportAkn)
