#include "anchors.hpp"

#include <algorithm>

#include "links.hpp"

namespace minutemill::docx {
namespace {

std::string plain_name(std::string_view wish, std::size_t longest) {
  std::string name;
  for (const char c : wish.substr(0, longest)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool fits = letter || c == '_' || (c >= '0' && c <= '9');
    if (name.empty() && !letter) name = "a";
    name.push_back(fits ? c : '_');
  }
  return name.empty() ? "a" : name.substr(0, longest);
}

std::string lower_case(std::string name) {
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

}  // namespace

Bookmark Anchors::make(std::string_view wish) {
  std::string name = plain_name(wish, longest_);
  for (std::uint32_t n = next_; !names_.insert(lower_case(name)).second; ++n) {
    const std::string number = "_" + std::to_string(n);
    name = plain_name(wish, longest_).substr(0, longest_ - number.size()) + number;
  }
  return {next_++, std::move(name)};
}

void Anchors::collect(const Node& body) {
  std::unordered_set<std::string> wanted;
  for (const Node* at = &body; at != nullptr; at = next_in_tree(*at, body)) {
    const std::string_view href = at->kind() == NodeKind::link ? at->get(Attr::href) : std::string_view{};
    if (href.size() > 1 && href.front() == '#') {
      wanted.emplace(href.substr(1));
      wanted.insert(percent_decoded(href.substr(1)));
    }
  }
  if (wanted.empty()) return;
  for (const Node* at = &body; at != nullptr; at = next_in_tree(*at, body)) {
    const std::string id(at->get(Attr::id));
    if (id.empty() || !wanted.contains(id) || by_id_.contains(id)) continue;
    by_node_[at] = &by_id_.emplace(id, make(id)).first->second;
  }
}

const Bookmark* Anchors::at(const Node& node) const {
  if (by_node_.empty()) return nullptr;
  const auto found = by_node_.find(&node);
  return found == by_node_.end() ? nullptr : found->second;
}

const Bookmark* Anchors::target(std::string_view fragment) const {
  auto found = by_id_.find(std::string(fragment));
  if (found == by_id_.end()) found = by_id_.find(percent_decoded(fragment));
  return found == by_id_.end() ? nullptr : &found->second;
}

}  // namespace minutemill::docx
