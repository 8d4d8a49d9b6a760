#include <minutemill/config.hpp>

#include <algorithm>

#include "config/builder.hpp"
#include "config/kept_line.hpp"
#include "config/locator.hpp"
#include "config/source_check.hpp"
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// Bytes that a quoted scalar takes up to its closing quote or the end of the line.
std::size_t quoted_size(std::string_view rest) noexcept {
  const char quote = rest.front();
  std::size_t i = 1;
  while (i < rest.size() && rest[i] != quote) i += quote == '"' && rest[i] == '\\' ? 2 : 1;
  return std::min(rest.size(), i + 1);
}

std::uint32_t written_length(const ConfigNode& node, std::string_view rest) noexcept {
  if (!node.is_scalar() || rest.empty()) return 1;
  const bool quoted = rest.front() == '"' || rest.front() == '\'';
  const std::size_t size = quoted ? quoted_size(rest) : std::min(rest.size(), node.scalar().size());
  return static_cast<std::uint32_t>(std::max<std::size_t>(1, count_code_points(rest.substr(0, size))));
}

// yaml-cpp does not take a CR alone for a line end, though YAML does.
void mend_line_ends(std::string& text) {
  for (std::size_t i = text.find('\r'); i != std::string::npos; i = text.find('\r', i + 1))
    if (i + 1 == text.size() || text[i + 1] != '\n') text[i] = '\n';
}

}  // namespace

ConfigDocument::~ConfigDocument() = default;

ConfigNode& ConfigDocument::add_node() {
  nodes_.push_back(std::make_unique<ConfigNode>());
  nodes_.back()->document_ = this;
  return *nodes_.back();
}

std::unique_ptr<ConfigDocument> ConfigDocument::parse(std::string path, std::string text,
                                                      Diagnostics& diagnostics) {
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  std::unique_ptr<ConfigDocument> document(new ConfigDocument);
  document->path_ = std::move(path);
  document->text_ = std::move(text);
  mend_line_ends(document->text_);
  document->line_starts_ = find_line_starts(document->text_);
  if (const auto fault = check_source(document->text_)) {
    Diagnostic d{Severity::error, document->path_, {}, 1, fault->message, fault->hint, {}};
    if (fault->offset) {
      d.mark = Locator(document->text_, document->line_starts_).at(*fault->offset);
      document->fill_line(d);
    }
    diagnostics.add(std::move(d));
    return nullptr;
  }
  ConfigBuilder builder(*document, diagnostics);
  return builder.build() ? std::move(document) : nullptr;
}

std::string_view ConfigDocument::line(std::uint32_t number) const noexcept {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  std::size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return std::string_view(text_).substr(begin, end - begin);
}

void ConfigDocument::fill_line(Diagnostic& diagnostic) const {
  keep_line(diagnostic, line(diagnostic.mark.line));
}

Diagnostic ConfigDocument::at(const ConfigNode& node, std::string message, std::string hint,
                              Severity severity) const {
  Diagnostic d{severity, path_, node.mark(), 1, std::move(message), std::move(hint), {}};
  fill_line(d);
  const std::string_view rest(d.line);
  d.length = written_length(node, rest.substr(offset_of_column(rest, d.mark.column - d.line_from + 1)));
  return d;
}

}  // namespace minutemill
