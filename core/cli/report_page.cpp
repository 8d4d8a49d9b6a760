#include "cli/report_page.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/bar_chart.hpp"
#include "cli/html_page.hpp"
#include "cli/printable.hpp"
#include "cli/tally_json.hpp"
#include <minutemill/xml.hpp>

namespace minutemill::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string moment(std::int64_t seconds, const char* form = "%Y-%m-%d %H:%M:%S UTC") {
  if (seconds == 0) return "-";
  const std::time_t time = seconds;
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  char text[40];
  std::strftime(text, sizeof text, form, &utc);
  return text;
}

std::string latency_text(std::uint64_t nanoseconds) {
  const auto value = static_cast<double>(nanoseconds);
  if (value < 1e6) return fmt::format("{:.0f} µs", value / 1e3);
  if (value < 1e9) return fmt::format("{:.1f} ms", value / 1e6);
  return fmt::format("{:.2f} s", value / 1e9);
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  return fmt::format("{:.2f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

// A table: names of columns, then rows; a name that ends in '#' is a column of numbers.
class Table {
 public:
  Table(pugi::xml_node parent, std::initializer_list<std::string_view> columns) {
    pugi::xml_node table = add_element(add_element(parent, "div", "scroll", ""), "table");
    append_attribute(table.parent(), "tabindex", "0");  // so that the keyboard can scroll it
    pugi::xml_node head = add_element(add_element(table, "thead"), "tr");
    for (std::string_view name : columns) {
      const bool number = name.ends_with('#');
      if (number) name.remove_suffix(1);
      append_attribute(number ? add_element(head, "th", "number", name) : add_element(head, "th", name),
                       "scope", "col");
      numbers_.push_back(number);
    }
    body_ = add_element(table, "tbody");
  }
  void row(std::initializer_list<std::string> cells) {
    pugi::xml_node row = add_element(body_, "tr");
    std::size_t at = 0;
    for (const std::string& cell : cells)
      numbers_[at++] ? add_element(row, "td", "number", cell) : add_element(row, "td", cell);
  }

 private:
  pugi::xml_node body_;
  std::vector<bool> numbers_;
};

class PageWriter {
 public:
  PageWriter(const LedgerStatistics& statistics, pugi::xml_node body) : s_(statistics), body_(body) {}

  void write() {
    summary();
    throughput();
    latency();
    failures();
    metadata();
    loss();
    causes();
    reports();
    slowest();
    runs();
  }

 private:
  pugi::xml_node section(std::string_view id, std::string_view name) {
    pugi::xml_node out = add_element(body_, "section");
    append_attribute(out, "id", id);
    add_element(out, "h2", name);
    return out;
  }

  void summary() {
    pugi::xml_node list = add_element(body_, "dl", "summary", "");
    const auto fact = [&](std::string_view name, const std::string& value) {
      pugi::xml_node pair = add_element(list, "div");
      add_element(pair, "dt", name);
      add_element(pair, "dd", value);
    };
    fact("documents", grouped(s_.documents));
    fact("converted", grouped(s_.done));
    fact("failed", grouped(s_.documents - s_.done));
    fact("outputs", grouped(s_.outputs));
    fact("read", byte_text(s_.bytes_in));
    fact("written", byte_text(s_.bytes_out));
    fact("half are done in", latency_text(s_.latency.quantile(0.5)));
    fact("99 % are done in", latency_text(s_.latency.quantile(0.99)));
  }

  void throughput() {
    if (s_.throughput.empty()) return;
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < s_.throughput.size(); ++i) {
      const double rate = static_cast<double>(s_.throughput[i]) / static_cast<double>(s_.throughput_span);
      bars.push_back(
          {moment(s_.throughput_began + static_cast<std::int64_t>(i) * s_.throughput_span, "%H:%M:%S"), rate,
           fmt::format("{:.1f}", rate)});
    }
    add_bar_chart(section("throughput", "Throughput"), "Documents a second, last run", "time (UTC)",
                  "documents/s", bars);
  }

  static std::vector<Bar> bars_of(const Histogram& histogram) {
    int first = 0;
    int last = Histogram::kClasses - 1;
    while (first < last && histogram.in_class(first) == 0) ++first;
    while (last > first && histogram.in_class(last) == 0) --last;
    std::vector<Bar> bars;
    for (int i = first; i <= last; ++i)
      bars.push_back({"to " + latency_text(Histogram::bound(i)), static_cast<double>(histogram.in_class(i)),
                      grouped(histogram.in_class(i))});
    return bars;
  }

  void latency() {
    if (s_.latency.count() == 0) return;
    pugi::xml_node part = section("latency", "Latency");
    add_bar_chart(part, "Whole documents, reading and writing included", "time", "documents",
                  bars_of(s_.latency));
    Table table(part, {"step", "documents#", "total#", "mean#", "half#", "90 %#", "99 %#", "longest#"});
    for (const auto& [step, h] : s_.steps)
      table.row({step, grouped(h.count()), duration_text(static_cast<double>(h.sum()) / 1e9),
                 latency_text(h.count() > 0 ? h.sum() / h.count() : 0), latency_text(h.quantile(0.5)),
                 latency_text(h.quantile(0.9)), latency_text(h.quantile(0.99)), latency_text(h.longest())});
    pugi::xml_node details = add_element(part, "details");
    add_element(details, "summary", "Histogram of each step");
    for (const auto& [step, histogram] : s_.steps)
      add_bar_chart(details, step, "time", "documents", bars_of(histogram));
  }

  void failures() {
    pugi::xml_node part = section("failures", "Failures");
    if (s_.failures.empty()) {
      add_element(part, "p", "None.");
      return;
    }
    Table table(part, {"code", "documents#", "share#"});
    for (const auto& failure : s_.failures)
      table.row({failure.code, grouped(failure.count), percent(failure.count, s_.documents)});
    for (const auto& failure : s_.failures) {
      pugi::xml_node details = add_element(part, "details");
      add_element(details, "summary", fmt::format("{}: examples", failure.code));
      Table examples(details, {"input", "step", "message"});
      for (const auto& example : failure.examples)
        examples.row({example.input, example.step, example.message});
    }
  }

  void metadata() {
    if (s_.metadata.empty()) return;
    Table table(section("metadata", "Record"), {"field", "documents that have it#", "share#"});
    for (const auto& [field, count] : s_.metadata)
      table.row({field, grouped(count), percent(count, s_.done)});
  }

  void loss() {
    if (s_.loss.empty()) return;
    pugi::xml_node part = section("loss", "Loss");
    Table table(part, {"output", "files#", "size#", "characters kept#", "paragraphs#", "cells#", "images#",
                       "links#", "notes#", "incomplete files#"});
    const auto of = [](std::uint64_t out, std::uint64_t in) {
      return fmt::format("{} of {}", grouped(out), grouped(in));
    };
    for (const auto& l : s_.loss)
      table.row({l.step, grouped(l.outputs), byte_text(l.bytes), percent(l.out.characters, l.in.characters),
                 of(l.out.paragraphs, l.in.paragraphs), of(l.out.cells, l.in.cells),
                 of(l.out.images, l.in.images), of(l.out.links, l.in.links), of(l.out.notes, l.in.notes),
                 grouped(l.incomplete)});
    for (const auto& l : s_.loss) {
      if (l.worst.empty()) continue;
      pugi::xml_node details = add_element(part, "details");
      add_element(details, "summary", fmt::format("{}: files that lost most", l.step));
      Table worst(details, {"input", "lost"});
      for (const auto& example : l.worst) worst.row({example.input, example.message});
    }
  }

  void causes() {
    if (s_.causes.empty()) return;
    pugi::xml_node part = section("causes", "What was left out, and why");
    constexpr std::size_t kMost = 200;  // rows; the JSON has them all
    Table table(part, {"step", "cause", "documents#", "characters#", "of what was read#", "paragraphs#",
                       "cells#", "images#", "links#", "notes#", "most in"});
    for (std::size_t i = 0; i < std::min(kMost, s_.causes.size()); ++i) {
      const LedgerStatistics::Cause& c = s_.causes[i];
      const std::string cause = c.cause.empty() ? c.kind : c.kind + ": " + c.cause;
      table.row({c.step, cause, grouped(c.documents), grouped(c.what.characters),
                 percent(c.what.characters, s_.source.characters), grouped(c.what.paragraphs),
                 grouped(c.what.cells), grouped(c.what.images), grouped(c.what.links), grouped(c.what.notes),
                 c.example});
    }
    if (s_.causes.size() > kMost)
      add_element(part, "p", fmt::format("And {} more causes of less.", grouped(s_.causes.size() - kMost)));
  }

  void reports() {
    if (s_.reports.empty()) return;
    Table table(section("reports", "Reports"),
                {"report", "severity", "times#", "documents#", "for example", "in"});
    for (const auto& kind : s_.reports)
      table.row({fmt::format("MM{:04}", kind.number), kind.severity, grouped(kind.count),
                 grouped(kind.documents), kind.example.message, kind.example.input});
  }

  void slowest() {
    if (s_.slowest.empty()) return;
    Table table(section("slowest", "Slowest documents"), {"input", "time#", "size#", "longest step"});
    for (const auto& slow : s_.slowest)
      table.row({slow.input, latency_text(slow.nanoseconds), byte_text(slow.bytes), slow.slowest_step});
  }

  void runs() {
    Table table(section("runs", "Runs"),
                {"began", "ended", "state", "inputs#", "failed#", "pipeline", "program"});
    for (const auto& run : s_.runs)
      table.row({moment(run.began), moment(run.ended), run.state, grouped(run.inputs), grouped(run.failed),
                 run.pipeline, run.program});
  }

  const LedgerStatistics& s_;
  pugi::xml_node body_;
};

Json latency_json(const Histogram& histogram) {
  const auto seconds = [](std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e9; };
  Json classes = Json::array();
  for (int i = 0; i < Histogram::kClasses; ++i)
    if (histogram.in_class(i) > 0)
      classes.push_back({{"to", seconds(Histogram::bound(i))}, {"count", histogram.in_class(i)}});
  return {{"count", histogram.count()},
          {"seconds", seconds(histogram.sum())},
          {"p50", seconds(histogram.quantile(0.5))},
          {"p90", seconds(histogram.quantile(0.9))},
          {"p99", seconds(histogram.quantile(0.99))},
          {"longest", seconds(histogram.longest())},
          {"classes", std::move(classes)}};
}

Json example_json(const LedgerStatistics::Example& example) {
  Json out{{"input", example.input}};
  if (!example.step.empty()) out["step"] = example.step;
  out["message"] = example.message;
  return out;
}

Json examples_json(const std::vector<LedgerStatistics::Example>& examples) {
  Json out = Json::array();
  for (const auto& example : examples) out.push_back(example_json(example));
  return out;
}

}  // namespace

