// minutemill schema [KIND] [--out FILE]. The schemas of pipelines and cases are made from the tables of the
// installed stages; those of the files that pipelines name lie in the folder schemas of the configs.
#include "cli/verbs.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <minutemill/engine.hpp>

#include "options/schema.hpp"
#include "registry/registry.hpp"

namespace minutemill::cli {
namespace {

struct SchemaRequest {
  std::string kind = "pipeline";
  std::string out;
};

constexpr std::array kFileKinds{"rules", "sites", "style", "labels", "mapping"};

int write_text(const std::string& text, const std::string& out) {
  if (out.empty()) {
    fmt::print("{}", text);
    return all_good;
  }
  std::ofstream file(out, std::ios::binary);
  if ((file << text).flush()) return all_good;
  fmt::print(stderr, "minutemill: cannot write {}\n", out);
  return run_stopped;
}

int write_file_schema(const Shared& shared, const SchemaRequest& request) {
  const Engine engine(shared.engine);
  const std::string name = "schemas/" + request.kind + ".schema.json";
  for (const std::string& folder : engine.config_folders()) {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    if (file) return write_text({std::istreambuf_iterator<char>(file), {}}, request.out);
  }
  fmt::print(stderr, "minutemill: there is no {} in the config folders: {}\n", name,
             fmt::join(engine.config_folders(), ", "));
  return run_stopped;
}

int write_stage_schema(const Shared& shared, const SchemaRequest& request) {
  Registry registry(shared.engine);
  const auto stages = registry.stages();
  const int status =
      write_text(request.kind == "cases" ? case_schema(stages) : pipeline_schema(stages), request.out);
  if (status != all_good || !stages.empty()) return status;
  fmt::print(stderr,
             "minutemill: no plugins found, so the schema has no stages; see `minutemill plugins list`\n");
  return plugin_trouble;
}

int write_schema(const Shared& shared, const SchemaRequest& request) {
  const bool of_file = std::ranges::find(kFileKinds, request.kind) != kFileKinds.end();
  return of_file ? write_file_schema(shared, request) : write_stage_schema(shared, request);
}

}  // namespace

void add_schema(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("schema",
                                      "Prints the JSON Schema of pipelines, with the options of all "
                                      "installed stages, or of another kind of file");
  auto request = std::make_shared<SchemaRequest>();
  std::vector<std::string> kinds{"pipeline", "cases"};
  kinds.insert(kinds.end(), kFileKinds.begin(), kFileKinds.end());
  verb->add_option("KIND", request->kind,
                   fmt::format("{}; pipeline when none is named", fmt::join(kinds, ", ")))
      ->check(CLI::IsMember(kinds));
  verb->add_option("--out", request->out, "Write it into this file")->type_name("FILE");
  verb->callback([&shared, &status, request] { status = write_schema(shared, *request); });
}

}  // namespace minutemill::cli
