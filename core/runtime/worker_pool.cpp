#include "runtime/worker_pool.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "runtime/input_list.hpp"

namespace minutemill {
namespace {

constexpr std::uint64_t kMillisecond = 1'000'000;
// Enough jobs to keep a worker busy for this long without hearing from its parent.
constexpr std::uint64_t kWorkAhead = 40 * kMillisecond;
constexpr std::size_t kMostAhead = 64;
constexpr unsigned kMostStillborn = 5;
// A stage is told by Context::check_time() that its time is up; one that never asks is killed this much
// later.
constexpr std::uint64_t kGrace = 500 * kMillisecond;
constexpr unsigned kMostAttempts = 3;

std::string signal_text(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return name ? fmt::format("SIG{} ({})", name, ::sigdescr_np(signal)) : fmt::format("signal {}", signal);
}

}  // namespace

WorkerPool::WorkerPool(Pipeline& pipeline, OutputTree& tree, Settings settings, Deliver deliver)
    : pipeline_(pipeline),
      tree_(tree),
      settings_(std::move(settings)),
      deliver_(std::move(deliver)),
      bell_(make_bell(false)) {
  workers_.resize(std::max(1U, settings_.workers));
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    workers_[i] = std::make_unique<Worker>();
    start(i);
  }
}

WorkerPool::~WorkerPool() {
  kill_all();
  for (auto& worker : workers_)
    if (worker->pid > 0) ::waitpid(worker->pid, nullptr, 0);
}

void WorkerPool::start(std::size_t index) {
  Worker& worker = *workers_[index];
  worker.channel.reset();
  worker.timed_out = worker.damaged = false;
  worker.sign_of_life = monotonic_nanoseconds();
  WorkerSettings settings;
  settings.index = static_cast<unsigned>(index);
  settings.parent = ::getpid();
  settings.parent_bell = bell_.get();
  settings.hash_files = settings_.hash_files;
  settings.recycle = settings_.recycle;
  settings.sandbox = settings_.sandbox;
  settings.prefix = settings_.prefix;
  if (const auto error = settings_.direct(settings)) {
    trouble_ = "no worker can be started: the spool " + error->message;
    return;
  }
  const pid_t pid = ::fork();
  if (pid == 0) run_worker(pipeline_, tree_, worker.channel, settings);
  if (pid < 0) {
    trouble_ = fmt::format("no worker can be started: {}", std::strerror(errno));
    return;
  }
  worker.pid = pid;
  // By number: glibc 2.36 declares pidfd_open() without C linkage.
  worker.pidfd = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

// A record too large for the shared memory becomes a file in memory, whose descriptor the worker gets.
bool WorkerPool::spool(Job& job, Channel& channel) {
  if (!job.handed_over) {
    job.memory = UniqueFd(::memfd_create("record", MFD_CLOEXEC));
    std::string_view rest = job.bytes;
    while (job.memory && !rest.empty()) {
      const ssize_t put = ::write(job.memory.get(), rest.data(), rest.size());
      if (put <= 0) return false;
      rest.remove_prefix(static_cast<std::size_t>(put));
    }
    job.handed_over = true;
    job.bytes = {};
  }
  return job.memory && channel.hand_over(job.number, job.memory.get());
}

// A job that no worker can take.
void WorkerPool::refuse(const Job& job, FailureCode code, const char* why) {
  DocumentResult result;
  result.number = job.number;
  result.input = input_name(job.root, job.path);
  result.failure = code;
  result.message = why;
  deliver_(std::move(result));
}

std::optional<std::size_t> WorkerPool::hungry(std::uint64_t jobs_left) {
  std::optional<std::size_t> best;
  std::size_t best_given = 0;
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    Worker& worker = *workers_[i];
    if (worker.pid == 0 || stopping_) continue;
    const std::uint64_t mean = std::max<std::uint64_t>(worker.document_nanoseconds, 1);
    std::size_t wanted =
        worker.document_nanoseconds == 0 ? 2 : std::clamp<std::size_t>(kWorkAhead / mean, 2, kMostAhead);
    // Towards the end the rest is dealt out in small shares, so that all workers end together.
    const std::uint64_t share = jobs_left / (2 * workers_.size());
    wanted = std::min<std::size_t>(wanted, std::max<std::uint64_t>(share, 1));
    const std::size_t given = worker.given.size();
    if (given >= wanted || (given > 0 && worker.channel.jobs().used() > Channel::kJobBytes / 2)) continue;
    if (!best || given < best_given) {
      best = i;
      best_given = given;
    }
  }
  return best;
}

