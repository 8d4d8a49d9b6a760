// Document -> JSON. The format is described in docs/document-model.md, "Snapshot".
#include <minutemill/snapshot.hpp>

#include <unordered_map>

#include <minutemill/base64.hpp>
#include <minutemill/json.hpp>

namespace minutemill {
namespace {

using Uids = std::unordered_map<const Node*, std::uint32_t>;

class SnapshotWriter {
 public:
  SnapshotWriter(std::string& out, const Document& document, const SnapshotStyle& style)
      : json_(out, style.indent), document_(document), style_(style) {}

  void write() {
    if (!style_.spans) number_referred();
    json_.begin_object().key("snapshot").number(kSnapshotVersion);
    write_source();
    if (!document_.lang().empty()) json_.key("lang").text(document_.lang());
    json_.key("metadata");
    write_record(document_.metadata());
    json_.key("body");
    write_root(document_.body());
    json_.key("furniture");
    write_root(document_.furniture());
    write_annotations();
    write_resources();
    json_.end_object();
  }

 private:
  // Without spans, only nodes that something refers to have a number: counted in reading order, so that a
  // golden file does not change with the way a document was built. 1 and 2 are the roots.
  void number_referred() {
    for (const auto& entry : document_.metadata()) mark_referred(entry.second);
    for (const Annotation& annotation : document_.annotations())
      if (annotation.block != nullptr) referred_.emplace(annotation.block, 0);
    if (referred_.empty()) return;
    std::uint32_t next = 3;
    for (const Node* root : {&document_.body(), &document_.furniture()})
      for (const Node* at = root; at != nullptr; at = next_in_tree(*at, *root))
        if (const auto found = referred_.find(at); found != referred_.end())
          found->second = at->parent() == nullptr ? at->uid() : next++;
  }

  void mark_referred(const Value& value) {
    for (const Evidence& evidence : value.evidence())
      if (evidence.block != nullptr) referred_.emplace(evidence.block, 0);
    for (const Value& item : value.items()) mark_referred(item);
    for (const auto& entry : value.fields()) mark_referred(entry.second);
  }

  // 0 for a node that is not in the tree, which the file does not hold.
  [[nodiscard]] std::uint32_t uid_of(const Node& node) const {
    if (style_.spans) return node.uid();
    const auto found = referred_.find(&node);
    return found != referred_.end() ? found->second : 0;
  }

  void write_span(std::string_view key, SourceSpan span) {
    if (style_.spans && span.known()) write_range(key, span.begin, span.end);
  }
  void write_range(std::string_view key, std::uint32_t begin, std::uint32_t end) {
    json_.key(key).begin_list(JsonWriter::on_one_line).number(begin).number(end).end_list();
  }
  void write_text(std::string_view key, std::string_view text) {
    if (!text.empty()) json_.key(key).text(text);
  }

  void write_source() {
    const SourceInfo& source = document_.source();
    json_.key("source").begin_object(JsonWriter::on_one_line);
    write_text("name", source.name);
    write_text("media_type", source.media_type);
    write_text("charset", source.charset);
    if (source.size != 0) json_.key("size").number(source.size);
    json_.end_object();
  }

  void write_root(const Node& root) {
    json_.begin_list();
    for (const Node& child : root.children()) write_node(child);
    json_.end_list();
  }

  void write_node(const Node& node) {
    const std::uint32_t uid = uid_of(node);
    if (!style_.spans && uid == 0 && node.kind() == NodeKind::text && node.attributes() == nullptr) {
      json_.text(node.text());
      return;
    }
    json_.begin_object(node.empty() ? JsonWriter::on_one_line : JsonWriter::on_lines);
    json_.key("kind").text(to_string(node.kind()));
    if (uid != 0) json_.key("uid").number(uid);
    write_span("span", node.span());
    write_runs(node);
    write_attributes(node);
    write_text("text", node.text());
    if (!node.empty()) {
      json_.key("children").begin_list();
      for (const Node& child : node.children()) write_node(child);
      json_.end_list();
    }
    json_.end_object();
  }

  void write_runs(const Node& node) {
    if (!style_.spans || node.kind() != NodeKind::text) return;
    const std::vector<SpanRun> runs = Document::runs(node);
    if (runs.empty()) return;
    json_.key("runs").begin_list(JsonWriter::on_one_line);
    for (const SpanRun& run : runs)
      json_.begin_list()
          .number(run.text)
          .number(run.source)
          .number(run.text_unit)
          .number(run.source_unit)
          .end_list();
    json_.end_list();
  }

