// Puts outputs into packs, in the order of the inputs. A pack takes whole documents until the next would not
// fit, so that the packs of a run depend on its inputs and pipeline alone. What an earlier run has packed
// stays where it is as long as everything before it does, and is copied otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/ordered_publisher.hpp"
#include "runtime/pack_sources.hpp"
#include "runtime/pack_spool.hpp"
#include "runtime/pack_writer.hpp"

namespace minutemill {

struct PackSettings {
  PackFormat format = PackFormat::none;
  std::uint64_t size = 256ULL << 20;  // bytes of outputs, headers not counted
};

class Packer final : public ResultPublisher {
 public:
  // `deferred`: names depend on documents, and are taken when a document's turn comes.
  Packer(OutputTree& tree, OutputNames& names, const PackSettings& settings, std::string prefix,
         bool deferred);

  void arrive(DocumentResult& result) override { spools_.arrived(result); }
  void publish(DocumentResult& result) override;
  void drop(const DocumentResult& result) override { spools_.done(result); }
  // Before the ledger is committed: what it says must be on disk.
  [[nodiscard]] std::optional<FileError> flush();
  // All inputs have come: the last pack, and away with packs that an earlier, longer run has left behind it.
  [[nodiscard]] std::optional<FileError> finish();

  [[nodiscard]] PackSpools& spools() noexcept { return spools_; }
  [[nodiscard]] PackSources& sources() noexcept { return sources_; }
  // So much waits for a slow document that no more should come.
  [[nodiscard]] bool is_full() const noexcept;
  [[nodiscard]] std::uint32_t packs() const noexcept { return number_ - 1; }

 private:
  [[nodiscard]] std::optional<FileError> put(DocumentResult& result);
  [[nodiscard]] bool fits(const DocumentResult& result) const;
  [[nodiscard]] bool stays(const DocumentResult& result);
  [[nodiscard]] std::optional<FileError> write(DocumentResult& result);
  [[nodiscard]] std::optional<FileError> read_again(const DocumentResult& result,
                                                    std::vector<std::string>& copies,
                                                    std::vector<std::string_view>& parts);
  [[nodiscard]] std::optional<FileError> begin_writing();
  [[nodiscard]] std::optional<FileError> close_pack();
  void note(const DocumentResult& result);

  OutputTree& tree_;
  OutputNames& names_;
  PackSettings settings_;
  PackNames pack_names_;
  bool deferred_;
  PackSpools spools_;
  PackSources sources_;
  // The pack at hand. Without a writer all of it so far is in an earlier run's pack of the same number.
  std::uint32_t number_ = 1;
  std::vector<PackEntry> entries_;
  std::string index_;
  std::uint64_t size_ = 0;  // of its outputs
  std::uint64_t end_ = 0;
  bool in_part_ = false;  // where it is then
  std::vector<std::uint64_t> hashes_;
  std::optional<PackWriter> writer_;
};

}  // namespace minutemill
