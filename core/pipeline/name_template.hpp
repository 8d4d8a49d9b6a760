// `to:` of an output: how its file is named after the input and the record.
//   "{stem}.{extension}"   "{meta.date|undated}/{meta.meeting.body}-{stem}.docx"
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/metadata.hpp>

namespace minutemill {

class MINUTEMILL_API NameTemplate {
 public:
  // Longest name of a file or folder, in bytes: below the 255 of file systems, so that a number or a mark can
  // be added.
  static constexpr std::size_t kMaxBytes = 240;

  struct Fault {
    std::size_t offset = 0;  // in characters
    std::string message;
    std::string hint;
  };
  // What is made of it: a file name, safe on any file system, or a line of text that holds any character.
  enum class Use : std::uint8_t { file_name, text };
  // Nothing, with the fault, when the text is no template.
  static std::optional<NameTemplate> parse(std::string_view text, Fault& fault, Use use = Use::file_name);

  struct Facts {
    std::string_view input;      // its name: a path, or container#record
    std::string_view extension;  // without the dot
    std::string_view id;         // of the output
    const Record* metadata = nullptr;
  };
  // A relative path. A '/' of the template makes folders, one of a value never; every part is safe on any
  // file system.
  [[nodiscard]] std::string render(const Facts& facts) const;
  // As a line of text.
  [[nodiscard]] std::string render_text(const Facts& facts) const;
  // True when {meta...} or {year} is in it, so that only the finished document tells the name.
  [[nodiscard]] bool needs_metadata() const noexcept;

 private:
  enum class Kind : std::uint8_t { literal, stem, name, extension, id, year, meta };
  struct Piece {
    Kind kind = Kind::literal;
    std::string text;      // the literal, or the path in the record
    std::string fallback;  // of meta and year
  };
  using Component = std::vector<Piece>;  // what stands between two '/'

  static bool read_placeholder(std::string_view inside, Piece& piece, Fault& fault);
  // As it is, and fit to be a part of a file's name.
  [[nodiscard]] static std::string raw_value(const Piece& piece, const Facts& facts);
  [[nodiscard]] static std::string value(const Piece& piece, const Facts& facts);
  [[nodiscard]] static std::string render(const Component& component, const Facts& facts);
  static void shorten(const Component& component, std::vector<std::string>& texts);

  std::vector<Component> components_;
};

// "a/b/report.html" -> "report"; "minutes.zip#2020/x.html" -> "x"; "all.jsonl#17" -> "all-17".
[[nodiscard]] MINUTEMILL_API std::string stem_of(std::string_view input);

}  // namespace minutemill