  void write_attributes(const Node& node) {
    if (node.attributes() == nullptr) return;
    json_.key("attributes").begin_object(JsonWriter::on_one_line);
    for (const Node::Attribute* a = node.attributes(); a != nullptr; a = a->next) {
      json_.key(to_string(a->name));
      if (is_number(a->name))
        json_.number(a->number);
      else
        json_.text(a->text);
    }
    json_.end_object();
  }

  void write_record(const Record& record) {
    json_.begin_object();
    for (const auto& [key, value] : record) {
      json_.key(key);
      write_value(value);
    }
    json_.end_object();
  }

  // Text, numbers, booleans and lists without evidence stand as they are; the rest says its type.
  void write_value(const Value& value) {
    const bool wrapped =
        !value.evidence().empty() || value.kind() == Value::Kind::date || value.kind() == Value::Kind::record;
    if (!wrapped) {
      write_content(value);
      return;
    }
    json_.begin_object();
    json_.key(type_name(value.kind()));
    write_content(value);
    if (!value.evidence().empty()) {
      json_.key("evidence").begin_list();
      for (const Evidence& evidence : value.evidence()) write_evidence(evidence);
      json_.end_list();
    }
    json_.end_object();
  }

  static std::string_view type_name(Value::Kind kind) {
    switch (kind) {
      case Value::Kind::none:
        return "none";
      case Value::Kind::text:
        return "text";
      case Value::Kind::date:
        return "date";
      case Value::Kind::number:
        return "number";
      case Value::Kind::boolean:
        return "boolean";
      case Value::Kind::list:
        return "list";
      case Value::Kind::record:
        return "record";
    }
    return "none";
  }

  void write_content(const Value& value) {
    switch (value.kind()) {
      case Value::Kind::none:
        json_.null();
        break;
      case Value::Kind::text:
      case Value::Kind::date:
        json_.text(value.as_text());
        break;
      case Value::Kind::number:
        json_.number(value.as_number());
        break;
      case Value::Kind::boolean:
        json_.boolean(value.as_number() != 0);
        break;
      case Value::Kind::list:
        json_.begin_list();
        for (const Value& item : value.items()) write_value(item);
        json_.end_list();
        break;
      case Value::Kind::record:
        write_record(value.fields());
        break;
    }
  }

  void write_evidence(const Evidence& evidence) {
    json_.begin_object(JsonWriter::on_one_line);
    write_text("rule", evidence.rule);
    if (evidence.block != nullptr) {
      if (const std::uint32_t uid = uid_of(*evidence.block); uid != 0) json_.key("block").number(uid);
      write_range("range", evidence.begin, evidence.end);
    }
    write_span("source", evidence.source);
    write_text("quote", evidence.quote);
    write_text("normalised_by", evidence.normalised_by);
    if (!evidence.rejected.empty()) {
      json_.key("rejected").begin_list();
      for (const std::string& rejected : evidence.rejected) json_.text(rejected);
      json_.end_list();
    }
    json_.end_object();
  }

  void write_annotations() {
    if (document_.annotations().empty()) return;
    json_.key("annotations").begin_list();
    for (const Annotation& annotation : document_.annotations()) {
      json_.begin_object(JsonWriter::on_one_line);
      if (annotation.block != nullptr)
        if (const std::uint32_t uid = uid_of(*annotation.block); uid != 0) json_.key("block").number(uid);
      write_range("range", annotation.begin, annotation.end);
      write_text("type", annotation.type);
      write_text("value", annotation.value);
      write_text("rule", annotation.rule);
      json_.end_object();
    }
    json_.end_list();
  }

  void write_resources() {
    if (document_.resources().empty()) return;
    json_.key("resources").begin_list();
    for (const Resource& resource : document_.resources()) {
      json_.begin_object(JsonWriter::on_one_line);
      write_text("media_type", resource.media_type);
      write_text("name", resource.name);
      if (resource.width != 0) json_.key("width").number(resource.width);
      if (resource.height != 0) json_.key("height").number(resource.height);
      write_span("span", resource.span);
      if (style_.resources) {
        std::string bytes;
        append_base64(bytes, resource.bytes);
        json_.key("base64").text(bytes);
      } else {
        json_.key("size").number(resource.bytes.size());
      }
      json_.end_object();
    }
    json_.end_list();
  }

  JsonWriter json_;
  const Document& document_;
  const SnapshotStyle& style_;
  Uids referred_;  // without spans only
};

}  // namespace

std::string to_snapshot(const Document& document, const SnapshotStyle& style) {
  std::string out;
  SnapshotWriter(out, document, style).write();
  if (style.indent >= 0) out.push_back('\n');
  return out;
}

}  // namespace minutemill
