#include "runtime/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <system_error>
#include <thread>

#include "pipeline/safe_name.hpp"
#include "runtime/ordered_publisher.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/worker_pool.hpp"

namespace minutemill {

RunObserver::~RunObserver() = default;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kListAhead = 16384;  // inputs known but not yet dealt out
constexpr std::size_t kListStep = 1024;    // inputs listed before the workers are looked after again
constexpr int kTick = 100;                 // milliseconds between two looks at clocks and progress

// The folder of an input, as a folder of outputs.
std::string safe_folder(std::string_view folder) {
  std::string safe;
  while (!folder.empty()) {
    const std::size_t slash = folder.find('/');
    const std::string_view part = folder.substr(0, slash);
    folder = slash == std::string_view::npos ? std::string_view() : folder.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    std::string name = safe_name_part(part);
    if (name.empty() || is_device_name(name)) name += '_';
    if (!safe.empty()) safe += '/';
    safe += name;
  }
  return safe;
}

class Run {
 public:
  Run(Pipeline& pipeline, const RunSettings& settings, RunObserver& observer)
      : pipeline_(pipeline), settings_(settings), observer_(observer), names_(settings.collision) {}

  RunSummary go();

 private:
  void list_inputs();
  std::optional<Job> make_job(const InputItem& item);
  void list_ahead();
  void deal();
  void work();
  void hear_stop();
  void settle(DocumentResult result);
  void finish(DocumentResult result);
  void fail_unread(std::string name, FailureCode code, std::string message);
  void tell_progress();
  [[nodiscard]] bool finished() const;

  Pipeline& pipeline_;
  const RunSettings& settings_;
  RunObserver& observer_;
  RunSummary summary_;
  OutputTree tree_;
  OutputNames names_;
  std::optional<InputList> list_;
  std::optional<WorkerPool> pool_;
  std::optional<OrderedPublisher> publisher_;  // when names depend on documents
  std::deque<Job> jobs_;
  bool all_listed_ = false;
  bool stopping_ = false;
  std::uint64_t next_number_ = 0;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point told_{};
};

RunSummary Run::go() {
  if (auto error = OutputTree::open(settings_.out, settings_.durable, tree_)) {
    summary_.stopped = fmt::format("{}: {}", settings_.out, error->message);
    return std::move(summary_);
  }
  list_inputs();
  list_ahead();
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::size_t workers = settings_.workers ? settings_.workers : cores;
  if (all_listed_) workers = std::min(workers, std::max<std::size_t>(1, jobs_.size()));
  summary_.workers = static_cast<unsigned>(workers);
  if (!jobs_.empty() || !all_listed_) {
    pool_.emplace(pipeline_, tree_, WorkerPool::Settings{summary_.workers, false},
                  [this](DocumentResult result) { settle(std::move(result)); });
    work();
  }
  tell_progress();
  summary_.left_out = list_->left_out();
  summary_.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  return std::move(summary_);
}

void Run::list_inputs() {
  InputList::Settings list;
  list.arguments = settings_.inputs;
  list.filter = settings_.filter;
  list.list_fd = settings_.list_fd;
  list.list_separator = settings_.list_separator;
  list.out_device = tree_.device();
  list.out_inode = tree_.inode();
  list_.emplace(std::move(list), [this](InputProblem problem) {
    if (problem.fails) fail_unread(std::move(problem.name), FailureCode::input, std::move(problem.message));
    else observer_.note(problem);
  });
  Input nobody;
  nobody.name = "name.html";
  if (settings_.collision == CollisionPolicy::overwrite || !pipeline_.planned_names(nobody))
    publisher_.emplace(tree_, names_, [this](DocumentResult result) { finish(std::move(result)); });
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

std::optional<Job> Run::make_job(const InputItem& item) {
  Job job;
  job.root = list_->roots()[item.root];
  job.path = item.path;
  job.folder = safe_folder(item.folder);
  job.follow = item.follow;
  job.naming = Naming::deferred;
  if (!publisher_) {
    Input input;
    input.name = input_name(job.root, job.path);
    std::vector<std::string> planned = pipeline_.planned_names(input).value_or(std::vector<std::string>{});
    for (std::string& name : planned) name = output_path(job.folder, name);
    std::vector<std::string> paths = planned;
    std::size_t taken = 0;
    if (!names_.reserve(paths, taken)) {
      fail_unread(input.name, FailureCode::output, name_taken_message(planned[taken]));
      return std::nullopt;
    }
    job.naming = paths == planned ? Naming::planned : Naming::given;
    if (job.naming == Naming::given) job.paths = std::move(paths);
  }
  job.number = next_number_++;
  ++summary_.inputs;
  return job;
}

void Run::list_ahead() {
  for (std::size_t i = 0; i < kListStep && jobs_.size() < kListAhead && !all_listed_ && !stopping_; ++i) {
    const auto item = list_->next();
    if (!item) all_listed_ = true;
    else if (auto job = make_job(*item)) jobs_.push_back(std::move(*job));
  }
}

void Run::deal() {
  for (Job& job : pool_->take_back()) {  // each where its number belongs, which is near the front
    const auto place = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& other) { return other.number > job.number; });
    jobs_.insert(place, std::move(job));
  }
  if (stopping_) return;
  while (!jobs_.empty()) {
    const auto worker = pool_->hungry(all_listed_ ? jobs_.size() : kListAhead);
    if (!worker) return;
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
    const bool can_list = !all_listed_ && !stopping_ && jobs_.size() < kListAhead;
    pool_->wait(can_list ? 0 : kTick, settings_.stop_fd);
    hear_stop();
    tell_progress();
  }
  if (publisher_) publisher_->drop_waiting();
  if (!pool_->trouble().empty()) {
    summary_.stopped = pool_->trouble();
    summary_.workers_failed = true;
  }
}

void Run::hear_stop() {
  char asked[8];
  const ssize_t count = settings_.stop_fd < 0 ? 0 : ::read(settings_.stop_fd, asked, sizeof asked);
  if (count <= 0) return;
  if (stopping_ || count > 1) pool_->kill_all();
  else pool_->stop_after_current();
  stopping_ = true;
  summary_.interrupted = true;
  summary_.stopped = "interrupted";
}

void Run::settle(DocumentResult result) {
  if (publisher_) publisher_->add(std::move(result));
  else finish(std::move(result));
}

void Run::finish(DocumentResult result) {
  if (result.stop_error != 0 && !stopping_) {
    summary_.stopped = fmt::format("{}: {}", result.input, result.message);
    stopping_ = true;
    if (pool_) pool_->stop_after_current();
  }
  if (result.stop_error != 0) return;  // not the document's fault: it is still to be done
  summary_.bytes_in += result.input_size;
  if (!result.ok()) {
    ++summary_.failed;
    ++summary_.failures[result.failure];
  } else {
    ++summary_.done;
    if (result.warnings + result.errors > 0) ++summary_.warned;
    summary_.outputs += result.outputs.size();
    for (const OutputRecord& output : result.outputs) summary_.bytes_out += output.size;
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
  progress.done = summary_.done + summary_.failed;
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
