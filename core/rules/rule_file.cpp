#include "rules/rule_file.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

#include "rules/bare_word.hpp"

namespace minutemill::rules {

namespace {

constexpr int kMostIncludes = 4;  // levels
constexpr std::int64_t kFormat = 1;

// "《》" -> 《 and 》.
Bracket split_pair(std::string_view pair) {
  std::size_t at = 0;
  if (!pair.empty()) (void)next_code_point(pair, at);
  return {std::string(pair.substr(0, at)), std::string(pair.substr(at))};
}

}  // namespace

RuleFile::RuleFile(Knowledge& state, Setup& setup)
    : state_(&state), setup_(&setup), book_(state.folding, setup.diagnostics()) {}

void RuleFile::complain(const ConfigNode& node, std::string message, std::string hint) {
  setup_->diagnostics().add(node.document().at(node, std::move(message), std::move(hint)));
}

bool RuleFile::open(const ConfigFile& file, int depth) {
  auto document =
      ConfigDocument::parse(file.file.empty() ? file.path : file.file, file.text, setup_->diagnostics());
  if (document == nullptr) return false;
  const ConfigNode& root = document->root();
  if (!root.is_map()) {
    complain(root, "a rule file is a map that begins with 'minutemill_rules: 1'");
    return false;
  }
  if (const ConfigNode* include = root.find("include"); include != nullptr) {
    for (const ConfigNode* item :
         include->is_list() ? include->items() : std::vector<const ConfigNode*>{include}) {
      if (depth >= kMostIncludes) {
        complain(*item,
                 "rule files include one another more than " + std::to_string(kMostIncludes) + " levels deep",
                 "does one include itself?");
        return false;
      }
      const auto other = setup_->load(item->scalar(), "rules", &file);
      if (!other || !open(*other, depth + 1)) return false;
    }
  }
  documents_.push_back(std::move(document));
  return true;
}

RuleFile::Parts RuleFile::read_top(const ConfigNode& root) {
  ConfigReader reader(root, "rule file", setup_->diagnostics());
  const ConfigNode* version = reader.any("minutemill_rules");
  if (version == nullptr || version->as_integer() != kFormat)
    complain(version != nullptr ? *version : root, "this is no rule file of a version that is known",
             "it begins with 'minutemill_rules: 1'");
  state_->name = reader.text("name", state_->name, true);
  state_->language = reader.text("language", state_->language);
  (void)reader.any("include");
  (void)reader.text("description");
  Parts parts{reader.map("folding"),    reader.map("numbers"),   reader.map("vocabularies"),
              reader.map("patterns"),   reader.map("dates"),     reader.map("names"),
              reader.map("sentences"),  reader.map("lines"),     reader.map("fields"),
              reader.list("rules"),     reader.map("agenda"),    reader.map("sections"),
              reader.texts("brackets"), reader.text("documents")};
  reader.finish();
  return parts;
}

void RuleFile::read_each(const ConfigNode* Parts::*part, Reader reader) {
  for (const Parts& parts : parts_)
    if (parts.*part != nullptr) (this->*reader)(*(parts.*part));
}

void RuleFile::read_last(const ConfigNode* Parts::*part, Reader reader) {
  for (auto parts = parts_.rbegin(); parts != parts_.rend(); ++parts)
    if ((*parts).*part != nullptr) return (this->*reader)(*((*parts).*part));
}

bool RuleFile::read(const ConfigFile& file) {
  if (!open(file, 0)) return false;
  for (const auto& document : documents_) parts_.push_back(read_top(document->root()));
  read_each(&Parts::folding, &RuleFile::read_folding);
  read_each(&Parts::numbers, &RuleFile::read_numbers);
  for (const Parts& parts : parts_) read_brackets(parts);
  read_each(&Parts::vocabularies, &RuleFile::read_vocabularies);
  read_each(&Parts::dates, &RuleFile::read_dates);
  read_each(&Parts::patterns, &RuleFile::read_patterns);
  read_each(&Parts::names, &RuleFile::read_names);
  read_each(&Parts::sentences, &RuleFile::read_sentences);
  read_each(&Parts::lines, &RuleFile::read_lines);
  read_each(&Parts::fields, &RuleFile::read_fields);
  // A file's own rules go before those it includes.
  for (auto parts = parts_.rbegin(); parts != parts_.rend(); ++parts)
    if (parts->rules != nullptr) read_rules(*parts->rules);
  read_last(&Parts::agenda, &RuleFile::read_agenda);
  read_last(&Parts::sections, &RuleFile::read_sections);
  enlist();
  return !setup_->diagnostics().has_errors();
}

void RuleFile::read_folding(const ConfigNode& node) {
  ConfigReader reader(node, "folding", setup_->diagnostics());
  if (reader.boolean("width", false)) state_->folding.fold_width();
  if (const std::string pairs = reader.text("pairs"); !pairs.empty()) state_->folding.fold_pairs(pairs);
  reader.finish();
}

void RuleFile::read_numbers(const ConfigNode& node) {
  ConfigReader reader(node, "numbers", setup_->diagnostics());
  std::string characters = "0-9";
  const auto read = [&](std::string_view key, auto add, bool in_class) {
    const ConfigNode* map = reader.map(key);
    if (map == nullptr) return;
    for (const auto& [word, value] : map->entries()) {
      const auto number = value->as_integer();
      if (!number || *number < 0) {
        complain(*value, "a numeral's value is a whole number");
        continue;
      }
      const std::string folded = state_->folding.fold(word->scalar());
      add(folded, *number);
      if (in_class) characters += folded;
    }
  };
  read(
      "digits", [&](const std::string& word, std::int64_t value) { state_->numbers.add_digit(word, value); },
      true);
  read(
      "units", [&](const std::string& word, std::int64_t value) { state_->numbers.add_unit(word, value); },
      true);
  read(
      "words", [&](const std::string& word, std::int64_t value) { state_->numbers.add_word(word, value); },
      false);
  book_.set_source("number", "[" + characters + "]+");
  reader.finish();
}

void RuleFile::read_brackets(const Parts& parts) {
  for (const std::string& pair : parts.brackets)
    state_->brackets.push_back(split_pair(state_->folding.fold(pair)));
  for (const Bracket& bracket : state_->brackets)
    for (const std::string* mark : {&bracket.open, &bracket.close})
      if (!mark->empty()) state_->bracket_byte[static_cast<unsigned char>(mark->front())] = true;
  if (parts.documents.empty()) return;
  state_->document = split_pair(parts.documents);
  const std::string open = re2::RE2::QuoteMeta(state_->document.open),
                    close = re2::RE2::QuoteMeta(state_->document.close);
  const std::string other = "[^" + state_->document.open + state_->document.close + "]";
  book_.set_source("document",
                   "(?:" + open + "(?:" + other + "|" + open + other + "*" + close + ")*" + close + ")");
}

// A list gives its items as they are; a text gives its words, so that long lists stay readable.
std::vector<std::string> RuleFile::words(const ConfigNode& node) {
  std::vector<std::string> out;
  if (node.is_list()) {
    for (const ConfigNode* item : node.items()) {
      if (!item->is_scalar())
        complain(*item, "a word is text");
      else if (trim(item->scalar()).empty())
        complain(*item, "a word is empty, and would stand everywhere");
      else
        out.emplace_back(item->scalar());
    }
    return out;
  }
  if (node.is_map()) complain(node, "words are a list, or a text with spaces between them; this is a map");
  for (std::string_view rest = node.scalar(); !(rest = trim(rest)).empty();) {
    const std::size_t space = std::min(rest.find_first_of(" \n\t"), rest.size());
    out.emplace_back(rest.substr(0, space));
    rest.remove_prefix(space);
  }
  return out;
}

void RuleFile::read_vocabularies(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) {
    const std::string name(key->scalar());
    std::vector<std::string> list;
    if (const auto* before = book_.words(name)) list = *before;  // a file adds to what it includes
    for (std::string& word : words(*value)) list.push_back(std::move(word));
    if (list.empty() && !value->is_map())
      complain(*value, "the vocabulary '" + name + "' has no words");
    else if (!list.empty())
      book_.set_words(name, std::move(list));
  }
}

