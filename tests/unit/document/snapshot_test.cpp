// Documents as JSON and back: nothing is lost, and nothing wrong comes in.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include <nlohmann/json.hpp>

#include <minutemill/snapshot.hpp>

using namespace minutemill;

namespace {

// Makes documents with every kind and attribute, deterministically from a seed.
class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  void make(Document& document) {
    document_ = &document;
    fill(document.body(), 0);
    fill(document.furniture(), 3);
    for (int i = 0; i < 3; ++i) document.metadata().set("key " + std::to_string(i), value(0));
    document.resources().push_back({"image/png", std::string("\0\x01\xff", 3), 3, 4, "a.png", span()});
    for (int i = 0; i < 3; ++i)
      document.annotations().push_back({some_node(), below(5), 5 + below(9), "date", words(), "rule"});
    document.source() = {"in \"quotes\".html", "text/html", "GB18030", below(100000)};
    document.set_lang("zh-Hant");
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  SourceSpan span() {
    if (below(4) == 0) return {};
    const std::uint32_t begin = below(1000);
    return {begin, begin + below(50)};
  }
  std::string words() {
    static const char* const kWords[] = {
        "", "a", "\xE4\xBC\x9A\xE8\xAE\xAE", "\"\\\n\t", "\xF0\x9F\x98\x80", "\x01", "</script>"};
    std::string out;
    for (std::uint32_t i = below(4) + 1; i > 0; --i) out += kWords[below(7)];
    return out;
  }
  const Node* some_node() {
    return made_.empty() || below(5) == 0 ? nullptr : made_[below(static_cast<std::uint32_t>(made_.size()))];
  }

  Value value(int depth) {
    Value out;
    switch (below(depth < 3 ? 7 : 5)) {
      case 0:
        break;
      case 1:
        out = Value::text(words());
        break;
      case 2:
        out = Value::date("2020-05-22");
        break;
      case 3:
        out = Value::number(static_cast<std::int64_t>(random_()) - 1'000'000);
        break;
      case 4:
        out = Value::boolean(below(2) == 0);
        break;
      case 5:
        out = Value::list();
        for (std::uint32_t i = below(4); i > 0; --i) out.items().push_back(value(depth + 1));
        break;
      default:
        out = Value::record();
        for (std::uint32_t i = below(4); i > 0; --i)
          out.fields().set("f" + std::to_string(i), value(depth + 1));
        break;
    }
    for (std::uint32_t i = below(3); i > 0; --i)
      out.evidence().push_back({some_node(), below(9), 9, span(), "r", words(), words(), {words()}});
    return out;
  }

  void decorate(Node& node) {
    node.set_span(span());
    for (std::uint32_t i = below(4); i > 0; --i) {
      const auto attr = static_cast<Attr>(below(static_cast<std::uint32_t>(Attr::label) + 1));
      if (attr == Attr::resource)
        document_->set(node, attr, std::int64_t{0});
      else if (is_number(attr))
        document_->set(node, attr, static_cast<std::int64_t>(below(99)) - 9);
      else
        document_->set(node, attr, words());
    }
  }

  void fill(Node& parent, int depth) {
    for (std::uint32_t i = below(6); i > 0; --i) {
      const auto kind = static_cast<NodeKind>(below(static_cast<std::uint32_t>(NodeKind::math) + 1));
      Node& node = document_->create(kind);
      if (kind == NodeKind::text || kind == NodeKind::math) document_->set_text(node, words() + "x");
      decorate(node);
      if (kind == NodeKind::text && node.span().known() && below(2) == 0)
        document_->set_runs(node, {{0, node.span().begin, 1, 2}});
      try {
        document_->append(parent, node);
      } catch (const StageFailure&) {
        continue;  // does not fit here: stays outside
      }
      made_.push_back(&node);
      if (depth < 8) fill(node, depth + 1);
    }
  }

