// What html_parse, html_clean and html_lift cost together, in multiples of gumbo alone on the same bytes.
//
//   parsing [--sites SITES] [FILE...]     without files: the sample report in Chinese
//
// Both are measured in turns and in processor time, so that a busy machine disturbs the multiples little.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gumbo.h>

#include <minutemill/engine.hpp>

namespace {

constexpr std::array kSteps{"html_parse", "html_clean", "html_lift"};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

minutemill::Pipeline load_steps(minutemill::Engine& engine, const std::string& sites, std::size_t steps) {
  std::string text = "minutemill: 1\nname: parsing\nsteps:\n  - use: html_parse\n";
  if (steps > 1) text += "  - use: html_clean\n    with: {sites: " + sites + "}\n";
  if (steps > 2) text += "  - use: html_lift\n";
  minutemill::Diagnostics diagnostics;
  auto pipeline = minutemill::Pipeline::parse(engine, "parsing.yaml", text, {}, diagnostics);
  if (!pipeline) throw std::runtime_error(diagnostics.format());
  return std::move(*pipeline);
}

double gumbo_seconds(const std::vector<minutemill::Input>& inputs, std::size_t times) {
  const double begin = processor_seconds();
  for (std::size_t i = 0; i < times; ++i)
    for (const minutemill::Input& input : inputs)
      gumbo_destroy_output(
          &kGumboDefaultOptions,
          gumbo_parse_with_options(&kGumboDefaultOptions, input.bytes.data(), input.bytes.size()));
  return processor_seconds() - begin;
}

double pipeline_seconds(minutemill::Pipeline& pipeline, const std::vector<minutemill::Input>& inputs,
                        std::size_t times) {
  const double begin = processor_seconds();
  for (std::size_t i = 0; i < times; ++i)
    for (const minutemill::Input& input : inputs)
      if (const minutemill::Conversion done = pipeline.convert(input); !done.ok)
        throw std::runtime_error(input.name + ": " + done.message);
  return processor_seconds() - begin;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

void run(const std::string& sites, const std::vector<std::string>& files) {
  std::vector<std::string> bytes;
  for (const std::string& file : files) bytes.push_back(read_file(file));
  std::vector<minutemill::Input> inputs(files.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    inputs[i].bytes = bytes[i];
    inputs[i].name = files[i];
    size += bytes[i].size();
  }
  minutemill::EngineSettings settings;
  settings.use_environment = false;
  minutemill::Engine engine{settings};
  std::vector<minutemill::Pipeline> pipelines;
  for (std::size_t steps = 1; steps <= kSteps.size(); ++steps)
    pipelines.push_back(load_steps(engine, sites, steps));

  constexpr std::size_t kRounds = 15, kBytesARound = 2'000'000;
  const std::size_t times = std::max<std::size_t>(1, kBytesARound / std::max<std::size_t>(1, size));
  std::vector<double> alone;
  std::vector<std::vector<double>> multiples(kSteps.size()), seconds(kSteps.size());
  for (std::size_t round = 0; round < kRounds; ++round) {
    alone.push_back(gumbo_seconds(inputs, times));
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
      seconds[i].push_back(pipeline_seconds(pipelines[i], inputs, times));
      multiples[i].push_back(seconds[i].back() / alone.back());
    }
  }
  const double runs = static_cast<double>(times);
  std::printf("%zu files, %.1f kB; gumbo alone %.3f ms\n", files.size(), static_cast<double>(size) / 1000,
              median(alone) / runs * 1000);
  std::string name;
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    name += (i == 0 ? "" : " + ") + std::string(kSteps[i]);
    std::printf("%-36s %8.3f ms  %.2f of gumbo\n", name.c_str(), median(seconds[i]) / runs * 1000,
                median(multiples[i]));
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string sites = "sites/cn-government.yaml";
  std::vector<std::string> files(argv + 1, argv + argc);
  if (files.size() > 1 && files[0] == "--sites") {
    sites = files[1];
    files.erase(files.begin(), files.begin() + 2);
  }
  if (files.empty())
    files = {
        (std::filesystem::path(MINUTEMILL_SOURCE_DIR) / "examples/reports/qinghuai-committee.txt").string()};
  try {
    run(sites, files);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
  return 0;
}