void RuleFile::read_patterns(const ConfigNode& node) {
  for (const auto& [key, value] : node.entries()) book_.set_pattern(std::string(key->scalar()), *value);
}

void RuleFile::read_dates(const ConfigNode& node) {
  ConfigReader reader(node, "dates", setup_->diagnostics());
  const auto read = [&](std::string_view key, std::string_view name, auto add) {
    const ConfigNode* map = reader.map(key);
    if (map == nullptr) return;
    std::vector<std::string> list;
    for (const auto& [word, value] : map->entries()) {
      const auto number = value->as_integer();
      if (!number) {
        complain(*value, "expected a whole number");
        continue;
      }
      list.emplace_back(word->scalar());
      add(bare_word(state_->folding.fold(word->scalar())), static_cast<int>(*number));
    }
    if (!list.empty()) book_.set_words(std::string(name), std::move(list));
  };
  read("months", "month", [&](const std::string& word, int value) { state_->dates.add_month(word, value); });
  read("eras", "era", [&](const std::string& word, int value) { state_->dates.add_era(word, value); });
  read("relative", "relative",
       [&](const std::string& word, int value) { state_->dates.add_relative(word, value); });
  std::string all;
  if (const ConfigNode* formats = reader.list("formats", true))
    for (const ConfigNode* item : formats->items()) {
      auto format = book_.compile(*item);
      if (format == nullptr) continue;
      all += (all.empty() ? "" : "|") + PatternBook::without_groups(format->source());
      state_->dates.add_format(std::move(format));
    }
  book_.set_source("date", "(?:" + all + ")");
  state_->page_dates = reader.texts("page");
  state_->page_date_field = reader.text("page_field");
  state_->year_field = reader.text("year_field");
  state_->dates.count_three_digit_years_from(
      static_cast<int>(reader.integer("three_digit_years", 0, 0, 9999)));
  reader.finish();
}

