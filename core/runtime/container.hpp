// Files that hold many inputs: .jsonl, .zip, .tar, .warc, the last three and .jsonl also compressed. Read
// once, from front to back, one record in memory at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

struct ContainerRecord {
  std::string name;  // within the container: an entry's path, or the number of a line or record from 1
  std::string bytes;
  std::string media_type;  // when the container says so
  std::string charset;
  std::string url;
  std::string problem;     // why there are no bytes; empty for a good record
  bool too_large = false;  // the problem is the size
};

struct ContainerSettings {
  std::uint64_t max_record = 64ULL << 20;                // bytes; larger ones are problems
  std::function<bool(const char* leaf)> takes;           // which entries of archives are inputs
  std::function<void(std::string_view what)> leave_out;  // told of those that are none
  std::string text_field;  // of JSON lines; empty: the first of html, content, text, markdown, body
  std::string name_field;  // of JSON lines: names the record; empty: its number does
};

class MINUTEMILL_API Container {
 public:
  virtual ~Container();
  // Nothing at the end, and when the container cannot be read on: then error() says why.
  [[nodiscard]] virtual std::optional<ContainerRecord> next() = 0;
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

  // By the name's ending.
  [[nodiscard]] static bool is_container(std::string_view name) noexcept;
  // Takes an open descriptor, which must stay open.
  [[nodiscard]] static std::unique_ptr<Container> open(std::string_view name, int fd,
                                                       ContainerSettings settings);

 protected:
  std::string error_;
};

}  // namespace minutemill
