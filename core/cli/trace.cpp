// minutemill trace PIPELINE INPUT: the document after each step, and what each step dropped, reported and
// found out.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/load_pipeline.hpp"
#include "cli/html_page.hpp"
#include "cli/printable.hpp"
#include "cli/trace_page.hpp"
#include "cli/trace_tree.hpp"
#include "runtime/input_reader.hpp"
#include <minutemill/json.hpp>
#include <minutemill/markup.hpp>
#include <minutemill/snapshot.hpp>
#include <minutemill/text.hpp>

namespace minutemill::cli {
namespace {

struct TraceOptions {
  std::string pipeline;
  std::string input;
  std::vector<std::string> overrides;
  std::string until;
  bool json = false;
  bool brief = false;
  std::string html;  // file for the page; empty: none
  TreeStyle style;
};

// What a step left, kept until its reports and its time are known.
struct Seen {
  std::string id;
  std::string stage;
  Port takes = Port::bytes;
  Port gives = Port::markup;
  std::string tree;    // or JSON
  std::string record;  // after the last step that changed it
  std::uint64_t characters = 0;
  std::uint64_t furniture = 0;  // characters in it
};

std::uint64_t text_below(const Node& root) {
  std::uint64_t count = 0;
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root))
    count += count_characters(at->text());
  return count;
}

// Characters of the markup that are content and that are marked as furniture.
void count_markup(const Markup& markup, Seen& seen) {
  struct Walker : pugi::xml_tree_walker {
    Seen* seen = nullptr;
    int furniture_depth = -1;
    bool for_each(pugi::xml_node& node) override {
      if (depth() <= furniture_depth) furniture_depth = -1;
      if (furniture_depth < 0 && node.attribute(mark::kFurniture)) furniture_depth = depth();
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata)
        (furniture_depth >= 0 ? seen->furniture : seen->characters) += count_characters(node.value());
      return true;
    }
  } walker;
  walker.seen = &seen;
  const_cast<pugi::xml_document&>(markup.tree())
      .traverse(walker);  // pugixml 1.12 has no const walk; nothing is changed
}

std::string markup_text(const Markup& markup) {
  struct Writer : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override {
      text.append(static_cast<const char*>(data), size);
    }
  } writer;
  markup.tree().save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.text);
}

class Tracer {
 public:
  explicit Tracer(const TraceOptions& options) : options_(options) {}

  void see(const Pipeline::StepInfo& step, const Markup* markup, const Document* document) {
    Seen seen{step.id, step.stage->name, step.stage->takes, step.stage->gives, {}, {}, 0, 0};
    if (markup != nullptr) {
      count_markup(*markup, seen);
      if (!options_.brief)
        seen.tree = options_.json ? markup_text(*markup) : markup_tree(*markup, options_.style);
    }
    if (document != nullptr) {
      seen.characters = text_below(document->body());
      seen.furniture = text_below(document->furniture());
      if (!options_.brief)
        seen.tree = options_.json ? to_snapshot(*document, {true, false, -1})
                                  : document_tree(*document, options_.style);
      seen.record = record_tree(document->metadata(), options_.style);
      if (!options_.html.empty()) page_ = trace_page_document(*document);
    }
    steps_.push_back(std::move(seen));
  }

  // What the last step that gave one left of the document, for the page.
  [[nodiscard]] const std::string& page() const noexcept { return page_; }

  void print(const Conversion& conversion) const {
    std::string record;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Seen& seen = steps_[i];
      heading(i, seen, conversion);
      fmt::print("   {} characters in the text, {} in furniture{}\n", grouped(seen.characters),
                 grouped(seen.furniture), change(i, before, seen));
      reports(seen.id, conversion);
      if (!seen.tree.empty()) fmt::print("\n{}", seen.tree);
      if (seen.record != record) fmt::print("\n   {}\n{}", paint("1", "record"), record = seen.record);
      std::puts("");
      before = seen.characters;
    }
    if (!conversion.ok) reports(conversion.failed_step, conversion);
  }

  void print_json(const Conversion& conversion, const std::string& pipeline) const {
    std::string out;
    JsonWriter json(out, 1);
    json.begin_object()
        .key("pipeline")
        .text(pipeline)
        .key("input")
        .text(options_.input)
        .key("ok")
        .boolean(conversion.ok);
    if (!conversion.ok)
      json.key("failure")
          .text(to_string(conversion.failure))
          .key("failed_step")
          .text(conversion.failed_step)
          .key("message")
          .text(conversion.message);
    json.key("steps").begin_list();
    for (std::size_t i = 0; i < steps_.size(); ++i) step_json(json, i, conversion);
    json.end_list().end_object();
    std::puts(out.c_str());
  }

 private:
  [[nodiscard]] std::string paint(std::string_view code, std::string_view text) const {
    return options_.style.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  static std::string change(std::size_t i, std::uint64_t before, const Seen& seen) {
    if (i == 0 || before == seen.characters) return {};
    const bool less = seen.characters < before;
    return fmt::format(" ({}{} in the text)", less ? "-" : "+",
                       grouped(less ? before - seen.characters : seen.characters - before));
  }

  void heading(std::size_t i, const Seen& seen, const Conversion& conversion) const {
    const double ms = static_cast<double>(conversion.times[i].nanoseconds) / 1e6;
    const std::string name = seen.id == seen.stage ? seen.id : fmt::format("{} ({})", seen.id, seen.stage);
    fmt::print("{} {}  {} -> {}  {:.3f} ms\n", paint("1", fmt::format("{}.", i + 1)), paint("1", name),
               to_string(seen.takes), to_string(seen.gives), ms);
  }

  void reports(const std::string& step, const Conversion& conversion) const {
    for (const Report& report : conversion.reports) {
      if (report.stage != step) continue;
      const std::string_view code = report.severity == Severity::error     ? "31"
                                    : report.severity == Severity::warning ? "35"
                                                                           : "36";
      const std::string place =
          report.span.known() ? fmt::format(" (bytes {}-{})", report.span.begin, report.span.end) : "";
      fmt::print("   {} {}{}\n", paint(code, to_string(report.severity)), printable(report.message), place);
    }
  }

  void step_json(JsonWriter& json, std::size_t i, const Conversion& conversion) const {
    const Seen& seen = steps_[i];
    json.begin_object()
        .key("id")
        .text(seen.id)
        .key("stage")
        .text(seen.stage)
        .key("gives")
        .text(to_string(seen.gives));
    json.key("nanoseconds").number(conversion.times[i].nanoseconds);
    json.key("characters").number(seen.characters).key("furniture_characters").number(seen.furniture);
    json.key("reports").begin_list();
    for (const Report& report : conversion.reports) {
      if (report.stage != seen.id) continue;
      json.begin_object()
          .key("number")
          .number(report.number)
          .key("severity")
          .text(to_string(report.severity))
          .key("message")
          .text(report.message);
      if (report.span.known())
        json.key("bytes")
            .begin_list(JsonWriter::on_one_line)
            .number(report.span.begin)
            .number(report.span.end)
            .end_list();
      json.end_object();
    }
    json.end_list();
    if (!seen.tree.empty() && seen.gives == Port::markup) json.key("markup").text(seen.tree);
    if (!seen.tree.empty() && seen.gives == Port::document) json.key("document").raw(seen.tree);
    json.end_object();
  }

  const TraceOptions& options_;
  std::vector<Seen> steps_;
  std::string page_;
};

