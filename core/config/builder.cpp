#include "config/builder.hpp"

#include <algorithm>
#include <istream>
#include <streambuf>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/syntax_message.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kMaxFaults = 50;  // then the file is not worth reading on

// Lets yaml-cpp read from memory that stays where it is.
class MemoryBuffer : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

std::size_t offset_of(const YAML::Mark& mark) noexcept {
  return mark.pos > 0 ? static_cast<std::size_t>(mark.pos) : 0;
}

}  // namespace

ConfigBuilder::ConfigBuilder(ConfigDocument& document, Diagnostics& diagnostics)
    : document_(document), diagnostics_(diagnostics), locator_(document.text_, document.line_starts_) {}

bool ConfigBuilder::build() {
  MemoryBuffer buffer(document_.text_);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(*this)) {
    }
  } catch (const Refused&) {
    return false;
  } catch (const YAML::Exception& e) {
    syntax_error(offset_of(e.mark), e.msg);
    return false;
  }
  if (document_.root_ == nullptr) {
    ConfigNode& root = document_.add_node();
    root.mark_ = {1, 1};
    document_.root_ = &root;
  }
  return true;
}

void ConfigBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  const std::size_t offset = offset_of(mark);
  const bool marker = document_.text_.compare(offset, 3, "---") == 0;
  if (marker)
    refuse(offset, "a second document begins here", "a file holds one document: remove what follows '---'");
  refuse(offset, "this does not belong to what stands before it",
         "a file holds one value: look at the indent and at the brackets above");
}

void ConfigBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const ConfigNode& node = add(ConfigNode::Kind::null, mark);
  if (anchor != 0) anchors_[anchor] = {&node, Extent{}};
  place(node, {});
}

void ConfigBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) refuse(offset_of(mark), "alias of an anchor that does not exist");
  if (!found->second.extent)
    refuse(
        offset_of(mark), "alias of the value that it is part of",
        fmt::format("the anchor is on line {}; a value cannot hold itself", found->second.node->mark().line));
  const Extent extent = *found->second.extent;
  if (open_.size() + extent.height > ConfigDocument::kMaxDepth)
    refuse(offset_of(mark),
           fmt::format("nested more than {} levels deep by this alias", ConfigDocument::kMaxDepth));
  place(*found->second.node, extent);
  if (!open_.empty() && open_.back().extent.values > ConfigDocument::kMaxValues)
    refuse(offset_of(mark),
           fmt::format("more than {} values once aliases are followed", ConfigDocument::kMaxValues));
}

void ConfigBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             const std::string& value) {
  ConfigNode& node = add(ConfigNode::Kind::scalar, mark);
  node.scalar_ = value;
  node.quoted_ = tag != "?";
  check_tag(node, tag);
  check_closed(node, mark);
  if (anchor != 0) anchors_[anchor] = {&node, Extent{}};
  place(node, {});
}

void ConfigBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                    YAML::EmitterStyle::value) {
  open(ConfigNode::Kind::list, mark, tag, anchor);
}

void ConfigBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                               YAML::EmitterStyle::value) {
  open(ConfigNode::Kind::map, mark, tag, anchor);
}

ConfigNode& ConfigBuilder::add(ConfigNode::Kind kind, const YAML::Mark& mark) {
  if (document_.nodes_.size() >= ConfigDocument::kMaxValues)
    refuse(offset_of(mark), fmt::format("more than {} values in the file", ConfigDocument::kMaxValues));
  check_indent(mark);
  ConfigNode& node = document_.add_node();
  node.kind_ = kind;
  node.mark_ = locator_.at(offset_of(mark));
  return node;
}

// yaml-cpp calls this before it goes a level deeper, so its recursion is bounded too.
void ConfigBuilder::open(ConfigNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
                         YAML::anchor_t anchor) {
  if (open_.size() >= ConfigDocument::kMaxDepth)
    refuse(offset_of(mark), fmt::format("nested more than {} levels deep", ConfigDocument::kMaxDepth));
  ConfigNode& node = add(kind, mark);
  check_tag(node, tag);
  if (anchor != 0) anchors_[anchor] = {&node, {}};
  open_.push_back({&node, nullptr, false, {}, anchor, {}});
}

void ConfigBuilder::close() {
  const Open done = std::move(open_.back());
  open_.pop_back();
  if (done.anchor != 0) anchors_[done.anchor].extent = done.extent;
  place(*done.node, done.extent);
}

void ConfigBuilder::place(const ConfigNode& node, Extent extent) {
  if (open_.empty()) {
    document_.root_ = &node;
    return;
  }
  Open& parent = open_.back();
  parent.extent.values += extent.values;
  parent.extent.height = std::max(parent.extent.height, extent.height + 1);
  if (parent.node->is_list()) {
    parent.node->items_.push_back(&node);
  } else if (parent.key == nullptr) {
    parent.key = &node;
    parent.drop_value = !place_key(node);
  } else {
    if (!parent.drop_value) parent.node->entries_.emplace_back(parent.key, &node);
    parent.key = nullptr;
  }
}

