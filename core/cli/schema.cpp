// minutemill schema [pipeline|cases]
#include "cli/verbs.hpp"

#include <memory>

#include <fmt/format.h>

#include "options/schema.hpp"
#include "registry/registry.hpp"

namespace minutemill::cli {

void add_schema(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("schema", "Print the JSON Schema of pipelines, with the options of all installed stages");
  auto kind = std::make_shared<std::string>("pipeline");
  verb->add_option("KIND", *kind, "pipeline or cases")->check(CLI::IsMember({"pipeline", "cases"}));
  verb->callback([&shared, &status, kind] {
    Registry registry(shared.engine);
    fmt::print("{}", *kind == "cases" ? case_schema(registry.stages()) : pipeline_schema(registry.stages()));
    status = registry.stages().empty() ? plugin_trouble : all_good;
  });
}

}  // namespace minutemill::cli
