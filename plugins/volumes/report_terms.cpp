#include "report_terms.hpp"

#include <unordered_map>

#include <minutemill/text.hpp>

namespace minutemill::volumes {
namespace {

std::string one_line(const Value& value) {
  std::string line = value.to_line();
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return std::string(trim(line));
}

// The section of each agenda item that has one.
std::unordered_map<std::int64_t, const Node*> sections_by_item(const Node& body) {
  std::unordered_map<std::int64_t, const Node*> sections;
  for (const Node* at = next_in_tree(body, body); at != nullptr; at = next_in_tree(*at, body))
    if (at->kind() == NodeKind::section && at->has(Attr::agenda))
      sections.try_emplace(at->number(Attr::agenda), at);
  return sections;
}

const Node* block_of(const Value& value) {
  for (const Evidence& evidence : value.evidence())
    if (evidence.block != nullptr) return evidence.block;
  return nullptr;
}

template <class See>
void each_item(const Record& record, std::string_view key, See see) {
  const Value* list = record.find(key);
  if (list == nullptr || list->kind() != Value::Kind::list) return;
  std::int64_t number = 0;
  for (const Value& item : list->items()) see(item, number++);
}

}  // namespace

ReportTerms report_terms(const Document& document, const std::function<std::string(const Node&)>& place_of) {
  ReportTerms out;
  const auto add = [&](std::vector<Term>& to, const Value& value, const Node* node) {
    std::string text = one_line(value);
    if (!is_blank(text)) to.push_back({std::move(text), node != nullptr ? place_of(*node) : std::string()});
  };
  const auto sections = sections_by_item(document.body());
  each_item(document.metadata(), "agenda", [&](const Value& item, std::int64_t number) {
    const Value* topic = item.kind() == Value::Kind::record ? item.fields().find("topic") : nullptr;
    if (topic == nullptr) return;
    const auto section = sections.find(number);
    add(out.topics, *topic, section != sections.end() ? section->second : block_of(*topic));
  });
  each_item(document.metadata(), "documents_cited",
            [&](const Value& item, std::int64_t) { add(out.documents, item, block_of(item)); });
  return out;
}

}  // namespace minutemill::volumes
