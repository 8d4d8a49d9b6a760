// markdown_read: minutes kept in Markdown, to the markup that html_clean and html_lift work on.
#include <array>
#include <string>

#include <minutemill/plugin.hpp>

#include "charset/charset.hpp"
#include "markdown/markdown.hpp"

namespace {

using namespace minutemill;

struct MarkdownOptions {
  std::string bad_bytes = "repair";
};
constexpr std::string_view kBadBytes[] = {"repair", "fail"};
constexpr std::array kOptions{
    option<&MarkdownOptions::bad_bytes>(
        "bad_bytes",
        "What becomes of bytes that are no text: U+FFFD with a report, or failure of the document.")
        .one_of(kBadBytes),
};
constexpr std::array kReports{charset::kOther, charset::kBadBytes, charset::kGuessed, charset::kDouble,
                              charset::kUnknownLabel};

class MarkdownRead {
 public:
  static constexpr std::string_view name = "markdown_read";
  static constexpr std::string_view summary = "Reads Markdown into a markup tree.";
  using Options = MarkdownOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit MarkdownRead(const MarkdownOptions& chosen) : options_(chosen) {}

  void process(const Input& input, Markup& markup, Context& context) {
    charset::Decoded decoded = charset::read(input, {options_.bad_bytes == "fail", false}, context);
    markup.source() = {input.name, input.media_type.empty() ? "text/markdown" : input.media_type,
                       decoded.charset, input.bytes.size()};
    markup.set_decoded(std::move(decoded.text), std::move(decoded.runs), decoded.shift);
    markdown::build(markup, {static_cast<std::size_t>(context.limits().depth),
                             static_cast<std::size_t>(context.limits().nodes)});
  }

 private:
  MarkdownOptions options_;
};

}  // namespace

MINUTEMILL_PLUGIN("markdown_read", "1.0.0", MarkdownRead)
