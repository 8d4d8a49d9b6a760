// text_read: minutes kept as plain text, to the markup that html_clean and html_lift work on.
#include <array>
#include <string>

#include <minutemill/plugin.hpp>

#include "charset/charset.hpp"
#include "plain_text/plain_text.hpp"

namespace {

using namespace minutemill;

struct TextOptions {
  std::string bad_bytes = "repair";
};
constexpr std::string_view kBadBytes[] = {"repair", "fail"};
constexpr std::array kOptions{
    option<&TextOptions::bad_bytes>(
        "bad_bytes",
        "What becomes of bytes that are no text: U+FFFD with a report, or failure of the document.")
        .one_of(kBadBytes),
};
constexpr std::array kReports{charset::kOther, charset::kBadBytes, charset::kGuessed, charset::kDouble,
                              charset::kUnknownLabel};

class TextRead {
 public:
  static constexpr std::string_view name = "text_read";
  static constexpr std::string_view summary = "Reads plain text into a markup tree.";
  using Options = TextOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit TextRead(const TextOptions& chosen) : options_(chosen) {}

  void process(const Input& input, Markup& markup, Context& context) {
    charset::Decoded decoded = charset::read(input, {options_.bad_bytes == "fail", false}, context);
    markup.source() = {input.name, input.media_type.empty() ? "text/plain" : input.media_type,
                       decoded.charset, input.bytes.size()};
    markup.set_decoded(std::move(decoded.text), std::move(decoded.runs), decoded.shift);
    plain_text::build(markup);
  }

 private:
  TextOptions options_;
};

}  // namespace

MINUTEMILL_PLUGIN("text_read", "1.0.0", TextRead)
