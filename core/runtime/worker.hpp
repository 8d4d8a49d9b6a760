// A worker: a forked process that takes jobs from its channel, converts, writes, and says what came of it. It
// ends when its parent does.
#pragma once

#include <string>

#include <minutemill/engine.hpp>

#include "runtime/channel.hpp"
#include "runtime/input_reader.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/pack_format.hpp"
#include "runtime/pack_spool.hpp"
#include "runtime/sandbox.hpp"
#include "runtime/wire.hpp"

namespace minutemill {

struct WorkerSettings {
  unsigned index = 0;
  int parent = 0;        // process id
  int parent_bell = -1;  // rung when results wait or jobs run low
  std::string prefix;    // of temporary names
  bool limit_memory = true;
  const SandboxRules* sandbox = nullptr;  // null: none
  bool hash_files = false;                // fill DocumentResult's hashes
  SpoolEnd spool;                         // open: outputs go into it, for a pack of this format
  PackFormat pack = PackFormat::none;
  std::uint64_t recycle =
      0;  // documents after which the worker ends, to be replaced by a fresh one; 0: never
};

// One document: reads, converts and writes it.
class DocumentWorker {
 public:
  // `channel` brings large records; null in a run without workers.
  DocumentWorker(Pipeline& pipeline, OutputTree& tree, WorkerState& state, const WorkerSettings& settings,
                 Channel* channel);
  [[nodiscard]] DocumentResult process(const Job& job);

 private:
  [[nodiscard]] std::optional<FileError> read(const Job& job);
  void convert(const Job& job, DocumentResult& result);
  void write(const Job& job, Conversion& conversion, DocumentResult& result);
  void spool(const Job& job, Conversion& conversion, DocumentResult& result);

  Pipeline& pipeline_;
  OutputTree& tree_;
  WorkerState& state_;
  Channel* channel_;
  WorkerSettings settings_;
  InputReader reader_;
  SpoolEnd spool_;
  bool in_memory_ = false;
};

// The name that an output has until it is in its place. The prefix keeps the shards of a run apart.
[[nodiscard]] std::string temporary_prefix(unsigned shard, unsigned shards);
[[nodiscard]] std::string temporary_name(const std::string& prefix, std::uint64_t job, std::size_t index);

[[nodiscard]] std::string output_path(const std::string& folder, const std::string& name);

// What this process may take from now on, on top of what the program, its plugins and the shared memory take
// already. Sanitizers reserve more than any limit: with them nothing is done.
void limit_memory(std::uint64_t bytes);

// Runs in the child after fork(); never returns.
[[noreturn]] void run_worker(Pipeline& pipeline, OutputTree& tree, Channel& channel,
                             const WorkerSettings& settings);

}  // namespace minutemill
