// minutemill check-layout FILE.docx... --style NAME: where any DOCX file departs from a style. The style's
// own figures are taken from a document that export_docx lays out by it, so that none is written down twice.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <minutemill/snapshot.hpp>

#include "cli/verbs.hpp"
#include "package/docx_layout.hpp"

namespace minutemill::cli {
namespace {

struct LayoutOptions {
  std::vector<std::string> files;
  std::string style;
};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

// An empty document laid out by the style; nothing, with diagnostics, when there is no such style.
std::string reference_for(Engine& engine, const std::string& style, Diagnostics& diagnostics) {
  const bool is_path = std::filesystem::exists(style);
  const std::string path = is_path ? std::filesystem::absolute(style).string() : "styles/" + style + ".yaml";
  const std::string text =
      "minutemill: 1\nname: layout\nsteps:\n  - use: snapshot_read\noutputs:\n  - use: export_docx\n    "
      "with: {style: " +
      quoted(path) + "}\n";
  auto pipeline = Pipeline::parse(engine, "--style " + style, text, {}, diagnostics);
  if (!pipeline) return {};
  const std::string snapshot = to_snapshot(Document());
  Input input;
  input.bytes = snapshot;
  input.name = "reference.json";
  Conversion made = pipeline->convert(input);
  if (!made.ok) throw std::runtime_error(made.message);
  return std::move(made.outputs.front().artifact.bytes);
}

std::size_t check_file(const std::string& file, const std::string& reference) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot be read");
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  const std::vector<LayoutDeparture> found = compare_layout(bytes, reference);
  for (const LayoutDeparture& one : found)
    fmt::print("{}: {}: {}{}\n", file, one.where, one.what,
               one.count > 1 ? fmt::format(" (x{})", one.count) : "");
  return found.size();
}

int check_layout(const Shared& shared, const LayoutOptions& options) {
  Engine engine(shared.engine);
  Diagnostics diagnostics;
  const std::string reference = reference_for(engine, options.style, diagnostics);
  if (diagnostics.has_errors() || reference.empty()) {
    std::fputs(diagnostics.format(shared.colour).c_str(), stderr);
    return wrong_use;
  }
  int status = all_good;
  for (const std::string& file : options.files) {
    try {
      if (check_file(file, reference) > 0)
        status = some_failed;
      else
        fmt::print("{}: as the style has it\n", file);
    } catch (const std::exception& error) {
      fmt::print(stderr, "minutemill: {}: {}\n", file, error.what());
      status = some_failed;
    }
  }
  return status;
}

}  // namespace

void add_check_layout(CLI::App& app, Shared& shared, int& status) {
  auto options = std::make_shared<LayoutOptions>();
  CLI::App* verb = app.add_subcommand(
      "check-layout",
      "Tells where DOCX files depart from a style: page, grid, fonts, sizes, indents, page numbers");
  verb->add_option("FILE", options->files, "DOCX files, made by any program")->required();
  verb->add_option("--style", options->style, "Name of an installed style (gbt-9704), or a style file")
      ->required();
  verb->callback([&shared, &status, options] { status = check_layout(shared, *options); });
}

}  // namespace minutemill::cli
