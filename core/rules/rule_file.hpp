// Reads rule files: YAML to Knowledge, with a diagnostic for everything that is wrong.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/plugin.hpp>

#include "rules/rule_set.hpp"

namespace minutemill::rules {

class RuleFile {
 public:
  RuleFile(Knowledge& state, Setup& setup);
  // False, with diagnostics, when anything is wrong.
  bool read(const ConfigFile& file);

 private:
  // The parts of one file; null where it has none.
  struct Parts {
    const ConfigNode *folding, *numbers, *vocabularies, *patterns, *dates, *names, *sentences, *lines,
        *fields, *rules, *agenda, *sections;
    std::vector<std::string> brackets;
    std::string documents;
  };
  using Reader = void (RuleFile::*)(const ConfigNode&);

  bool open(const ConfigFile& file, int depth);
  Parts read_top(const ConfigNode& root);
  void read_each(const ConfigNode* Parts::*part, Reader reader);
  void read_last(const ConfigNode* Parts::*part, Reader reader);

  void read_folding(const ConfigNode& node);
  void read_numbers(const ConfigNode& node);
  void read_vocabularies(const ConfigNode& node);
  void read_patterns(const ConfigNode& node);
  void read_dates(const ConfigNode& node);
  void read_names(const ConfigNode& node);
  void read_sentences(const ConfigNode& node);
  void read_lines(const ConfigNode& node);
  void read_brackets(const Parts& parts);
  void read_fields(const ConfigNode& node);
  void read_field(const ConfigNode& key, const ConfigNode& node);
  void read_rules(const ConfigNode& node);
  void read_rule(const ConfigNode& node);
  void read_setters(const ConfigNode& node, Rule& rule);
  void read_agenda(const ConfigNode& node);
  void read_sections(const ConfigNode& node);
  std::vector<Scope> read_scopes(ConfigReader& reader);
  bool read_scope(const ConfigNode& node, Scope& scope);
  bool read_template(const ConfigNode& node, const Pattern* pattern, Template& out);
  // The patterns that lines and sentences are searched for have their clues looked for.
  void enlist();
  int label_index(std::string_view name) const;
  std::vector<std::string> words(const ConfigNode& node);
  // A pattern, or a list of alternatives, under `key`.
  std::unique_ptr<Pattern> pattern(ConfigReader& reader, std::string_view key, bool required = false);
  void complain(const ConfigNode& node, std::string message, std::string hint = {});
  std::size_t field_index(const ConfigNode& node, std::string_view name);

  Knowledge* state_;
  Setup* setup_;
  PatternBook book_;
  std::vector<std::unique_ptr<ConfigDocument>> documents_;  // included ones before those that include them
  std::vector<Parts> parts_;
};

}  // namespace minutemill::rules
