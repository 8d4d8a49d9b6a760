// Names for outputs whose names depend on their documents. Documents come as workers finish them and are
// named in the order of the inputs, so that two that want the same name get the same ones in every run.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "runtime/document_result.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"

namespace minutemill {

class OrderedPublisher {
 public:
  using Deliver = std::function<void(DocumentResult)>;
  OrderedPublisher(OutputTree& tree, OutputNames& names, std::string prefix, Deliver deliver)
      : tree_(tree), names_(names), prefix_(std::move(prefix)), deliver_(std::move(deliver)) {}

  // Every number from 0 must come once, in whatever order.
  void add(DocumentResult result);
  // Drops the outputs of documents that wait for earlier ones which will not come.
  void drop_waiting();
  [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }

 private:
  void publish(DocumentResult& result);

  OutputTree& tree_;
  OutputNames& names_;
  std::string prefix_;  // of temporary names
  Deliver deliver_;
  std::map<std::uint64_t, DocumentResult> waiting_;
  std::uint64_t next_ = 0;
};

// The failure of a document whose output's name another one has.
[[nodiscard]] std::string name_taken_message(const OutputNames& names, const std::string& path);

}  // namespace minutemill
