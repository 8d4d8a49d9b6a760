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
};

class ExportJson {
 public:
  static constexpr std::string_view name = "export_json";
  static constexpr std::string_view summary = "Writes the whole document and its record as JSON.";
  static constexpr std::string_view media_type = "application/json";
  static constexpr std::string_view extension = "json";
  using Options = JsonOptions;
  static constexpr auto& options = kOptions;

  explicit ExportJson(const JsonOptions& values) : options_(values) {}

  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes.reserve(last_size_ + last_size_ / 8);
    artifact.tally = json_report::write(document, options_, artifact.bytes);
    last_size_ = artifact.bytes.size();
    return artifact;
  }

 private:
  JsonOptions options_;
  std::size_t last_size_ = 0;  // reports of one run are alike: saves copies
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_json", "1.0.0", minutemill::ExportJson)
