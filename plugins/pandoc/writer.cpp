#include "pandoc/writer.hpp"

#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

namespace minutemill::pandoc {

void Writer::write() {
  json_.begin_object().key("pandoc-api-version").begin_list().number(1).number(options_.figures ? 23 : 22);
  json_.end_list().key("meta");
  meta();
  json_.key("blocks");
  blocks(document_.body());
  json_.end_object();
}

void Writer::attr(const Attributes& attributes) {
  json_.begin_list().text(attributes.id).begin_list();
  for (const std::string& name : attributes.classes) json_.text(name);
  json_.end_list().begin_list();
  for (const auto& [key, value] : attributes.pairs) json_.begin_list().text(key).text(value).end_list();
  json_.end_list().end_list();
}

void Writer::name_kind(const Node& node, Attributes& attributes) const {
  if (options_.attributes)
    attributes.pairs.emplace(attributes.pairs.begin(), std::string(kKindKey),
                             std::string(to_string(node.kind())));
}

std::string write(const Document& document, const WriteOptions& options, Context& context, Losses& losses) {
  std::string out;
  Writer(out, document, options, context, losses).write();
  out.push_back('\n');
  return out;
}

Tally Losses::arrived(const Document& document) const {
  Tally out = minutemill::tally(document);
  out.characters -= tally.characters;
  out.images -= tally.images;
  out.links -= tally.links;
  out.notes -= tally.notes;
  return out;
}

void report(const Losses& losses, Context& context) {
  const auto tell = [&](const ReportKind& kind, std::size_t count, std::string_view what) {
    if (count > 0) context.report(kind, std::to_string(count) + std::string(what));
  };
  tell(kEvidenceLeft, losses.evidence, " proofs and annotations");
  tell(kAttributesLeft, losses.attributes, " attributes");
  tell(kCodeFlattened, losses.code_markup, " elements");
  tell(kImageLeft, losses.images, " images");
  tell(kSpansClamped, losses.spans, " cells");
}

}  // namespace minutemill::pandoc
