// export_json: the whole document and its record as JSON. docs/reference/report.schema.json describes the
// result.
#include <array>

#include <minutemill/plugin.hpp>

#include "report_writer.hpp"

namespace minutemill {
namespace {

using JsonOptions = json_report::Options;

constexpr std::array kOptions{
    option<&JsonOptions::indent>("indent", "Spaces a level; 0 writes all on one line.").between(0, 8),
    option<&JsonOptions::lines>(
        "lines",
        "One report a line, ended by a line feed, whatever the indent: outputs can be joined to JSON Lines."),
    option<&JsonOptions::evidence>("evidence", "Write the proof for each value of the record."),
    option<&JsonOptions::resources>("resources", "Write the bytes of images, in base64."),
    option<&JsonOptions::json_ld>("json_ld",
                                  "Write the record as JSON-LD (schema.org) too, under `json_ld`."),
    option<&JsonOptions::mapping>("mapping",
                                  "How the record becomes JSON-LD; record.yaml when none is named.")
        .in_folder("mappings"),
};

class ExportJson {
 public:
  static constexpr std::string_view name = "export_json";
  static constexpr std::string_view summary = "Writes the whole document and its record as JSON.";
  static constexpr std::string_view media_type = "application/json";
  static constexpr std::string_view extension = "json";
  using Options = JsonOptions;
  static constexpr auto& options = kOptions;

  ExportJson(const JsonOptions& values, Setup& setup)
      : options_(values),
        mapping_(values.mapping, setup),
        json_ld_(mapping_, "json_ld", setup.diagnostics()) {}

  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes.reserve(last_size_ + last_size_ / 8);
    artifact.tally = json_report::write(document, options_, json_ld_, artifact.bytes);
    last_size_ = artifact.bytes.size();
    return artifact;
  }

 private:
  JsonOptions options_;
  MappingFile mapping_;
  RecordTemplate json_ld_;
  std::size_t last_size_ = 0;  // reports of one run are alike: saves copies
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_json", "1.0.0", minutemill::ExportJson)
