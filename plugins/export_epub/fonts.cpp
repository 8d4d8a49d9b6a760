#include "fonts.hpp"

#include <algorithm>

namespace minutemill::epub {
namespace {

// Core media types for fonts (EPUB 3.3 §3.2) and the first bytes of such files.
struct FontFormat {
  std::string_view magic;
  std::string_view media_type;
  std::string_view extension;
};
constexpr FontFormat kFontFormats[] = {{"OTTO", "font/otf", "otf"},
                                       {std::string_view("\0\1\0\0", 4), "font/ttf", "ttf"},
                                       {"true", "font/ttf", "ttf"},
                                       {"wOFF", "font/woff", "woff"},
                                       {"wOF2", "font/woff2", "woff2"}};

const FontFormat* font_format(std::string_view bytes) {
  for (const FontFormat& format : kFontFormats)
    if (bytes.starts_with(format.magic)) return &format;
  return nullptr;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + count; ++i)
    value = value << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
  return value;
}

// fsType 2, "Restricted License embedding", of the table OS/2; read where tables lie open.
bool forbids_embedding(std::string_view bytes, const FontFormat& format) {
  constexpr std::size_t kDirectory = 12, kRecord = 16, kFsType = 8;
  if (format.extension != "otf" && format.extension != "ttf") return false;
  const std::uint32_t tables = big_endian(bytes, 4, 2);
  for (std::size_t i = 0; i < tables; ++i) {
    const std::size_t record = kDirectory + i * kRecord;
    if (bytes.substr(std::min(record, bytes.size()), 4) != "OS/2") continue;
    return (big_endian(bytes, big_endian(bytes, record + 8, 4) + kFsType, 2) & 0x000fU) == 2;
  }
  return false;
}

bool is_family(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '<';
  });
}

}  // namespace

Fonts::Fonts(const TextMap& named, Setup& setup) {
  for (const auto& [family, path] : named)
    if (const auto file = setup.load(path, "fonts")) take(family, *file, setup);
  if (!families_.empty()) css_ += "body { font-family: " + families_ + ", serif; }\n";
}

void Fonts::take(const std::string& family, const ConfigFile& file, Setup& setup) {
  const auto complain = [&](std::string message, std::string hint) {
    Diagnostic diagnostic;
    diagnostic.file = file.file;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    setup.diagnostics().add(std::move(diagnostic));
  };
  const FontFormat* format = font_format(file.text);
  if (format == nullptr)
    return complain("this is no font that a book may carry",
                    "give an OpenType, TrueType, WOFF or WOFF2 file");
  if (forbids_embedding(file.text, *format))
    return complain("the font's licence field forbids embedding", "use a font with an open licence");
  if (!is_family(family)) return complain("the family's name holds a character that CSS cannot", {});
  const std::string name =
      "fonts/font-" + std::to_string(items_.size() + 1) + "." + std::string(format->extension);
  items_.push_back({name, std::string(format->media_type)});
  parts_.push_back(deflate_part("EPUB/" + name, file.text));
  css_ += "@font-face { font-family: \"" + family + "\"; src: url(" + name + "); }\n";
  families_ += (families_.empty() ? "\"" : ", \"") + family + "\"";
}

void Fonts::add_to(PackageWriter& package) const {
  for (const DeflatedPart& part : parts_) package.add(part);
}

}  // namespace minutemill::epub
