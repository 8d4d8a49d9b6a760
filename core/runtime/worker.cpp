#include "runtime/worker.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "runtime/content_hash.hpp"
#include "pipeline/volume_spec.hpp"
#include "runtime/input_list.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define MINUTEMILL_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MINUTEMILL_ADDRESS_SANITIZER 1
#endif
#endif

namespace minutemill {
namespace {

void end_with_parent(int parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);  // it died before the line above
}

void take_no_signals() {
  for (const int signal : {SIGINT, SIGHUP, SIGQUIT, SIGTERM})
    std::signal(signal, SIG_IGN);  // the parent decides
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

struct MemoryUse {
  std::uint64_t address_space = 0;
  std::uint64_t resident = 0;
};

MemoryUse memory_use() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  unsigned long size = 0;
  unsigned long resident = 0;
  if (!file) return {};
  const bool read = std::fscanf(file, "%lu %lu", &size, &resident) == 2;
  std::fclose(file);
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return read ? MemoryUse{size * page, resident * page} : MemoryUse{};
}

// A worker that one huge document has made large gives way to a fresh one.
bool has_grown(std::uint64_t documents) {
  constexpr std::uint64_t kLookEvery = 32;
  constexpr std::uint64_t kLarge = 256ULL << 20;
  return documents % kLookEvery == 0 && memory_use().resident > kLarge;
}

void count(const std::vector<Report>& reports, DocumentResult& result) {
  for (const Report& report : reports) {
    if (report.severity == Severity::warning) ++result.warnings;
    if (report.severity == Severity::error) ++result.errors;
  }
}

void fail(DocumentResult& result, FileError error, std::string_view about) {
  result.failure = error.code;
  result.message = about.empty() ? std::move(error.message) : fmt::format("{}: {}", about, error.message);
  if (error.code == FailureCode::output && stops_run(error.error)) result.stop_error = error.error;
}

}  // namespace

