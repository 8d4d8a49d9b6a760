#include "charset/charset.hpp"

#include <algorithm>
#include <array>

namespace minutemill::charset {
namespace {

struct Label {
  std::string_view label;
  std::string_view converter;
};
// Sorted by label. Encoding Standard §4.2; the names on the right are ICU's.
constexpr std::array kLabels = std::to_array<Label>({
    {"ascii", "windows-1252"},
    {"big5", "Big5-HKSCS"},
    {"big5-hkscs", "Big5-HKSCS"},
    {"chinese", "GB18030"},
    {"cn-big5", "Big5-HKSCS"},
    {"cn-gb", "GB18030"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1252", "windows-1252"},
    {"cp1253", "windows-1253"},
    {"cp1254", "windows-1254"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"},
    {"cp866", "IBM866"},
    {"cp932", "ibm-943_P15A-2003"},
    {"cp936", "GB18030"},
    {"cp949", "windows-949"},
    {"csbig5", "Big5-HKSCS"},
    {"cseuckr", "windows-949"},
    {"cseucpkdfmtjapanese", "EUC-JP"},
    {"csgb2312", "GB18030"},
    {"csiso2022jp", "ISO-2022-JP"},
    {"csshiftjis", "ibm-943_P15A-2003"},
    {"dos-874", "windows-874"},
    {"euc-cn", "GB18030"},
    {"euc-jp", "EUC-JP"},
    {"euc-kr", "windows-949"},
    {"gb18030", "GB18030"},
    {"gb2312", "GB18030"},
    {"gb_2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"hz", "HZ"},
    {"hz-gb-2312", "HZ"},
    {"ibm866", "IBM866"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"iso-8859-1", "windows-1252"},
    {"iso-8859-10", "iso-8859-10"},
    {"iso-8859-11", "windows-874"},
    {"iso-8859-13", "iso-8859-13"},
    {"iso-8859-14", "iso-8859-14"},
    {"iso-8859-15", "iso-8859-15"},
    {"iso-8859-2", "iso-8859-2"},
    {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"},
    {"iso-8859-5", "iso-8859-5"},
    {"iso-8859-6", "iso-8859-6"},
    {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-1", "windows-1252"},
    {"iso8859-15", "iso-8859-15"},
    {"iso8859-2", "iso-8859-2"},
    {"iso_8859-1", "windows-1252"},
    {"johab", "ibm-1363"},
    {"koi8", "KOI8-R"},
    {"koi8-r", "KOI8-R"},
    {"koi8-ru", "KOI8-U"},
    {"koi8-u", "KOI8-U"},
    {"korean", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601-1989", "windows-949"},
    {"ksc5601", "windows-949"},
    {"ksc_5601", "windows-949"},
    {"latin1", "windows-1252"},
    {"latin2", "iso-8859-2"},
    {"latin5", "windows-1254"},
    {"latin9", "iso-8859-15"},
    {"mac", "macintosh"},
    {"mac-cyrillic", "x-mac-cyrillic"},
    {"maccyrillic", "x-mac-cyrillic"},
    {"macintosh", "macintosh"},
    {"ms936", "GB18030"},
    {"ms_kanji", "ibm-943_P15A-2003"},
    {"shift-jis", "ibm-943_P15A-2003"},
    {"shift_jis", "ibm-943_P15A-2003"},
    {"sjis", "ibm-943_P15A-2003"},
    {"tis-620", "windows-874"},
    {"uhc", "windows-949"},
    {"us-ascii", "windows-1252"},
    {"utf-16", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-32", "UTF-32LE"},
    {"utf-32be", "UTF-32BE"},
    {"utf-32le", "UTF-32LE"},
    {"utf-8", "UTF-8"},
    {"utf16", "UTF-16LE"},
    {"utf8", "UTF-8"},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"windows-31j", "ibm-943_P15A-2003"},
    {"windows-874", "windows-874"},
    {"windows-936", "GB18030"},
    {"windows-949", "windows-949"},
    {"windows-950", "Big5-HKSCS"},
    {"x-cp1251", "windows-1251"},
    {"x-euc-cn", "GB18030"},
    {"x-euc-jp", "EUC-JP"},
    {"x-gbk", "GB18030"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"x-mac-roman", "macintosh"},
    {"x-sjis", "ibm-943_P15A-2003"},
    {"x-x-big5", "Big5-HKSCS"},
});
static_assert(std::is_sorted(kLabels.begin(), kLabels.end(),
                             [](const Label& a, const Label& b) { return a.label < b.label; }));

constexpr std::size_t kDeclarationSpan = 8192;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
  return out;
}

// Whether `text` begins with a lower-case word, written in either case.
bool begins_with(std::string_view text, std::string_view word) noexcept {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char w, char c) {
           return w == (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
         });
}

// Offset of the word in `text`, or npos.
std::size_t find_word(std::string_view text, std::string_view word) noexcept {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
    if (begins_with(text.substr(at), word)) return at;
  return std::string_view::npos;
}

bool ends_label(char c) noexcept {
  return c == '"' || c == '\'' || c == '>' || c == ';' || c == '/' || c == ' ' || c == '\t' || c == '\r' ||
         c == '\n' || c == '?';
}

// The value after "charset" or "encoding" at `at`: "= 'gbk'".
std::string_view value_after(std::string_view head, std::size_t at) {
  const auto skip = [&](std::string_view characters) {
    while (at < head.size() && characters.find(head[at]) != std::string_view::npos) ++at;
  };
  skip(" \t\r\n");
  if (at >= head.size() || head[at] != '=') return {};
  ++at;
  skip(" \t\r\n\"'");
  std::size_t end = at;
  while (end < head.size() && !ends_label(head[end])) ++end;
  return head.substr(at, end - at);
}

}  // namespace

std::string_view converter_for(std::string_view label) {
  while (!label.empty() && (label.front() == ' ' || label.front() == '"' || label.front() == '\''))
    label.remove_prefix(1);
  while (!label.empty() && (label.back() == ' ' || label.back() == '"' || label.back() == '\''))
    label.remove_suffix(1);
  if (label.size() > 40) return {};
  const std::string wanted = lower(label);
  const auto* at = std::lower_bound(kLabels.begin(), kLabels.end(), wanted,
                                    [](const Label& l, const std::string& w) { return l.label < w; });
  return at != kLabels.end() && at->label == wanted ? at->converter : std::string_view{};
}

std::string declared_in_page(std::string_view bytes) {
  std::string_view head = bytes.substr(0, kDeclarationSpan);
  std::string narrow;
  if (head.find('\0') != std::string_view::npos) {  // UTF-16
    narrow = head;
    std::erase(narrow, '\0');
    head = narrow;
  }
  if (begins_with(head, "<?xml")) {
    const std::size_t end = std::min(head.find('>'), head.size());
    if (const std::size_t at = find_word(head.substr(0, end), "encoding"); at != std::string_view::npos)
      return lower(value_after(head, at + 8));
  }
  std::string_view first;
  for (std::size_t meta = head.find('<'); meta != std::string_view::npos; meta = head.find('<', meta + 1)) {
    if (!begins_with(head.substr(meta), "<meta")) continue;
    const std::size_t end = std::min(head.find('>', meta), head.size());
    const std::size_t at = find_word(head.substr(meta, end - meta), "charset");
    if (at == std::string_view::npos) continue;
    const std::string_view value = value_after(head, meta + at + 7);
    // A page may name one that does not exist, and a good one after it.
    if (!converter_for(value).empty()) return lower(value);
    if (first.empty()) first = value;
  }
  return lower(first);
}

}  // namespace minutemill::charset
