// JSON -> document. What comes in may be from a stage in another language or from a hand-written test:
// everything is checked, and the first fault is told with its place.
#include <minutemill/snapshot.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include <minutemill/base64.hpp>

namespace minutemill {

using Json = nlohmann::ordered_json;

class SnapshotReader {
 public:
  explicit SnapshotReader(Document& document) : document_(document) {}

  void read(const Json& json) {
    expect(json.is_object(), "the snapshot must be an object");
    only(json, {"snapshot", "source", "lang", "metadata", "body", "furniture", "annotations", "resources"});
    const Json* version = member(json, "snapshot");
    expect(version != nullptr && version->is_number_integer(),
           "the member 'snapshot' with the version is missing");
    expect(*version == kSnapshotVersion, "this is snapshot version " + version->dump() + "; version " +
                                             std::to_string(kSnapshotVersion) + " can be read");
    by_uid_.emplace(document_.body().uid(), &document_.body());
    by_uid_.emplace(document_.furniture().uid(), &document_.furniture());
    in("source", json, [&](const Json& source) { read_source(source); });
    if (const Json* lang = member(json, "lang")) document_.set_lang(text(*lang, "lang"));
    in("body", json, [&](const Json& nodes) { read_children(nodes, document_.body()); });
    in("furniture", json, [&](const Json& nodes) { read_children(nodes, document_.furniture()); });
    in("metadata", json, [&](const Json& record) { read_record(record, document_.metadata()); });
    in("annotations", json,
       [&](const Json& list) { each(list, [&](const Json& one) { read_annotation(one); }); });
    in("resources", json,
       [&](const Json& list) { each(list, [&](const Json& one) { read_resource(one); }); });
    give_uids();
    check_resources();
  }

  [[nodiscard]] std::string place() const {
    std::string out;
    for (const std::string& part : path_) out.append("/").append(part);
    return out.empty() ? "/" : out;
  }

 private:
  static constexpr std::size_t kMaxValueDepth = 32;

  // Where the reader is, as a JSON pointer.
  class Step {
   public:
    Step(SnapshotReader& reader, std::string part) : reader_(reader) {
      reader_.path_.push_back(std::move(part));
    }
    ~Step() {
      if (std::uncaught_exceptions() == 0) reader_.path_.pop_back();  // a fault keeps its place
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    SnapshotReader& reader_;
  };

  static void expect(bool good, const std::string& otherwise) {
    if (!good) throw std::runtime_error(otherwise);
  }

  static const Json* member(const Json& json, const char* name) {
    const auto at = json.find(name);
    return at != json.end() ? &*at : nullptr;
  }

  static void only(const Json& json, std::initializer_list<std::string_view> names) {
    for (const auto& item : json.items()) {
      bool known = false;
      for (const std::string_view name : names) known = known || item.key() == name;
      expect(known, "unknown member '" + item.key() + "'");
    }
  }

  template <class Read>
  void in(const char* name, const Json& json, Read read) {
    if (const Json* found = member(json, name)) {
      const Step step(*this, name);
      read(*found);
    }
  }

  template <class Read>
  void each(const Json& list, Read read) {
    expect(list.is_array(), "a list is wanted");
    std::size_t index = 0;
    for (const Json& one : list) {
      const Step step(*this, std::to_string(index++));
      read(one);
    }
  }

