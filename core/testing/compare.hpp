// What is expected held against what is there, with messages that point into the case file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <minutemill/config.hpp>
#include <minutemill/metadata.hpp>

namespace minutemill::testing {

using Json = nlohmann::ordered_json;

// Collects what is wrong with one case.
class Problems {
 public:
  explicit Problems(std::vector<std::string>& out) : out_(out) {}
  // "line 12: text"
  void add(const ConfigNode& at, std::string_view text);
  // "line 12: metadata.date: expected 2020-05-22, found 2020-05-23"
  void differ(const ConfigNode& at, std::string_view what, std::string_view expected, std::string_view found);

 private:
  std::vector<std::string>& out_;
};

// Every key that is expected must be there with its value; null means that it must not be there. Lists have
// the same length and order. Scalars are compared as text.
void compare_subset(const ConfigNode& expected, const Json* found, const std::string& path,
                    Problems& problems);

[[nodiscard]] Json to_json(const Value& value);
[[nodiscard]] Json to_json(const Record& record);

}  // namespace minutemill::testing
