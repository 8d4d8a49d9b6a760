#include "pandoc/reader.hpp"

#include <algorithm>
#include <set>

#include "pandoc/reading.hpp"
#include "pandoc/vocabulary.hpp"

namespace minutemill::pandoc {
namespace {

bool is_title(const Node& node) {
  return node.get(Attr::role) == "title";
}

}  // namespace

// 1.21 brought the tables of today, 1.23 figures.
void Reader::check_version(const Json& version) {
  constexpr std::int64_t kOldest = 21, kNewest = 23;
  const Place::Step step(place_, "pandoc-api-version");
  const bool known = version.is_array() && version.size() >= 2 && version[0].is_number_integer() &&
                     version[1].is_number_integer() && version[0] == 1 && version[1] >= kOldest &&
                     version[1] <= kNewest;
  if (!known)
    place_.fail("version " + cut(version) + " is not one that can be read: 1.21 to 1.23 (pandoc 2.11 to 3)");
}

std::string Reader::cut(const Json& json) {
  constexpr std::size_t kMost = 40;
  if (json.is_structured() && json.size() > 8) return "of many numbers";
  return json.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, kMost);
}

void Reader::read(const Json& json) {
  check_version(place_.member(json, "pandoc-api-version"));
  {
    const Place::Step step(place_, "meta");
    meta(place_.member(json, "meta"));
  }
  const Place::Step step(place_, "blocks");
  blocks(place_.member(json, "blocks"), document_.body());
  if (options_.title_heading) place_title();
}

// pandoc keeps a title apart from the text, or says it twice.
void Reader::place_title() {
  const Value* title = document_.metadata().find("title");
  if (title == nullptr || title->kind() != Value::Kind::text || title->as_text().empty()) return;
  Node& body = document_.body();
  Node* heading = nullptr;
  for (Node* at = next_in_tree(body, body); at != nullptr; at = next_in_tree(*at, body)) {
    if (is_title(*at)) return;
    if (at->kind() == NodeKind::heading && heading == nullptr) heading = at;
  }
  if (heading == nullptr || Document::plain_text(*heading) != title->as_text()) {
    heading = &document_.create(NodeKind::heading);
    document_.set(*heading, Attr::level, 1);
    document_.append(*heading, document_.create_text(title->as_text()));
    document_.prepend(body, *heading);
  }
  document_.set(*heading, Attr::role, std::string_view("title"));
}

Attributes Reader::attributes(const Json& json) const {
  place_.list(json, "attributes", 3);
  Attributes out;
  out.id = place_.text(json[0], "an id");
  for (const Json& name : place_.list(json[1], "classes"))
    out.classes.push_back(place_.text(name, "a class"));
  for (const Json& pair : place_.list(json[2], "key-value pairs")) {
    place_.list(pair, "a key-value pair", 2);
    out.pairs.emplace_back(place_.text(pair[0], "a key"), place_.text(pair[1], "a value"));
  }
  return out;
}

void Reader::look_around() {
  if (place_.depth() > kMaxNesting) place_.fail("elements are nested too deep", FailureCode::resource);
  if (++elements_ % 1024 == 0) context_.check_time();
}

const Json* Reader::only_element(const Json& list, std::string_view type) {
  if (!list.is_array() || list.size() != 1 || !list[0].is_object()) return nullptr;
  const auto at = list[0].find("t");
  return at != list[0].end() && at->is_string() && at->get_ref<const std::string&>() == type ? &list[0]
                                                                                             : nullptr;
}

void Reader::report() const {
  constexpr std::size_t kMostNames = 12;
  if (!unknown_.empty()) {
    const std::set<std::string> names(unknown_.begin(), unknown_.end());
    std::string detail = std::to_string(unknown_.size()) + " (";
    std::size_t shown = 0;
    for (const std::string& name : names) {
      if (shown++ == kMostNames) break;
      detail.append(shown > 1 ? ", " : "").append(name.substr(0, 40));
    }
    context_.report(kAttributesUnknown, detail + (names.size() > kMostNames ? ", ...)" : ")"));
  }
  for (const auto& [format, size] : raw_)
    context_.report(kRawLeft, std::to_string(size) + " bytes of " + format.substr(0, 40));
  const auto tell = [&](const ReportKind& kind, std::size_t count, std::string_view what) {
    if (count > 0) context_.report(kind, std::to_string(count) + std::string(what));
  };
  tell(kTexKept, formulas_, " formulas");
  tell(kImageUnread, images_unread_, " images");
  tell(kCitationText, citations_, " citations");
}

void read(const Json& json, Document& document, const ReadOptions& options, Context& context) {
  Reader reader(document, options, context);
  reader.read(json);
  reader.report();
}

}  // namespace minutemill::pandoc
