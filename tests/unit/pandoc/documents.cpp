#include "documents.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>
#include <minutemill/snapshot.hpp>

namespace pandoc_test {

using namespace minutemill;
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

void add_samples(const char* pipeline_name, std::string_view extension,
                 std::vector<std::pair<std::string, std::string>>& out) {
  Engine engine(EngineSettings{{}, {}, false});
  Diagnostics diagnostics;
  auto pipeline = Pipeline::load(engine, pipeline_name, {}, diagnostics);
  ASSERT_TRUE(pipeline) << diagnostics.format();
  for (const auto& entry : fs::directory_iterator(MINUTEMILL_SOURCE_DIR "/examples/reports")) {
    if (entry.path().extension() != extension) continue;
    const std::string bytes = read_file(entry.path());
    Input input;
    input.bytes = bytes;
    input.name = entry.path().filename().string();
    std::string snapshot;
    const auto done = pipeline->inspect(input, {}, [&](const auto&, const Markup*, const Document* document) {
      if (document != nullptr) snapshot = to_snapshot(*document);
    });
    EXPECT_TRUE(done.ok) << done.message;
    out.emplace_back(input.name, snapshot);
  }
}

void join_texts(Document& document, Node& root) {
  for (Node* at = next_in_tree(root, root); at != nullptr;) {
    Node* next = next_in_tree(*at, root);
    const bool is_plain = at->kind() == NodeKind::text && at->attributes() == nullptr;
    Node* before = at->previous();
    if (is_plain && at->text().empty()) {
      document.detach(*at);
    } else if (is_plain && before != nullptr && before->kind() == NodeKind::text &&
               before->attributes() == nullptr) {
      document.set_text(*before, std::string(before->text()) + std::string(at->text()));
      document.detach(*at);
    }
    at = next;
  }
}

Value bare(const Value& value) {
  Value out;
  switch (value.kind()) {
    case Value::Kind::text:
      return value.empty() ? Value() : Value::text(value.as_text());
    case Value::Kind::date:
      return Value::date(value.as_text());
    case Value::Kind::number:
      return Value::number(value.as_number());
    case Value::Kind::boolean:
      return Value::boolean(value.as_number() != 0);
    case Value::Kind::list:
      out = Value::list();
      for (const Value& item : value.items()) out.items().push_back(bare(item));
      return out;
    case Value::Kind::record: {
      out = Value::record();
      std::vector<std::pair<std::string, Value>> fields;
      for (const auto& [key, field] : value.fields()) fields.emplace_back(key, bare(field));
      std::ranges::sort(fields, {}, [](const auto& field) { return field.first; });
      for (auto& [key, field] : fields) out.fields().set(key, std::move(field));
      return out;
    }
    case Value::Kind::none:
      break;
  }
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> documents() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& entry : fs::directory_iterator(MINUTEMILL_TEST_DATA "/documents"))
    out.emplace_back(entry.path().filename().string(), read_file(entry.path()));
  add_samples("gov-minutes", ".html", out);
  add_samples("markdown-minutes", ".md", out);
  return out;
}

std::string comparable(std::string_view snapshot) {
  Document document;
  from_snapshot(snapshot, document);
  join_texts(document, document.body());
  while (!document.furniture().empty()) document.detach(*document.furniture().first_child());
  document.annotations().clear();
  document.source() = {};
  Node& body = document.body();
  for (Node* at = next_in_tree(body, body); at != nullptr; at = next_in_tree(*at, body))
    if (at->number(Attr::start) == 1) document.remove(*at, Attr::start);
  Value record = Value::record();
  for (const auto& [key, value] : document.metadata()) record.fields().set(key, value);
  document.metadata() = bare(record).fields();
  // Attributes in the order of their enumeration.
  for (Node* at = &body; at != nullptr; at = next_in_tree(*at, body)) {
    std::vector<Node::Attribute> all;
    for (const Node::Attribute* a = at->attributes(); a != nullptr; a = a->next) all.push_back(*a);
    std::ranges::sort(all, {}, [](const auto& a) { return a.name; });
    for (const auto& a : all) document.remove(*at, a.name);
    for (const auto& a : all)
      is_number(a.name) ? document.set(*at, a.name, a.number) : document.set(*at, a.name, a.text);
  }
  return to_snapshot(document, {false, true, 1});
}

std::string comparable(const Document& document) {
  return comparable(to_snapshot(document));
}

std::string to_pandoc(std::string_view snapshot, const pandoc::WriteOptions& options) {
  Document document;
  from_snapshot(snapshot, document);
  minutemill::testing::MockContext context;
  pandoc::Losses losses;
  return pandoc::write(document, options, context, losses);
}

Read::Read(std::string_view json, const pandoc::ReadOptions& options) {
  pandoc::read(pandoc::parse_json(json, {}), document, options, context);
}

}  // namespace pandoc_test
