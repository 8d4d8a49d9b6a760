#include "pandoc/attributes.hpp"

#include <algorithm>
#include <charconv>

#include "pandoc/vocabulary.hpp"

namespace minutemill::pandoc {
namespace {

// Words between single spaces; nothing when joining them would not give the text again.
std::optional<std::vector<std::string>> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end == begin) return {};
    words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::string value_of(const Node::Attribute& attribute) {
  return is_number(attribute.name) ? std::to_string(attribute.number) : std::string(attribute.text);
}

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

// The attribute that a key stands for.
std::optional<Attr> attr_of(std::string_view key) {
  Attr attr{};
  if (key == "lang") return Attr::lang;
  if (key == "dir") return Attr::dir;
  if (!key.starts_with(kPrefix) || !from_string(key.substr(kPrefix.size()), attr)) return {};
  return attr;
}

bool set_value(Document& document, Node& node, Attr attr, const std::string& value) {
  if (!is_number(attr)) {
    document.set(node, attr, std::string_view(value));
    return true;
  }
  const std::optional<std::int64_t> number = to_number(value);
  if (number) document.set(node, attr, *number);
  return number.has_value();
}

}  // namespace

const std::string* Attributes::find(std::string_view key) const noexcept {
  const auto at = std::ranges::find(pairs, key, &std::pair<std::string, std::string>::first);
  return at == pairs.end() ? nullptr : &at->second;
}

bool Attributes::has_class(std::string_view name) const noexcept {
  return std::ranges::find(classes, name) != classes.end();
}

Attributes to_pandoc(const Node& node, AttrSet taken, bool foreign, std::size_t& left) {
  Attributes out;
  for (const Node::Attribute* a = node.attributes(); a != nullptr; a = a->next) {
    if (taken.has(a->name)) continue;
    if (a->name == Attr::id && !a->text.empty()) {
      out.id = a->text;
    } else if (a->name == Attr::lang || a->name == Attr::dir) {
      out.pairs.emplace_back(to_string(a->name), a->text);
    } else if (auto words = a->name == Attr::class_name ? words_of(a->text) : std::nullopt) {
      out.classes = std::move(*words);
    } else if (foreign) {
      out.pairs.emplace_back(std::string(kPrefix).append(to_string(a->name)), value_of(*a));
    } else {
      ++left;
    }
  }
  return out;
}

std::optional<NodeKind> kind_of(const Attributes& attributes) noexcept {
  const std::string* name = attributes.find(kKindKey);
  NodeKind kind{};
  if (name == nullptr || !from_string(*name, kind)) return {};
  return kind;
}

void from_pandoc(const Attributes& attributes, AttrSet taken, Document& document, Node& node,
                 std::vector<std::string>& unknown) {
  // A level is the heading's own; a resource is told by the image's address, which is checked.
  taken.add(Attr::level);
  taken.add(Attr::resource);
  if (!attributes.id.empty() && !taken.has(Attr::id) && !node.has(Attr::id))
    document.set(node, Attr::id, std::string_view(attributes.id));
  if (!attributes.classes.empty() && !taken.has(Attr::class_name) && !node.has(Attr::class_name))
    document.set(node, Attr::class_name, std::string_view(joined(attributes.classes)));
  for (const auto& [key, value] : attributes.pairs) {
    if (key == kKindKey) continue;
    const std::optional<Attr> attr = attr_of(key);
    if (attr && (taken.has(*attr) || node.has(*attr))) continue;
    if (!attr || !set_value(document, node, *attr, value)) unknown.push_back(key);
  }
}

}  // namespace minutemill::pandoc
