// YAML with positions: what pipelines, rules, site profiles and styles are read with.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

// A place in a file: line and column from 1; the column counts characters, not bytes. 0 when there is none.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

// One problem in a file that a user wrote, or with a plugin that it needs.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string file;
  Mark mark;
  std::uint32_t length = 1;  // characters to underline
  std::string message;       // "unknown option 'levle' of stage section_split"
  std::string hint;          // "did you mean 'level'?"
  std::string line;          // the line of the file, for the caret
  std::uint32_t line_from =
      1;  // column that `line` begins with; above 1 when only a part of a long line is kept
  bool about_plugin = false;  // the file may be right: a plugin is missing or cannot be used
};

// Collects diagnostics; a reader goes on after an error, so that all of them are shown at once. A file can be
// wrong in a million places: beyond kMaxKept they are only counted.
class MINUTEMILL_API Diagnostics {
 public:
  static constexpr std::size_t kMaxKept = 200;
  void add(Diagnostic diagnostic);
  [[nodiscard]] bool has_errors() const noexcept { return errors_ > 0; }
  // True when there are errors and all are about plugins.
  [[nodiscard]] bool only_plugin_errors() const noexcept { return errors_ > 0 && errors_ == plugin_errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }
  // One after another, by file and place: "file:line:column: error: message", the line, a caret (two columns
  // for a wide character), "hint: ...".
  [[nodiscard]] std::string format(bool colour = false) const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  std::size_t plugin_errors_ = 0;
  std::size_t not_kept_ = 0;
};

// The nearest of `names` to a mistyped `name` (at most a third of its letters wrong), or empty.
[[nodiscard]] MINUTEMILL_API std::string_view nearest_name(std::string_view name,
                                                           const std::vector<std::string_view>& names);

class ConfigDocument;

// One value of a YAML file; it lives as long as its ConfigDocument. An alias is the node it stands for, so
// one node can be found in several places.
class MINUTEMILL_API ConfigNode {
 public:
  enum class Kind : std::uint8_t { null, scalar, list, map };
  using Entry = std::pair<const ConfigNode*, const ConfigNode*>;  // key (a scalar), value

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_null() const noexcept { return kind_ == Kind::null; }
  [[nodiscard]] bool is_scalar() const noexcept { return kind_ == Kind::scalar; }
  [[nodiscard]] bool is_list() const noexcept { return kind_ == Kind::list; }
  [[nodiscard]] bool is_map() const noexcept { return kind_ == Kind::map; }
  [[nodiscard]] Mark mark() const noexcept { return mark_; }
  [[nodiscard]] std::string_view scalar() const noexcept { return scalar_; }
  // True for "5", '5', |, >: always text, never a number or boolean.
  [[nodiscard]] bool quoted() const noexcept { return quoted_; }
  [[nodiscard]] const std::vector<const ConfigNode*>& items() const noexcept { return items_; }  // list
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }  // map, in file order
  [[nodiscard]] const ConfigNode* find(std::string_view key) const noexcept;  // map; null when absent
  [[nodiscard]] const ConfigDocument& document() const noexcept { return *document_; }

  // Strict readings: true/false alone are booleans, decimal digits alone are whole numbers ("010" is no 8).
  [[nodiscard]] std::optional<bool> as_bool() const noexcept;
  [[nodiscard]] std::optional<std::int64_t> as_integer() const noexcept;
  [[nodiscard]] std::optional<double> as_number() const noexcept;

 private:
  friend class ConfigDocument;
  friend class ConfigBuilder;
  Kind kind_ = Kind::null;
  bool quoted_ = false;
  Mark mark_;
  std::string scalar_;
  std::vector<const ConfigNode*> items_;
  std::vector<Entry> entries_;
  const ConfigDocument* document_ = nullptr;
};

// A parsed YAML file of one document. Refused with a diagnostic: more than one document, duplicate keys,
// merge keys, language tags, unclosed quotes, tabs as indent, nesting deeper than kMaxDepth, more than
// kMaxValues values after aliases, text that is not UTF-8, control characters, a size over kMaxBytes. An
// empty file is null.
class MINUTEMILL_API ConfigDocument {
 public:
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxValues = 1'000'000;
  static constexpr std::size_t kMaxBytes = 16 * 1024 * 1024;

  // Null when nothing can be made of the text. After an error that the rest can be read in spite of (a
  // duplicate key, a tag) there is a document, so that its reader can find more; the diagnostics have errors
  // all the same.
  static std::unique_ptr<ConfigDocument> parse(std::string path, std::string text, Diagnostics& diagnostics);
  ~ConfigDocument();
  ConfigDocument(const ConfigDocument&) = delete;
  ConfigDocument& operator=(const ConfigDocument&) = delete;

  [[nodiscard]] const ConfigNode& root() const noexcept { return *root_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string_view line(std::uint32_t number) const noexcept;  // from 1, without its end
  // A diagnostic at a node, with its line filled in.
  [[nodiscard]] Diagnostic at(const ConfigNode& node, std::string message, std::string hint = {},
                              Severity severity = Severity::error) const;

 private:
  friend class ConfigBuilder;
  ConfigDocument() = default;
  ConfigNode& add_node();
  void fill_line(Diagnostic& diagnostic) const;
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
  std::vector<std::unique_ptr<ConfigNode>> nodes_;
  const ConfigNode* root_ = nullptr;
};

// Reads a map key by key and complains of what is left over: the way to lint a configuration file.
//   ConfigReader reader(node, "rule", diagnostics);
//   auto id = reader.text("id", required);  ...  reader.finish();
class MINUTEMILL_API ConfigReader {
 public:
  // `what` names the thing in messages: "rule", "site profile". A node that is no map is an error.
  ConfigReader(const ConfigNode& node, std::string what, Diagnostics& diagnostics);
  [[nodiscard]] bool is_map() const noexcept { return node_->is_map(); }
  // Null when absent; with `required`, absence is an error at the map's mark.
  const ConfigNode* any(std::string_view key, bool required = false);
  const ConfigNode* list(std::string_view key, bool required = false);
  const ConfigNode* map(std::string_view key, bool required = false);
  std::string text(std::string_view key, std::string_view fallback = {}, bool required = false);
  bool boolean(std::string_view key, bool fallback);
  std::int64_t integer(std::string_view key, std::int64_t fallback, std::int64_t min, std::int64_t max);
  double number(std::string_view key, double fallback, double min, double max);
  // One of `choices`, else an error that lists them; returns its index.
  std::size_t choice(std::string_view key, const std::vector<std::string_view>& choices,
                     std::size_t fallback);
  // A scalar or a list of scalars.
  std::vector<std::string> texts(std::string_view key, bool required = false);
  // Unknown keys are errors with the nearest name.
  void finish();
  void error(const ConfigNode& at, std::string message, std::string hint = {});

 private:
  const ConfigNode* node_;
  std::string what_;
  Diagnostics* diagnostics_;
  std::vector<std::string_view> known_;
};

}  // namespace minutemill
