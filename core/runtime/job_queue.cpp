#include "runtime/job_queue.hpp"

#include <algorithm>
#include <utility>

#include "runtime/content_hash.hpp"
#include "runtime/run.hpp"
#include "runtime/run_names.hpp"

namespace minutemill {

namespace {

constexpr std::size_t kAhead = 4096;  // jobs listed but not yet dealt out: work for a second
constexpr std::uint64_t kAheadBytes = 16ULL << 20;
constexpr std::size_t kStep = 1024;  // inputs listed before the workers are looked after again

}  // namespace

JobQueue::JobQueue(const RunSettings& settings, Pipeline& pipeline, OutputTree& tree, OutputNames& names,
                   RunRecord& record, bool deferred, Listener listener)
    : settings_(settings),
      pipeline_(pipeline),
      names_(names),
      record_(record),
      deferred_(deferred),
      listener_(std::move(listener)),
      list_(list_settings(tree),
            [this](InputProblem problem) {
              if (problem.fails)
                fail_unread(std::move(problem.name), problem.code, std::move(problem.message));
              else
                listener_.noted(problem);
            }),
      guard_(settings.out, settings.inputs, settings.filter) {
  names_.keep_out([this](const std::string& path) { return guard_.protects(path); });
}

InputList::Settings JobQueue::list_settings(const OutputTree& tree) const {
  InputList::Settings list;
  list.arguments = settings_.inputs;
  list.filter = settings_.filter;
  list.list_fd = settings_.list_fd;
  list.list_separator = settings_.list_separator;
  list.containers.max_record = pipeline_.limits().input.bytes;
  list.containers.text_field = settings_.jsonl_text;
  list.containers.name_field = settings_.jsonl_name;
  list.out_device = tree.device();
  list.out_inode = tree.inode();
  return list;
}

bool JobQueue::full() const noexcept {
  return jobs_.size() >= kAhead || bytes_ >= kAheadBytes;
}

void JobQueue::list_ahead() {
  for (std::size_t i = 0; i < kStep && may_list(); ++i) {
    auto item = list_.next();
    if (!item) {
      all_listed_ = true;
    } else if (auto job = make_job(std::move(*item))) {
      bytes_ += job->bytes.size();
      jobs_.push_back(std::move(*job));
    }
  }
}

// Names are handed out to all inputs in their order, also to those of other shards and to those that an
// earlier run has done, so that they are the same however the work is divided.
std::optional<Job> JobQueue::make_job(InputItem item) {
  Job job;
  job.root = list_.roots()[item.root];
  job.path = item.path;
  job.folder = safe_path(item.folder);
  job.follow = item.follow;
  job.in_memory = item.in_memory;
  job.bytes = std::move(item.bytes);
  job.media_type = std::move(item.media_type);
  job.charset = std::move(item.charset);
  job.url = std::move(item.url);
  job.naming = deferred_ ? Naming::deferred : Naming::given;
  const std::string name = input_name(job.root, job.path);
  if (settings_.list_fd >= 0 && job.root.empty() && !job.in_memory) guard_.add_file(job.path);
  const bool mine = settings_.shards <= 1 || content_hash(name) % settings_.shards == settings_.shard - 1;
  if (!name_outputs(job, name, mine) || !mine) return std::nullopt;
  job.number = next_number_;
  DocumentResult kept;
  const auto verdict = record_.judge(job, kept);
  if (verdict == RunRecord::Verdict::pass_over) return std::nullopt;
  ++next_number_;
  if (verdict == RunRecord::Verdict::convert) return job;
  listener_.settled(std::move(kept));
  return std::nullopt;
}

// False when a name is taken, of which the run is told when the input is its own.
bool JobQueue::name_outputs(Job& job, const std::string& name, bool mine) {
  if (deferred_) return true;
  Input input;
  input.name = name;
  input.media_type = job.media_type.empty() ? std::string(media_type_of(job.path)) : job.media_type;
  job.paths = pipeline_.planned_names(input).value_or(std::vector<std::string>{});
  for (std::string& path : job.paths) path = output_path(job.folder, path);
  std::size_t taken = 0;
  if (names_.reserve(job.paths, taken)) return true;
  if (mine) fail_unread(name, FailureCode::output, name_taken_message(names_, job.paths[taken]));
  return false;
}

void JobQueue::fail_unread(std::string name, FailureCode code, std::string message) {
  DocumentResult result;
  result.number = next_number_++;
  result.input = std::move(name);
  result.failure = code;
  result.message = std::move(message);
  listener_.settled(std::move(result));
}

Job JobQueue::take() {
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  bytes_ -= std::min<std::uint64_t>(bytes_, job.bytes.size());
  return job;
}

void JobQueue::put_back(Job job) {
  bytes_ += job.bytes.size();
  const auto place =  // near the front
      std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& other) { return other.number > job.number; });
  jobs_.insert(place, std::move(job));
}

}  // namespace minutemill
