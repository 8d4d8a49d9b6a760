// The record that a tagger writes: values by path, the agenda, cited documents, annotations, what is missing.
#include <algorithm>
#include <unordered_set>

#include <minutemill/text.hpp>

#include "rules/tagger.hpp"

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostDocuments = 2000;
constexpr const char* kDocuments = "documents_cited";

// Sets `path` ("meeting.body") unless something is there already.
void set_path(Record& record, std::string_view path, Value value) {
  Record* at = &record;
  for (std::size_t dot; (dot = path.find('.')) != std::string_view::npos; path.remove_prefix(dot + 1)) {
    Value& next = (*at)[path.substr(0, dot)];
    if (next.kind() != Value::Kind::record) next = Value::record();
    at = &next.fields();
  }
  Value& place = (*at)[path];
  if (place.empty()) place = std::move(value);
}

}  // namespace

void Tagger::keep(const Field& field, Value value) {
  if (field.hidden) {
    hidden_[field.name] = std::move(value);
    return;
  }
  if (!field.annotation.empty()) annotate(field, value);
  set_path(reading_->document().metadata(), field.name, std::move(value));
}

void Tagger::annotate(const Field& field, const Value& value) {
  const auto add = [&](const Value& one) {
    for (const Evidence& proof : one.evidence())
      if (proof.block != nullptr)
        reading_->document().annotations().push_back(
            {proof.block, proof.begin, proof.end, field.annotation, one.to_line(), proof.rule});
  };
  if (value.kind() == Value::Kind::list)
    for (const Value& item : value.items()) add(item);
  else
    add(value);
}

// Every title between the document marks, in title and body, once.
void Tagger::write_documents() {
  if (reading_->rules().document.open.empty()) return;
  Value list = Value::list();
  std::unordered_set<std::string> seen;
  const auto& lines = reading_->lines().all();
  Rule rule;
  rule.id = reading_->rules().name + ":documents_cited";
  const Candidate candidate{&rule, 0, 0, {}, {}, {}};
  for (std::uint32_t i = 0; i < lines.size() && list.items().size() < kMostDocuments; ++i) {
    const Line& line = lines[i];
    if (line.kind == LineKind::page || line.kind == LineKind::repeat) continue;
    if (line.view().find(reading_->rules().document.open) == std::string_view::npos) continue;
    for (const Range& range : cited(*reading_, {i, 0, static_cast<std::uint32_t>(line.view().size())})) {
      std::string title(line.original(range.begin, range.end));
      if (!seen.insert(title).second || list.items().size() >= kMostDocuments) continue;
      Value value = Value::text(std::move(title));
      value.evidence().push_back(evidence(candidate, range, {}));
      list.items().push_back(std::move(value));
    }
  }
  if (list.items().empty()) return;
  Field field;
  field.name = kDocuments;
  field.annotation = "document";
  keep(field, std::move(list));
}

// What came out under each item: the values of the fields with this annotation, by the section they stand in.
std::vector<Value> Tagger::results_of(std::size_t items, std::string_view annotation) const {
  std::vector<Value> out(items);
  for (const Field& field : reading_->rules().fields) {
    const Value* all =
        field.annotation == annotation ? reading_->document().metadata().at(field.name) : nullptr;
    if (all == nullptr) continue;
    for (const Value& one : all->items()) {
      // A record has the evidence of its parts.
      const Value& proven =
          one.kind() == Value::Kind::record && !one.fields().empty() ? one.fields().begin()->second : one;
      if (proven.evidence().empty()) continue;
      for (const Node* at = proven.evidence().front().block; at != nullptr; at = at->parent()) {
        const std::int64_t item = at->kind() == NodeKind::section ? at->number(Attr::agenda, -1) : -1;
        if (item < 0 || item >= static_cast<std::int64_t>(items)) continue;
        Value& list = out[static_cast<std::size_t>(item)];
        if (list.kind() != Value::Kind::list) list = Value::list();
        list.items().push_back(one);
        break;
      }
    }
  }
  return out;
}

