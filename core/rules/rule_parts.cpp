// The parts of a rule file that say what is taken: fields, rules, agenda and sections.
#include "rules/rule_file.hpp"

#include <algorithm>

namespace minutemill::rules {

namespace {

const std::vector<std::string_view> kAs{"text", "date", "number", "choice", "names", "record"};
const std::vector<std::string_view> kPlaces{
    "title", "subtitle", "lead",     "lead_sentence", "opening", "opening_sentence",
    "body",  "start",    "sentence", "heading",       "item",    "tail",
    "page",  "mark",     "text",     "input_name"};
constexpr Where kPlace[] = {Where::title,         Where::subtitle, Where::lead,
                            Where::lead_sentence, Where::opening,  Where::opening_sentence,
                            Where::body,          Where::start,    Where::sentence,
                            Where::heading,       Where::item,     Where::tail,
                            Where::page,          Where::mark,     Where::text,
                            Where::input_name};

}  // namespace

void RuleFile::read_fields(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) read_field(*key, *value);
}

void RuleFile::read_field(const ConfigNode& key, const ConfigNode& node) {
  ConfigReader reader(node, "field", setup_->diagnostics());
  Field field;
  field.name = key.scalar();
  field.as = static_cast<As>(reader.choice("as", kAs, 0));
  field.many = reader.boolean("many", field.as == As::names);
  field.hidden = reader.boolean("hidden", false);
  field.expected = reader.boolean("expected", !field.hidden);
  field.loose_names = reader.boolean("loose", false);
  if (const ConfigNode* choices = reader.map("choices"))
    for (const auto& [name, words] : choices->entries())
      if (auto made = book_.compile_any(words))
        field.choices.emplace_back(std::string(name->scalar()), std::move(made));
  field.reject = pattern(reader, "reject");
  field.strip = pattern(reader, "strip");
  field.except = reader.texts("except");
  field.annotation = reader.text("annotation");
  if (const ConfigNode* parts = reader.map("parts"))
    for (const auto& [name, as] : parts->entries()) {
      const auto found = std::find(kAs.begin(), kAs.end(), as->scalar());
      if (found == kAs.end())
        complain(*as, "a part is text, number or date");
      else
        field.parts.emplace_back(std::string(name->scalar()), static_cast<As>(found - kAs.begin()));
    }
  reader.finish();
  if (field.as == As::choice && field.choices.empty())
    complain(node, "a field of kind choice needs 'choices'");
  for (Field& known : state_->fields)
    if (known.name == field.name) {
      known = std::move(field);
      return;
    }
  state_->fields.push_back(std::move(field));
}

std::size_t RuleFile::field_index(const ConfigNode& node, std::string_view name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < state_->fields.size(); ++i) {
    if (state_->fields[i].name == name) return i;
    names.push_back(state_->fields[i].name);
  }
  const std::string_view near = nearest_name(name, names);
  complain(node, "no field is named '" + std::string(name) + "'",
           near.empty() ? "declare it under fields:" : "did you mean '" + std::string(near) + "'?");
  return std::string_view::npos;
}

bool RuleFile::read_scope(const ConfigNode& node, Scope& scope) {
  const std::string_view text = node.scalar();
  const std::size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  if (word == "label") {
    scope.where = Where::label;
    scope.label = label_index(rest);
    if (scope.label >= 0) return true;
    std::vector<std::string_view> names;
    for (const auto& label : state_->lines.labels) names.push_back(label.name);
    const std::string_view near = nearest_name(rest, names);
    complain(node, "no label is named '" + std::string(rest) + "'",
             near.empty() ? "declare it under lines: labels:" : "did you mean '" + std::string(near) + "'?");
    return false;
  }
  if (word == "meta" && !rest.empty()) {
    scope.where = Where::meta;
    scope.path = rest;
    return true;
  }
  const auto found = std::find(kPlaces.begin(), kPlaces.end(), text);
  if (found != kPlaces.end()) {
    scope.where = kPlace[found - kPlaces.begin()];
    return true;
  }
  const std::string_view near = nearest_name(text, kPlaces);
  complain(node, "there is no scope '" + std::string(text) + "'",
           near.empty() ? "a scope is title, lead, body, start, sentence, heading, tail, page ..., 'label "
                          "NAME' or 'meta PATH'"
                        : "did you mean '" + std::string(near) + "'?");
  return false;
}