void limit_memory(std::uint64_t bytes) {
#ifndef MINUTEMILL_ADDRESS_SANITIZER
  const std::uint64_t base = memory_use().address_space;
  if (bytes == 0 || base == 0) return;
  rlimit limit{};  // the hard limit stays, for programs that a step starts have one of their own
  if (::getrlimit(RLIMIT_AS, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(base + bytes, limit.rlim_max);
  ::setrlimit(RLIMIT_AS, &limit);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#else
  (void)bytes;
#endif
}

std::string temporary_prefix(unsigned shard, unsigned shards) {
  return fmt::format("{}-{}-", shard, shards);
}

std::string temporary_name(const std::string& prefix, std::uint64_t job, std::size_t index) {
  return fmt::format("{}{}-{}", prefix, job, index);
}

std::string output_path(const std::string& folder, const std::string& name) {
  if (is_part(name)) {  // <parts>/<step>/<name>: the input's folder comes below that of the step
    const std::size_t step = name.find('/', kPartsFolder.size());
    return folder.empty() ? name : fmt::format("{}/{}{}", name.substr(0, step), folder, name.substr(step));
  }
  return folder.empty() ? name : fmt::format("{}/{}", folder, name);
}

DocumentWorker::DocumentWorker(Pipeline& pipeline, OutputTree& tree, WorkerState& state,
                               const WorkerSettings& settings, Channel* channel)
    : pipeline_(pipeline),
      tree_(tree),
      state_(state),
      channel_(channel),
      settings_(settings),
      reader_(pipeline.limits().input.bytes, pipeline.limits().resource.bytes),
      spool_(settings.spool) {
  pipeline_.set_sibling_reader([this](std::string_view path) {
    return in_memory_ ? std::nullopt : reader_.sibling(path);  // records of a container have no folder
  });
  pipeline_.set_step_observer([this](std::string_view step) {
    const std::size_t size = std::min(step.size(), sizeof state_.step - 1);
    std::copy_n(step.data(), size, state_.step);
    state_.step[size] = '\0';
  });
}

DocumentResult DocumentWorker::process(const Job& job) {
  const std::uint64_t begin = monotonic_nanoseconds();
  state_.step[0] = '\0';
  state_.job.store(job.number, std::memory_order_relaxed);
  state_.writing.store(0, std::memory_order_relaxed);
  state_.started.store(begin, std::memory_order_release);
  in_memory_ = job.in_memory;
  DocumentResult result;
  result.number = job.number;
  result.worker = settings_.index;
  result.input = input_name(job.root, job.path);
  if (auto error = read(job))
    fail(result, std::move(*error), "");
  else
    convert(job, result);
  result.nanoseconds = monotonic_nanoseconds() - begin;
  return result;
}

std::optional<FileError> DocumentWorker::read(const Job& job) {
  if (job.handed_over) return reader_.read(channel_ ? channel_->receive(job.number) : UniqueFd());
  return job.in_memory ? std::nullopt : reader_.read(job.root, job.path, job.follow);
}

void DocumentWorker::convert(const Job& job, DocumentResult& result) {
  Input input;
  input.bytes = job.in_memory && !job.handed_over ? std::string_view(job.bytes) : reader_.bytes();
  input.name = result.input;
  input.media_type = job.media_type.empty() ? std::string(media_type_of(job.path)) : job.media_type;
  input.charset = job.charset;
  input.url = job.url;
  result.input_size = input.bytes.size();
  if (settings_.hash_files) result.input_hash = content_hash(input.bytes);
  Conversion conversion = pipeline_.convert(input, job.left_out);
  count(conversion.reports, result);
  result.reports = std::move(conversion.reports);
  result.times = std::move(conversion.times);
  result.tally = conversion.tally;
  result.fields = std::move(conversion.fields);
  result.source = conversion.source;
  result.losses = std::move(conversion.losses);
  if (!conversion.ok) {
    result.failure = conversion.failure == FailureCode::none ? FailureCode::plugin : conversion.failure;
    result.step = std::move(conversion.failed_step);
    result.message = std::move(conversion.message);
    result.span = conversion.span;
    return;
  }
  state_.writing.store(1, std::memory_order_release);
  if (job.naming == Naming::given && job.paths.size() != conversion.outputs.size())
    return fail(result, {FailureCode::plugin, "the number of outputs is not the planned one", 0}, "");
  if (spool_.is_open())
    spool(job, conversion, result);
  else
    write(job, conversion, result);
}

// The outputs lie in the spool behind each other; the parent packs them when it is their turn.
void DocumentWorker::spool(const Job& job, Conversion& conversion, DocumentResult& result) {
  std::vector<std::string_view> parts;
  std::uint64_t at = spool_.end;
  for (std::size_t i = 0; i < conversion.outputs.size(); ++i) {
    Output& output = conversion.outputs[i];
    std::string& bytes = output.artifact.bytes;
    if (settings_.pack == PackFormat::jsonl) bytes = one_line(bytes);
    OutputRecord& record = result.outputs.emplace_back();
    record.step = output.id;
    record.path = job.naming == Naming::given ? job.paths[i] : output_path(job.folder, output.name);
    record.size = bytes.size();
    record.hash = content_hash(bytes);
    record.tally = output.artifact.tally;
    record.offset = at;
    at += bytes.size();
    parts.push_back(bytes);
  }
  if (at - spool_.end > kLargestPack) {
    result.outputs.clear();
    return fail(result, {FailureCode::output, "the outputs are larger than a pack may be (2 GiB)", 0}, "");
  }
  if (auto error = spool_.append(parts)) {
    result.outputs.clear();
    fail(result, std::move(*error), "the spool");
  }
}

void DocumentWorker::write(const Job& job, Conversion& conversion, DocumentResult& result) {
  for (std::size_t i = 0; i < conversion.outputs.size(); ++i) {
    Output& output = conversion.outputs[i];
    const std::string& bytes = output.artifact.bytes;
    const std::string path =
        job.naming == Naming::given ? job.paths[i] : output_path(job.folder, output.name);
    const std::string temporary = temporary_name(settings_.prefix, job.number, i);
    auto error =
        job.naming == Naming::deferred ? tree_.stage(temporary, bytes) : tree_.write(path, bytes, temporary);
    if (error) {
      for (std::size_t k = 0; k < i; ++k) {
        if (job.naming == Naming::deferred)
          tree_.discard(temporary_name(settings_.prefix, job.number, k));
        else
          tree_.remove(result.outputs[k].path);
      }
      result.outputs.clear();
      result.step = output.id;
      return fail(result, std::move(*error), path);
    }
    OutputRecord& record = result.outputs.emplace_back();
    record.step = output.id;
    record.path = path;
    record.size = bytes.size();
    record.tally = output.artifact.tally;
    if (settings_.hash_files) record.hash = content_hash(bytes);
  }
}

void run_worker(Pipeline& pipeline, OutputTree& tree, Channel& channel, const WorkerSettings& settings) {
  end_with_parent(settings.parent);
  take_no_signals();
  if (settings.sandbox && enter_sandbox(*settings.sandbox)) ::_exit(1);  // it went well when it was tried
  if (settings.limit_memory) limit_memory(pipeline.limits().memory.bytes);
  WorkerState& state = channel.state();
  DocumentWorker worker(pipeline, tree, state, settings, &channel);
  state.ready.store(1);
  std::string frame;
  for (std::uint64_t documents = 1;; ++documents) {
    while (!channel.jobs().pop(frame)) {
      if (channel.jobs().damaged()) ::_exit(1);
      if (state.stop.load() != 0) ::_exit(0);
      state.asleep.store(1);
      if (channel.jobs().empty()) {
        ring(settings.parent_bell);
        channel.sleep_worker();
      }
      state.asleep.store(0);
    }
    if (state.stop.load() != 0) ::_exit(0);
    const std::uint32_t left = state.queued.fetch_sub(1) - 1;
    const auto job = decode_job(frame);
    if (!job) ::_exit(1);
    const std::string result = encode(worker.process(*job));
    while (!channel.results().push(result)) {
      ring(settings.parent_bell);
      state.asleep.store(1);
      channel.sleep_worker();
      state.asleep.store(0);
    }
    state.started.store(0, std::memory_order_release);
    if (documents == settings.recycle || has_grown(documents)) ::_exit(0);
    if (left == state.call_at.load() || channel.results().used() > Channel::kResultBytes / 2)
      ring(settings.parent_bell);
  }
}

}  // namespace minutemill
