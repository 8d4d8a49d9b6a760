#include "testing/selector.hpp"

#include <fmt/format.h>

namespace minutemill::testing {
namespace {

constexpr std::size_t kMaxParts = 16;

// Words and '>' signs; what stands in brackets is not cut.
std::vector<std::string_view> tokens(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = std::string_view::npos;
  bool in_brackets = false;
  const auto end_word = [&](std::size_t end) {
    if (begin != std::string_view::npos) out.push_back(text.substr(begin, end - begin));
    begin = std::string_view::npos;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!in_brackets && (c == ' ' || c == '>')) {
      end_word(i);
      if (c == '>') out.push_back(text.substr(i, 1));
      continue;
    }
    if (begin == std::string_view::npos) begin = i;
    if (c == '[') in_brackets = true;
    if (c == ']') in_brackets = false;
  }
  end_word(text.size());
  return out;
}

}  // namespace

std::string attribute_text(const Node& node, Attr attr) {
  return is_number(attr) ? std::to_string(node.number(attr)) : std::string(node.get(attr));
}

bool Selector::parse_part(std::string_view text, Part& part, std::string& problem) {
  const std::string_view kind = text.substr(0, text.find('['));
  part.any_kind = kind == "*" || (kind.empty() && !text.empty());
  if (!part.any_kind && !from_string(kind, part.kind)) {
    problem = fmt::format("'{}' is no kind of node", kind);
    return false;
  }
  text.remove_prefix(kind.size());
  while (!text.empty()) {
    const std::size_t end = text.find(']');
    if (text.front() != '[' || end == std::string_view::npos) {
      problem = fmt::format("'{}' should be [attribute] or [attribute=value]", text);
      return false;
    }
    const std::string_view inner = text.substr(1, end - 1);
    const std::size_t equals = inner.find('=');
    Test test;
    if (!from_string(inner.substr(0, equals), test.attr)) {
      problem = fmt::format("'{}' is no attribute", inner.substr(0, equals));
      return false;
    }
    test.has_value = equals != std::string_view::npos;
    if (test.has_value) test.value = std::string(inner.substr(equals + 1));
    part.tests.push_back(std::move(test));
    text.remove_prefix(end + 1);
  }
  return true;
}

std::optional<Selector> Selector::parse(std::string_view text, std::string& problem) {
  Selector selector;
  bool child = false;
  for (const std::string_view token : tokens(text)) {
    if (token == ">") {
      if (child || selector.parts_.empty()) {
        problem = "a '>' stands between two kinds";
        return std::nullopt;
      }
      child = true;
      continue;
    }
    Part part;
    if (!parse_part(token, part, problem)) return std::nullopt;
    part.child = child;
    child = false;
    selector.parts_.push_back(std::move(part));
  }
  if (selector.parts_.empty() || child || selector.parts_.size() > kMaxParts) {
    problem = selector.parts_.size() > kMaxParts ? "too long" : "it ends too early";
    return std::nullopt;
  }
  return selector;
}

bool Selector::matches(const Part& part, const Node& node) {
  if (!part.any_kind && node.kind() != part.kind) return false;
  for (const Test& test : part.tests) {
    if (!node.has(test.attr)) return false;
    if (test.has_value && attribute_text(node, test.attr) != test.value) return false;
  }
  return true;
}

// reach[i]: the parts 0..i can be matched by nodes from the root to the one looked at, the last by that node
// itself; held for the ancestors as "by any of them", so that no way back is needed.
bool Selector::matches_path(const Node& node, const Node& root) const {
  std::vector<const Node*> path;
  for (const Node* at = &node; at != nullptr; at = at->parent()) {
    path.push_back(at);
    if (at == &root) break;
  }
  std::vector<bool> by_any(parts_.size(), false);
  std::vector<bool> by_parent(parts_.size(), false);
  for (auto it = path.rbegin(); it != path.rend(); ++it) {
    std::vector<bool> by_this(parts_.size(), false);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const bool led = i == 0 || (parts_[i].child ? by_parent[i - 1] : by_any[i - 1]);
      by_this[i] = led && matches(parts_[i], **it);
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) by_any[i] = by_any[i] || by_this[i];
    by_parent = std::move(by_this);
  }
  return by_parent.back();
}

std::vector<const Node*> Selector::select(const Node& root) const {
  std::vector<const Node*> found;
  for (const Node* node = &root; node != nullptr; node = next_in_tree(*node, root))
    if (matches(parts_.back(), *node) && matches_path(*node, root)) found.push_back(node);
  return found;
}

}  // namespace minutemill::testing