void WorkerPool::give(std::size_t index, Job job) {
  Worker& worker = *workers_[index];
  WorkerState& state = worker.channel.state();
  const bool large = job.handed_over || job.bytes.size() > kLargestInline;
  if (large && !spool(job, worker.channel))
    return refuse(job, FailureCode::resource, "there is no memory for the record");
  if (worker.given.empty()) worker.sign_of_life = monotonic_nanoseconds();
  if (!worker.channel.jobs().push(encode(job)))  // more than the ring takes at all
    return refuse(job, FailureCode::input, "the path is too long");
  worker.given.push_back(std::move(job));
  const std::uint32_t queued = state.queued.fetch_add(1) + 1;
  state.call_at.store(queued / 2);
  if (state.asleep.load() != 0) worker.channel.wake_worker();
}

bool WorkerPool::idle() const noexcept {
  return std::all_of(workers_.begin(), workers_.end(),
                     [](const auto& worker) { return worker->given.empty(); });
}

unsigned WorkerPool::busy() const noexcept {
  return static_cast<unsigned>(std::count_if(workers_.begin(), workers_.end(),
                                             [](const auto& worker) { return !worker->given.empty(); }));
}

std::deque<Job> WorkerPool::take_back() {
  return std::exchange(returned_, {});
}

void WorkerPool::drain(std::size_t index) {
  Worker& worker = *workers_[index];
  std::string frame;
  while (worker.channel.results().pop(frame)) {
    auto result = decode_result(frame);
    if (!result || worker.given.empty() || result->number != worker.given.front().number) {
      worker.damaged = true;
      break;
    }
    worker.given.pop_front();
    worker.sign_of_life = monotonic_nanoseconds();
    result->worker = static_cast<unsigned>(index);
    stillborn_ = 0;
    const std::uint64_t mean = worker.document_nanoseconds;
    worker.document_nanoseconds = mean == 0 ? result->nanoseconds : (mean * 7 + result->nanoseconds) / 8;
    deliver_(std::move(*result));
  }
  if (worker.channel.results().damaged()) worker.damaged = true;
  if (worker.damaged && worker.pid > 0) ::kill(worker.pid, SIGKILL);
  if (worker.channel.state().asleep.load() != 0) worker.channel.wake_worker();
}

// A document that takes too long, in a stage that never asks Context::check_time(); and a worker that has
// work and does not begin it.
void WorkerPool::watch_time(Worker& worker) {
  std::uint64_t started = worker.channel.state().started.load(std::memory_order_acquire);
  const bool idle = started == 0;
  if (idle && !worker.given.empty()) started = worker.sign_of_life;
  const auto limit = static_cast<std::uint64_t>(pipeline_.limits().time.count()) * kMillisecond;
  if (worker.pid == 0 || started == 0 || limit == 0 || worker.timed_out) return;
  const std::uint64_t now = monotonic_nanoseconds();
  if (now < started || now - started < limit + kGrace) return;
  worker.timed_out = !idle;
  if (idle) worker.sign_of_life = now;
  ::kill(worker.pid, SIGKILL);
}

