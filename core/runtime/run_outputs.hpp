// How the outputs of a run reach their places: by the workers at once, or by the parent in the order of the
// inputs, when their names depend on documents or they go into packs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <minutemill/engine.hpp>

#include "runtime/ordered_publisher.hpp"
#include "runtime/packer.hpp"
#include "runtime/worker.hpp"

namespace minutemill {

struct RunSettings;

class RunOutputs {
 public:
  using Deliver = std::function<void(DocumentResult)>;
  // `deliver` gets every result once its outputs are in their places.
  RunOutputs(OutputTree& tree, OutputNames& names, const Pipeline& pipeline, const RunSettings& settings,
             Deliver deliver);

  // What the settings ask for and cannot be had together; empty when all is well.
  [[nodiscard]] std::string refusal() const;
  // Names depend on documents: none can be given before.
  [[nodiscard]] bool deferred() const noexcept { return deferred_; }
  // Null when outputs are files.
  [[nodiscard]] Packer* packer() noexcept { return packer_ ? &*packer_ : nullptr; }
  // Tells a worker where its outputs go.
  [[nodiscard]] std::optional<FileError> direct(unsigned worker, WorkerSettings& settings);
  // Whether the document of this number may be begun now.
  [[nodiscard]] bool may_begin(std::uint64_t number) const noexcept;
  void settle(DocumentResult result);
  // No more will come. `complete`: all inputs have; an incomplete run leaves its last pack for the next one.
  [[nodiscard]] std::optional<FileError> finish(bool complete);

 private:
  OutputTree& tree_;
  const Pipeline& pipeline_;
  const RunSettings& settings_;
  Deliver deliver_;
  bool deferred_ = false;
  std::optional<Packer> packer_;
  std::optional<StagedPublisher> staged_;
  std::optional<OrderedPublisher> publisher_;
};

}  // namespace minutemill
