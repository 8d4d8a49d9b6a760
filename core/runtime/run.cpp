#include "runtime/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>

#include "pipeline/volume_spec.hpp"
#include "runtime/job_queue.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/quarantine.hpp"
#include "runtime/run_names.hpp"
#include "runtime/run_outputs.hpp"
#include "runtime/run_record.hpp"
#include "runtime/sandbox_plan.hpp"
#include "runtime/volume_binder.hpp"
#include "runtime/worker_pool.hpp"

namespace minutemill {

RunObserver::~RunObserver() = default;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTick = 100;  // milliseconds between two looks at clocks and progress
constexpr std::size_t kManyLeft = 16384;  // jobs, while it is not known how many

class Run {
 public:
  Run(Pipeline& pipeline, const RunSettings& settings, RunObserver& observer)
      : pipeline_(pipeline),
        settings_(settings),
        observer_(observer),
        names_(settings.collision),
        record_(tree_, names_, pipeline, settings) {}

  RunSummary go();

 private:
  bool prepare();
  bool close_workers_in();
  void open_jobs();
  void list_ahead();
  void deal();
  void work();
  void work_in_process();
  void hear_stop();
  void stop(std::string why);
  void check_failures();
  void settle(DocumentResult result) { outputs_->settle(std::move(result)); }
  void finish(DocumentResult result);
  void bind_volumes();
  void tell_progress();
  [[nodiscard]] bool finished() const;

