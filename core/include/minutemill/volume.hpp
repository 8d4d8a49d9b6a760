// Volumes: many reports bound into one file by an exporter.
//
// The exporter makes a part of each document, in a form of its own. The run keeps the parts beside its
// outputs, so that they are made again only when their documents change, and at its end hands them back in
// their order to be bound. Whoever binds holds no more than one part in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

// A report's share of a volume.
struct Part {
  std::string bytes;  // nobody but the exporter reads them
  Tally tally;        // what of the document is in it
};

// The reports of one volume, in the order in which they are to stand.
class MINUTEMILL_API Volume {
 public:
  struct Entry {
    std::vector<std::string> groups;  // labels of the levels of contents above it, outermost first
    std::string label;                // what to call it in messages
    std::uint64_t size = 0;           // of Part::bytes
  };

  virtual ~Volume();
  [[nodiscard]] virtual const std::string& title() const noexcept = 0;
  // The file's name below the output folder: the same in every run, whoever is in the volume.
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  [[nodiscard]] virtual std::size_t size() const noexcept = 0;
  [[nodiscard]] virtual Entry entry(std::size_t index) const = 0;
  // `count` bytes of the part from `offset` on. Throws std::runtime_error when they are not there.
  virtual void read(std::size_t index, std::uint64_t offset, char* to, std::size_t count) const = 0;
};

}  // namespace minutemill
