// Reading site files: every key is checked, every selector compiled when the pipeline is loaded.
#include "site_rules.hpp"

#include <algorithm>

#include <minutemill/config_part.hpp>

namespace minutemill::clean {

class SiteFile {
 public:
  SiteFile(SiteRules& rules, const ConfigFile& file, Setup& setup, int depth)
      : rules_(rules), file_(file), setup_(setup), depth_(depth), diagnostics_(setup.diagnostics()) {}

  void read() {
    const auto document = ConfigDocument::parse(file_.file, file_.text, diagnostics_);
    if (document == nullptr) return;
    ConfigReader reader(document->root(), "site file", diagnostics_);
    if (!reader.is_map()) return;
    (void)reader.text("name");
    (void)reader.text("description");
    include(reader);
    // Profiles of the file itself are tried before those it includes.
    std::vector<Profile> included;
    included.swap(rules_.profiles_);
    if (const ConfigNode* list = reader.list("profiles"))
      for (const ConfigNode* item : list->items()) profile(*item);
    std::move(included.begin(), included.end(), std::back_inserter(rules_.profiles_));
    element_rules(reader.list("drop"), ElementRule::Action::drop);
    element_rules(reader.list("furniture"), ElementRule::Action::furniture);
    element_rules(reader.list("roles"), ElementRule::Action::role);
    if (const ConfigNode* map = reader.map("patterns")) patterns(*map);
    reader.finish();
  }

 private:
  void include(ConfigReader& reader) {
    const ConfigNode* node = reader.any("include");
    if (node == nullptr) return;
    for (const std::string& path : reader.texts("include")) {
      constexpr int kDeepest = 4;
      if (depth_ >= kDeepest) {
        reader.error(*node, "site files include each other more than " + std::to_string(kDeepest) + " deep",
                     "break the circle");
        return;
      }
      if (const auto file = setup_.load(path, "sites", &file_)) rules_.load(*file, setup_, depth_ + 1);
    }
  }

  std::optional<Selector> selector(ConfigReader& reader, const ConfigNode& node) {
    Selector out;
    out.text = node.scalar();
    if (out.text.empty()) {
      reader.error(node, "a selector is empty");
      return std::nullopt;
    }
    if (out.text[0] == '/' || out.text[0] == '(' || out.text.starts_with("./")) {
      try {
        out.xpath = std::make_shared<pugi::xpath_query>(out.text.c_str());
        return out;
      } catch (const pugi::xpath_exception& fault) {
        diagnostics_.add(at_part(node, static_cast<std::size_t>(fault.result().offset), 1,
                                 "bad XPath: " + std::string(fault.what())));
        return std::nullopt;
      }
    }
    CssSelector::Fault fault;
    auto css = CssSelector::parse(out.text, fault);
    if (!css) {
      diagnostics_.add(at_part(node, fault.offset, 1, "bad selector: " + fault.message));
      return std::nullopt;
    }
    out.css = std::move(*css);
    return out;
  }

  std::vector<Selector> selectors(ConfigReader& reader, std::string_view key, bool required = false) {
    std::vector<Selector> out;
    const ConfigNode* node = reader.any(key, required);
    if (node == nullptr) return out;
    std::vector<const ConfigNode*> items{node};
    if (node->is_list()) items.assign(node->items().begin(), node->items().end());
    for (const ConfigNode* item : items) {
      if (!item->is_scalar())
        reader.error(*item, "a selector must be text");
      else if (auto one = selector(reader, *item))
        out.push_back(std::move(*one));
    }
    return out;
  }

  void element_rules(const ConfigNode* list, ElementRule::Action action) {
    if (list == nullptr) return;
    for (const ConfigNode* item : list->items()) {
      ConfigReader reader(*item, "rule", diagnostics_);
      if (!reader.is_map()) continue;
      ElementRule rule;
      rule.action = action;
      rule.id = reader.text("id", {}, true);
      if (action == ElementRule::Action::role) rule.role = reader.text("role", {}, true);
      rule.weak = reader.boolean("weak", false);
      const std::size_t index = rules_.rules_.size();
      for (const Selector& one : selectors(reader, "select")) {
        if (one.xpath != nullptr)
          reader.error(*item->find("select"),
                       "rules for all elements take CSS selectors, not '" + one.text + "'",
                       "XPath is for profiles");
        for (const CssSelector& css : one.css) rules_.by_selector_.add(css, index);
      }
      for (const std::string& word : reader.texts("words")) rules_.words_.emplace(word, index);
      reader.finish();
      rules_.rules_.push_back(std::move(rule));
    }
  }