void WorkerPool::wait(int milliseconds, int extra_fd) {
  std::vector<pollfd> fds;
  fds.push_back({bell_.get(), POLLIN, 0});
  fds.push_back({extra_fd, POLLIN, 0});  // a negative one is passed over by poll()
  for (const auto& worker : workers_) fds.push_back({worker->pid > 0 ? worker->pidfd.get() : -1, POLLIN, 0});
  const int ready = ::poll(fds.data(), fds.size(), milliseconds);
  if (ready > 0 && (fds[0].revents & POLLIN) != 0) silence(bell_.get());
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    Worker& worker = *workers_[i];
    drain(i);
    watch_time(worker);
    if (ready > 0 && fds[i + 2].revents != 0) reap(i);
  }
}

bool WorkerPool::begun(Worker& worker) const {
  return worker.channel.state().started.load() != 0 && !worker.given.empty() &&
         worker.channel.state().job.load() == worker.given.front().number;
}

// A dead worker costs at most the document it was at; what it had not begun goes back.
void WorkerPool::reap(std::size_t index) {
  Worker& worker = *workers_[index];
  int status = 0;
  if (::waitpid(worker.pid, &status, 0) != worker.pid) return;
  worker.pid = 0;
  worker.pidfd.reset();
  if (!worker.damaged) drain(index);
  if (worker.channel.state().ready.load() == 0 && !stopping_) ++stillborn_;
  if (begun(worker)) {
    Job job = std::move(worker.given.front());
    worker.given.pop_front();
    discard_temporaries(job);
    const bool from_outside =
        WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && !worker.timed_out && !worker.damaged;
    if (from_outside && ++job.attempts < kMostAttempts)
      returned_.push_back(std::move(job));
    else
      deliver_(post_mortem(worker, job, status));
  }
  for (Job& job : worker.given) returned_.push_back(std::move(job));
  worker.given.clear();
  if (stillborn_ >= kMostStillborn)
    trouble_ = fmt::format("{} workers in a row died before they began to work, the last of {}", stillborn_,
                           WIFSIGNALED(status) ? signal_text(WTERMSIG(status)) : "its own will");
  if (stopping_ || !trouble_.empty()) return;
  if (stillborn_ > 0) ::poll(nullptr, 0, 20 << stillborn_);  // whatever it is, it may pass
  start(index);
}

DocumentResult WorkerPool::post_mortem(Worker& worker, const Job& job, int status) const {
  WorkerState& state = worker.channel.state();
  state.step[sizeof state.step - 1] = '\0';
  DocumentResult result;
  result.number = job.number;
  result.input = input_name(job.root, job.path);
  result.step = state.step;
  result.failure = FailureCode::plugin;
  result.nanoseconds = monotonic_nanoseconds() - state.started.load();
  if (worker.timed_out) {
    result.failure = FailureCode::resource;
    result.message = fmt::format(
        "took longer than the limit of {} ms, without a sign of life, and was stopped; raise it with --set "
        "limits.time=30s",
        pipeline_.limits().time.count());
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && !worker.damaged) {
    result.failure = FailureCode::resource;
    result.message = fmt::format(
        "its worker was killed {} times, most likely because the machine ran out of memory", job.attempts);
  } else if (WIFSIGNALED(status) && !worker.damaged) {
    result.message = fmt::format("its worker died of {}", signal_text(WTERMSIG(status)));
  } else if (worker.damaged) {
    result.message = "its worker damaged its own memory and was stopped";
  } else {
    result.message = fmt::format("its worker ended with exit status {}", WEXITSTATUS(status));
  }
  return result;
}

void WorkerPool::discard_temporaries(const Job& job) {
  const std::size_t outputs = pipeline_.steps().size();  // and more; a name that is not there costs one look
  for (std::size_t i = 0; i < outputs; ++i) tree_.discard(temporary_name(settings_.prefix, job.number, i));
}

void WorkerPool::stop_after_current() {
  stopping_ = true;
  for (auto& worker : workers_) {
    worker->channel.state().stop.store(1);
    worker->channel.wake_worker();
  }
}

void WorkerPool::kill_all() {
  stopping_ = true;
  for (auto& worker : workers_)
    if (worker->pid > 0) ::kill(worker->pid, SIGKILL);
}

}  // namespace minutemill