  std::mt19937 random_;
  Document* document_ = nullptr;
  std::vector<const Node*> made_;
};

TEST(Snapshot, RoundTripIsExact) {
  std::size_t nodes = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    Document document, back;
    Maker(seed).make(document);
    nodes += document.node_count();
    for (const int indent : {-1, 2}) {
      const std::string first = to_snapshot(document, {true, true, indent});
      from_snapshot(first, back);
      ASSERT_EQ(to_snapshot(back, {true, true, indent}), first) << "seed " << seed;
      ASSERT_EQ(tally(back), tally(document));
      ASSERT_EQ(Document::plain_text(back.body()), Document::plain_text(document.body()));
    }
    const std::string bare = to_snapshot(document, {false, true, 1});
    from_snapshot(bare, back);
    ASSERT_EQ(to_snapshot(back, {false, true, 1}), bare) << "seed " << seed;
  }
  EXPECT_GT(nodes, 3000u);
}

TEST(Snapshot, WithoutSpansItDoesNotTellHowTheDocumentWasBuilt) {
  Document one, other;
  const auto finish = [](Document& document, Node& paragraph) {
    document.append(paragraph, document.create_text("x", {1, 2}));
    Value title = Value::text("x");
    title.evidence().push_back({&paragraph, 0, 1, {1, 2}, "r", "x", "", {}});
    document.metadata().set("title", std::move(title));
  };
  finish(one, one.append_new(one.body(), NodeKind::paragraph));
  for (int i = 0; i < 5; ++i) (void)other.create(NodeKind::rule);
  Node& late = other.append_new(other.body(), NodeKind::rule);
  finish(other, other.append_new(other.body(), NodeKind::paragraph));
  other.detach(late);
  EXPECT_EQ(to_snapshot(one, {false, true, 1}), to_snapshot(other, {false, true, 1}));
  EXPECT_NE(to_snapshot(one), to_snapshot(other));
}

TEST(Snapshot, ReferencesLeadToTheSameNodes) {
  Document document;
  from_snapshot(
      R"({"snapshot": 1, "body": [{"kind": "paragraph", "uid": 9, "children": ["5 May"]}, {"kind": "rule"}],
    "metadata": {"date": {"date": "--05-05", "evidence": [{"rule": "r", "block": 9, "range": [0, 5]}]}},
    "annotations": [{"block": 9, "range": [0, 1], "type": "number"}]})",
      document);
  const Node* paragraph = document.body().first_child();
  EXPECT_EQ(paragraph->uid(), 9u);
  EXPECT_EQ(document.metadata().find("date")->evidence().at(0).block, paragraph);
  EXPECT_EQ(document.annotations().at(0).block, paragraph);
  EXPECT_GT(paragraph->next()->uid(), 9u);  // numbered behind the highest of the file
  EXPECT_GT(document.create(NodeKind::rule).uid(), paragraph->next()->uid());
}

