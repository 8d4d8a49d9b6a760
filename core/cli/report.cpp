// minutemill report DIR [--out FILE] [--json]: what the ledger of an output folder says.
#include "cli/verbs.hpp"

#include <fstream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/html_page.hpp"
#include "cli/printable.hpp"
#include "cli/report_page.hpp"
#include "pipeline/config_files.hpp"

namespace minutemill::cli {
namespace {

struct ReportOptions {
  std::string folder;
  std::string out;
  bool json = false;
};

int report(const Shared& shared, const ReportOptions& options) {
  std::string error;
  const LedgerStatistics statistics = read_ledger_statistics(options.folder, error);
  if (!error.empty()) {
    fmt::print(
        stderr,
        "minutemill: {}\n  hint: runs of 500 inputs and more keep a ledger, smaller ones with --ledger\n",
        printable(error));
    return wrong_use;
  }
  const std::string style = read_stylesheet(config_search_path(shared.engine.config_folders), "report.css");
  const std::string text =
      options.json ? report_json(statistics) : report_page(statistics, options.folder, style);
  if (options.out == "-") {
    fmt::print("{}", text);
    return all_good;
  }
  const std::string file =
      options.out.empty() ? options.folder + (options.json ? "/report.json" : "/report.html") : options.out;
  if (!(std::ofstream(file, std::ios::binary) << text << std::flush)) {
    fmt::print(stderr, "minutemill: cannot write {}\n", printable(file));
    return run_stopped;
  }
  fmt::print("{}\n", printable(file));
  return all_good;
}

}  // namespace

void add_report(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb =
      app.add_subcommand("report", "Writes what the ledger of an output folder says, as a page or JSON");
  auto options = std::make_shared<ReportOptions>();
  verb->add_option("DIR", options->folder, "The output folder of a run")->required()->type_name("DIR");
  verb->add_option("-o,--out", options->out,
                   "Write into this file, or - for standard output (DIR/report.html)")
      ->type_name("FILE");
  verb->add_flag("--json", options->json, "Write JSON");
  verb->callback([&shared, &status, options] { status = report(shared, *options); });
}

}  // namespace minutemill::cli
