// What a typical report costs: in each step of gov-minutes, in all, and in the parts that no program of this
// kind can do without (parsing, deflating, writing three files). `make bench` runs it.
//
//   step/ID          one step, as the pipeline's own clock has it
//   convert          all steps and outputs, in process, no files
//   load             plugins and pipeline, from nothing to ready
//   program/...      a whole process: start, work, end
//   floor/...        the libraries alone, on the same bytes
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gumbo.h>
#include <libdeflate.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <minutemill/engine.hpp>

namespace {

namespace fs = std::filesystem;

const fs::path kReport = fs::path(MINUTEMILL_SOURCE_DIR) / "examples/reports/qinghuai-committee.txt";

std::string read_report() {
  std::ifstream in(kReport, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + kReport.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

minutemill::Pipeline load_pipeline(minutemill::Engine& engine) {
  minutemill::Diagnostics diagnostics;
  std::optional<minutemill::Pipeline> pipeline =
      minutemill::Pipeline::load(engine, "gov-minutes", {}, diagnostics);
  if (!pipeline) throw std::runtime_error(diagnostics.format());
  return std::move(*pipeline);
}

minutemill::EngineSettings stock() {
  minutemill::EngineSettings settings;
  settings.use_environment = false;
  return settings;
}

// The report, and a pipeline that has converted it once, so that caches are filled.
struct Bench {
  std::string bytes = read_report();
  minutemill::Engine engine{stock()};
  minutemill::Pipeline pipeline = load_pipeline(engine);
  minutemill::Input input;
  minutemill::Conversion first;

  Bench() {
    input.bytes = bytes;
    input.name = kReport.filename().string();
    first = pipeline.convert(input);
    if (!first.ok) throw std::runtime_error(first.message);
  }
};

void set_rates(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void step(benchmark::State& state, Bench& bench, std::size_t index) {
  for (auto _ : state) {
    const minutemill::Conversion done = bench.pipeline.convert(bench.input);
    state.SetIterationTime(static_cast<double>(done.times.at(index).nanoseconds) * 1e-9);
  }
  set_rates(state, bench.bytes.size());
}

void convert(benchmark::State& state, Bench& bench) {
  for (auto _ : state) benchmark::DoNotOptimize(bench.pipeline.convert(bench.input));
  set_rates(state, bench.bytes.size());
}

void load(benchmark::State& state) {
  for (auto _ : state) {
    minutemill::Engine engine{stock()};
    benchmark::DoNotOptimize(load_pipeline(engine));
  }
}

void program(benchmark::State& state, std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  for (auto _ : state) {
    pid_t child = 0;
    int status = -1;
    if (posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ) == 0)
      waitpid(child, &status, 0);
    if (status != 0) state.SkipWithError("the program failed");
  }
  posix_spawn_file_actions_destroy(&actions);
}

void gumbo(benchmark::State& state, Bench& bench) {
  for (auto _ : state) {
    GumboOutput* tree =
        gumbo_parse_with_options(&kGumboDefaultOptions, bench.bytes.data(), bench.bytes.size());
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
  }
  set_rates(state, bench.bytes.size());
}

// As many bytes as the report has: about what the text parts of a DOCX and an EPUB each hold.
void deflate(benchmark::State& state, Bench& bench) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_deflate_compress_bound(compressor, bench.bytes.size()), '\0');
  for (auto _ : state) {
    benchmark::DoNotOptimize(libdeflate_deflate_compress(compressor, bench.bytes.data(), bench.bytes.size(),
                                                         out.data(), out.size()));
  }
  libdeflate_free_compressor(compressor);
  set_rates(state, bench.bytes.size());
}

// Files of the sizes that the conversion gave, each written beside its place and renamed.
void write_files(benchmark::State& state, Bench& bench) {
  std::string folder = (fs::temp_directory_path() / "minutemill-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return state.SkipWithError("no temporary folder");
  for (auto _ : state) {
    for (const minutemill::Output& output : bench.first.outputs) {
      const fs::path file = fs::path(folder) / output.name;
      const std::string part = file.string() + ".part";
      const int handle = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
      const ssize_t written = ::write(handle, output.artifact.bytes.data(), output.artifact.bytes.size());
      if (written < 0 || ::close(handle) != 0 || ::rename(part.c_str(), file.c_str()) != 0)
        state.SkipWithError("cannot write");
    }
  }
  fs::remove_all(folder);
}

void register_all(Bench& bench, const std::string& out) {
  for (std::size_t i = 0; i < bench.first.times.size(); ++i) {
    benchmark::RegisterBenchmark(("step/" + bench.first.times[i].id).c_str(),
                                 [&bench, i](benchmark::State& state) { step(state, bench, i); })
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
  }
  const auto add = [](const char* name, auto run) {
    return benchmark::RegisterBenchmark(name, run)->Unit(benchmark::kMicrosecond)->UseRealTime();
  };
  add("convert", [&bench](benchmark::State& state) { convert(state, bench); });
  add("load", [](benchmark::State& state) { load(state); });
  add("program/version", [](benchmark::State& state) { program(state, {MINUTEMILL_PROGRAM, "--version"}); });
  add("program/plugins_list", [](benchmark::State& state) {
    program(state, {MINUTEMILL_PROGRAM, "plugins", "list"});
  });
  add("program/run_one", [out](benchmark::State& state) {
    program(state, {MINUTEMILL_PROGRAM, "run", "gov-minutes", kReport.string(), "--out", out});
  });
  add("floor/gumbo", [&bench](benchmark::State& state) { gumbo(state, bench); });
  add("floor/deflate", [&bench](benchmark::State& state) { deflate(state, bench); });
  add("floor/write", [&bench](benchmark::State& state) { write_files(state, bench); });
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  std::string out = (fs::temp_directory_path() / "minutemill-bench-XXXXXX").string();
  if (::mkdtemp(out.data()) == nullptr) return 1;
  Bench bench;
  register_all(bench, out);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  fs::remove_all(out);
  return 0;
}
