// With pandoc itself, when it is installed.
#include <gtest/gtest.h>

#include <string>

#include "documents.hpp"
#include "support/process.hpp"

namespace pandoc_test {
namespace {

using namespace minutemill;

test_support::Process pandoc(std::vector<std::string> arguments, const std::string& input) {
  arguments.insert(arguments.begin(), "pandoc");
  test_support::ProcessSettings settings;
  settings.input = input;
  return test_support::run_process(arguments, settings);
}

class WithPandoc : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto version = test_support::run_process({"sh", "-c", "pandoc --version"});
    if (version.status != 0) GTEST_SKIP() << "pandoc is not installed";
    options_.figures = version.out.starts_with("pandoc 3");
  }
  pandoc::WriteOptions options_;
};

// pandoc reads our JSON and gives it back: nothing is lost on the way through its own types.
TEST_F(WithPandoc, TakesTheJsonAndGivesItBack) {
  for (const auto& [name, snapshot] : documents()) {
    const auto json = pandoc_test::pandoc({"-f", "json", "-t", "json"}, to_pandoc(snapshot, options_));
    ASSERT_EQ(json.status, 0) << name << json.err;
    EXPECT_EQ(json.err, "") << name;
    EXPECT_EQ(comparable(Read(json.out).document), comparable(snapshot)) << name;
  }
}

TEST_F(WithPandoc, MakesItsFormatsOfIt) {
  for (const auto& [name, snapshot] : documents()) {
    std::vector<const char*> formats;
    // It has images on the network, which pandoc would fetch for a package.
    if (name == "everything.json") formats = {"html", "markdown", "latex", "rst", "plain", "org", "jats"};
    if (name == "songwan-jiyao.html") formats = {"docx", "odt", "markdown"};
    for (const char* format : formats) {
      const auto made =
          pandoc_test::pandoc({"-f", "json", "-t", format, "-o", "-"}, to_pandoc(snapshot, options_));
      ASSERT_EQ(made.status, 0) << name << format << made.err;
      EXPECT_GT(made.out.size(), 300U) << name << format;
    }
  }
}

TEST_F(WithPandoc, ItsFormatsAreRead) {
  const std::pair<const char*, const char*> cases[] = {
      {"markdown", "# Pond {#a}\n\nOne *two*^[note]\n\n1. x\n2. y\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n"},
      {"rst", "Pond\n====\n\nOne *two*\n\n1. x\n2. y\n"},
      {"org", "* Pond\nOne /two/\n1. x\n2. y\n"},
      {"mediawiki", "= Pond =\nOne ''two''\n# x\n# y\n"},
      {"textile", "h1. Pond\n\nOne _two_\n\n# x\n# y\n"},
  };
  for (const auto& [format, text] : cases) {
    const auto json = pandoc_test::pandoc({"-f", format, "-t", "json"}, text);
    ASSERT_EQ(json.status, 0) << json.err;
    const Read read(json.out);
    const Node* first = read.document.body().first_child();
    ASSERT_NE(first, nullptr) << format;
    EXPECT_EQ(first->kind(), NodeKind::heading) << format;
    EXPECT_EQ(Document::plain_text(*first), "Pond") << format;
    const std::string all = Document::plain_text(read.document.body());
    EXPECT_NE(all.find("One two"), std::string::npos) << format << all;
    EXPECT_NE(all.find("x\ny"), std::string::npos) << format << all;
  }
}

}  // namespace
}  // namespace pandoc_test
