// The inputs of a run as numbered jobs: listed some way ahead of the workers, each with the names of its
// outputs.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "runtime/input_guard.hpp"
#include "runtime/input_list.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/run_record.hpp"
#include "runtime/worker.hpp"

namespace minutemill {

struct RunSettings;

class JobQueue {
 public:
  struct Listener {
    std::function<void(DocumentResult)> settled;  // an input that needs no worker: kept, or it cannot be read
    std::function<void(const InputProblem&)> noted;  // something on the way that is no input
  };
  // `deferred`: names of outputs depend on documents.
  JobQueue(const RunSettings& settings, Pipeline& pipeline, OutputTree& tree, OutputNames& names,
           RunRecord& record, bool deferred, Listener listener);

  // Lists some more, as long as not too much waits.
  void list_ahead();
  [[nodiscard]] bool may_list() const noexcept { return !all_listed_ && !full(); }
  [[nodiscard]] bool all_listed() const noexcept { return all_listed_; }
  // Nothing waits, and nothing will.
  [[nodiscard]] bool done() const noexcept { return all_listed_ && jobs_.empty(); }

  [[nodiscard]] bool empty() const noexcept { return jobs_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return jobs_.size(); }
  [[nodiscard]] const Job& front() const noexcept { return jobs_.front(); }
  [[nodiscard]] Job take();
  // A job that a worker did not do goes where its number belongs.
  void put_back(Job job);

  // Inputs of this run so far.
  [[nodiscard]] std::uint64_t inputs() const noexcept { return next_number_; }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& left_out() const noexcept {
    return list_.left_out();
  }

 private:
  [[nodiscard]] bool full() const noexcept;
  [[nodiscard]] InputList::Settings list_settings(const OutputTree& tree) const;
  [[nodiscard]] std::optional<Job> make_job(InputItem item);
  [[nodiscard]] bool name_outputs(Job& job, const std::string& name, bool mine);
  void fail_unread(std::string name, FailureCode code, std::string message);

  const RunSettings& settings_;
  Pipeline& pipeline_;
  OutputNames& names_;
  RunRecord& record_;
  bool deferred_;
  Listener listener_;
  InputList list_;
  InputGuard guard_;
  std::deque<Job> jobs_;
  std::uint64_t bytes_ = 0;  // of records of containers among them
  std::uint64_t next_number_ = 0;
  bool all_listed_ = false;
};

}  // namespace minutemill
