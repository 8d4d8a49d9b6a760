// Steps that stand in a case file, as the text of a pipeline in which everything keeps its line and column,
// so that diagnostics of the pipeline point into the case file.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/config.hpp>

namespace minutemill::testing {

class Transcript {
 public:
  // `head` is the synthetic beginning: "{minutemill: 1, name: case". It stands in the first line.
  explicit Transcript(std::string_view head) { put(head); }
  // ", key: value". Keys must be given in the order in which they stand in the file, so that lines only grow.
  void add(std::string_view key, const ConfigNode& value);
  // The same for a list, with an item before those of the file (YAML flow style).
  void add_list(std::string_view key, std::string_view first_item, const ConfigNode& list);
  [[nodiscard]] std::string finish();

 private:
  void put(std::string_view text);
  void move_to(Mark mark);
  void put_node(const ConfigNode& node);
  void put_scalar(const ConfigNode& node);
  void put_items(const ConfigNode& list, bool first);

  std::string out_;
  Mark at_{1, 1};
};

// A value on one line, as YAML that reads the same.
[[nodiscard]] std::string to_flow_yaml(const ConfigNode& node);

}  // namespace minutemill::testing
