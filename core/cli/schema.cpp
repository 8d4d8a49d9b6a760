// minutemill schema [pipeline|cases] [--out FILE]
#include "cli/verbs.hpp"

#include <cstdio>
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include "options/schema.hpp"
#include "registry/registry.hpp"

namespace minutemill::cli {
namespace {

struct Request {
  std::string kind = "pipeline";
  std::string out;
};

int write_schema(const Shared& shared, const Request& request) {
  Registry registry(shared.engine);
  const auto stages = registry.stages();
  const std::string schema = request.kind == "cases" ? case_schema(stages) : pipeline_schema(stages);
  if (request.out.empty()) {
    fmt::print("{}", schema);
  } else {
    std::ofstream file(request.out, std::ios::binary);
    if (!(file << schema).flush()) {
      fmt::print(stderr, "minutemill: cannot write {}\n", request.out);
      return run_stopped;
    }
  }
  if (!stages.empty()) return all_good;
  fmt::print(stderr,
             "minutemill: no plugins found, so the schema has no stages; see `minutemill plugins list`\n");
  return plugin_trouble;
}

}  // namespace

void add_schema(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand(
      "schema", "Prints the JSON Schema of pipelines, with the options of all installed stages");
  auto request = std::make_shared<Request>();
  verb->add_option("KIND", request->kind, "pipeline or cases")->check(CLI::IsMember({"pipeline", "cases"}));
  verb->add_option("--out", request->out, "Write it into this file")->type_name("FILE");
  verb->callback([&shared, &status, request] { status = write_schema(shared, *request); });
}

}  // namespace minutemill::cli
