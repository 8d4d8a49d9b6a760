// What files that are no text are, by their first bytes.
#include "charset/charset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace minutemill::charset {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t at;  // where the bytes stand
  std::string_view bytes, kind;
};
// Each with a byte that no text begins with, or long enough.
constexpr std::array kMagics = std::to_array<Magic>({
    {0, "\x89PNG\r\n\x1a\n"sv, "a PNG image"},
    {0, "\xff\xd8\xff"sv, "a JPEG image"},
    {0, "GIF87a"sv, "a GIF image"},
    {0, "GIF89a"sv, "a GIF image"},
    {0, "II*\0"sv, "a TIFF image"},
    {0, "MM\0*"sv, "a TIFF image"},
    {8, "WEBPVP8"sv, "a WebP image"},
    {0, "PK\5\6"sv, "a zip archive"},
    {0, "\x1f\x8b"sv, "gzip data"},
    {4, "1AY&SY"sv, "bzip2 data"},
    {0, "\xfd\x37zXZ"sv, "xz data"},
    {0, "\x28\xb5\x2f\xfd"sv, "zstd data"},
    {0, "7z\xbc\xaf"sv, "a 7z archive"},
    {0, "Rar!\x1a"sv, "a RAR archive"},
    {257, "ustar\0"sv, "a tar archive"},
    {257, "ustar  \0"sv, "a tar archive"},
    {0, "\x7f\x45LF"sv, "a program"},
    {0, "MZ\x90"sv, "a program"},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Office document"},
    {0, "SQLite format 3\0"sv, "an SQLite database"},
    {8, "WAVEfmt "sv, "a media file"},
    {8, "AVI LIST"sv, "a media file"},
    {0, "OggS\0"sv, "a media file"},
    {0, "ID3\2"sv, "a media file"},
    {0, "ID3\3"sv, "a media file"},
    {0, "ID3\4"sv, "a media file"},
    {0, "wOFF\0"sv, "a font"},
    {0, "wOF2\0"sv, "a font"},
});

bool holds(std::string_view bytes, std::size_t at, std::string_view part) {
  return bytes.size() >= at + part.size() && bytes.compare(at, part.size(), part) == 0;
}

// The first entry of a zip package names its kind: OCF and OpenDocument begin with "mimetype", OPC lists its
// parts by folder.
std::string_view zip_kind(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.find("mimetypeapplication/epub+zip") != std::string_view::npos) return "an EPUB";
  if (head.find("mimetypeapplication/vnd.oasis.opendocument") != std::string_view::npos)
    return "an OpenDocument file";
  if (head.find("word/") != std::string_view::npos) return "a Word document";
  if (head.find("xl/") != std::string_view::npos) return "an Excel workbook";
  if (head.find("ppt/") != std::string_view::npos) return "a PowerPoint presentation";
  if (head.find("[Content_Types].xml") != std::string_view::npos) return "an Office document";
  return "a zip archive";
}

// Some programs write a line end or a byte-order mark before these.
std::string_view late_kind(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t begin = bytes.find_first_not_of("\r\n\t ");
  if (begin == std::string_view::npos) return {};
  bytes.remove_prefix(begin);
  if (bytes.starts_with("%PDF-")) return "a PDF file";
  if (bytes.starts_with("{\\rtf")) return "an RTF document";
  return {};
}

// A letter behind "<": bytes that a page may begin with, whatever else is in them.
bool has_tag(std::string_view bytes) {
  for (std::size_t at = bytes.find('<'); at < bytes.size() - 1; at = bytes.find('<', at + 1))
    if (const char c = static_cast<char>(bytes[at + 1] | 0x20); c >= 'a' && c <= 'z') return true;
  return false;
}

// Tabs, line ends and page ends stand in texts, and so does what switches between sets (ESC).
constexpr bool is_control(unsigned char byte) noexcept {
  return byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1b;
}

// In pieces that a byte can count, so that many bytes are looked at in one instruction.
std::size_t count_controls(std::string_view text) {
  constexpr std::size_t kPiece = 240;
  std::size_t controls = 0;
  for (; !text.empty(); text.remove_prefix(std::min(kPiece, text.size()))) {
    std::uint8_t in_piece = 0;
    for (const char c : text.substr(0, kPiece))
      in_piece = static_cast<std::uint8_t>(in_piece + (is_control(static_cast<unsigned char>(c)) ? 1 : 0));
    controls += in_piece;
  }
  return controls;
}

// More control characters than any text has.
bool is_full_of_controls(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 65536);
  const std::size_t controls = count_controls(head);
  constexpr std::size_t kShort = 128, kTooShort = 4;
  if (head.size() < kTooShort) return false;
  if (head.size() < kShort) return controls * 8 > head.size() && !has_tag(head);
  return controls * 20 > head.size();
}

}  // namespace

std::string_view binary_kind(std::string_view bytes) {
  if (bytes.starts_with("PK\3\4")) return zip_kind(bytes);
  for (const Magic& magic : kMagics)
    if (holds(bytes, magic.at, magic.bytes)) return magic.kind;
  // ISO 14496-12: the size of the first box, then its type.
  if (bytes.starts_with('\0') && holds(bytes, 4, "ftyp")) return "a media file";
  if (const std::string_view kind = late_kind(bytes); !kind.empty()) return kind;
  if (!has_pattern(bytes) && is_full_of_controls(bytes)) return "binary data";
  return {};
}

}  // namespace minutemill::charset