bool write_page(const TraceOptions& options, TracePage page) {
  const std::string text = finish_trace_page(page);
  if (options.html == "-") {
    fmt::print("{}", text);
    return true;
  }
  if (std::ofstream(options.html, std::ios::binary) << text << std::flush) return true;
  fmt::print(stderr, "minutemill: cannot write {}\n", printable(options.html));
  return false;
}

bool has_step(const Pipeline& pipeline, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const Pipeline::StepInfo& step : pipeline.steps())
    if (!step.is_output) ids.push_back(step.id);
  for (const std::string_view known : ids)
    if (known == id) return true;
  const std::string_view near = nearest_name(id, ids);
  fmt::print(stderr, "minutemill: --until {}: the pipeline has no step of this id{}\n", printable(id),
             near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
  return false;
}

int trace(const Shared& shared, const TraceOptions& options) {
  std::vector<Override> overrides;
  if (!read_overrides(options.overrides, "", "--set", overrides)) return wrong_use;
  Engine engine(shared.engine);
  int status = all_good;
  auto pipeline = load_pipeline(engine, options.pipeline, overrides, shared, status);
  if (!pipeline) return status;
  if (!options.until.empty() && !has_step(*pipeline, options.until)) return wrong_use;
  InputReader reader(pipeline->limits().input.bytes, pipeline->limits().resource.bytes);
  if (const auto error = reader.read("", options.input, true)) {
    fmt::print(stderr, "minutemill: {}: {}\n", printable(options.input), printable(error->message));
    return some_failed;
  }
  pipeline->set_sibling_reader([&reader](std::string_view path) { return reader.sibling(path); });
  Input input;
  input.bytes = reader.bytes();
  input.name = options.input;
  input.media_type = media_type_of(options.input);
  Tracer tracer(options);
  const Conversion conversion =
      pipeline->inspect(input, options.until,
                        [&](const Pipeline::StepInfo& step, const Markup* markup, const Document* document) {
                          tracer.see(step, markup, document);
                        });
  if (!options.html.empty()) {
    const std::string style = read_stylesheet(engine.config_folders(), "trace.css");
    if (!write_page(options, {options.input, pipeline->name(), style, tracer.page(), &conversion}))
      return run_stopped;
  } else if (options.json) {
    tracer.print_json(conversion, pipeline->name());
  } else {
    tracer.print(conversion);
  }
  if (conversion.ok) return all_good;
  fmt::print(stderr, "minutemill: {}: {} failed in step {}: {}\n", printable(options.input),
             to_string(conversion.failure),
             conversion.failed_step.empty() ? "(none)" : conversion.failed_step,
             printable(conversion.message));
  return some_failed;
}

}  // namespace

void add_trace(CLI::App& app, Shared& shared, int& status) {
  auto options = std::make_shared<TraceOptions>();
  options->style.colour = ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  CLI::App* verb = app.add_subcommand(
      "trace", "Shows a document after each step of a pipeline, and what each step did to it");
  verb->add_option("PIPELINE", options->pipeline, "A pipeline file, or the name of an installed one")
      ->required();
  verb->add_option("INPUT", options->input, "A file")->required();
  verb->add_option("--until", options->until, "Stop after this step")->type_name("STEP");
  verb->add_option("--set", options->overrides, "Lays STEP.OPTION=VALUE over the pipeline; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  verb->add_flag("--json", options->json, "Write one JSON object, with markup and documents whole");
  verb->add_option(
          "--html", options->html,
          "Write a page with the evidence marked in the text into this file, or - for standard output")
      ->type_name("FILE");
  verb->add_flag("-b,--brief", options->brief, "Leave out the trees");
  verb->add_option("--width", options->style.width, "Columns of a line")
      ->check(CLI::Range(40, 1000))
      ->type_name("N");
  verb->add_option("--lines", options->style.lines, "Most lines of one tree")
      ->check(CLI::Range(1, 10'000'000))
      ->type_name("N");
  verb->callback([&shared, &status, options] { status = trace(shared, *options); });
}

}  // namespace minutemill::cli