  static const std::string& text(const Json& json, std::string_view name) {
    expect(json.is_string(), "'" + std::string(name) + "' must be text");
    return json.get_ref<const std::string&>();
  }
  static std::string optional_text(const Json& json, const char* name) {
    const Json* found = member(json, name);
    return found != nullptr ? text(*found, name) : std::string();
  }
  static std::int64_t integer(const Json& json, std::string_view name) {
    const bool fits =
        json.is_number_integer() &&
        (!json.is_number_unsigned() ||
         json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    expect(fits, "'" + std::string(name) + "' must be a whole number");
    return json.get<std::int64_t>();
  }
  template <class Unsigned>
  static Unsigned natural(const Json& json, std::string_view name) {
    const std::int64_t value = integer(json, name);
    expect(value >= 0 && static_cast<std::uint64_t>(value) <= std::numeric_limits<Unsigned>::max(),
           "'" + std::string(name) + "' is out of range");
    return static_cast<Unsigned>(value);
  }
  static std::pair<std::uint32_t, std::uint32_t> range(const Json& json, std::string_view name) {
    expect(json.is_array() && json.size() == 2, "'" + std::string(name) + "' must be [begin, end]");
    const auto begin = natural<std::uint32_t>(json[0], name), end = natural<std::uint32_t>(json[1], name);
    expect(begin <= end, "'" + std::string(name) + "' ends before it begins");
    return {begin, end};
  }
  static SourceSpan span(const Json& json, const char* name) {
    const Json* found = member(json, name);
    if (found == nullptr) return {};
    const auto [begin, end] = range(*found, name);
    return {begin, end};
  }

  void read_source(const Json& json) {
    expect(json.is_object(), "an object is wanted");
    only(json, {"name", "media_type", "charset", "size"});
    SourceInfo& source = document_.source();
    source.name = optional_text(json, "name");
    source.media_type = optional_text(json, "media_type");
    source.charset = optional_text(json, "charset");
    if (const Json* size = member(json, "size")) source.size = natural<std::uint64_t>(*size, "size");
  }

  void read_children(const Json& list, Node& parent) {
    each(list, [&](const Json& json) { read_node(json, parent); });
  }

  // Recursion is bounded: append() refuses what lies deeper than Document::kMaxDepth, before its children are
  // read.
  void read_node(const Json& json, Node& parent) {
    if (json.is_string()) {
      Node& node = document_.create_text(json.get_ref<const std::string&>());
      without_uid_.push_back(&node);
      document_.append(parent, node);
      return;
    }
    expect(json.is_object(), "a node is an object, or text");
    only(json, {"kind", "uid", "span", "runs", "attributes", "text", "children"});
    const std::string kind_name = optional_text(json, "kind");
    NodeKind kind{};
    expect(from_string(kind_name, kind), "unknown kind '" + kind_name + "'");
    Node& node = document_.create(kind);
    if (const Json* uid = member(json, "uid"))
      keep_uid(natural<std::uint32_t>(*uid, "uid"), node);
    else
      without_uid_.push_back(&node);
    node.set_span(span(json, "span"));
    if (const Json* content = member(json, "text")) {
      expect(kind == NodeKind::text || kind == NodeKind::math, "a " + kind_name + " has no text of its own");
      document_.set_text(node, text(*content, "text"));
    }
    read_runs(json, node);
    in("attributes", json, [&](const Json& attributes) { read_attributes(attributes, node); });
    document_.append(parent, node);
    in("children", json, [&](const Json& children) { read_children(children, node); });
  }

  void keep_uid(std::uint32_t uid, Node& node) {
    expect(uid > 0 && uid < std::numeric_limits<std::uint32_t>::max(), "'uid' is out of range");
    expect(by_uid_.emplace(uid, &node).second, "the uid " + std::to_string(uid) + " is used twice");
    node.uid_ = uid;
    highest_uid_ = std::max(highest_uid_, uid);
  }

  void read_runs(const Json& json, Node& node) {
    const Json* list = member(json, "runs");
    if (list == nullptr) return;
    expect(node.kind() == NodeKind::text && node.span().known(), "runs need a text node with a span");
    std::vector<SpanRun> runs;
    for (const Json& one : *list) {
      expect(one.is_array() && one.size() == 4, "a run is [text, source, text unit, source unit]");
      const SpanRun run{natural<std::uint32_t>(one[0], "runs"), natural<std::uint32_t>(one[1], "runs"),
                        natural<std::uint8_t>(one[2], "runs"), natural<std::uint8_t>(one[3], "runs")};
      expect(run.text_unit > 0, "a run's text unit is at least 1");
      expect(runs.empty() ? run.text == 0 : run.text > runs.back().text, "runs must begin at 0 and grow");
      expect(run.text < node.text().size(), "a run begins behind the text");
      runs.push_back(run);
    }
    document_.set_runs(node, runs);
  }

  void read_attributes(const Json& json, Node& node) {
    expect(json.is_object(), "an object is wanted");
    for (const auto& item : json.items()) {
      Attr attr{};
      expect(from_string(item.key(), attr), "unknown attribute '" + item.key() + "'");
      if (is_number(attr))
        document_.set(node, attr, integer(item.value(), item.key()));
      else
        document_.set(node, attr, std::string_view(text(item.value(), item.key())));
    }
  }

  const Node* block(const Json& json) {
    const Json* uid = member(json, "block");
    if (uid == nullptr) return nullptr;
    const auto found = by_uid_.find(natural<std::uint32_t>(*uid, "block"));
    expect(found != by_uid_.end(), "no node has the uid " + uid->dump());
    return found->second;
  }

  void read_record(const Json& json, Record& record) {
    expect(json.is_object(), "a record is an object");
    expect(++value_depth_ <= kMaxValueDepth, "values are nested too deep");
    for (const auto& item : json.items()) {
      const Step step(*this, item.key());
      record.set(item.key(), read_value(item.value()));
    }
    --value_depth_;
  }

  Value read_value(const Json& json) {
    if (json.is_null()) return {};
    if (json.is_string()) return Value::text(json.get<std::string>());
    if (json.is_boolean()) return Value::boolean(json.get<bool>());
    if (json.is_number()) return Value::number(integer(json, "number"));
    if (json.is_array()) return read_list(json);
    const char* const types[] = {"none", "text", "date", "number", "boolean", "list", "record"};
    only(json, {"none", "text", "date", "number", "boolean", "list", "record", "evidence"});
    Value value;
    int typed = 0;
    for (const char* type : types) {
      const Json* content = member(json, type);
      if (content == nullptr) continue;
      ++typed;
      const Step step(*this, type);
      value = read_typed(type, *content);
    }
    expect(typed <= 1, "a value has one type");
    in("evidence", json, [&](const Json& list) {
      each(list, [&](const Json& one) { value.evidence().push_back(read_evidence(one)); });
    });
    return value;
  }

  Value read_typed(std::string_view type, const Json& json) {
    if (type == "text") return Value::text(text(json, type));
    if (type == "date") return Value::date(text(json, type));
    if (type == "number") return Value::number(integer(json, type));
    if (type == "list") return read_list(json);
    if (type == "boolean") {
      expect(json.is_boolean(), "'boolean' must be true or false");
      return Value::boolean(json.get<bool>());
    }
    if (type == "record") {
      Value value = Value::record();
      read_record(json, value.fields());
      return value;
    }
    return {};
  }

  Value read_list(const Json& json) {
    expect(++value_depth_ <= kMaxValueDepth, "values are nested too deep");
    Value value = Value::list();
    each(json, [&](const Json& item) { value.items().push_back(read_value(item)); });
    --value_depth_;
    return value;
  }

  Evidence read_evidence(const Json& json) {
    expect(json.is_object(), "an object is wanted");
    only(json, {"rule", "block", "range", "source", "quote", "normalised_by", "rejected"});
    Evidence evidence;
    evidence.rule = optional_text(json, "rule");
    evidence.block = block(json);
    if (const Json* found = member(json, "range"))
      std::tie(evidence.begin, evidence.end) = range(*found, "range");
    evidence.source = span(json, "source");
    evidence.quote = optional_text(json, "quote");
    evidence.normalised_by = optional_text(json, "normalised_by");
    in("rejected", json, [&](const Json& list) {
      each(list, [&](const Json& one) { evidence.rejected.push_back(text(one, "rejected")); });
    });
    return evidence;
  }

  void read_annotation(const Json& json) {
    expect(json.is_object(), "an object is wanted");
    only(json, {"block", "range", "type", "value", "rule"});
    Annotation annotation;
    annotation.block = block(json);
    if (const Json* found = member(json, "range"))
      std::tie(annotation.begin, annotation.end) = range(*found, "range");
    annotation.type = optional_text(json, "type");
    annotation.value = optional_text(json, "value");
    annotation.rule = optional_text(json, "rule");
    document_.annotations().push_back(std::move(annotation));
  }

  void read_resource(const Json& json) {
    expect(json.is_object(), "an object is wanted");
    only(json, {"media_type", "name", "width", "height", "span", "base64", "size"});
    Resource resource;
    resource.media_type = optional_text(json, "media_type");
    resource.name = optional_text(json, "name");
    if (const Json* width = member(json, "width")) resource.width = natural<std::uint32_t>(*width, "width");
    if (const Json* height = member(json, "height"))
      resource.height = natural<std::uint32_t>(*height, "height");
    resource.span = span(json, "span");
    if (const Json* encoded = member(json, "base64")) {
      std::optional<std::string> bytes = from_base64(text(*encoded, "base64"));
      expect(bytes.has_value(), "'base64' is not base64");
      resource.bytes = std::move(*bytes);
    }
    document_.resources().push_back(std::move(resource));
  }

  // Nodes without a uid get one behind the highest of the file, in reading order.
  void give_uids() {
    for (Node* node : without_uid_) node->uid_ = ++highest_uid_;
    document_.next_uid_ = highest_uid_ + 1;
  }

  // A stage may trust that a resource index is good.
  void check_resources() const {
    for (const Node* root : {&std::as_const(document_).body(), &std::as_const(document_).furniture()})
      for (const Node* at = root; at != nullptr; at = next_in_tree(*at, *root))
        if (at->has(Attr::resource)) {
          const std::int64_t index = at->number(Attr::resource);
          expect(index >= 0 && static_cast<std::size_t>(index) < document_.resources().size(),
                 "no resource has the number " + std::to_string(index));
        }
  }

  Document& document_;
  std::vector<std::string> path_;
  std::unordered_map<std::uint32_t, const Node*> by_uid_;
  std::vector<Node*> without_uid_;
  std::uint32_t highest_uid_ = 2;  // the roots
  std::size_t value_depth_ = 0;
};

namespace {

// Objects keep their members in a list, which is searched for each that comes in; and what is nested deep
// costs many times its text. So both are bounded while the text is read.
Json parse_bounded(std::string_view text) {
  constexpr std::size_t kMostMembers = 4096;
  constexpr int kMostDepth =
      static_cast<int>(2 * Document::kMaxDepth) + 64;  // a node is an object and a list
  std::vector<std::size_t> members;                    // of each object that is open
  return Json::parse(text, [&](int depth, Json::parse_event_t event, Json&) {
    if (depth > kMostDepth) throw std::runtime_error("snapshot: nested too deep");
    if (event == Json::parse_event_t::object_start) members.push_back(0);
    if (event == Json::parse_event_t::object_end) members.pop_back();
    if (event == Json::parse_event_t::key && ++members.back() > kMostMembers)
      throw std::runtime_error("snapshot: an object has more than " + std::to_string(kMostMembers) +
                               " members");
    return true;
  });
}

}  // namespace

void from_snapshot(std::string_view json, Document& document) {
  document.reset();
  Json parsed;
  try {
    parsed = parse_bounded(json);
  } catch (const Json::parse_error& error) {
    throw std::runtime_error("the snapshot is not JSON: byte " + std::to_string(error.byte) + ": " +
                             error.what());
  }
  SnapshotReader reader(document);
  try {
    reader.read(parsed);
  } catch (const std::exception& error) {
    const std::string place = reader.place();
    document.reset();
    throw std::runtime_error("snapshot: " + place + ": " + error.what());
  }
}

}  // namespace minutemill
