#include "runtime/run_record.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/content_hash.hpp"
#include "runtime/packer.hpp"
#include "runtime/run.hpp"
#include "runtime/worker.hpp"

namespace minutemill {

bool RunRecord::lock() {
  if (!tree_.lock(settings_.shards > 1)) return false;
  tree_.clean_staging(temporary_prefix(settings_.shard, settings_.shards));
  return true;
}

void RunRecord::open(bool deferred, Packer* packer) {
  deferred_ = deferred;
  packed_ = packer != nullptr;
  const std::string folder = settings_.out + "/.minutemill";
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
    error_ = system_error(FailureCode::output, folder + " cannot be made", errno).message;
    return;
  }
  file_ = settings_.shards > 1 ? fmt::format("{}/run-{}-of-{}.db", folder, settings_.shard, settings_.shards)
                               : folder + "/run.db";
  if (settings_.force)
    for (const char* ending : {"", "-wal", "-shm"}) ::unlink((file_ + ending).c_str());
  ledger_ = std::make_unique<Ledger>(file_);
  for (const Pipeline::StepInfo& step : pipeline_.steps()) {
    if (!step.is_output) continue;
    steps_[step.id] = content_hash(step.fingerprint);
    step_order_.push_back(step.id);
  }
  const std::string layout =
      packer ? fmt::format("{} packs of {} bytes", pack_ending(settings_.pack.format), settings_.pack.size)
             : "single files";
  ledger_->begin_run({pipeline_.path(), pipeline_.fingerprint(), std::string(version()), steps_, layout});
  if (packer)
    ledger_->set_before_commit([packer] {
      const auto error = packer->flush();
      return error ? "the pack " + error->message : std::string();
    });
  if (settings_.resume == ResumeMode::fresh) return;
  const auto holds = [this, packer](OutputRecord& output) {
    return packer ? packer->sources().holds(output) : tree_.holds(output.path, output.size, output.hash);
  };
  check_.emplace(ResumeCheck::MadeBy{pipeline_.fingerprint(), steps_, holds},
                 InputReader(pipeline_.limits().input.bytes, 0));
  if (deferred_) ledger_->each_output([this](const std::string& path) { names_.hold(path); });
}

RunRecord::Verdict RunRecord::judge(Job& job, DocumentResult& kept) {
  if (!ledger_ || (settings_.resume == ResumeMode::fresh && ledger_->was_empty())) return Verdict::convert;
  kept.input = input_name(job.root, job.path);
  auto entry = ledger_->find(kept.input);
  if (settings_.resume == ResumeMode::retry_failed && (!entry || entry->done)) return Verdict::pass_over;
  if (!entry) return Verdict::convert;
  Standing standing;
  if (settings_.resume != ResumeMode::fresh) standing = check_->look(job, *entry);
  if (standing.whole && (!packed_ || standing.extra.empty())) {
    remove_extra(standing.extra);
    kept.number = job.number;
    kept.kept = true;
    kept.input_size = entry->input_size;
    kept.input_hash = entry->input_hash;
    kept.outputs = deferred_ ? std::move(entry->outputs) : std::move(standing.outputs);
    return Verdict::keep;
  }
  if (deferred_)
    for (const OutputRecord& output : entry->outputs) names_.release(output.path);
  remember(job, *entry);
  if (!packed_ && !standing.outputs.empty() && step_order_.size() <= 64)
    leave_out(job, std::move(standing.outputs));
  return Verdict::convert;
}

void RunRecord::remember(const Job& job, const LedgerEntry& entry) {
  if (packed_ || deferred_) return;  // nothing of it is overwritten in place
  Before& before = before_[job.number];
  for (const OutputRecord& output : entry.outputs)
    if (std::find(job.paths.begin(), job.paths.end(), output.path) != job.paths.end())
      before.replaced.push_back(output.path);
}

void RunRecord::leave_out(Job& job, std::vector<OutputRecord> standing) {
  for (const OutputRecord& output : standing) {
    const auto place = std::find(step_order_.begin(), step_order_.end(), output.step) - step_order_.begin();
    job.left_out |= std::uint64_t{1} << place;
    job.paths.erase(std::find(job.paths.begin(), job.paths.end(), output.path));
  }
  before_[job.number].standing = std::move(standing);
}

void RunRecord::remove_extra(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    ledger_->forget_output(path);
    if (!names_.is_taken(path)) tree_.remove(path);
  }
}

void RunRecord::record(const DocumentResult& result) {
  if (!ledger_) return;
  const auto found = before_.find(result.number);
  const DocumentResult* whole = &result;
  DocumentResult merged;
  if (found != before_.end()) {
    if (result.ok() && !found->second.standing.empty()) {
      merged = result;
      merged.outputs.insert(merged.outputs.end(), found->second.standing.begin(),
                            found->second.standing.end());
      std::stable_sort(merged.outputs.begin(), merged.outputs.end(),
                       [this](const OutputRecord& a, const OutputRecord& b) {
                         const auto place = [this](const OutputRecord& output) {
                           return std::find(step_order_.begin(), step_order_.end(), output.step);
                         };
                         return place(a) < place(b);
                       });
      whole = &merged;
    }
    if (!result.ok())
      for (const std::string& path : found->second.replaced) tree_.remove(path);
    before_.erase(found);
  }
  for (const std::string& path : ledger_->record(*whole))
    if (!packed_ && !names_.is_taken(path)) tree_.remove(path);
}

void RunRecord::close(std::string_view state, std::uint64_t inputs, std::uint64_t failed) {
  if (ledger_) ledger_->end_run(state, inputs, failed);
}

}  // namespace minutemill