void Tagger::write_agenda(const Agenda& agenda) {
  if (agenda.items.empty()) return;
  // Which sections take the items up, when the document has been split.
  std::vector<std::int64_t> sections(agenda.items.size(), -1);
  std::int64_t count = 0;
  const Node& root = reading_->document().body();
  for (const Node* at = root.first_child(); at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() != NodeKind::section) continue;
    const std::int64_t item = at->number(Attr::agenda, -1);
    if (item >= 0 && item < static_cast<std::int64_t>(sections.size()) &&
        sections[static_cast<std::size_t>(item)] < 0)
      sections[static_cast<std::size_t>(item)] = count;
    ++count;
  }
  constexpr std::pair<std::string_view, std::string_view> kResults[] = {
      {"decisions", "decision"}, {"actions", "action"}, {"votes", "vote"}};
  std::vector<Value> results[std::size(kResults)];
  for (std::size_t kind = 0; kind < std::size(kResults); ++kind)
    results[kind] = results_of(agenda.items.size(), kResults[kind].second);
  Value list = Value::list(), topics = Value::list();
  for (std::size_t i = 0; i < agenda.items.size(); ++i) {
    const AgendaItem& item = agenda.items[i];
    Rule rule;
    rule.id = item.rule.find(':') == std::string::npos ? reading_->rules().name + ":" + item.rule : item.rule;
    const Candidate candidate{&rule, 0, 0, {}, {}, {}};
    const auto words = [&](Range range, std::string how) {
      const Line& line = reading_->line(range.line);
      Value value = Value::text(std::string(line.original(range.begin, range.end)));
      value.evidence().push_back(evidence(candidate, range, std::move(how)));
      return value;
    };
    Value record = Value::record();
    record.fields().set("topic", words(item.topic, {}));
    topics.items().push_back(words(item.topic, {}));
    if (!item.action.empty()) {
      Value action = Value::text(item.action);
      if (item.verb) action.evidence().push_back(evidence(candidate, *item.verb, "verb"));
      record.fields().set("action", std::move(action));
    }
    if (!item.documents.empty()) {
      Value documents = Value::list();
      for (const Range& range : item.documents) documents.items().push_back(words(range, {}));
      record.fields().set("documents", std::move(documents));
    }
    if (sections[i] >= 0) record.fields().set("section", Value::number(sections[i]));
    for (std::size_t kind = 0; kind < std::size(kResults); ++kind)
      if (!results[kind][i].empty()) record.fields().set(kResults[kind].first, std::move(results[kind][i]));
    const Line& line = reading_->line(item.topic.line);
    if (line.block != nullptr)
      reading_->document().annotations().push_back(
          {line.block, line.place(item.topic.begin), line.place(item.topic.end), "topic",
           std::string(line.original(item.topic.begin, item.topic.end)), rule.id});
    list.items().push_back(std::move(record));
  }
  set_path(reading_->document().metadata(), "agenda", std::move(list));
  const std::string& topics_field = reading_->rules().agenda.topics_field;
  if (!topics_field.empty()) set_path(reading_->document().metadata(), topics_field, std::move(topics));
}

TagResult Tagger::write_missing() {
  TagResult out;
  Value list = Value::list();
  Record& record = reading_->document().metadata();
  const auto look_for = [&](const std::string& name, bool expected) {
    const Value* value = record.at(name);
    if (value != nullptr && !value->empty()) return;
    list.items().push_back(Value::text(name));
    if (expected) out.missing.push_back(name);
  };
  for (const Field& field : reading_->rules().fields)
    if (!field.hidden) look_for(field.name, field.expected);
  if (!reading_->rules().document.open.empty()) look_for(kDocuments, false);
  if (reading_->rules().agenda.given) look_for("agenda", true);
  if (!list.items().empty()) record.set("missing", std::move(list));
  return out;
}

}  // namespace minutemill::rules
