#include "report_writer.hpp"

#include <minutemill/base64.hpp>
#include <minutemill/engine.hpp>
#include <minutemill/json.hpp>

#include "block_numbers.hpp"
#include "block_writer.hpp"
#include "record_writer.hpp"

namespace minutemill::json_report {
namespace {

class ReportWriter {
 public:
  ReportWriter(const Document& document, const Options& options, const RecordTemplate& json_ld,
               std::string& out)
      : document_(document),
        options_(options),
        json_ld_(json_ld),
        json_(out, options.lines || options.indent == 0 ? -1 : static_cast<int>(options.indent)),
        numbers_(document),
        blocks_(json_, numbers_) {}

  Tally write() {
    json_.begin_object();
    json_.key("schema").number(kSchemaVersion);
    json_.key("generator").text("minutemill " + std::string(version()));
    write_input();
    if (!document_.lang().empty()) json_.key("lang").text(document_.lang());
    RecordWriter record(json_, numbers_);
    record.write_values(document_.metadata());
    if (options_.evidence) record.write_evidence(document_.metadata());
    record.write_missing(document_.metadata());
    if (options_.json_ld) json_ld_.write(json_.key("json_ld"), document_.metadata());
    write_body();
    blocks_.write_notes();
    record.write_annotations(document_.annotations());
    write_resources();
    json_.end_object();
    return blocks_.tally();
  }

 private:
  void write_input() {
    const SourceInfo& source = document_.source();
    json_.key("input").begin_object(JsonWriter::on_one_line);
    if (!source.name.empty()) json_.key("name").text(source.name);
    if (!source.media_type.empty()) json_.key("media_type").text(source.media_type);
    if (!source.charset.empty()) json_.key("charset").text(source.charset);
    json_.key("size").number(source.size);
    json_.end_object();
  }

  // The blocks with a role that stand before all others (title, subtitle, byline) are the front. What follows
  // is in sections; blocks that stand between sections make one without a heading.
  void write_body() {
    const Node* at = document_.body().first_child();
    json_.key("front").begin_list();
    for (; at != nullptr && at->kind() != NodeKind::section && at->has(Attr::role); at = at->next())
      blocks_.write_block(*at);
    json_.end_list();
    json_.key("sections").begin_list();
    while (at != nullptr) {
      if (at->kind() == NodeKind::section) {
        write_section(*at);
        at = at->next();
      } else {
        at = write_loose_blocks(at);
      }
    }
    json_.end_list();
  }

  const Node* write_loose_blocks(const Node* at) {
    const Node* end = at;
    while (end != nullptr && end->kind() != NodeKind::section) end = end->next();
    json_.begin_object().key("heading").null();
    write_blocks(at, end);
    json_.key("sections").begin_list().end_list().end_object();
    return end;
  }

  // Depth is that of the document, which is bounded.
  void write_section(const Node& section) {
    const Node* first = section.first_child();
    const Node* heading = first != nullptr && first->kind() == NodeKind::heading ? first : nullptr;
    json_.begin_object();
    if (heading != nullptr)
      json_.key("heading").text(Document::plain_text(*heading));
    else
      json_.key("heading").null();
    json_.key("block").number(numbers_.of(section));
    if (heading != nullptr && heading->has(Attr::level))
      json_.key("level").number(heading->number(Attr::level));
    blocks_.write_attributes(section);
    if (heading != nullptr && heading->number(Attr::generated) != 0) {
      if (!section.has(Attr::generated)) json_.key("generated").number(1);
      first = heading->next();  // not words of the source: only under "heading"
    }
    write_blocks(first, nullptr);
    json_.key("sections").begin_list();
    for (const Node& child : section.children())
      if (child.kind() == NodeKind::section) write_section(child);
    json_.end_list().end_object();
  }

  // The blocks of [first, end) that are no sections.
  void write_blocks(const Node* first, const Node* end) {
    json_.key("paragraphs").begin_list();
    for (const Node* at = first; at != end; at = at->next())
      if (at->kind() != NodeKind::section) blocks_.write_block(*at);
    json_.end_list();
  }

  void write_resources() {
    json_.key("resources").begin_list();
    for (const Resource& resource : document_.resources()) {
      json_.begin_object(JsonWriter::on_one_line);
      json_.key("media_type").text(resource.media_type).key("size").number(resource.bytes.size());
      if (!resource.name.empty()) json_.key("name").text(resource.name);
      if (resource.width != 0) json_.key("width").number(resource.width);
      if (resource.height != 0) json_.key("height").number(resource.height);
      if (options_.resources) {
        encoded_.clear();
        append_base64(encoded_, resource.bytes);
        json_.key("base64").text(encoded_);
      }
      json_.end_object();
    }
    json_.end_list();
  }

  const Document& document_;
  const Options& options_;
  const RecordTemplate& json_ld_;
  JsonWriter json_;
  BlockNumbers numbers_;
  BlockWriter blocks_;
  std::string encoded_;
};

}  // namespace

Tally write(const Document& document, const Options& options, const RecordTemplate& json_ld,
            std::string& out) {
  const Tally tally = ReportWriter(document, options, json_ld, out).write();
  if (options.lines || options.indent > 0) out.push_back('\n');
  return tally;
}

}  // namespace minutemill::json_report
