// pandoc_json_read: pandoc's JSON, which pandoc makes of any of its formats, as a document.
#include <array>

#include <minutemill/plugin.hpp>

#include "pandoc/reader.hpp"
#include "pandoc/vocabulary.hpp"

namespace {

using namespace minutemill;

struct ReadOptions {
  bool title_heading = true;
};
constexpr std::array kOptions{
    option<&ReadOptions::title_heading>("title_heading",
                                        "A title that stands in the metadata alone becomes a heading; a "
                                        "heading that repeats it becomes the title."),
};

class PandocJsonRead {
 public:
  static constexpr std::string_view name = "pandoc_json_read";
  static constexpr std::string_view summary = "Reads pandoc's JSON (`pandoc -t json`) into a document.";
  using Options = ReadOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = pandoc::kReadReports;

  explicit PandocJsonRead(const ReadOptions& chosen) { read_.title_heading = chosen.title_heading; }

  void process(const Input& input, Document& document, Context& context) {
    const pandoc::Json json = pandoc::parse_json(input.bytes, {});
    pandoc::read(json, document, read_, context);
    document.source() = {input.name, input.media_type.empty() ? "application/json" : input.media_type,
                         "UTF-8", input.bytes.size()};
  }

 private:
  pandoc::ReadOptions read_;
};

}  // namespace

MINUTEMILL_PLUGIN("pandoc_json_read", "1.0.0", PandocJsonRead)
