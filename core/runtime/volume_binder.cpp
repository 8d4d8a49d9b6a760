#include "runtime/volume_binder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <xxhash.h>

#include <minutemill/package.hpp>

#include "runtime/channel.hpp"
#include "runtime/volume_parts.hpp"
#include "runtime/wire.hpp"
#include "runtime/worker.hpp"

namespace minutemill {
namespace {

constexpr char kAlive = '.';
constexpr char kResult = '=';                       // the rest is an encoded DocumentResult
constexpr std::uint64_t kAliveEvery = 100'000'000;  // nanoseconds
constexpr std::size_t kChunk = 256 * 1024;

struct XxhFree {
  void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
};
using HashState = std::unique_ptr<XXH3_state_t, XxhFree>;

HashState start_hash() {
  HashState state(XXH3_createState());
  if (!state || XXH3_64bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  return state;
}

// Size and hash of a file of any size.
std::optional<std::pair<std::uint64_t, std::uint64_t>> measure(int file) {
  if (file < 0) return {};
  const HashState state = start_hash();
  std::string chunk(kChunk, '\0');
  std::uint64_t size = 0;
  for (;;) {
    const ssize_t got = ::pread(file, chunk.data(), chunk.size(), static_cast<off_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {};
    if (got == 0) return {{size, XXH3_64bits_digest(state.get())}};
    XXH3_64bits_update(state.get(), chunk.data(), static_cast<std::size_t>(got));
    size += static_cast<std::uint64_t>(got);
  }
}

class FileSink final : public OutputSink {
 public:
  explicit FileSink(int file) : file_(file) {}
  void write(std::uint64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t put = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0)
        throw StageFailure(FailureCode::output, fmt::format("cannot be written: {}", std::strerror(errno)));
      offset += static_cast<std::uint64_t>(put);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }

 private:
  int file_;
};

void send(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(to, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

// What the child says, until it has said all. False when it was silent for too long.
bool listen(int from, int silence_ms, std::string& result) {
  bool in_result = false;
  char chunk[4096];
  for (;;) {
    pollfd waits{from, POLLIN, 0};
    const int ready = ::poll(&waits, 1, silence_ms);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return false;
    const ssize_t got = ::read(from, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    std::string_view said(chunk, static_cast<std::size_t>(got));
    if (!in_result) {
      const std::size_t begin = said.find(kResult);
      if (begin == std::string_view::npos) continue;
      in_result = true;
      said.remove_prefix(begin + 1);
    }
    if (result.size() + said.size() <= kLargestFrame) result.append(said);
  }
}

// A file as it lies on the disk, for as long as this lives.
class MappedFile {
 public:
  explicit MappedFile(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0 || status.st_size <= 0) return;
    size_ = static_cast<std::size_t>(status.st_size);
    void* const at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) bytes_ = static_cast<const char*>(at);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (bytes_ != nullptr) ::munmap(const_cast<char*>(bytes_), size_);
  }
  [[nodiscard]] std::string_view bytes() const noexcept {
    return bytes_ != nullptr ? std::string_view(bytes_, size_) : std::string_view{};
  }

 private:
  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

// What limits.verify asks of volumes, which are told by their names: an exporter hands over no type with
// them.
void verify_volume(int file, std::string_view name, DocumentResult& result) {
  if (!name.ends_with(".docx") && !name.ends_with(".epub")) return;
  const MappedFile written(file);
  const std::vector<PackageFinding> found = verify_package(written.bytes());
  if (found.empty()) return;
  const PackageFinding& first = found.front();
  result.failure = FailureCode::verify;
  result.message = fmt::format("the volume breaks a rule of its format: {}{}{}{}", first.part,
                               first.part.empty() ? "" : ": ", first.message,
                               found.size() > 1 ? fmt::format(" (and {} more)", found.size() - 1) : "");
}

VolumeResult started(const std::string& step, const std::string& path, std::uint64_t parts) {
  VolumeResult result;
  result.step = step;
  result.path = path;
  result.parts = parts;
  return result;
}

void fail(VolumeResult& result, FailureCode code, std::string message) {
  result.failure = code;
  result.message = std::move(message);
}

}  // namespace

VolumeBinder::VolumeBinder(Pipeline& pipeline, OutputTree& tree, OutputNames& names, std::string prefix)
    : pipeline_(pipeline), tree_(tree), names_(names), prefix_(std::move(prefix)) {}

bool VolumeBinder::has_volumes(const Pipeline& pipeline) noexcept {
  return std::ranges::any_of(pipeline.steps(), &Pipeline::StepInfo::is_volume);
}

void VolumeBinder::add(const DocumentResult& result) {
  if (!result.ok()) return;
  for (const OutputRecord& output : result.outputs)
    if (is_part(output.path)) parts_[output.step].emplace_back(output.path, output.hash);
}

// Reads which volume each part belongs to, and where in it.
std::vector<VolumeBinder::Plan> VolumeBinder::plan(const std::function<void(const VolumeResult&)>& see) {
  std::vector<Plan> plans;
  for (auto& [step, parts] : parts_) {
    std::map<std::string, Plan> by_file;
    std::ranges::sort(parts);
    for (const auto& [path, hash] : parts) {
      try {
        PartHeader header = PartFile(tree_, path).header();
        Plan& plan = by_file[header.file];
        if (plan.parts.empty()) plan.title = header.title;
        plan.parts.push_back({path, hash, std::move(header.groups), std::move(header.order)});
      } catch (const std::exception& error) {
        VolumeResult result = started(step, path, 1);
        fail(result, FailureCode::output, error.what());
        see(result);
      }
    }
    for (auto& [file, plan] : by_file) {
      plan.step = step;
      plan.file = file;
      std::ranges::stable_sort(plan.parts, [](const PartEntry& a, const PartEntry& b) {
        return std::tie(a.groups, a.order, a.path) < std::tie(b.groups, b.order, b.path);
      });
      plans.push_back(std::move(plan));
    }
  }
  parts_.clear();
  return plans;
}

std::uint64_t VolumeBinder::hash_of(const Plan& plan) const {
  const HashState state = start_hash();
  const auto add = [&state](std::string_view text) {
    XXH3_64bits_update(state.get(), text.data(), text.size());
    XXH3_64bits_update(state.get(), "\n", 1);
  };
  add(pipeline_.fingerprint());
  add(plan.title);
  for (const PartEntry& part : plan.parts) {
    add(part.path);
    add(std::string_view(reinterpret_cast<const char*>(&part.hash), sizeof part.hash));
  }
  return XXH3_64bits_digest(state.get());
}

void VolumeBinder::bind(Ledger& ledger, const std::function<void(const VolumeResult&)>& see) {
  std::size_t number = 0;
  std::vector<std::string> current;
  for (const Plan& plan : plan(see)) {
    VolumeResult result = started(plan.step, plan.file, plan.parts.size());
    std::vector<std::string> path{plan.file};
    std::size_t taken = 0;
    if (!names_.reserve(path, taken)) {
      fail(result, FailureCode::output, "another output of this run has the name");
      see(result);
      continue;
    }
    result.path = path.front();
    result.parts_hash = hash_of(plan);
    current.push_back(result.path);
    const auto known = ledger.find_volume(result.path);
    const auto there = known ? measure(tree_.open_file(result.path).get()) : std::nullopt;
    if (known && there && known->parts_hash == result.parts_hash && known->size == there->first &&
        known->hash == there->second) {
      result.kept = true;
      std::tie(result.size, result.hash) = *there;
      see(result);
      continue;
    }
    const std::uint64_t begin = monotonic_nanoseconds();
    Plan renamed = plan;
    renamed.file = result.path;
    VolumeResult made = make(renamed, fmt::format("{}volume-{}", prefix_, number++));
    made.parts_hash = result.parts_hash;
    made.seconds = static_cast<double>(monotonic_nanoseconds() - begin) / 1e9;
    if (made.failure == FailureCode::none)
      ledger.record_volume({made.path, made.step, made.parts_hash, made.parts, made.size, made.hash});
    see(made);
  }
  for (const std::string& path : ledger.volumes())
    if (std::ranges::find(current, path) == current.end()) {
      if (!names_.is_taken(path)) tree_.remove(path);
      ledger.forget_volume(path);
    }
}

VolumeResult VolumeBinder::make(const Plan& plan, const std::string& temporary) {
  VolumeResult result = started(plan.step, plan.file, plan.parts.size());
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) {
    fail(result, FailureCode::output, std::strerror(errno));
    return result;
  }
  const UniqueFd from(pipe[0]);
  UniqueFd to(pipe[1]);
  const pid_t child = ::fork();
  if (child < 0) {
    fail(result, FailureCode::resource, fmt::format("no process for it: {}", std::strerror(errno)));
    return result;
  }
  if (child == 0) run_child(plan, temporary, to.get());
  to.reset();
  std::string said;
  const bool spoke = listen(from.get(), static_cast<int>(pipeline_.limits().time.count()), said);
  if (!spoke) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const auto answer = decode_result(said);
  if (!spoke) {
    fail(result, FailureCode::resource, "nothing was read or written for longer than limits.time");
  } else if (!answer) {
    fail(result, FailureCode::plugin,
         WIFSIGNALED(status) ? fmt::format("the process ended by signal {}", WTERMSIG(status))
                             : std::string("the process ended without a word"));
  } else {
    result.reports = answer->reports;
    if (!answer->ok()) fail(result, answer->failure, answer->message);
  }
  if (result.failure == FailureCode::none) {
    const auto measured = measure(tree_.open_staged(temporary).get());
    if (!measured)
      fail(result, FailureCode::output, "what was written cannot be read again");
    else
      std::tie(result.size, result.hash) = *measured;
  }
  if (result.failure == FailureCode::none)
    if (auto error = tree_.publish(temporary, plan.file))
      fail(result, error->code, std::move(error->message));
  if (result.failure != FailureCode::none) tree_.discard(temporary);
  return result;
}

void VolumeBinder::run_child(const Plan& plan, const std::string& temporary, int talk) {
  for (const int signal : {SIGINT, SIGHUP, SIGQUIT, SIGTERM}) std::signal(signal, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
  limit_memory(pipeline_.limits().memory.bytes);
  DocumentResult result;
  const auto note = [&result](std::optional<FileError> error) {
    if (!error) return;
    result.failure = error->code;
    result.message = std::move(error->message);
  };
  UniqueFd file;
  note(tree_.stage_file(temporary, file));
  if (result.ok()) bind_into(plan, file.get(), talk, result);
  if (result.ok()) note(tree_.finish_staged(file.get()));
  send(talk, {&kResult, 1});
  send(talk, encode(result));
  ::_exit(0);
}

void VolumeBinder::bind_into(const Plan& plan, int file, int talk, DocumentResult& result) {
  std::uint64_t told = 0;
  const auto alive = [&told, talk] {
    if (const std::uint64_t now = monotonic_nanoseconds(); now - told > kAliveEvery) {
      told = now;
      send(talk, {&kAlive, 1});
    }
  };
  std::vector<std::string> paths;
  for (const PartEntry& part : plan.parts) paths.push_back(part.path);
  const VolumeParts volume(tree_, plan.file, plan.title, std::move(paths), alive);
  FileSink sink(file);
  Conversion bound = pipeline_.bind(plan.step, volume, sink);
  result.failure = bound.failure;
  result.message = std::move(bound.message);
  result.reports = std::move(bound.reports);
  if (result.ok() && pipeline_.limits().verify) verify_volume(file, plan.file, result);
}

}  // namespace minutemill
