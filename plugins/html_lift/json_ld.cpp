#include "json_ld.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? std::string(trim(at->get_ref<const std::string&>()))
                                               : std::string();
}

// "name" of an object, of each in a list, or the text itself.
std::string names_of(const json& value) {
  if (value.is_string()) return std::string(trim(value.get_ref<const std::string&>()));
  if (value.is_object()) return text_of(value, "name");
  std::string out;
  if (value.is_array())
    for (const json& item : value) {
      const std::string name = item.is_array() ? std::string() : names_of(item);
      if (!name.empty()) out.append(out.empty() ? "" : ", ").append(name);
    }
  return out;
}

bool is_work(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto fits = [](const json& t) {
    if (!t.is_string()) return false;
    const std::string& name = t.get_ref<const std::string&>();
    return name.find("Article") != std::string::npos || name.find("Posting") != std::string::npos ||
           name == "Report" || name == "Event" || name == "CreativeWork" || name == "Review" ||
           name == "TechArticle" || name == "GovernmentService";
  };
  if (type->is_array()) return std::any_of(type->begin(), type->end(), fits);
  return fits(*type);
}

const json* find_work(const json& root) {
  if (root.is_object()) {
    if (is_work(root)) return &root;
    const auto graph = root.find("@graph");
    return graph != root.end() && graph->is_array() ? find_work(*graph) : nullptr;
  }
  if (root.is_array())
    for (const json& item : root)
      if (item.is_object() && is_work(item)) return &item;
  return nullptr;
}

}  // namespace

namespace {

// Pages that were XHTML once wrap a script's text in <![CDATA[ ]]> or <!-- -->, for readers that know no
// scripts.
std::string_view unwrapped(std::string_view script) {
  script = trim(script);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWrappers{
      {{"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"<!--", "-->"}}};
  for (const auto& [begin, end] : kWrappers) {
    if (!script.starts_with(begin)) continue;
    script.remove_prefix(begin.size());
    if (script.ends_with(end)) script.remove_suffix(end.size());
    script = trim(script);
  }
  return script;
}

// Line feeds and tabs stand raw in the strings of many pages, which JSON forbids; between values they are
// spaces.
json parse_lenient(std::string_view script) {
  std::string text(unwrapped(script));
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return json::parse(text, nullptr, false);
}

}  // namespace

std::vector<std::pair<std::string_view, std::string>> read_json_ld(std::string_view script,
                                                                   std::string_view page_title) {
  constexpr std::size_t kLongest = std::size_t{512} * 1024;
  std::vector<std::pair<std::string_view, std::string>> out;
  if (script.size() > kLongest) return out;
  const json root = parse_lenient(script);
  const json* work = root.is_discarded() ? nullptr : find_work(root);
  if (work == nullptr) return out;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) out.emplace_back(key, std::move(value));
  };
  const std::string title_name = text_of(*work, "name"), headline = text_of(*work, "headline");
  // Some sites put their own name there: it counts when the page's title says it rather than the headline.
  const auto in_title = [&](const std::string& text) {
    return text.size() * 2 >= page_title.size() && page_title.find(text) != std::string_view::npos;
  };
  const bool by_name =
      headline.empty() || (!title_name.empty() && in_title(title_name) && !in_title(headline));
  add("title", by_name ? title_name : headline);
  if (const auto at = work->find("author"); at != work->end()) add("author", names_of(*at));
  add("published", text_of(*work, "datePublished"));
  add("modified", text_of(*work, "dateModified"));
  if (const auto at = work->find("publisher"); at != work->end()) add("site", names_of(*at));
  add("description", text_of(*work, "description"));
  add("lang", text_of(*work, "inLanguage"));
  return out;
}

}  // namespace minutemill::lift
