// libFuzzer target: bytes in any encoding, or none. Whatever comes, the text is UTF-8 and every run of it
// lies within the input.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <minutemill/text.hpp>

#include "charset/charset.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const minutemill::charset::Decoded& decoded, std::size_t size) {
  require(minutemill::find_invalid_utf8(decoded.text) == std::string_view::npos);
  require(decoded.shift <= size);
  std::uint32_t text = 0;
  for (const minutemill::SpanRun& run : decoded.runs) {
    require(run.text >= text && run.text < decoded.text.size());
    require(run.source <= size && run.text_unit > 0);
    text = run.text;
  }
  if (decoded.repaired > 0)
    require(decoded.first_bad.begin < decoded.first_bad.end && decoded.first_bad.end <= size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minutemill;
  if (size == 0) return 0;
  // The first byte chooses what the input is declared as from outside, so that all converters are reached.
  static constexpr std::string_view kLabels[] = {
      "",       "gb18030", "big5",   "shift_jis",  "euc-jp", "euc-kr",    "iso-2022-jp",
      "utf-16", "utf-8",   "koi8-r", "hz-gb-2312", "utf-32", "macintosh", "x-mac-cyrillic"};
  const std::string_view label = kLabels[data[0] % std::size(kLabels)];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  (void)charset::binary_kind(bytes);
  const charset::Decoded decoded = charset::decode(bytes, label, true);
  check(decoded, bytes.size());
  (void)charset::is_double_encoded(decoded.text);
  return 0;
}
