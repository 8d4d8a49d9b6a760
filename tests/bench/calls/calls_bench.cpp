// What it costs to call a stage, over 10,000 documents, as the pipeline's own clock has it: a native one that
// does nothing, and programs that give each document back (exec, mode stream).
//
//   call/native                     a stage that does nothing
//   call/exec_c/...                 cat, a program in C that repeats its input
//   call/exec_python/...            a loop over lines in Python
//   call/exec_python_json/...       one that parses and writes JSON, as every real one has to
//   .../small, .../report           a document of one paragraph, and a whole report (6.5 kB of HTML)
#include <benchmark/benchmark.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/snapshot.hpp>

namespace {

using namespace minutemill;

constexpr int kDocuments = 10'000;

const std::string kSmall =
    R"({"snapshot":1,"metadata":{"title":"Minutes"},"body":[{"kind":"paragraph","children":["The board met."]}]})";

Engine& engine() {
  static Engine one(EngineSettings{{BENCH_PLUGINS}, {}, false});
  return one;
}

Pipeline load(const std::string& steps) {
  Diagnostics diagnostics;
  auto pipeline =
      Pipeline::parse(engine(), "bench.yaml", "minutemill: 1\nsteps: [" + steps + "]\n", {}, diagnostics);
  if (!pipeline) throw std::runtime_error(diagnostics.format());
  return std::move(*pipeline);
}

std::string report_snapshot() {
  std::ifstream in(MINUTEMILL_SOURCE_DIR "/examples/reports/qinghuai-committee.txt", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Pipeline pipeline = load("{use: html_parse}, {use: html_lift}");
  Input input;
  input.bytes = bytes;
  std::string snapshot;
  (void)pipeline.inspect(input, {}, [&](const auto&, const Markup*, const Document* document) {
    if (document != nullptr) snapshot = to_snapshot(*document);
  });
  return snapshot;
}

// The time of the second step, in each iteration the mean of many documents.
void call(benchmark::State& state, const std::string& step, const std::string& snapshot) {
  Pipeline pipeline = load("{use: snapshot_read}, " + step);
  Input input;
  input.bytes = snapshot;
  input.name = "report.json";
  const auto time_of_step = [&] {
    const Conversion done = pipeline.inspect(input, {}, [](const auto&, const Markup*, const Document*) {});
    if (!done.ok) throw std::runtime_error(done.message);
    return done.times.at(1).nanoseconds;
  };
  (void)time_of_step();  // programs start with the first document
  std::vector<std::uint64_t> times;
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (int i = 0; i < kDocuments; ++i) sum += times.emplace_back(time_of_step());
    state.SetIterationTime(static_cast<double>(sum) * 1e-9 / kDocuments);
  }
  std::ranges::sort(times);
  state.counters["median_us"] = static_cast<double>(times[times.size() / 2]) * 1e-3;
  state.counters["bytes"] = static_cast<double>(snapshot.size());
}

void add(const std::string& name, const std::string& step, const std::string& snapshot) {
  benchmark::RegisterBenchmark(("call/" + name).c_str(),
                               [step, snapshot](benchmark::State& state) { call(state, step, snapshot); })
      ->UseManualTime()
      ->Iterations(1)
      ->Unit(benchmark::kMicrosecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::string report = report_snapshot();
  add("native", "{use: bench_nothing}", kSmall);
  const std::string python =
      R"py(["python3", "-c", "import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.buffer.write(line)\n    sys.stdout.flush()"])py";
  const std::string python_json =
      R"py(["python3", "-c", "import json, sys\nfor line in sys.stdin.buffer:\n    d = json.loads(line)['document']\n    sys.stdout.buffer.write(json.dumps({'document': d}).encode() + b'\\n')\n    sys.stdout.flush()"])py";
  for (const auto& [size, snapshot] :
       {std::pair<std::string, std::string>{"small", kSmall}, {"report", report}}) {
    add("exec_c/" + size, "{use: exec, with: {command: [cat]}}", snapshot);
    add("exec_python/" + size, "{use: exec, with: {command: " + python + "}}", snapshot);
    add("exec_python_json/" + size, "{use: exec, with: {command: " + python_json + "}}", snapshot);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