std::vector<Scope> RuleFile::read_scopes(ConfigReader& reader) {
  std::vector<Scope> out;
  const ConfigNode* in = reader.any("in", true);
  if (in == nullptr) return out;
  for (const ConfigNode* item : in->is_list() ? in->items() : std::vector<const ConfigNode*>{in}) {
    Scope scope;
    if (read_scope(*item, scope)) out.push_back(std::move(scope));
  }
  return out;
}

// "{body}{rest}": groups of the pattern, and words between them.
bool RuleFile::read_template(const ConfigNode& node, const Pattern* match, Template& out) {
  const std::string_view text = node.scalar();
  std::size_t run = 0;
  const auto literal = [&](std::size_t end) {
    if (end > run) out.parts.push_back({-1, std::string(text.substr(run, end - run))});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    const std::size_t close = text.find('}', i);
    if (close == std::string_view::npos) break;
    const std::string name(text.substr(i + 1, close - i - 1));
    const int group = match != nullptr ? match->group(name) : (name == "0" ? 0 : -1);
    if (group < 0) {
      complain(node, "the pattern has no group named '" + name + "'", "write (?P<" + name + ">...) in it");
      return false;
    }
    literal(i);
    out.parts.push_back({group, {}});
    run = close + 1;
    i = close;
  }
  literal(text.size());
  return true;
}

void RuleFile::read_setters(const ConfigNode& node, Rule& rule) {
  for (const auto& [key, value] : node.entries()) {
    Setter setter;
    setter.field = field_index(*key, key->scalar());
    if (setter.field == std::string_view::npos) continue;
    if (value->is_map()) {
      for (const auto& [part, text] : value->entries()) {
        Template made;
        if (read_template(*text, rule.match.get(), made))
          setter.record.emplace_back(std::string(part->scalar()), std::move(made));
      }
    } else if (value->is_list()) {
      complain(*value, "a value is a text, or a map of the parts of a record; this is a list",
               "a rule that finds several times gives a field with 'many: true' several values");
      continue;
    } else if (!read_template(*value, rule.match.get(), setter.whole)) {
      continue;
    }
    rule.set.push_back(std::move(setter));
  }
}

void RuleFile::read_rule(const ConfigNode& node) {
  ConfigReader reader(node, "rule", setup_->diagnostics());
  if (!reader.is_map()) return;
  Rule rule;
  rule.id = state_->name + ":" + reader.text("id", {}, true);
  rule.in = read_scopes(reader);
  for (const std::string& word : reader.texts("needs")) rule.needs.push_back(state_->folding.fold(word));
  const ConfigNode* match = reader.any("match");
  rule.match = book_.compile_any(match);
  rule.unless = pattern(reader, "unless");
  rule.unless_before = pattern(reader, "unless_before");
  rule.unless_after = pattern(reader, "unless_after");
  rule.score = reader.integer("score", 50, 0, 100);
  rule.less = reader.integer("less", 0, 0, 100);
  rule.every = reader.boolean("every", true);
  rule.loose = reader.boolean("loose", false);
  rule.fallback = reader.boolean("fallback", false);
  const ConfigNode* set = reader.map("set", true);
  if (set != nullptr && (match == nullptr || rule.match != nullptr)) read_setters(*set, rule);
  reader.finish();
  for (const Rule& other : state_->rules)
    if (other.id == rule.id)
      complain(node, "two rules are named '" + rule.id.substr(rule.id.find(':') + 1) + "'");
  state_->rules.push_back(std::move(rule));
}

void RuleFile::read_rules(const ConfigNode& node) {
  for (const ConfigNode* item : node.items()) read_rule(*item);
}

