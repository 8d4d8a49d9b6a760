#include "pipeline/volume_spec.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMagic = "minutemill part 1\n";
constexpr std::size_t kLongestLabel = 1000;  // bytes

std::optional<NameTemplate> read_template(const ConfigNode& node, Diagnostics& diagnostics) {
  NameTemplate::Fault fault;
  if (!node.is_scalar()) {
    diagnostics.add(
        node.document().at(node, "a template must be a text", "write \"{meta.meeting.body} {year}\""));
    return {};
  }
  auto text = NameTemplate::parse(node.scalar(), fault, NameTemplate::Use::text);
  if (text) return text;
  Diagnostic d = node.document().at(node, fault.message, fault.hint);
  d.mark.column += static_cast<std::uint32_t>(fault.offset + (node.quoted() ? 1 : 0));
  d.length = 1;
  diagnostics.add(std::move(d));
  return {};
}

std::string line(const Record* metadata, std::string_view path) {
  const Value* value = metadata != nullptr ? metadata->at(path) : nullptr;
  return value != nullptr ? value->to_line(", ") : std::string();
}

// Numbers of up to twelve digits, so that 9 comes before 10.
std::string padded(const std::string& number) {
  const bool digits = !number.empty() && number.size() <= 12 &&
                      std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::string(12 - number.size(), '0') + number : number;
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::optional<VolumeSpec> read_volume(const ConfigNode& node, Diagnostics& diagnostics) {
  ConfigReader reader(node, "volume", diagnostics);
  if (!reader.is_map()) return {};
  VolumeSpec spec;
  NameTemplate::Fault fault;
  spec.title = *NameTemplate::parse(kDefaultVolumeTitle, fault, NameTemplate::Use::text);
  bool good = true;
  if (const ConfigNode* title = reader.any("title")) {
    auto read = read_template(*title, diagnostics);
    good = read.has_value();
    if (read) spec.title = std::move(*read);
  }
  if (const ConfigNode* groups = reader.list("groups")) {
    if (groups->items().size() > kMostGroups) {
      reader.error(*groups, fmt::format("more than {} levels of groups", kMostGroups));
      good = false;
    }
    for (const ConfigNode* item : groups->items()) {
      auto read = read_template(*item, diagnostics);
      good = good && read.has_value();
      if (read) spec.groups.push_back(std::move(*read));
    }
  }
  reader.finish();
  if (!good) return {};
  return spec;
}

PartHeader make_part_header(const VolumeSpec& spec, std::string file, const NameTemplate::Facts& facts) {
  const auto label = [&facts](const NameTemplate& text) {
    return std::string(cut_utf8(text.render_text(facts), kLongestLabel));
  };
  PartHeader header;
  header.file = std::move(file);
  header.title = label(spec.title);
  for (const NameTemplate& group : spec.groups) header.groups.push_back(label(group));
  // Without a year (--11-06) or undated ones last; the number of the meeting tells those of one day apart.
  const auto begins_with_year = [](const std::string& date) {
    return !date.empty() && date.front() >= '0' && date.front() <= '9';
  };
  std::string date = line(facts.metadata, "date");
  if (std::string page = line(facts.metadata, "page.published");
      !begins_with_year(date) && begins_with_year(page))
    date = page.substr(0, 10);
  const bool has_year = begins_with_year(date);
  header.order = fmt::format("{}{}\x1f{}\x1f{}", has_year ? "" : "~", date,
                             padded(line(facts.metadata, "meeting.ordinal")), line(facts.metadata, "title"));
  return header;
}

std::string encode(const PartHeader& header) {
  const Json json{
      {"file", header.file}, {"title", header.title}, {"groups", header.groups}, {"order", header.order}};
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out = fmt::format("{}{:08x}", kMagic, text.size());
  out.resize(kPartPrologue - 1, ' ');
  out.push_back('\n');
  return out + text;
}

std::optional<std::size_t> header_length(std::string_view prologue) {
  if (prologue.size() != kPartPrologue || !prologue.starts_with(kMagic) || prologue.back() != '\n') return {};
  std::size_t length = 0;
  for (const char c : prologue.substr(kMagic.size(), 8)) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return {};
    length = length * 16 + static_cast<std::size_t>(digit);
  }
  if (length > kLargestHeader) return {};
  return length;
}

std::optional<PartHeader> decode_part_header(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return {};
  PartHeader header{text_of(json, "file"), text_of(json, "title"), {}, text_of(json, "order")};
  if (const auto groups = json.find("groups"); groups != json.end() && groups->is_array())
    for (const Json& group : *groups)
      header.groups.push_back(group.is_string() ? group.get<std::string>() : "");
  if (header.file.empty()) return {};
  return header;
}

}  // namespace minutemill
