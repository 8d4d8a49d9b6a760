// Metadata, evidence, markup, snapshots, reports and failures.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <minutemill/snapshot.hpp>
#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "testing/case_file.hpp"
#include "testing/diff.hpp"
#include "testing/expectations.hpp"

namespace minutemill::testing {
namespace {

std::string show(const Evidence& evidence) {
  std::string out = fmt::format("quote \"{}\", rule {}", evidence.quote, evidence.rule);
  if (!evidence.normalised_by.empty()) out += fmt::format(", normalised_by {}", evidence.normalised_by);
  return out;
}

bool fits(const ConfigNode& wanted, const Evidence& evidence) {
  const auto equal = [&](std::string_view key, std::string_view value) {
    const ConfigNode* node = wanted.find(key);
    return node == nullptr || node->scalar() == value;
  };
  return equal("quote", evidence.quote) && equal("rule", evidence.rule) &&
         equal("normalised_by", evidence.normalised_by);
}

std::string report_name(const Report& report) {
  return fmt::format("MM{:04}", report.number);
}

std::vector<std::string> loud_reports(const Conversion& conversion) {
  std::vector<std::string> names;
  for (const Report& report : conversion.reports)
    if (report.severity != Severity::note) names.push_back(report_name(report));
  return names;
}

std::string listing(const Conversion& conversion) {
  std::string out;
  for (const Report& report : conversion.reports) {
    out += fmt::format("  {} {}: {}\n", to_string(report.severity), report.stage, report.message);
  }
  return out.empty() ? "  no reports at all\n" : out;
}

// One entry of reports_include: "MM2101", or {MM2101: part of its message}.
bool includes(const ConfigNode& wanted, const Conversion& conversion, std::string& name) {
  std::string_view part;
  name = std::string(wanted.scalar());
  if (wanted.is_map() && wanted.entries().size() == 1) {
    name = std::string(wanted.entries().front().first->scalar());
    part = wanted.entries().front().second->scalar();
  }
  return std::ranges::any_of(conversion.reports, [&](const Report& report) {
    return report_name(report) == name && report.message.find(part) != std::string::npos;
  });
}

}  // namespace

void expect_metadata(const ConfigNode& expected, const Document& document, Problems& problems) {
  const Json found = to_json(document.metadata());
  compare_subset(expected, &found, "metadata", problems);
}

void expect_evidence(const ConfigNode& expected, const Document& document, Problems& problems) {
  for (const auto& [key, wanted] : expected.entries()) {
    const Value* value = document.metadata().at(key->scalar());
    if (value == nullptr || value->evidence().empty()) {
      problems.differ(*key, fmt::format("evidence of {}", key->scalar()), "some",
                      value == nullptr ? "no such value" : "a value without evidence");
      continue;
    }
    const auto& all = value->evidence();
    const auto is_wanted = [proof = wanted](const Evidence& evidence) { return fits(*proof, evidence); };
    if (std::ranges::any_of(all, is_wanted)) continue;
    std::string found;
    for (const Evidence& evidence : all) found += fmt::format("\n    {}", show(evidence));
    problems.add(*key, fmt::format("evidence of {} is other than expected; found:{}", key->scalar(), found));
  }
}

void expect_markup(const ConfigNode& expected, const Markup& markup, Problems& problems) {
  const std::string_view wanted = trim(expected.scalar());
  std::string found;
  XmlStringWriter writer(found);
  const pugi::xml_node html = markup.tree().child("html");
  if (wanted.starts_with("<html")) {
    html.print(writer, "", pugi::format_raw);
  } else {
    for (const pugi::xml_node child : html.child("body").children())
      child.print(writer, "", pugi::format_raw);
  }
  if (trim(found) == wanted) return;
  problems.add(expected,
               fmt::format("other markup (- expected, + found):\n{}", diff_lines(wanted, trim(found))));
}

void expect_reports(const ConfigNode& expect, const Conversion& conversion, Problems& problems) {
  if (const ConfigNode* exact = expect.find("reports")) {
    std::vector<std::string> wanted;
    for (const ConfigNode* item : exact->items()) wanted.emplace_back(item->scalar());
    const auto found = loud_reports(conversion);
    if (wanted != found) {
      problems.add(*exact, fmt::format("expected the reports [{}], found [{}]:\n{}", fmt::join(wanted, ", "),
                                       fmt::join(found, ", "), listing(conversion)));
    }
  }
  std::string name;
  if (const ConfigNode* some = expect.find("reports_include"))
    for (const ConfigNode* item : some->items())
      if (!includes(*item, conversion, name))
        problems.add(*item,
                     fmt::format("the report {} is missing; there are:\n{}", name, listing(conversion)));
  if (const ConfigNode* none = expect.find("reports_exclude"))
    for (const ConfigNode* item : none->items())
      if (includes(*item, conversion, name))
        problems.add(*item, fmt::format("the report {} must not be there:\n{}", name, listing(conversion)));
}

void expect_failure(const ConfigNode& expect, const Conversion& conversion, Problems& problems) {
  const ConfigNode* failure = expect.find("failure");
  if (failure == nullptr) {
    if (!conversion.ok) {
      problems.add(expect, fmt::format("the document failed at step {}: {}: {}", conversion.failed_step,
                                       to_string(conversion.failure), conversion.message));
    }
    return;
  }
  if (conversion.ok) {
    problems.differ(*failure, "failure", failure->scalar(), "that the document did not fail");
    return;
  }
  if (to_string(conversion.failure) != failure->scalar()) {
    problems.differ(*failure, "failure", failure->scalar(),
                    fmt::format("{}: {}", to_string(conversion.failure), conversion.message));
  }
  if (const ConfigNode* part = expect.find("message");
      part != nullptr && conversion.message.find(part->scalar()) == std::string::npos) {
    problems.differ(*part, "message", fmt::format("one with \"{}\"", part->scalar()), conversion.message);
  }
  if (const ConfigNode* step = expect.find("failed_step");
      step != nullptr && step->scalar() != conversion.failed_step) {
    problems.differ(*step, "failed_step", step->scalar(), conversion.failed_step);
  }
}

void Golden::compare(const ConfigNode& at, const std::string& relative, std::string_view found,
                     Problems& problems) const {
  const std::string file = path_beside(case_path, relative);
  const auto wanted = read_whole_file(file);
  if (wanted && *wanted == found) return;
  if (accept) {
    std::ofstream out(file, std::ios::binary);
    out << found;
    if (out.flush())
      accepted->push_back(file);
    else
      problems.add(at, fmt::format("cannot write {}", file));
    return;
  }
  if (!wanted) {
    problems.add(at, fmt::format("there is no file {}; --accept writes it", file));
    return;
  }
  problems.add(at, fmt::format("differs from {} (- expected, + found; --accept takes what was found):\n{}",
                               file, diff_lines(*wanted, found)));
}

void expect_snapshot(const ConfigNode& expected, const Document& document, const Golden& golden,
                     Problems& problems) {
  SnapshotStyle style;
  style.spans = false;
  const ConfigNode* file = &expected;
  if (expected.is_map()) {
    file = expected.find("file");
    if (const ConfigNode* spans = expected.find("spans")) style.spans = spans->as_bool().value_or(false);
  }
  if (file == nullptr || !file->is_scalar()) {
    problems.add(expected, "snapshot is the name of a file, or {file: name, spans: true}");
    return;
  }
  golden.compare(expected, std::string(file->scalar()), to_snapshot(document, style) + "\n", problems);
}

}  // namespace minutemill::testing