void RuleFile::read_names(const ConfigNode& node) {
  ConfigReader reader(node, "names", setup_->diagnostics());
  Names& names = state_->names;
  names.separator = pattern(reader, "separator", true);
  names.conjunction = pattern(reader, "conjunction");
  names.aside = pattern(reader, "aside");
  names.real_name = pattern(reader, "real_name");
  names.title = pattern(reader, "title");
  names.honorific = pattern(reader, "honorific");
  names.reject = pattern(reader, "reject");
  names.foreign = pattern(reader, "foreign");
  if (const ConfigNode* surnames = reader.any("surnames"))
    for (const std::string& word : words(*surnames)) names.surnames.insert(state_->folding.fold(word));
  reader.finish();
}

void RuleFile::read_sentences(const ConfigNode& node) {
  ConfigReader reader(node, "sentences", setup_->diagnostics());
  SentenceEnds& ends = state_->sentences;
  for (const std::string& mark : reader.texts("ends", true)) ends.marks.push_back(state_->folding.fold(mark));
  for (const std::string& closer : reader.texts("closers"))
    ends.closers.push_back(state_->folding.fold(closer));
  for (const std::string& mark : ends.marks)
    if (!mark.empty()) ends.first_byte[static_cast<unsigned char>(mark.front())] = true;
  reader.finish();
}

void RuleFile::read_lines(const ConfigNode& node) {
  ConfigReader reader(node, "lines", setup_->diagnostics());
  LineRules& lines = state_->lines;
  const auto read_words = [&](const ConfigNode* labels, std::unordered_map<std::string, int>& out) {
    if (labels == nullptr) return;
    for (const auto& [key, value] : labels->entries()) {
      int index = label_index(key->scalar());
      if (index < 0) {
        index = static_cast<int>(lines.labels.size());
        lines.labels.push_back({std::string(key->scalar())});
      }
      for (const std::string& word : words(*value)) out[bare_word(state_->folding.fold(word))] = index;
    }
  };
  read_words(reader.map("labels"), lines.label_words);
  read_words(reader.map("heads"), lines.head_words);
  const auto set = [&](std::unique_ptr<Pattern>& at, std::string_view key) {
    if (auto made = pattern(reader, key)) at = std::move(made);
  };
  set(lines.page, "page");
  set(lines.mark, "mark");
  set(lines.tail, "tail");
  set(lines.sentence, "sentence");
  set(lines.not_subtitle, "not_subtitle");
  set(lines.not_heading, "not_heading");
  set(lines.not_title, "not_title");
  set(lines.prefix, "prefix");
  set(lines.bare, "bare");
  set(lines.headline, "headline");
  set(lines.run_in, "run_in");
  set(lines.entry, "entry");
  set(lines.column, "column");
  set(lines.marked, "marked");
  set(lines.numbered, "numbered");
  lines.subtitles = reader.boolean("subtitles", lines.subtitles);
  lines.bold_headings = reader.boolean("bold_headings", lines.bold_headings);
  lines.subtitle_length = reader.integer("subtitle_length", lines.subtitle_length, 1, 1000);
  lines.label_length = reader.integer("label_length", lines.label_length, 1, 100);
  reader.finish();
}

void RuleFile::enlist() {
  const auto add = [&](const std::unique_ptr<Pattern>& pattern) {
    if (pattern != nullptr) pattern->enlist(state_->clues);
  };
  const LineRules& lines = state_->lines;
  for (const auto* pattern : {&lines.page, &lines.mark, &lines.tail, &lines.sentence, &lines.not_subtitle,
                              &lines.not_heading, &lines.not_title, &lines.numbered})
    add(*pattern);
  for (Rule& rule : state_->rules) {
    add(rule.match);
    add(rule.unless);
    rule.needs_clue = state_->clues.add(rule.needs);
  }
  for (const AgendaRules::Cue& cue : state_->agenda.cues) add(cue.match);
  const SectionRules& sections = state_->sections;
  for (const SectionRules::Level& level : sections.numbering) add(level.match);
  for (const auto* pattern :
       {&sections.turn, &sections.follow, &sections.preamble, &sections.closing, &sections.not_heading})
    add(*pattern);
  state_->clues.build();
}

int RuleFile::label_index(std::string_view name) const {
  for (std::size_t i = 0; i < state_->lines.labels.size(); ++i)
    if (state_->lines.labels[i].name == name) return static_cast<int>(i);
  return -1;
}

std::unique_ptr<Pattern> RuleFile::pattern(ConfigReader& reader, std::string_view key, bool required) {
  return book_.compile_any(reader.any(key, required));
}

}  // namespace minutemill::rules