std::string report_page(const LedgerStatistics& statistics, std::string_view folder, std::string_view style) {
  HtmlPage page(fmt::format("Run report of {}", folder), style);
  add_element(page.body(), "h1", fmt::format("Run report of {}", folder));
  PageWriter(statistics, page.body()).write();
  return page.finish();
}

std::string report_json(const LedgerStatistics& s) {
  Json out{{"schema", 1},
           {"documents", s.documents},
           {"done", s.done},
           {"failed", s.documents - s.done},
           {"outputs", s.outputs},
           {"bytes_in", s.bytes_in},
           {"bytes_out", s.bytes_out}};
  out["throughput"] = {
      {"began", s.throughput_began}, {"span", s.throughput_span}, {"documents", s.throughput}};
  out["latency"] = latency_json(s.latency);
  out["steps"] = Json::object();
  for (const auto& [step, histogram] : s.steps) out["steps"][step] = latency_json(histogram);
  out["failures"] = Json::array();
  for (const auto& failure : s.failures)
    out["failures"].push_back(
        {{"code", failure.code}, {"count", failure.count}, {"examples", examples_json(failure.examples)}});
  out["metadata"] = Json::object();
  for (const auto& [field, count] : s.metadata) out["metadata"][field] = count;
  out["loss"] = Json::array();
  for (const auto& l : s.loss)
    out["loss"].push_back({{"step", l.step},
                           {"outputs", l.outputs},
                           {"bytes", l.bytes},
                           {"incomplete", l.incomplete},
                           {"in", tally_json(l.in)},
                           {"out", tally_json(l.out)},
                           {"worst", examples_json(l.worst)}});
  out["source"] = tally_json(s.source);
  out["causes"] = Json::array();
  for (const auto& c : s.causes)
    out["causes"].push_back({{"step", c.step},
                             {"kind", c.kind},
                             {"cause", c.cause},
                             {"documents", c.documents},
                             {"what", tally_json(c.what)},
                             {"example", c.example}});
  out["reports"] = Json::array();
  for (const auto& kind : s.reports)
    out["reports"].push_back({{"number", kind.number},
                              {"severity", kind.severity},
                              {"count", kind.count},
                              {"documents", kind.documents},
                              {"example", example_json(kind.example)}});
  out["slowest"] = Json::array();
  for (const auto& slow : s.slowest)
    out["slowest"].push_back({{"input", slow.input},
                              {"seconds", static_cast<double>(slow.nanoseconds) / 1e9},
                              {"bytes", slow.bytes},
                              {"step", slow.slowest_step}});
  out["runs"] = Json::array();
  for (const auto& run : s.runs)
    out["runs"].push_back({{"began", run.began},
                           {"ended", run.ended},
                           {"state", run.state},
                           {"pipeline", run.pipeline},
                           {"program", run.program},
                           {"inputs", run.inputs},
                           {"failed", run.failed}});
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace minutemill::cli
