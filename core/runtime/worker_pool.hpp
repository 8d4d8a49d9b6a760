// The workers of a run, as their parent sees them: starts, feeds, watches, kills and replaces them.
// Single-threaded; all that happens, happens inside wait().
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>

#include "runtime/channel.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/wire.hpp"
#include "runtime/worker.hpp"

namespace minutemill {

class WorkerPool {
 public:
  struct Settings {
    unsigned workers = 1;
    bool hash_files = false;
    std::uint64_t recycle = 0;
    const SandboxRules* sandbox = nullptr;  // null: none
    std::string prefix;                     // of temporary names
    // Tells a worker, whose index is set, where its outputs go.
    std::function<std::optional<FileError>(WorkerSettings& worker)> direct;
  };
  using Deliver = std::function<void(DocumentResult)>;

  // `deliver` gets one result for each job that was given, except for those that take_back() returns.
  WorkerPool(Pipeline& pipeline, OutputTree& tree, Settings settings, Deliver deliver);
  ~WorkerPool();  // kills what is still running
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // A worker that wants a job, given how many jobs there still are altogether; nothing when all have enough.
  [[nodiscard]] std::optional<std::size_t> hungry(std::uint64_t jobs_left);
  void give(std::size_t worker, Job job);
  // Waits for something to happen, at most `milliseconds`; `extra_fd` ends the wait when it can be read.
  void wait(int milliseconds, int extra_fd);
  // Jobs of lost workers that have not been begun, in their order.
  [[nodiscard]] std::deque<Job> take_back();

  [[nodiscard]] bool idle() const noexcept;
  [[nodiscard]] unsigned busy() const noexcept;
  // Why no worker can be kept alive; empty as long as that goes.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }
  // Ends each worker after its current document; what it has not begun comes with take_back().
  void stop_after_current();
  void kill_all();

 private:
  struct Worker {
    Channel channel;
    pid_t pid = 0;
    UniqueFd pidfd;
    std::deque<Job> given;
    std::uint64_t document_nanoseconds = 0;  // running mean
    std::uint64_t sign_of_life = 0;          // when it was started, got work or last gave a result
    bool timed_out = false;
    bool damaged = false;
  };

  void start(std::size_t index);
  [[nodiscard]] static bool spool(Job& job, Channel& channel);
  void refuse(const Job& job, FailureCode code, const char* why);
  void drain(std::size_t index);
  void watch_time(Worker& worker);
  void reap(std::size_t index);
  [[nodiscard]] bool begun(Worker& worker) const;
  [[nodiscard]] DocumentResult post_mortem(Worker& worker, const Job& job, int status) const;
  void discard_temporaries(const Job& job);

  Pipeline& pipeline_;
  OutputTree& tree_;
  Settings settings_;
  Deliver deliver_;
  UniqueFd bell_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::deque<Job> returned_;
  std::string trouble_;
  unsigned stillborn_ = 0;  // workers in a row that died before their first job
  bool stopping_ = false;
};

}  // namespace minutemill