  // They are all looked for in one walk.
  void number(std::vector<Selector>& chosen) {
    for (Selector& one : chosen) {
      one.number = rules_.selectors_++;
      if (one.xpath != nullptr) rules_.xpaths_.push_back(one);
      for (const CssSelector& css : one.css) rules_.choosing_.add(css, one.number);
    }
  }

  void profile(const ConfigNode& node) {
    ConfigReader reader(node, "profile", diagnostics_);
    if (!reader.is_map()) return;
    Profile out;
    out.id = reader.text("id", {}, true);
    out.when = selectors(reader, "when");
    out.content = selectors(reader, "content");
    number(out.when);
    number(out.content);
    out.junk = selectors(reader, "junk");
    if (const ConfigNode* markers = reader.list("markers"))
      for (const ConfigNode* item : markers->items()) {
        ConfigReader pair(*item, "marker", diagnostics_);
        if (!pair.is_map()) continue;
        std::string begin = pair.text("begin", {}, true), end = pair.text("end", {}, true);
        pair.finish();
        out.markers.emplace_back(std::move(begin), std::move(end));
      }
    if (const ConfigNode* roles = reader.map("roles")) {
      ConfigReader role_reader(*roles, "map of roles", diagnostics_);
      for (const auto& [key, value] : roles->entries())
        for (Selector& one : selectors(role_reader, key->scalar()))
          out.roles.emplace_back(key->scalar(), std::move(one));
    }
    reader.finish();
    rules_.profiles_.push_back(std::move(out));
  }

  // False, with a diagnostic at the place, when a pattern cannot be read by itself.
  bool is_pattern(const ConfigNode& node, re2::RE2::Options options) {
    const std::string text(node.scalar());
    // It is read and not compiled, which would take long: there is no room for it.
    constexpr std::int64_t kNoRoom = 512;
    options.set_max_mem(kNoRoom);
    const re2::RE2 pattern(text, options);
    if (pattern.ok() || pattern.error_code() == re2::RE2::ErrorPatternTooLarge) return true;
    const std::size_t at = text.find(pattern.error_arg());
    diagnostics_.add(at_part(node, at == std::string::npos ? 0 : at, pattern.error_arg().size(),
                             "bad pattern: " + pattern.error()));
    return false;
  }

  void patterns(const ConfigNode& node) {
    ConfigReader reader(node, "set of patterns", diagnostics_);
    const auto read = [&](std::string_view key, std::shared_ptr<re2::RE2>& into) {
      const ConfigNode* value = reader.any(key);
      if (value == nullptr) return;
      RE2::Options options;
      options.set_case_sensitive(false);
      options.set_log_errors(false);
      // A list is one pattern with alternatives.
      std::string joined;
      for (const std::string& part : reader.texts(key)) joined.append(joined.empty() ? "" : "|").append(part);
      for (const ConfigNode* item : value->items())
        if (!is_pattern(*item, options)) return;
      if (value->is_scalar() && !is_pattern(*value, options)) return;
      auto compiled = std::make_shared<re2::RE2>(joined, options);
      if (compiled->ok())
        into = std::move(compiled);
      else
        reader.error(*value, "bad pattern: " + compiled->error());
    };
    read("unlikely", rules_.patterns_.unlikely);
    read("perhaps", rules_.patterns_.perhaps);
    read("positive", rules_.patterns_.positive);
    read("negative", rules_.patterns_.negative);
    read("junk", rules_.patterns_.junk);
    read("caption", rules_.patterns_.caption);
    read("credit", rules_.patterns_.credit);
    read("lead", rules_.patterns_.lead);
    read("byline", rules_.patterns_.byline);
    read("line", rules_.patterns_.line);
    read("related", rules_.patterns_.related);
    read("dateline", rules_.patterns_.dateline);
    read("date", rules_.patterns_.date);
    reader.finish();
  }

  SiteRules& rules_;
  const ConfigFile& file_;
  Setup& setup_;
  int depth_;
  Diagnostics& diagnostics_;
};

void SiteRules::load(const ConfigFile& file, Setup& setup, int depth) {
  if (!file.file.empty()) SiteFile(*this, file, setup, depth).read();
}

}  // namespace minutemill::clean
