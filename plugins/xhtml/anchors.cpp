#include "anchors.hpp"

#include <charconv>

#include <minutemill/text.hpp>

namespace minutemill::xhtml {
namespace {

bool is_letter(char32_t c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char32_t c) noexcept {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string to_xml_name(std::string_view id) {
  std::string out;
  for (std::size_t i = 0; i < id.size();) {
    const char32_t c = next_code_point(id, i);
    if (is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.') {
      out.push_back(static_cast<char>(c));
      continue;
    }
    // Anything else by its number, so that different ids stay different.
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(c), 16).ptr;
    out.append("_u").append(digits, end);
  }
  if (out.empty() || !(is_letter(static_cast<unsigned char>(out.front())) || out.front() == '_'))
    out.insert(0, "id-");
  return out;
}

Anchors::Anchors(const Document& document, const Outline& outline) : index_(document.node_count() + 1, 0) {
  const Node& root = document.body();
  std::uint32_t notes = 0;
  const auto give = [&](const Node& node, std::string wanted) {
    ids_.push_back(unique(std::move(wanted)));
    index_[node.uid()] = static_cast<std::uint32_t>(ids_.size());
  };
  // Ids of the input first: they are what links lead to.
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() == NodeKind::note) note_numbers_[at->uid()] = ++notes;
    const std::string_view id = at->get(Attr::id);
    if (id.empty() || !by_source_id_.emplace(id, at).second) continue;
    give(*at, to_xml_name(id));
  }
  std::size_t headings = 0;
  for (const Outline::Entry& entry : outline.entries()) {
    ++headings;
    if (index_[entry.heading->uid()] == 0) give(*entry.heading, "heading-" + std::to_string(headings));
  }
  if (notes == 0) return;
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root))
    if (at->kind() == NodeKind::note && index_[at->uid()] == 0)
      give(*at, "note-" + std::to_string(note_number(*at)));
}

std::string Anchors::unique(std::string wanted) {
  std::string id = wanted;
  for (std::size_t n = 2; !used_.insert(id).second; ++n) id = wanted + "-" + std::to_string(n);
  return id;
}

std::string_view Anchors::id_of(const Node& node) const noexcept {
  const std::uint32_t at = node.uid() < index_.size() ? index_[node.uid()] : 0;
  return at != 0 ? std::string_view(ids_[at - 1]) : std::string_view{};
}

const Node* Anchors::find(std::string_view fragment) const noexcept {
  const auto at = by_source_id_.find(fragment);
  return at != by_source_id_.end() ? at->second : nullptr;
}

std::uint32_t Anchors::note_number(const Node& note) const noexcept {
  const auto at = note_numbers_.find(note.uid());
  return at != note_numbers_.end() ? at->second : 0;
}

}  // namespace minutemill::xhtml
