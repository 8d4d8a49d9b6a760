// What the names of an element (class and id) say of it. Pages of a site use the same few again and again, so
// what was found is kept.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "site_rules.hpp"

namespace minutemill::clean {

struct NameVerdict {
  std::int8_t weight = 0;  // +25, 0, -25
  bool unlikely = false;   // furniture
  bool caption = false, junk = false;
};

class NameVerdicts {
 public:
  explicit NameVerdicts(const NamePatterns& patterns) : patterns_(patterns) {}
  // Null: the element has no such attribute.
  NameVerdict of(const char* class_name, const char* id);

 private:
  [[nodiscard]] NameVerdict judge(const char* class_name, const char* id) const;

  const NamePatterns& patterns_;
  std::unordered_map<std::string, NameVerdict> known_;
  std::string key_;
};

}  // namespace minutemill::clean
