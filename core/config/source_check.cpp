#include "config/source_check.hpp"

#include <fmt/format.h>

#include <minutemill/config.hpp>
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::string_view kSaveAsUtf8 = "save the file as UTF-8";

// C0 and C1 controls that YAML 1.2 §5.1 does not allow in a file.
bool is_forbidden_control(char32_t c) noexcept {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0 && c != 0x85);
}

std::optional<SourceFault> check_bytes(std::string_view text) {
  const auto starts = [&](std::string_view mark) { return text.substr(0, mark.size()) == mark; };
  using namespace std::string_view_literals;
  if (starts("\xff\xfe\0\0"sv) || starts("\0\0\xfe\xff"sv))
    return SourceFault{{}, "the file is UTF-32, not UTF-8", std::string(kSaveAsUtf8)};
  if (starts("\xff\xfe"sv) || starts("\xfe\xff"sv))
    return SourceFault{{}, "the file is UTF-16, not UTF-8", std::string(kSaveAsUtf8)};
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return SourceFault{
        {}, fmt::format("the file holds a NUL byte (byte {}): it is binary or UTF-16, not YAML", nul), {}};
  return {};
}

}  // namespace

std::optional<SourceFault> check_source(std::string_view text) {
  if (text.size() > ConfigDocument::kMaxBytes)
    return SourceFault{{},
                       fmt::format("the file is larger than {} MiB ({} bytes)",
                                   ConfigDocument::kMaxBytes >> 20U, text.size()),
                       {}};
  if (auto fault = check_bytes(text)) return fault;
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos)
    return SourceFault{
        bad, fmt::format("the file is not UTF-8 (byte 0x{:02X})", static_cast<unsigned char>(text[bad])),
        std::string(kSaveAsUtf8)};
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7f) {
      ++i;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (is_forbidden_control(c))
      return SourceFault{start,
                         fmt::format("control character U+{:04X} in the file", static_cast<std::uint32_t>(c)),
                         "write it as an escape in double quotes, such as \"\\x07\", if it is meant"};
  }
  return {};
}

}  // namespace minutemill
