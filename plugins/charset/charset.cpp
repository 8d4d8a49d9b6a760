#include "charset/charset.hpp"

#include <unicode/ucnv.h>

#include <array>
#include <memory>

#include <minutemill/text.hpp>

namespace minutemill::charset {
namespace {

struct ConverterClose {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

// Collects UTF-8 and its runs from UTF-16 with the offsets of its units.
class Collector {
 public:
  explicit Collector(Decoded& out) : out_(out) {}

  // One code point from input bytes [begin, end).
  void add(char32_t c, std::uint32_t begin, std::uint32_t end, bool bad) {
    const std::size_t at = out_.text.size();
    append_utf8(out_.text, c);
    if (bad) {
      if (out_.repaired++ == 0) out_.first_bad = {begin, end};
    }
    auto text_unit = static_cast<std::uint8_t>(out_.text.size() - at);
    auto source_unit = static_cast<std::uint8_t>(end - begin);
    if (text_unit == source_unit) text_unit = source_unit = 1;
    const bool goes_on = !out_.runs.empty() && begin == next_source_ &&
                         out_.runs.back().text_unit == text_unit &&
                         out_.runs.back().source_unit == source_unit;
    if (!goes_on) out_.runs.push_back({static_cast<std::uint32_t>(at), begin, text_unit, source_unit});
    next_source_ = end;
  }

