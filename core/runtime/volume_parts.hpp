// The parts of one volume, read from the output folder as they are asked for: what is in memory of each is
// its path.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/volume.hpp>

#include "runtime/output_tree.hpp"
#include "runtime/unique_fd.hpp"
#include "pipeline/volume_spec.hpp"

namespace minutemill {

// A part in the output folder.
class MINUTEMILL_API PartFile {
 public:
  PartFile() = default;
  // Throws std::runtime_error when it is not there or no part.
  PartFile(OutputTree& tree, const std::string& path);
  [[nodiscard]] const PartHeader& header() const noexcept { return header_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_ - begin_; }  // of the exporter's bytes
  void read(std::uint64_t offset, char* to, std::size_t count) const;

 private:
  std::string path_;
  UniqueFd file_;
  PartHeader header_;
  std::uint64_t begin_ = 0;
  std::uint64_t size_ = 0;
};

class MINUTEMILL_API VolumeParts final : public Volume {
 public:
  // `paths` in the order of the volume. `alive` is called at each reading.
  VolumeParts(OutputTree& tree, std::string name, std::string title, std::vector<std::string> paths,
              std::function<void()> alive);
  [[nodiscard]] const std::string& title() const noexcept override { return title_; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::size_t size() const noexcept override { return paths_.size(); }
  [[nodiscard]] Entry entry(std::size_t index) const override;
  void read(std::size_t index, std::uint64_t offset, char* to, std::size_t count) const override;

 private:
  [[nodiscard]] const PartFile& open(std::size_t index) const;

  OutputTree& tree_;
  std::string name_;
  std::string title_;
  std::vector<std::string> paths_;
  std::function<void()> alive_;
  mutable std::size_t opened_ = SIZE_MAX;  // parts are read one after the other: one is open
  mutable PartFile file_;
};

}  // namespace minutemill