bool ConfigBuilder::place_key(const ConfigNode& node) {
  if (!node.is_scalar()) {
    error(node, "a key must be a text", node.is_null() ? "put quotes around it if it is meant" : "");
    return false;
  }
  if (node.scalar() == "<<" && !node.quoted()) {
    error(node, "merge keys ('<<') are not supported", "write the keys out");
    return false;
  }
  const auto [first, is_new] = open_.back().keys.emplace(node.scalar(), &node);
  if (!is_new)
    error(node,
          fmt::format("key '{}' is here a second time; the first is on line {}", node.scalar(),
                      first->second->mark().line),
          "remove one of the two");
  return is_new;
}

void ConfigBuilder::check_tag(const ConfigNode& node, const std::string& tag) {
  if (tag == "?" || tag == "!" || tag.empty()) return;
  error(node, "language tags are not supported", "remove the word that begins with '!'");
}

// YAML 1.2 §6.1 allows only spaces as indent; yaml-cpp takes a tab for a space in places and fails later in
// others.
void ConfigBuilder::check_indent(const YAML::Mark& mark) {
  const std::size_t offset = offset_of(mark);
  const auto line = locator_.at(offset).line;
  if (line == last_tab_line_) return;
  const std::size_t begin = document_.line_starts_[line - 1];
  const std::size_t indent_end = document_.text_.find_first_not_of(" \t", begin);
  const std::string_view indent =
      std::string_view(document_.text_).substr(begin, std::min(indent_end, offset) - begin);
  const std::size_t tab = indent.find('\t');
  if (tab == std::string_view::npos) return;
  last_tab_line_ = line;
  error_at(begin + tab, "a tab is used as indent", "use spaces at the beginning of a line");
}

std::size_t ConfigBuilder::skip_properties(std::size_t offset) const noexcept {
  const std::string_view text = document_.text_;
  while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {
    offset = std::min(text.size(), text.find_first_of(" \t\r\n", offset));
    offset = std::min(text.size(), text.find_first_not_of(" \t\r\n", offset));
  }
  return offset;
}

// yaml-cpp ends a quoted text at the end of the file without a word.
void ConfigBuilder::check_closed(const ConfigNode& node, const YAML::Mark& mark) {
  if (!node.quoted()) return;
  const std::string_view text = document_.text_;
  const std::size_t begin = skip_properties(offset_of(mark));
  if (begin >= text.size() || (text[begin] != '"' && text[begin] != '\'')) return;  // a block scalar
  const char quote = text[begin];
  std::size_t i = begin + 1;
  while (i < text.size()) {
    const bool pair = i + 1 < text.size() &&
                      ((quote == '"' && text[i] == '\\') || (quote == '\'' && text.substr(i, 2) == "''"));
    if (!pair && text[i] == quote) break;
    i += pair ? 2 : 1;
  }
  if (i >= text.size()) refuse(begin, "this quote is never closed", fmt::format("add a closing {}", quote));
  if (text.substr(begin, i - begin).find('\n') != std::string_view::npos) last_quote_ = begin;
}

void ConfigBuilder::error(const ConfigNode& at, std::string message, std::string hint) {
  diagnostics_.add(document_.at(at, std::move(message), std::move(hint)));
  if (++faults_ >= kMaxFaults) throw Refused{};
}

void ConfigBuilder::error_at(std::size_t offset, std::string message, std::string hint) {
  Diagnostic d{
      Severity::error, document_.path_, locator_.at(offset), 1, std::move(message), std::move(hint), {}};
  document_.fill_line(d);
  diagnostics_.add(std::move(d));
  if (++faults_ >= kMaxFaults) throw Refused{};
}

void ConfigBuilder::refuse(std::size_t offset, std::string message, std::string hint) {
  error_at(offset, std::move(message), std::move(hint));
  throw Refused{};
}

void ConfigBuilder::syntax_error(std::size_t offset, std::string_view what) {
  SyntaxMessage told = explain_syntax(what);
  const auto line = locator_.at(offset).line;
  if (last_quote_ && locator_.at(*last_quote_).line + 1 <= line)
    told.hint = fmt::format(
        "a quoted text begins on line {} and runs over several lines: is its closing quote missing?",
        locator_.at(*last_quote_).line);
  Diagnostic d{Severity::error,
               document_.path_,
               locator_.at(offset),
               1,
               std::move(told.message),
               std::move(told.hint),
               {}};
  document_.fill_line(d);
  const std::size_t indent = std::min(d.line.find_first_not_of(" \t"), d.line.size());
  if (const std::size_t tab = d.line.find('\t'); tab < indent && d.line_from == 1) {
    if (line == last_tab_line_) return;
    d.mark.column = static_cast<std::uint32_t>(tab + 1);
    d.message = "a tab is used as indent";
    d.hint = "use spaces at the beginning of a line";
  }
  diagnostics_.add(std::move(d));
}

}  // namespace minutemill