void RuleFile::read_agenda(const ConfigNode& node) {
  ConfigReader reader(node, "agenda", setup_->diagnostics());
  AgendaRules& agenda = state_->agenda;
  agenda.given = true;
  const auto named = [&](std::string_view key, AgendaRules::Named& out) {
    if (const ConfigNode* map = reader.map(key))
      for (const auto& [name, forms] : map->entries())
        if (auto made = book_.compile_any(forms))
          out.emplace_back(std::string(name->scalar()), std::move(made));
  };
  named("actions", agenda.actions);
  named("heads", agenda.heads);
  agenda.opening = pattern(reader, "opening");
  agenda.subject = pattern(reader, "subject");
  agenda.clause = pattern(reader, "clause");
  agenda.heading = pattern(reader, "heading");
  agenda.bare_heading = pattern(reader, "bare_heading");
  agenda.not_object = pattern(reader, "not_object");
  agenda.further = pattern(reader, "further");
  agenda.split = pattern(reader, "split");
  agenda.restart = pattern(reader, "restart");
  agenda.undivided = pattern(reader, "undivided");
  agenda.row = pattern(reader, "row");
  agenda.outcome = pattern(reader, "outcome");
  agenda.before = pattern(reader, "before");
  agenda.after = pattern(reader, "after");
  agenda.ignore = pattern(reader, "ignore");
  agenda.vague = pattern(reader, "vague");
  agenda.later_verb = pattern(reader, "later_verb");
  agenda.matter = pattern(reader, "matter");
  agenda.umbrella = pattern(reader, "umbrella");
  agenda.earlier_verb = pattern(reader, "earlier_verb");
  agenda.other = pattern(reader, "other");
  agenda.topics_field = reader.text("topics_field");
  agenda.default_action = reader.text("default_action");
  agenda.headings = reader.boolean("headings", false);
  agenda.least_part = reader.integer("least_part", 8, 1, 1000);
  agenda.row_least = reader.integer("row_least", 4, 1, 1000);
  if (const ConfigNode* label = reader.any("list_label")) {
    agenda.list_label = label_index(label->scalar());
    if (agenda.list_label < 0) complain(*label, "no label is named '" + std::string(label->scalar()) + "'");
  }
  if (const ConfigNode* cues = reader.list("cues"))
    for (const ConfigNode* item : cues->items()) {
      ConfigReader one(*item, "cue", setup_->diagnostics());
      AgendaRules::Cue cue;
      cue.id = state_->name + ":" + one.text("id", {}, true);
      cue.in = read_scopes(one);
      cue.match = pattern(one, "match", true);
      cue.action = one.text("action");
      one.finish();
      if (cue.match && cue.match->group("topic") < 0)
        complain(*item, "a cue's pattern needs a group named 'topic'");
      else if (cue.match)
        agenda.cues.push_back(std::move(cue));
    }
  reader.finish();
  for (const Pattern* verbal : {agenda.clause.get(), agenda.heading.get()})
    if (verbal != nullptr && (verbal->group("verb") < 0 || verbal->group("object") < 0))
      complain(node, "the patterns 'clause' and 'heading' need groups named 'verb' and 'object'");
}

void RuleFile::read_sections(const ConfigNode& node) {
  ConfigReader reader(node, "sections", setup_->diagnostics());
  SectionRules& sections = state_->sections;
  sections.given = true;
  if (const ConfigNode* numbering = reader.list("numbering"))
    for (const ConfigNode* item : numbering->items()) {
      ConfigReader one(*item, "numbering", setup_->diagnostics());
      SectionRules::Level level;
      level.id = one.text("id", {}, true);
      level.match = pattern(one, "match", true);
      level.rank = static_cast<int>(one.integer("rank", 1, 1, 9));
      level.nested = one.boolean("nested", false);
      level.alone = one.boolean("alone", false);
      one.finish();
      if (level.match) sections.numbering.push_back(std::move(level));
    }
  sections.turn = pattern(reader, "turn");
  sections.follow = pattern(reader, "follow");
  sections.preamble = pattern(reader, "preamble");
  sections.closing = pattern(reader, "closing");
  sections.not_heading = pattern(reader, "not_heading");
  sections.furniture = pattern(reader, "furniture");
  sections.common = pattern(reader, "common");
  reader.finish();
}

}  // namespace minutemill::rules
