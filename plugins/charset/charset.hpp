// Bytes to UTF-8: which encoding they are in, and the text with the way back to the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::charset {

// The converter (an ICU name) for a label of a web page, as the WHATWG Encoding Standard §4.2 maps them,
// except that gb2312 and gbk are read as GB18030. Empty when the label is unknown.
[[nodiscard]] std::string_view converter_for(std::string_view label);

// The charset that a page declares in its first 8 kB: <meta charset>, http-equiv, an XML declaration. Empty
// when none.
[[nodiscard]] std::string declared_in_page(std::string_view bytes);

enum class Reason : std::uint8_t { mark, utf8, declared, pattern, statistics, fallback };

struct Guess {
  std::string_view converter;
  Reason reason = Reason::fallback;
  std::uint32_t skip = 0;  // bytes of a byte-order mark
  bool is_valid = false;   // all of it is UTF-8
};
// Order of belief: a byte-order mark, zero bytes of UTF-16, escapes of ISO-2022, bytes that are
// (nearly all) valid UTF-8, the
// declarations in turn, statistics.
[[nodiscard]] Guess detect(std::string_view bytes, std::string_view outside, std::string_view in_page);

// True when a byte-order mark or the zero bytes of UTF-16 tell the encoding.
[[nodiscard]] bool has_pattern(std::string_view bytes);

struct Decoded {
  std::string text;
  std::vector<SpanRun> runs;  // empty when bytes and text are the same from `shift` on
  std::uint32_t shift = 0;
  std::string charset;  // what the bytes were read as
  Reason reason = Reason::fallback;
  std::string declared;      // label from outside or from the page
  std::size_t repaired = 0;  // bad sequences that became U+FFFD
  SourceSpan first_bad;      // in the input
};
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view outside, bool look_in_page);

// True for UTF-8 that was read as windows-1252 and written as UTF-8 once more.
[[nodiscard]] bool is_double_encoded(std::string_view text);
// What the bytes are when they are no text: "a PNG image", "a Word document", ...; empty when they may be
// text.
[[nodiscard]] std::string_view binary_kind(std::string_view bytes);

// What a reading stage does with its input: refuses what is no text, decodes, reports. Throws StageFailure.
struct Policy {
  bool fail_on_bad_bytes = false;
  bool look_in_page = true;
};
[[nodiscard]] Decoded read(const Input& input, const Policy& policy, Context& context);

inline constexpr ReportKind kOther{
    1001, Severity::note, "charset differs from the declared one",
    "The bytes are text in another encoding than the page says; they were believed."};
inline constexpr ReportKind kBadBytes{
    1002, Severity::warning, "bytes repaired",
    "Bytes that are no text in the page's encoding became U+FFFD. The span is the first."};
inline constexpr ReportKind kGuessed{1003, Severity::note, "charset guessed",
                                     "Nothing says which encoding the bytes are in; statistics decided."};
inline constexpr ReportKind kDouble{
    1004, Severity::warning, "text encoded twice",
    "UTF-8 was taken for windows-1252 before the page was saved; fetch it again."};
inline constexpr ReportKind kUnknownLabel{
    1005, Severity::warning, "unknown charset name",
    "The page declares an encoding that does not exist; it was passed over."};

}  // namespace minutemill::charset
