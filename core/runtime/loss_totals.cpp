#include "runtime/loss_totals.hpp"

#include "runtime/document_result.hpp"

namespace minutemill {

void LossTotals::add(const DocumentResult& result) {
  if (!result.ok()) return;
  source_ += result.source;
  for (const Loss& loss : result.losses) {
    Cause cause{loss.step, loss.kind, loss.cause};
    if (by_cause_.size() >= kMostCauses && !by_cause_.contains(cause)) cause.cause.clear();
    Total& total = by_cause_[cause];
    ++total.documents;
    total.what += loss.what;
  }
}

}  // namespace minutemill
