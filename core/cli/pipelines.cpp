// minutemill pipelines: the installed ones, what each is for, and where its file lies.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/verbs.hpp"
#include "pipeline/config_files.hpp"
#include "pipeline/find_pipeline.hpp"

namespace minutemill::cli {
namespace {

struct Row {
  std::string name;
  std::string file;  // empty: it cannot be loaded
  std::string description;
  std::string outputs;
};

Row read_row(Engine& engine, const std::string& name) {
  Diagnostics diagnostics;
  const auto pipeline = Pipeline::load(engine, name, {}, diagnostics);
  if (!pipeline) return {name, {}, fmt::format("has errors: minutemill check {}", name), {}};
  Row row{name, pipeline->path(), pipeline->description(), {}};
  for (const Pipeline::StepInfo& step : pipeline->steps()) {
    if (!step.is_output) continue;
    if (!row.outputs.empty()) row.outputs += ", ";
    row.outputs += step.id;
  }
  return row;
}

void print_text(const std::vector<Row>& rows) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.name.size());
  for (const Row& row : rows) {
    fmt::print("{:<{}}  {}\n", row.name, width, printable(row.description));
    if (!row.file.empty()) fmt::print("{:<{}}  {} -> {}\n", "", width, printable(row.file), row.outputs);
  }
}

void print_json(const std::vector<Row>& rows) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const Row& row : rows)
    out.push_back({{"name", row.name}, {"description", row.description}, {"file", row.file}});
  constexpr auto replace = nlohmann::ordered_json::error_handler_t::replace;  // descriptions are a user's
  fmt::print("{}\n", out.dump(2, ' ', false, replace));
}

int list_pipelines(const Shared& shared, bool json) {
  Engine engine(shared.engine);
  std::vector<Row> rows;
  for (const std::string& name : installed_pipelines(config_search_path(shared.engine.config_folders)))
    rows.push_back(read_row(engine, name));
  if (json)
    print_json(rows);
  else
    print_text(rows);
  return all_good;
}

}  // namespace

void add_pipelines(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("pipelines", "Lists the installed pipelines and what each is for");
  auto json = std::make_shared<bool>(false);
  verb->add_flag("--json", *json, "As JSON");
  verb->callback([&shared, &status, json] { status = list_pipelines(shared, *json); });
}

}  // namespace minutemill::cli