 private:
  Decoded& out_;
  std::uint32_t next_source_ = 0;
};

char32_t code_point_at(const UChar* units, std::size_t count, std::size_t& at) {
  const char32_t c = units[at++];
  if (c >= 0xd800 && c < 0xdc00 && at < count && units[at] >= 0xdc00 && units[at] < 0xe000)
    return 0x10000 + ((c - 0xd800) << 10) + (units[at++] - 0xdc00U);
  return c;
}

// The bytes of U+FFFD itself in the encodings that can write it.
bool is_written_replacement(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes == "\x84\x31\xa4\x37"sv || bytes == "\xfd\xff"sv || bytes == "\xff\xfd"sv ||
         bytes == "\xfd\xff\0\0"sv || bytes == "\0\0\xff\xfd"sv;
}

void decode_with_icu(std::string_view bytes, std::uint32_t skip, const std::string& name, Decoded& out) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) throw StageFailure(FailureCode::decode, "no converter for " + name);
  out.text.reserve(bytes.size() + bytes.size() / 2);
  constexpr std::size_t kUnits = 8192;
  std::array<UChar, kUnits> units;
  std::array<std::int32_t, kUnits> offsets;
  Collector collector(out);
  const char* source = bytes.data() + skip;
  const char* const end = bytes.data() + bytes.size();
  // The last code point of a chunk waits for the next one: its end is where that begins.
  bool waiting = false;
  char32_t held = 0;
  std::uint32_t held_at = 0;
  const auto flush = [&](std::uint32_t until) {
    if (waiting)
      collector.add(held, held_at, until,
                    held == 0xfffd && !is_written_replacement(bytes.substr(held_at, until - held_at)));
    waiting = false;
  };
  do {
    const auto base = static_cast<std::uint32_t>(source - bytes.data());
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + kUnits, &source, end, offsets.data(), true,
                   &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR)
      throw StageFailure(FailureCode::decode, "cannot decode as " + name + ": " + u_errorName(status));
    const auto count = static_cast<std::size_t>(target - units.data());
    for (std::size_t i = 0; i < count;) {
      const std::int32_t offset = offsets[i];
      const std::uint32_t at =
          offset < 0 ? (waiting ? held_at : base) : base + static_cast<std::uint32_t>(offset);
      const char32_t c = code_point_at(units.data(), count, i);
      flush(at);
      held = c;
      held_at = at;
      waiting = true;
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  flush(static_cast<std::uint32_t>(bytes.size()));
}

void decode_utf8(std::string_view bytes, std::uint32_t skip, bool is_valid, Decoded& out) {
  const std::string_view rest = bytes.substr(skip);
  std::size_t bad = is_valid ? std::string_view::npos : find_invalid_utf8(rest);
  if (bad == std::string_view::npos) {
    out.text = rest;
    out.shift = skip;
    return;
  }
  out.text.reserve(bytes.size() + 64);
  const auto run = [&](std::size_t from) {
    out.runs.push_back(
        {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(skip + from), 1, 1});
  };
  std::size_t at = 0;
  while (at < rest.size()) {
    const std::size_t good = bad == std::string_view::npos ? rest.size() : bad;
    if (good > at) {
      run(at);
      out.text.append(rest, at, good - at);
    }
    if (bad == std::string_view::npos) break;
    std::size_t next = bad;
    (void)next_code_point(rest, next);
    const auto length = static_cast<std::uint8_t>(next - bad);
    out.runs.push_back(
        {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(skip + bad), 3, length});
    append_utf8(out.text, 0xfffd);
    if (out.repaired++ == 0)
      out.first_bad = {static_cast<std::uint32_t>(skip + bad), static_cast<std::uint32_t>(skip + next)};
    at = next;
    const std::size_t following = find_invalid_utf8(rest.substr(at));
    bad = following == std::string_view::npos ? following : at + following;
  }
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view outside, bool look_in_page) {
  Decoded out;
  const std::string in_page = look_in_page ? declared_in_page(bytes) : std::string();
  out.declared = outside.empty() ? in_page : std::string(outside);
  const Guess guess = detect(bytes, outside, in_page);
  out.charset = guess.converter == "ibm-943_P15A-2003" ? "Shift_JIS" : std::string(guess.converter);
  out.reason = guess.reason;
  if (guess.converter == "UTF-8")
    decode_utf8(bytes, guess.skip, guess.is_valid, out);
  else
    decode_with_icu(bytes, guess.skip, std::string(guess.converter), out);
  return out;
}

Decoded read(const Input& input, const Policy& policy, Context& context) {
  if (input.bytes.empty()) throw StageFailure(FailureCode::input, "the input is empty");
  if (const std::string_view kind = binary_kind(input.bytes); !kind.empty())
    throw StageFailure(FailureCode::decode, "the input is " + std::string(kind) + ", not text");
  Decoded decoded = decode(input.bytes, input.charset, policy.look_in_page);
  if (is_blank(decoded.text))
    throw StageFailure(FailureCode::input, "there is no text in the input: white space alone");
  const std::string_view declared = converter_for(decoded.declared);
  if (!decoded.declared.empty() && declared.empty())
    context.report(kUnknownLabel, decoded.declared.substr(0, 60));
  const auto is_ascii = [&] {
    return decoded.reason == Reason::utf8 && decoded.text.size() == count_code_points(decoded.text);
  };
  if (!declared.empty() && declared != converter_for(decoded.charset) && !is_ascii())
    context.report(kOther, decoded.declared + ", read as " + decoded.charset);
  else if (decoded.reason >= Reason::pattern)
    context.report(kGuessed, decoded.charset);
  if (decoded.repaired > 0) {
    const std::string detail = std::to_string(decoded.repaired) + " in " + decoded.charset +
                               ", the first at byte " + std::to_string(decoded.first_bad.begin);
    if (policy.fail_on_bad_bytes)
      throw StageFailure(FailureCode::decode, "bad bytes: " + detail, decoded.first_bad);
    // Text has a few bad bytes; more of them than characters were never text.
    if (decoded.repaired * 3 > count_code_points(decoded.text))
      throw StageFailure(FailureCode::decode, "no text in any known encoding: " + detail, decoded.first_bad);
    context.report(kBadBytes, detail, decoded.first_bad);
  }
  if (is_double_encoded(decoded.text)) context.report(kDouble, decoded.charset);
  return decoded;
}

}  // namespace minutemill::charset
