#include "runtime/run_record.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

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
  const std::string layout =
      packer ? fmt::format("{} packs of {} bytes", pack_ending(settings_.pack.format), settings_.pack.size)
             : "single files";
  ledger_->begin_run({pipeline_.path(), pipeline_.fingerprint(), std::string(version()), layout});
  if (packer)
    ledger_->set_before_commit([packer] {
      const auto error = packer->flush();
      return error ? "the pack " + error->message : std::string();
    });
  if (settings_.resume == ResumeMode::fresh) return;
  InputReader reader(pipeline_.limits().input.bytes, 0);
  const auto holds = [this, packer](OutputRecord& output) {
    return packer ? packer->sources().holds(output) : tree_.holds(output.path, output.size, output.hash);
  };
  check_.emplace(holds, std::move(reader), pipeline_.fingerprint());
  if (deferred_) ledger_->each_output([this](const std::string& path) { names_.hold(path); });
}

RunRecord::Verdict RunRecord::judge(const Job& job, DocumentResult& kept) {
  if (!ledger_ || settings_.resume == ResumeMode::fresh) return Verdict::convert;
  kept.input = input_name(job.root, job.path);
  auto entry = ledger_->find(kept.input);
  if (settings_.resume == ResumeMode::retry_failed && (!entry || entry->done)) return Verdict::pass_over;
  if (!entry) return Verdict::convert;
  if (check_->stands(job, *entry)) {
    kept.number = job.number;
    kept.kept = true;
    kept.input_size = entry->input_size;
    kept.input_hash = entry->input_hash;
    kept.outputs = std::move(entry->outputs);
    return Verdict::keep;
  }
  if (deferred_)
    for (const OutputRecord& output : entry->outputs) names_.release(output.path);
  return Verdict::convert;
}

void RunRecord::record(const DocumentResult& result) {
  if (!ledger_) return;
  for (const std::string& path : ledger_->record(result))
    if (!packed_ && !names_.is_taken(path)) tree_.remove(path);
}

void RunRecord::close(std::string_view state, std::uint64_t inputs, std::uint64_t failed) {
  if (ledger_) ledger_->end_run(state, inputs, failed);
}

}  // namespace minutemill
