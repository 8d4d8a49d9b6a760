// A stage tested without a run around it, as an author would.
#include <minutemill/testing.hpp>

#include <gtest/gtest.h>

namespace minutemill::testing {
namespace {

constexpr ReportKind kKind{9001, Severity::warning, "thing seen", "There was a thing."};

TEST(MockContext, KeepsReports) {
  MockContext context;
  context.report(kKind, "a detail", {3, 5});
  context.report(kKind, "", {});
  EXPECT_EQ(context.numbers(), (std::vector<int>{9001, 9001}));
  EXPECT_EQ(context.reports()[0].message, "MM9001 thing seen: a detail");
  EXPECT_EQ(context.reports()[0].span, (SourceSpan{3, 5}));
  EXPECT_EQ(context.reports()[1].message, "MM9001 thing seen");
}

TEST(MockContext, HasSiblingsWithinTheLimit) {
  MockContext context;
  context.add_sibling("images/a.png", "bytes");
  EXPECT_EQ(context.sibling("images/a.png"), "bytes");
  EXPECT_EQ(context.sibling("images/b.png"), std::nullopt);
  context.edit_limits().resource = {4};
  EXPECT_EQ(context.sibling("images/a.png"), std::nullopt);
}

TEST(MockContext, CanRunOutOfTime) {
  MockContext context;
  context.check_time();
  context.fail_time_after(2);
  context.check_time();
  context.check_time();
  try {
    context.check_time();
    FAIL() << "the time should be up";
  } catch (const StageFailure& failure) {
    EXPECT_EQ(failure.code(), FailureCode::resource);
  }
}

TEST(MockSetup, HasFilesAndSaysWhichIsMissing) {
  MockSetup setup;
  setup.add_file("words.yaml", "a: 1");
  const auto file = setup.load("words.yaml", "rules", nullptr);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->text, "a: 1");
  EXPECT_FALSE(setup.diagnostics().has_errors());
  EXPECT_FALSE(setup.load("other.yaml", "rules", nullptr));
  ASSERT_TRUE(setup.diagnostics().has_errors());
  EXPECT_EQ(setup.diagnostics().all().front().message, "no file 'other.yaml' was given to MockSetup");
}

}  // namespace
}  // namespace minutemill::testing