  Pipeline& pipeline_;
  const RunSettings& settings_;
  RunObserver& observer_;
  RunSummary summary_;
  OutputTree tree_;
  OutputNames names_;
  RunRecord record_;
  Quarantine quarantine_;
  SandboxPlan sandbox_;
  std::optional<WorkerPool> pool_;
  std::optional<RunOutputs> outputs_;
  std::optional<JobQueue> jobs_;
  std::optional<VolumeBinder> volumes_;
  std::vector<DocumentResult> early_;  // failed while it was not yet known whether there is a ledger
  bool prepared_ = false;
  std::string prefix_ = temporary_prefix(settings_.shard, settings_.shards);
  bool stopping_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point told_{};
};

bool Run::prepare() {
  if (auto error = OutputTree::open(settings_.out, settings_.durable, tree_)) {
    summary_.stopped = fmt::format("{}: {}", settings_.out, error->message);
    return false;
  }
  if (!record_.lock()) {
    summary_.locked = true;
    summary_.stopped = fmt::format(
        "{}: another run is at work in this folder; wait for it, or give another --out", settings_.out);
    return false;
  }
  if (!settings_.quarantine.empty()) {
    if (auto error = quarantine_.open(settings_.quarantine, pipeline_.limits().input.bytes)) {
      summary_.stopped = fmt::format("{}: {}", settings_.quarantine, error->message);
      return false;
    }
  }
  open_jobs();
  summary_.stopped = outputs_->refusal();
  if (!summary_.stopped.empty()) return false;
  if (VolumeBinder::has_volumes(pipeline_)) volumes_.emplace(pipeline_, tree_, names_, prefix_);
  Packer* packer = outputs_->packer();
  const bool asked = settings_.ledger || volumes_ || settings_.force || settings_.shards > 1 || packer ||
                     settings_.resume != ResumeMode::fresh;
  if (asked) record_.open(outputs_->deferred(), packer);
  prepared_ = asked;
  list_ahead();
  if (!asked && jobs_->size() >= kLedgerFrom) {
    record_.open(outputs_->deferred(), packer);
    for (const DocumentResult& result : early_) record_.record(result);
  }
  early_.clear();
  prepared_ = true;
  if (record_.error().empty()) return true;
  summary_.stopped = record_.error();
  return false;
}

RunSummary Run::go() {
  if (!prepare()) return std::move(summary_);
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::size_t workers = settings_.workers ? settings_.workers : cores;
  if (jobs_->all_listed()) workers = std::min(workers, std::max<std::size_t>(1, jobs_->size()));
  summary_.workers = static_cast<unsigned>(workers);
  const bool nothing = jobs_->done();
  if (!nothing && pipeline_.isolation() == Isolation::none) {
    summary_.workers = 1;
    work_in_process();
  } else if (!nothing && close_workers_in()) {
    pool_.emplace(pipeline_, tree_,
                  WorkerPool::Settings{
                      summary_.workers, record_.is_open(), settings_.recycle,
                      sandbox_.rules ? &*sandbox_.rules : nullptr, prefix_,
                      [this](WorkerSettings& worker) { return outputs_->direct(worker.index, worker); }},
                  [this](DocumentResult result) { settle(std::move(result)); });
    work();
  }
  told_ = {};
  tell_progress();
  if (const auto error = outputs_->finish(summary_.stopped.empty()))
    summary_.stopped = "the pack " + error->message;
  if (const Packer* packer = outputs_->packer()) summary_.packs = packer->packs();
  if (volumes_ && summary_.stopped.empty()) bind_volumes();
  const char* state = summary_.interrupted ? "interrupted" : summary_.stopped.empty() ? "done" : "stopped";
  record_.close(state, summary_.inputs, summary_.failed);
  if (summary_.stopped.empty()) summary_.stopped = record_.error();
  if (record_.is_open()) summary_.ledger = record_.file();
  pool_.reset();
  tree_.remove_staging();
  summary_.left_out = jobs_->left_out();
  summary_.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  return std::move(summary_);
}

bool Run::close_workers_in() {
  const SandboxMode mode = settings_.sandbox.value_or(pipeline_.sandbox());
  sandbox_ = plan_sandbox(pipeline_, mode, settings_.inputs, tree_.fd());
  for (const std::string& note : sandbox_.notes) observer_.note({"sandbox", note});
  summary_.stopped = sandbox_.refusal;
  return summary_.stopped.empty();
}

void Run::open_jobs() {
  outputs_.emplace(tree_, names_, pipeline_, settings_,
                   [this](DocumentResult result) { finish(std::move(result)); });
  jobs_.emplace(settings_, pipeline_, tree_, names_, record_, outputs_->deferred(),
                JobQueue::Listener{[this](DocumentResult result) { settle(std::move(result)); },
                                   [this](const InputProblem& problem) { observer_.note(problem); }});
}

void Run::list_ahead() {
  if (!stopping_) jobs_->list_ahead();
  summary_.inputs = jobs_->inputs();
}

void Run::deal() {
  for (Job& job : pool_->take_back()) jobs_->put_back(std::move(job));
  if (stopping_) return;
  while (!jobs_->empty()) {
    if (!outputs_->may_begin(jobs_->front().number)) return;
    const auto worker = pool_->hungry(jobs_->all_listed() ? jobs_->size() : kManyLeft);
    if (!worker) return;
    pool_->give(*worker, jobs_->take());
  }
}

bool Run::finished() const {
  if (!pool_->trouble().empty()) return true;
  return pool_->idle() && (stopping_ || jobs_->done());
}

void Run::work() {
  for (;;) {
    deal();
    if (finished()) break;
    list_ahead();
    deal();
    const bool can_list = !stopping_ && jobs_->may_list();
    pool_->wait(can_list ? 0 : kTick, settings_.stop_fd);
    hear_stop();
    record_.commit_if_due();
    if (!record_.error().empty()) stop(record_.error());
    tell_progress();
  }
  if (!pool_->trouble().empty()) {
    summary_.stopped = pool_->trouble();
    summary_.workers_failed = true;
  }
}

// Without isolation: what a stage does to the process, it does to the run.
void Run::work_in_process() {
  WorkerState state;
  WorkerSettings settings;
  settings.hash_files = record_.is_open();
  settings.prefix = prefix_;
  if (const auto error = outputs_->direct(0, settings)) return stop("the spool " + error->message);
  DocumentWorker worker(pipeline_, tree_, state, settings, nullptr);
  while (!stopping_ && !jobs_->done()) {
    if (jobs_->empty()) list_ahead();
    if (jobs_->empty()) continue;
    settle(worker.process(jobs_->take()));
    hear_stop();
    if (!record_.error().empty()) stop(record_.error());
    tell_progress();
  }
}

void Run::stop(std::string why) {
  if (stopping_) return;
  stopping_ = true;
  summary_.stopped = std::move(why);
  if (pool_) pool_->stop_after_current();
}

void Run::hear_stop() {
  char asked[8];
  const ssize_t count = settings_.stop_fd < 0 ? 0 : ::read(settings_.stop_fd, asked, sizeof asked);
  if (count <= 0) return;
  if (pool_ && (stopping_ || count > 1)) pool_->kill_all();
  stop("interrupted; run again with --resume to go on");
  summary_.interrupted = true;
}

void Run::check_failures() {
  const std::uint64_t ended = summary_.done + summary_.failed;
  const bool too_many = settings_.max_failures > 0 && summary_.failed > settings_.max_failures;
  const bool too_large_a_share =
      settings_.max_failure_share > 0 && ended >= 100 &&
      static_cast<double>(summary_.failed) > settings_.max_failure_share * static_cast<double>(ended);
  if (too_many || too_large_a_share)
    stop(fmt::format("{} inputs have failed, more than --max-failures allows", summary_.failed));
}

void Run::bind_volumes() {
  record_.ledger()->commit();  // what is done stays done, whatever happens now
  volumes_->bind(*record_.ledger(), [this](const VolumeResult& volume) {
    ++(volume.failure != FailureCode::none ? summary_.volumes_failed
       : volume.kept                       ? summary_.volumes_kept
                                           : summary_.volumes);
    summary_.bytes_out += volume.kept ? 0 : volume.size;
    observer_.volume(volume);
  });
}

void Run::finish(DocumentResult result) {
  if (result.stop_error != 0) {  // not the document's fault: it is still to be done
    stop(fmt::format("{}: {}", result.input, result.message));
    return;
  }
  summary_.bytes_in += result.input_size;
  if (volumes_) volumes_->add(result);
  if (result.kept) {
    ++summary_.kept;
    record_.keep(result);
    observer_.document(result);
    return;
  }
  record_.record(result);
  if (!prepared_) early_.push_back(result);
  if (!result.ok()) {
    ++summary_.failed;
    ++summary_.failures[result.failure];
    if (quarantine_.is_open())
      if (auto error = quarantine_.add(result))
        stop(fmt::format("{}: {}", settings_.quarantine, error->message));
    check_failures();
  } else {
    ++summary_.done;
    summary_.losses.add(result);
    if (result.warnings + result.errors > 0) ++summary_.warned;
    for (const OutputRecord& output : result.outputs) {
      if (is_part(output.path)) continue;
      ++summary_.outputs;
      summary_.bytes_out += output.size;
    }
  }
  observer_.document(result);
}

void Run::tell_progress() {
  const auto now = Clock::now();
  if (now - told_ < std::chrono::milliseconds(kTick)) return;
  told_ = now;
  RunProgress progress;
  progress.found = summary_.inputs;
  progress.all_found = jobs_->all_listed();
  progress.done = summary_.done + summary_.kept + summary_.failed;
  progress.kept = summary_.kept;
  progress.failed = summary_.failed;
  progress.busy = pool_ ? pool_->busy() : 0;
  progress.workers = summary_.workers;
  progress.seconds = std::chrono::duration<double>(now - begin_).count();
  observer_.progress(progress);
}

}  // namespace

RunSummary run_pipeline(Pipeline& pipeline, const RunSettings& settings, RunObserver& observer) {
  return Run(pipeline, settings, observer).go();
}

}  // namespace minutemill
