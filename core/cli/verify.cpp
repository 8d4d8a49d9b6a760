// minutemill verify FILE...: holds finished DOCX and EPUB files, made by any program, against the rules of
// their formats.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <minutemill/package.hpp>

#include "cli/printable.hpp"
#include "cli/verbs.hpp"

namespace minutemill::cli {
namespace {

// How many findings the file has; each goes to standard output.
std::size_t verify_one(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    fmt::print(stderr, "minutemill: {}: cannot be read\n", printable(path));
    return 1;
  }
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  const std::vector<PackageFinding> found = verify_package(bytes);
  for (const PackageFinding& one : found)
    fmt::print("{}: {}{}{}\n", printable(path), printable(one.part), one.part.empty() ? "" : ": ",
               printable(one.message));
  return found.size();
}

}  // namespace

void add_verify(CLI::App& app, Shared&, int& status) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = app.add_subcommand(
      "verify", "Holds DOCX and EPUB files against the rules of their formats, as `run --verify` does");
  verb->add_option("FILE", *files, "DOCX and EPUB files, made by any program")->required();
  verb->callback([&status, files] {
    std::size_t faulty = 0;
    for (const std::string& file : *files) faulty += verify_one(file) > 0 ? 1 : 0;
    fmt::print("{} files, {} with findings\n", files->size(), faulty);
    status = faulty > 0 ? some_failed : all_good;
  });
}

}  // namespace minutemill::cli
