// Documents and rule sets made in the test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/document.hpp>
#include <minutemill/rules.hpp>
#include <minutemill/testing.hpp>

namespace minutemill {

using testing::MockSetup;

inline std::unique_ptr<const RuleSet> load_rules(const std::string& yaml, MockSetup& setup) {
  return RuleSet::load({"test.yaml", "test.yaml", yaml}, setup);
}

inline std::unique_ptr<const RuleSet> good_rules(const std::string& yaml) {
  MockSetup setup;
  auto rules = load_rules(yaml, setup);
  EXPECT_FALSE(setup.diagnostics().has_errors()) << setup.diagnostics().format();
  return rules;
}

// A headline and paragraphs, laid out one behind the other in an input of their own.
inline void fill(Document& document, const std::string& title, const std::vector<std::string>& paragraphs) {
  std::uint32_t at = 0;
  const auto add = [&](NodeKind kind, const std::string& text) {
    Node& block = document.append_new(document.body(), kind);
    const SourceSpan span{at, at + static_cast<std::uint32_t>(text.size())};
    document.append(block, document.create_text(text, span));
    block.set_span(span);
    at = span.end + 1;
    return &block;
  };
  Node* heading = add(NodeKind::heading, title);
  document.set(*heading, Attr::level, std::int64_t{1});
  document.set(*heading, Attr::role, "title");
  for (const std::string& paragraph : paragraphs) add(NodeKind::paragraph, paragraph);
}

// Rules of a small council, enough for every kind of rule.
inline const std::string kCouncil = R"(
minutemill_rules: 1
name: council
folding: {width: true}
numbers: {words: {third: 3}}
sentences: {ends: ['.']}
dates:
  months: {may: 5, june: 6}
  relative: {yesterday: -1}
  formats:
    - '(?P<day>[0-9]{1,2}) (?P<month>(?i:{month})) (?P<year>[0-9]{4})'
    - '(?P<day>[0-9]{1,2}) (?P<month>(?i:{month}))'
    - '(?P<relative>{relative})'
  page: [page.published]
names: {separator: ', | and ', aside: '\([^()]*\)', reject: '^none$'}
lines:
  labels: {present: [Present], chair: [Chair]}
  sentence: '\.'
  subtitles: false
fields:
  title: {as: text}
  meeting.ordinal: {as: number}
  date: {as: date}
  chairs: {as: names}
  attendees: {as: names, except: [chairs]}
  decisions: {as: text, many: true, expected: false}
rules:
  - {id: title, in: title, set: {title: '{0}'}}
  - {id: ordinal, in: title, match: '(?P<n>[0-9]+|third)(?:th|nd)? meeting', set: {meeting.ordinal: '{n}'}}
  - {id: date.met, in: body, match: 'met on (?P<d>{date})', unless_before: 'council $', set: {date: '{d}'}, score: 60}
  - {id: date.any, in: body, match: '{date}', set: {date: '{0}'}}
  - {id: chair, in: label chair, set: {chairs: '{0}'}}
  - {id: present, in: label present, set: {attendees: '{0}'}}
  - {id: decided, in: sentence, match: '^Decided: (?P<what>.+)$', set: {decisions: '{what}'}}
agenda: {headings: true}
sections:
  numbering: [{id: item, match: '^Item [0-9]+: '}]
)";

}  // namespace minutemill
