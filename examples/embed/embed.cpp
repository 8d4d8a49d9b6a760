// minutemill inside another program: a pipeline is loaded once; after that reports go in as bytes and come
// out as bytes, with no file written. Here standard input takes one HTML report, standard output gives its
// JSON.
//
//   embed [PIPELINE] < report.html > report.json
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include <minutemill/engine.hpp>

int main(int argc, char** argv) {
  minutemill::Engine engine;
  minutemill::Diagnostics diagnostics;
  auto pipeline = minutemill::Pipeline::load(engine, argc > 1 ? argv[1] : "gov-minutes", {}, diagnostics);
  if (!pipeline) {
    std::cerr << diagnostics.format();
    return 2;
  }

  const std::string bytes{std::istreambuf_iterator<char>(std::cin), {}};
  minutemill::Input input;
  input.bytes = bytes;
  input.name = "report.html";  // for messages and for the names of outputs
  input.media_type = "text/html";
  const minutemill::Conversion conversion = pipeline->convert(input);

  for (const minutemill::Report& report : conversion.reports)
    std::cerr << minutemill::to_string(report.severity) << ": " << report.stage << ": " << report.message
              << '\n';
  if (!conversion.ok) {
    std::cerr << conversion.failed_step << ": " << conversion.message << '\n';
    return 1;
  }
  for (const minutemill::Output& output : conversion.outputs) {
    std::cerr << output.name << ": " << output.artifact.bytes.size() << " bytes of "
              << output.artifact.media_type << '\n';
    if (output.artifact.extension == "json") std::cout << output.artifact.bytes;
  }
}
