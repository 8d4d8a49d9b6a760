// The loss ledgers of all documents of a run, added up by step and cause.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include <minutemill/engine.hpp>
#include <minutemill/export.hpp>

namespace minutemill {

struct DocumentResult;

class MINUTEMILL_API LossTotals {
 public:
  struct Cause {
    std::string step;
    LossKind kind = LossKind::unexplained;
    std::string cause;
    friend auto operator<=>(const Cause&, const Cause&) = default;
  };
  struct Total {
    std::uint64_t documents = 0;
    Tally what;
  };
  // Causes are named by rules and reports, so they are few; what comes beyond counts to no cause by name.
  static constexpr std::size_t kMostCauses = 1000;

  void add(const DocumentResult& result);
  [[nodiscard]] const Tally& source() const noexcept { return source_; }
  [[nodiscard]] const std::map<Cause, Total>& by_cause() const noexcept { return by_cause_; }

 private:
  Tally source_;
  std::map<Cause, Total> by_cause_;
};

}  // namespace minutemill