TEST(Snapshot, TextThatIsNotUtf8StillGivesJson) {
  Document document;
  Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
  document.append(paragraph, document.create_text("a\xff\xc3(\xed\xa0\x80z"));
  const auto json = nlohmann::json::parse(to_snapshot(document));
  EXPECT_EQ(json["body"][0]["children"][0]["text"],
            "a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
}

struct Broken {
  const char* json;
  const char* says;
};

TEST(Snapshot, FaultsAreToldWithTheirPlace) {
  const Broken cases[] = {
      {"", "not JSON"},
      {"[1", "byte"},
      {"[]", "must be an object"},
      {"{}", "'snapshot'"},
      {R"({"snapshot": 2})", "snapshot version 2"},
      {R"({"snapshot": 1, "bodie": []})", "'bodie'"},
      {R"({"snapshot": 1, "body": {}})", "/body"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph"}, {"kind": "para"}]})",
       "/body/1: unknown kind 'para'"},
      {R"({"snapshot": 1, "body": ["text"]})", "/body/0: a body cannot hold a text"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "text": "x"}]})", "has no text of its own"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "children": [{"kind": "rule"}]}]})",
       "/body/0/children/0: a paragraph cannot hold a rule"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "attributes": {"colour": 1}}]})",
       "/body/0/attributes: unknown attribute 'colour'"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "attributes": {"level": "1"}}]})", "whole number"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "attributes": {"level": 1.5}}]})", "whole number"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "attributes": {"level": 18446744073709551615}}]})",
       "whole number"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "attributes": {"role": 1}}]})", "must be text"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "uid": 4}, {"kind": "rule", "uid": 4}]})", "used twice"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "uid": 1}]})", "used twice"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "uid": 4294967295}]})", "out of range"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "span": [4, 2]}]})", "ends before it begins"},
      {R"({"snapshot": 1, "body": [{"kind": "rule", "span": [-1, 2]}]})", "out of range"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "children": [{"kind": "text", "text": "ab", "runs": [[0, 0, 1, 1]]}]}]})",
       "span"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "children": [{"kind": "text", "text": "ab", "span": [0, 2], "runs": [[1, 0, 1, 1]]}]}]})",
       "begin at 0"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "children": [{"kind": "text", "text": "ab", "span": [0, 2], "runs": [[0, 0, 0, 1]]}]}]})",
       "text unit"},
      {R"({"snapshot": 1, "body": [{"kind": "paragraph", "children": [{"kind": "image", "attributes": {"resource": 0}}]}]})",
       "no resource"},
      {R"({"snapshot": 1, "metadata": {"a": {"text": "x", "number": 1}}})",
       "/metadata/a: a value has one type"},
      {R"({"snapshot": 1, "metadata": {"a": {"text": "x", "evidence": [{"block": 77}]}}})",
       "no node has the uid 77"},
      {R"({"snapshot": 1, "metadata": {"a": 1.5}})", "whole number"},
      {R"({"snapshot": 1, "resources": [{"base64": "a"}]})", "not base64"},
      {R"({"snapshot": 1, "annotations": [{"range": [0]}]})", "[begin, end]"},
  };
  for (const Broken& one : cases) {
    Document document;
    try {
      from_snapshot(one.json, document);
      ADD_FAILURE() << one.json << " was taken";
    } catch (const std::runtime_error& error) {
      EXPECT_NE(std::string(error.what()).find(one.says), std::string::npos) << one.json << "\n"
                                                                             << error.what();
    }
    EXPECT_EQ(document.node_count(), 2u) << "nothing half read is left";
  }
}

// Text that costs far more than its size, if it were all read.
TEST(Snapshot, HostileTextIsRefusedAtOnce) {
  std::string keys = R"({"snapshot":1,"metadata":{)";
  for (int i = 0; i < 100'000; ++i) keys += '"' + std::to_string(i) + "\":1,";
  keys.back() = '}';
  Document document;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW(from_snapshot(keys + "}", document), std::runtime_error);
  EXPECT_THROW(from_snapshot(std::string(20'000'000, '['), document), std::runtime_error);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Snapshot, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {
    std::string json = R"({"snapshot": 1, "body": [)";
    for (std::size_t i = 0; i < depth; ++i) json += R"({"kind": "quote", "children": [)";
    for (std::size_t i = 0; i < depth; ++i) json += "]}";
    return json + "]}";
  };
  Document document;
  from_snapshot(nested(Document::kMaxDepth), document);
  EXPECT_THROW(from_snapshot(nested(Document::kMaxDepth + 1), document), std::runtime_error);
  EXPECT_THROW(from_snapshot(nested(100'000), document), std::runtime_error);
  std::string values = R"({"snapshot": 1, "metadata": {"a": )";
  for (int i = 0; i < 1000; ++i) values += "[";
  for (int i = 0; i < 1000; ++i) values += "]";
  EXPECT_THROW(from_snapshot(values + "}}", document), std::runtime_error);
}

}  // namespace
