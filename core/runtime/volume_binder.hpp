// Binds the parts that a run has made into volumes, each in a process of its own: an exporter that crashes or
// hangs over a volume costs that volume.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>

#include "runtime/document_result.hpp"
#include "runtime/ledger.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/volume_result.hpp"

namespace minutemill {

class VolumeBinder {
 public:
  VolumeBinder(Pipeline& pipeline, OutputTree& tree, OutputNames& names, std::string prefix);

  // Whether the pipeline has volumes at all.
  [[nodiscard]] static bool has_volumes(const Pipeline& pipeline) noexcept;
  // Remembers the parts of a document that is done or kept.
  void add(const DocumentResult& result);
  // Binds them, one volume after the other; volumes that the ledger knows and that nobody has more parts for
  // are removed. `see` gets each result.
  void bind(Ledger& ledger, const std::function<void(const VolumeResult&)>& see);

 private:
  struct PartEntry {
    std::string path;
    std::uint64_t hash = 0;
    std::vector<std::string> groups;
    std::string order;
  };
  struct Plan {
    std::string step;
    std::string file;
    std::string title;
    std::vector<PartEntry> parts;
  };

  [[nodiscard]] std::vector<Plan> plan(const std::function<void(const VolumeResult&)>& see);
  [[nodiscard]] VolumeResult make(const Plan& plan, const std::string& temporary);
  void bind_into(const Plan& plan, int file, int talk, DocumentResult& result);
  [[nodiscard]] std::uint64_t hash_of(const Plan& plan) const;
  [[noreturn]] void run_child(const Plan& plan, const std::string& temporary, int talk);

  Pipeline& pipeline_;
  OutputTree& tree_;
  OutputNames& names_;
  std::string prefix_;
  std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>> parts_;  // by step: path, hash
};

}  // namespace minutemill
