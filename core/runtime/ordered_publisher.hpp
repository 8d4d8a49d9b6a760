// Documents come as workers finish them and are taken up in the order of the inputs, so that what depends on
// the order (names of outputs that depend on their documents, places in packs) is the same in every run.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "runtime/document_result.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"

namespace minutemill {

// Puts the outputs of a document, which its worker has put aside, where they belong.
class ResultPublisher {
 public:
  virtual ~ResultPublisher() = default;
  // A result has come from its worker; publish() or drop() will follow.
  virtual void arrive(DocumentResult&) {}
  // In the order of the inputs, all of them, failed and kept ones too. What goes wrong becomes a failure of
  // the document.
  virtual void publish(DocumentResult& result) = 0;
  // It will not be published after all.
  virtual void drop(const DocumentResult& result) = 0;
};

// Files in <out>/.minutemill/tmp that get names which depend on their documents.
class StagedPublisher final : public ResultPublisher {
 public:
  StagedPublisher(OutputTree& tree, OutputNames& names, std::string prefix)
      : tree_(tree), names_(names), prefix_(std::move(prefix)) {}
  void publish(DocumentResult& result) override;
  void drop(const DocumentResult& result) override;

 private:
  OutputTree& tree_;
  OutputNames& names_;
  std::string prefix_;  // of temporary names
};

class OrderedPublisher {
 public:
  using Deliver = std::function<void(DocumentResult)>;
  OrderedPublisher(ResultPublisher& publisher, Deliver deliver)
      : publisher_(publisher), deliver_(std::move(deliver)) {}

  // Every number from 0 must come once, in whatever order.
  void add(DocumentResult result);
  // Drops the outputs of documents that wait for earlier ones which will not come.
  void drop_waiting();
  // The number that all others wait for.
  [[nodiscard]] std::uint64_t next() const noexcept { return next_; }

 private:
  ResultPublisher& publisher_;
  Deliver deliver_;
  std::map<std::uint64_t, DocumentResult> waiting_;
  std::uint64_t next_ = 0;
};

// Takes the names that the outputs want, or makes the document a failure.
[[nodiscard]] bool reserve_names(OutputNames& names, DocumentResult& result);
// The failure of a document whose output's name another one has.
[[nodiscard]] std::string name_taken_message(const OutputNames& names, const std::string& path);

}  // namespace minutemill
