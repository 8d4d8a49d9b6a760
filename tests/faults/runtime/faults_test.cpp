// What a bad document costs: itself.
#include <chrono>
#include <ostream>

#include "run_fixture.hpp"

namespace {

class Faults : public RunFixture {
 protected:
  void good(int count) const {
    for (int i = 0; i < count; ++i)
      input("good" + std::to_string(i) + ".txt", "report " + std::to_string(i) + "\n");
  }
  void expect_good(int count) const {
    const auto found = outputs();
    EXPECT_EQ(found.size(), static_cast<std::size_t>(2 * count));
    for (int i = 0; i < count; ++i) {
      const std::string stem = "good" + std::to_string(i);
      const auto raw = found.find(stem + ".raw");
      ASSERT_NE(raw, found.end()) << stem;
      EXPECT_EQ(raw->second, "report " + std::to_string(i) + "\n");
    }
    EXPECT_TRUE(leftovers().empty());
  }
};

struct Fault {
  const char* directive;
  const char* message;
};
void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.directive;
}

class EachFault : public Faults, public testing::WithParamInterface<Fault> {};

TEST_P(EachFault, CostsOneDocument) {
  pipeline("[{use: export_raw}, {use: export_raw, id: second, to: \"{stem}.second\"}]",
           "{time: 700ms, memory: 300MiB}");
  good(40);
  input("good20x.txt", std::string("before\n") + GetParam().directive + "\nafter\n");
  const auto result = run({"--jobs", "2"});
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_NE(result.err.find("in/good20x.txt: "), std::string::npos) << result.err;
  EXPECT_NE(result.err.find(GetParam().message), std::string::npos) << result.err;
  EXPECT_NE(result.out.find("40 of 41, 1 failed"), std::string::npos) << result.out;
  expect_good(40);
}

INSTANTIATE_TEST_SUITE_P(
    Runtime, EachFault,
    testing::Values(Fault{"crash", "plugin: its worker died of SIGSEGV"},
                    Fault{"abort", "plugin: its worker died of SIGABRT"},
                    Fault{"exit 3", "plugin: its worker ended with exit status 3"},
                    Fault{"exit 0", "plugin: its worker ended with exit status 0"},
                    Fault{"hang", "resource: took longer than the limit of 700 ms"},
                    Fault{"spin", "resource: "}, Fault{"killed", "resource: its worker was killed 3 times"},
                    Fault{"throw out of the window", "plugin: "},
                    Fault{"fail no such luck", "parse: no such luck (step directive, byte 3)"}));

#if !defined(__SANITIZE_ADDRESS__)
TEST_F(Faults, AStageThatWantsTooMuchMemoryCostsOneDocument) {
  pipeline("[{use: export_raw}, {use: export_raw, id: second, to: \"{stem}.second\"}]",
           "{time: 10s, memory: 300MiB}");
  good(20);
  input("big.txt", "allocate 2000\n");
  const auto result = run({"--jobs", "2"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/big.txt: resource: "), std::string::npos) << result.err;
  expect_good(20);
}
#endif

TEST_F(Faults, EveryDocumentMayCrash) {
  for (int i = 0; i < 30; ++i) input(std::to_string(i) + ".txt", "crash\n");
  const auto result = run({"--jobs", "2"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.out.find("0 of 30, 30 failed"), std::string::npos) << result.out;
  EXPECT_TRUE(outputs().empty());
}

TEST_F(Faults, WarningsFailTheRunOnRequest) {
  input("a.txt", "warn about this\ntext\n");
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(run({"--fail-on", "warning"}).status, 1);
  EXPECT_EQ(outputs().size(), 2U);
}

TEST_F(Faults, ADocumentThatFailsLeavesNothing) {
  // The second output's name is taken by a folder, the first one is already written then.
  input("a.txt", "text\n");
  std::filesystem::create_directories(folder() / "out/a.second");
  const auto result = run();
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/a.txt: output: a.second"), std::string::npos) << result.err;
  EXPECT_TRUE(outputs().empty());
}

TEST_F(Faults, NothingIsWrittenThroughALink) {
  input("a.txt", "text\n");
  input("sub/b.txt", "text\n");
  std::filesystem::create_directories(folder() / "out");
  std::filesystem::create_directories(folder() / "elsewhere");
  std::filesystem::create_symlink("../elsewhere/stolen", folder() / "out/a.raw");
  std::filesystem::create_symlink("../elsewhere", folder() / "out/sub");
  const auto result = run();
  EXPECT_EQ(result.status, 1);  // sub/b has no folder
  EXPECT_TRUE(std::filesystem::is_empty(folder() / "elsewhere"));
  EXPECT_EQ(test_support::read_file(folder() / "out/a.raw"), "text\n");
  EXPECT_FALSE(std::filesystem::is_symlink(folder() / "out/a.raw"));
}

TEST_F(Faults, SiblingsStayBesideTheInput) {
  input("a.txt",
        "sibling b.png\nsibling ../secret\nsibling /etc/hostname\nsibling link\nsibling sub/../b.png\n");
  input("b.png", "pixels");
  input("../secret", "secret");
  std::filesystem::create_symlink("../secret", folder() / "in/link");
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(outputs()["a.raw"], "pixels\n(no sibling)\n(no sibling)\n(no sibling)\n(no sibling)\n");
}

}  // namespace
