#include "runtime/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <system_error>
#include <thread>

#include <xxhash.h>

#include "pipeline/volume_spec.hpp"
#include "runtime/input_guard.hpp"
#include "runtime/input_reader.hpp"
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

constexpr std::size_t kListAhead = 16384;  // inputs known but not yet dealt out
constexpr std::uint64_t kListBytes = 16ULL << 20;
constexpr std::size_t kListStep = 1024;  // inputs listed before the workers are looked after again
constexpr int kTick = 100;               // milliseconds between two looks at clocks and progress

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
  void list_inputs();
  std::optional<Job> make_job(InputItem item);
  void list_ahead();
  void deal();
  void work();
  void work_in_process();
  void hear_stop();
  void stop(std::string why);
  void check_failures();
  void settle(DocumentResult result) { outputs_->settle(std::move(result)); }
  void finish(DocumentResult result);
  void fail_unread(std::string name, FailureCode code, std::string message);
  void bind_volumes();
  void tell_progress();
  [[nodiscard]] bool finished() const;
  [[nodiscard]] bool may_list() const { return jobs_.size() < kListAhead && listed_bytes_ < kListBytes; }

  Pipeline& pipeline_;
  const RunSettings& settings_;
  RunObserver& observer_;
  RunSummary summary_;
  OutputTree tree_;
  OutputNames names_;
  RunRecord record_;
  Quarantine quarantine_;
  std::optional<InputList> list_;
  std::optional<InputGuard> guard_;
  SandboxPlan sandbox_;
  std::optional<WorkerPool> pool_;
  std::optional<RunOutputs> outputs_;
  std::optional<VolumeBinder> volumes_;
  std::deque<Job> jobs_;
  std::uint64_t listed_bytes_ = 0;     // of records of containers among them
  std::vector<DocumentResult> early_;  // failed while it was not yet known whether there is a ledger
  bool prepared_ = false;
  std::string prefix_ = temporary_prefix(settings_.shard, settings_.shards);
  bool all_listed_ = false;
  bool stopping_ = false;
  std::uint64_t next_number_ = 0;
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
  list_inputs();
  summary_.stopped = outputs_->refusal();
  if (!summary_.stopped.empty()) return false;
  if (VolumeBinder::has_volumes(pipeline_)) volumes_.emplace(pipeline_, tree_, names_, prefix_);
  Packer* packer = outputs_->packer();
  const bool asked = settings_.ledger || volumes_ || settings_.force || settings_.shards > 1 || packer ||
                     settings_.resume != ResumeMode::fresh;
  if (asked) record_.open(outputs_->deferred(), packer);
  prepared_ = asked;
  list_ahead();
  if (!asked && jobs_.size() >= kLedgerFrom) {
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
  if (all_listed_) workers = std::min(workers, std::max<std::size_t>(1, jobs_.size()));
  summary_.workers = static_cast<unsigned>(workers);
  const bool nothing = jobs_.empty() && all_listed_;
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
  summary_.left_out = list_->left_out();
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

void Run::list_inputs() {
  InputList::Settings list;
  list.arguments = settings_.inputs;
  list.filter = settings_.filter;
  list.list_fd = settings_.list_fd;
  list.list_separator = settings_.list_separator;
  list.containers.max_record = pipeline_.limits().input.bytes;
  list.containers.text_field = settings_.jsonl_text;
  list.containers.name_field = settings_.jsonl_name;
  list.out_device = tree_.device();
  list.out_inode = tree_.inode();
  list_.emplace(std::move(list), [this](InputProblem problem) {
    if (problem.fails)
      fail_unread(std::move(problem.name), problem.code, std::move(problem.message));
    else
      observer_.note(problem);
  });
  guard_.emplace(settings_.out, settings_.inputs, settings_.filter);
  names_.keep_out([this](const std::string& path) { return guard_->protects(path); });
  outputs_.emplace(tree_, names_, pipeline_, settings_,
                   [this](DocumentResult result) { finish(std::move(result)); });
}

void Run::fail_unread(std::string name, FailureCode code, std::string message) {
  DocumentResult result;
  result.number = next_number_++;
  ++summary_.inputs;
  result.input = std::move(name);
  result.failure = code;
  result.message = std::move(message);
  settle(std::move(result));
}

// Names are handed out to all inputs in their order, also to those of other shards and to those that an
// earlier run has done, so that they are the same however the work is divided.
std::optional<Job> Run::make_job(InputItem item) {
  Job job;
  job.root = list_->roots()[item.root];
  job.path = item.path;
  job.folder = safe_path(item.folder);
  job.follow = item.follow;
  job.in_memory = item.in_memory;
  job.bytes = std::move(item.bytes);
  job.media_type = std::move(item.media_type);
  job.charset = std::move(item.charset);
  job.url = std::move(item.url);
  job.naming = outputs_->deferred() ? Naming::deferred : Naming::given;
  const std::string name = input_name(job.root, job.path);
  if (settings_.list_fd >= 0 && job.root.empty() && !job.in_memory) guard_->add_file(job.path);
  const bool mine = settings_.shards <= 1 ||
                    XXH3_64bits(name.data(), name.size()) % settings_.shards == settings_.shard - 1;
  if (!outputs_->deferred()) {
    Input input;
    input.name = name;
    input.media_type = job.media_type.empty() ? std::string(media_type_of(job.path)) : job.media_type;
    job.paths = pipeline_.planned_names(input).value_or(std::vector<std::string>{});
    for (std::string& path : job.paths) path = output_path(job.folder, path);
    std::size_t taken = 0;
    if (!names_.reserve(job.paths, taken)) {
      if (mine) fail_unread(name, FailureCode::output, name_taken_message(names_, job.paths[taken]));
      return std::nullopt;
    }
  }
  if (!mine) return std::nullopt;
  job.number = next_number_;
  DocumentResult kept;
  const auto verdict = record_.judge(job, kept);
  if (verdict == RunRecord::Verdict::pass_over) return std::nullopt;
  ++next_number_;
  ++summary_.inputs;
  if (verdict == RunRecord::Verdict::convert) return job;
  settle(std::move(kept));
  return std::nullopt;
}

void Run::list_ahead() {
  for (std::size_t i = 0; i < kListStep && may_list() && !all_listed_ && !stopping_; ++i) {
    auto item = list_->next();
    if (!item) {
      all_listed_ = true;
    } else if (auto job = make_job(std::move(*item))) {
      listed_bytes_ += job->bytes.size();
      jobs_.push_back(std::move(*job));
    }
  }
}

void Run::deal() {
  for (Job& job : pool_->take_back()) {  // each where its number belongs, which is near the front
    const auto place =
        std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& other) { return other.number > job.number; });
    jobs_.insert(place, std::move(job));
  }
  if (stopping_) return;
  while (!jobs_.empty()) {
    if (!outputs_->may_begin(jobs_.front().number)) return;
    const auto worker = pool_->hungry(all_listed_ ? jobs_.size() : kListAhead);
    if (!worker) return;
    listed_bytes_ -= std::min<std::uint64_t>(listed_bytes_, jobs_.front().bytes.size());
    pool_->give(*worker, std::move(jobs_.front()));
    jobs_.pop_front();
  }
}

bool Run::finished() const {
  if (!pool_->trouble().empty()) return true;
  return pool_->idle() && (stopping_ || (all_listed_ && jobs_.empty()));
}

void Run::work() {
  for (;;) {
    deal();
    if (finished()) break;
    list_ahead();
    deal();
    const bool can_list = !all_listed_ && !stopping_ && may_list();
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
  while (!stopping_ && !(jobs_.empty() && all_listed_)) {
    if (jobs_.empty()) list_ahead();
    if (jobs_.empty()) continue;
    const Job job = std::move(jobs_.front());
    listed_bytes_ -= std::min<std::uint64_t>(listed_bytes_, job.bytes.size());
    jobs_.pop_front();
    settle(worker.process(job));
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
  progress.all_found = all_listed_;
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
