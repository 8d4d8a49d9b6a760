// The ledgers of a run added up.
#include <gtest/gtest.h>

#include "runtime/document_result.hpp"
#include "runtime/loss_totals.hpp"

namespace minutemill {
namespace {

DocumentResult result(std::vector<Loss> losses) {
  DocumentResult out;
  out.source = {.characters = 10};
  out.losses = std::move(losses);
  return out;
}

TEST(LossTotals, AddsUpByStepAndCause) {
  LossTotals totals;
  totals.add(result({{"clean", LossKind::furniture, "nav", {.characters = 4}}}));
  totals.add(result({{"clean", LossKind::furniture, "nav", {.characters = 3, .links = 1}},
                     {"clean", LossKind::furniture, "share", {.characters = 1}}}));
  EXPECT_EQ(totals.source().characters, 20U);
  ASSERT_EQ(totals.by_cause().size(), 2U);
  const auto& nav = totals.by_cause().at({"clean", LossKind::furniture, "nav"});
  EXPECT_EQ(nav.documents, 2U);
  EXPECT_EQ(nav.what, (Tally{.characters = 7, .links = 1}));
}

TEST(LossTotals, FailedDocumentsDoNotCount) {
  LossTotals totals;
  DocumentResult failed = result({{"clean", LossKind::furniture, "nav", {.characters = 4}}});
  failed.failure = FailureCode::exporting;
  totals.add(failed);
  EXPECT_TRUE(totals.by_cause().empty());
}

TEST(LossTotals, IsBounded) {
  LossTotals totals;
  for (std::size_t i = 0; i < 2 * LossTotals::kMostCauses; ++i)
    totals.add(result({{"clean", LossKind::furniture, "rule " + std::to_string(i), {.characters = 1}}}));
  EXPECT_EQ(totals.by_cause().size(), LossTotals::kMostCauses + 1);
  EXPECT_EQ(totals.by_cause().at({"clean", LossKind::furniture, ""}).what.characters,
            LossTotals::kMostCauses);
}

}  // namespace
}  // namespace minutemill
