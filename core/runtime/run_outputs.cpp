#include "runtime/run_outputs.hpp"

#include <fmt/format.h>

#include "runtime/run.hpp"
#include "runtime/volume_binder.hpp"

namespace minutemill {

RunOutputs::RunOutputs(OutputTree& tree, OutputNames& names, const Pipeline& pipeline,
                       const RunSettings& settings, Deliver deliver)
    : tree_(tree), pipeline_(pipeline), settings_(settings), deliver_(std::move(deliver)) {
  Input nobody;
  nobody.name = "name.html";
  deferred_ = settings.collision == CollisionPolicy::overwrite || !pipeline.planned_names(nobody);
  ResultPublisher* publisher = nullptr;
  if (settings.pack.format != PackFormat::none)
    publisher = &packer_.emplace(
        tree, names, settings.pack,
        settings.shards > 1 ? fmt::format("pack-{}-of-{}-", settings.shard, settings.shards) : "pack-",
        deferred_);
  else if (deferred_)
    publisher = &staged_.emplace(tree, names, temporary_prefix(settings.shard, settings.shards));
  if (publisher) publisher_.emplace(*publisher, deliver_);
}

std::string RunOutputs::refusal() const {
  if (VolumeBinder::has_volumes(pipeline_)) {
    if (settings_.shards > 1)
      return "a volume needs all documents: leave `volume` out of the pipeline, or run without --shard";
    if (packer_)
      return "volumes are bound from files: leave `volume` out of the pipeline, or run without --pack";
  }
  if (deferred_ && settings_.shards > 1)
    return "the names of the outputs depend on the documents, so that shards could overwrite each other's "
           "files; leave {meta...} out of the templates, or run without --shard";
  if (!packer_) return {};
  if (settings_.collision == CollisionPolicy::overwrite)
    return "packs cannot be changed later: --pack does not go with --on-collision overwrite";
  if (settings_.resume == ResumeMode::retry_failed)
    return "--pack does not go with --retry; give --resume, which converts again what has failed";
  if (settings_.pack.format != PackFormat::jsonl) return {};
  for (const Pipeline::StepInfo& step : pipeline_.steps()) {
    const std::string_view type = step.stage->media_type ? step.stage->media_type : "";
    if (step.is_output && type != "application/json")
      return fmt::format(
          "--pack jsonl takes outputs that are JSON, and {} is not; leave that step out, or give --pack zip",
          step.id);
  }
  return {};
}

std::optional<FileError> RunOutputs::direct(unsigned worker, WorkerSettings& settings) {
  if (!packer_) return std::nullopt;
  settings.pack = settings_.pack.format;
  return packer_->spools().open(tree_, worker, settings.spool);
}

bool RunOutputs::may_begin(std::uint64_t number) const noexcept {
  return !packer_ || !packer_->is_full() || number == publisher_->next();
}

void RunOutputs::settle(DocumentResult result) {
  if (publisher_)
    publisher_->add(std::move(result));
  else
    deliver_(std::move(result));
}

std::optional<FileError> RunOutputs::finish(bool complete) {
  if (publisher_) publisher_->drop_waiting();
  return packer_ && complete ? packer_->finish() : std::nullopt;
}

}  // namespace minutemill
