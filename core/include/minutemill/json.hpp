// Writing JSON straight into a string: for exporters, snapshots and reports.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

// `text` as a JSON string with its quotation marks. Ill-formed UTF-8 becomes U+FFFD; so the result is always
// JSON.
MINUTEMILL_API void append_json_string(std::string& out, std::string_view text);

// Puts commas, line ends and indents. The caller opens and closes in pairs and gives every value of an object
// its key:
//   JsonWriter json(out, 2);
//   json.begin_object().key("date").text("2020-05-22").key("pages").begin_list(JsonWriter::on_one_line);
//   json.number(1).number(2).end_list().end_object();
class MINUTEMILL_API JsonWriter {
 public:
  enum Layout : bool { on_lines, on_one_line };  // of what is inside a list or object, whatever the indent

  // `indent` spaces a level; below 0 all is on one line, without spaces.
  explicit JsonWriter(std::string& out, int indent = -1) noexcept : out_(out), indent_(indent) {}

  JsonWriter& begin_object(Layout layout = on_lines) { return open('{', layout); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_list(Layout layout = on_lines) { return open('[', layout); }
  JsonWriter& end_list() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::integral auto value) { return integer(static_cast<std::int64_t>(value)); }
  JsonWriter& number(double value);  // what is no number in JSON (infinite) becomes null
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // A value that is JSON already.
  JsonWriter& raw(std::string_view json);

 private:
  struct Level {
    bool empty = true;
    bool one_line = false;
  };
  JsonWriter& open(char bracket, Layout layout);
  JsonWriter& close(char bracket);
  JsonWriter& integer(std::int64_t value);
  void separate();
  void new_line(std::size_t depth);

  std::string& out_;
  int indent_;
  bool after_key_ = false;
  std::vector<Level> levels_;
};

}  // namespace minutemill
