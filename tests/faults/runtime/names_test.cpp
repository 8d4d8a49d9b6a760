// Names of outputs: mirrored folders, collisions, and the same whoever is done first.
#include "run_fixture.hpp"

namespace {

class Names : public RunFixture {};

TEST_F(Names, FoldersAreMirrored) {
  input("x/y/a.txt", "deep\n");
  input("b.txt", "top\n");
  EXPECT_EQ(run().status, 0);
  const auto found = outputs();
  EXPECT_EQ(found.count("x/y/a.raw"), 1U);
  EXPECT_EQ(found.count("b.second"), 1U);
  EXPECT_EQ(found.size(), 4U);
}

TEST_F(Names, EndingsAndCaseDoNotOverwrite) {
  input("r.htm", "one\n");
  input("r.html", "two\n");
  input("R.txt", "three\n");
  EXPECT_EQ(run().status, 0);
  auto found = outputs();
  EXPECT_EQ(found.size(), 6U);
  EXPECT_EQ(found["R.raw"], "three\n");  // 'R' comes before 'r'
  EXPECT_EQ(found["r-2.raw"], "one\n");
  EXPECT_EQ(found["r-3.second"], "two\n");
}

TEST_F(Names, CollisionsCanBeErrors) {
  input("r.htm", "one\n");
  input("r.html", "two\n");
  const auto result = run({"--on-collision", "error"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/r.html: output: another input of this run has the output r.raw"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(outputs()["r.raw"], "one\n");
}

TEST_F(Names, TheLastOfTheOrderOverwritesOnRequest) {
  input("r.htm", "one\n");
  input("r.html", "two\n");
  input("r.txt", "sleep 1\nthree\n");
  EXPECT_EQ(run({"--on-collision", "overwrite", "--jobs", "3"}).status, 0);
  EXPECT_EQ(outputs()["r.raw"], "three\n");
  EXPECT_EQ(outputs().size(), 2U);
}

// Names that depend on the documents, with documents that take their time: the order of the inputs decides.
TEST_F(Names, DoNotDependOnWhoIsDoneFirst) {
  pipeline("[{use: export_raw, to: \"{meta.date|none}.raw\"}]");
  for (int i = 0; i < 60; ++i)
    input((i < 10 ? "0" : "") + std::to_string(i) + ".txt",
          "sleep " + std::to_string((i * 7) % 13) + "\ndate 2024-05-0" + std::to_string(i % 3 + 1) +
              "\nnumber " + std::to_string(i) + "\n");
  input("30a.txt", "fail on the way\n");
  EXPECT_EQ(run({"--jobs", "4"}).status, 1);
  const auto parallel = outputs();
  EXPECT_EQ(parallel.size(), 60U);
  EXPECT_EQ(parallel.at("2024-05-01.raw"), "date 2024-05-01\nnumber 0\n");
  EXPECT_EQ(parallel.at("2024-05-01-2.raw"), "date 2024-05-01\nnumber 3\n");
  EXPECT_TRUE(leftovers().empty());
  std::filesystem::remove_all(folder() / "out");
  EXPECT_EQ(run({"--jobs", "1"}).status, 1);
  EXPECT_EQ(outputs(), parallel);
}

TEST_F(Names, AListMirrorsItsPaths) {
  input("x/a.txt", "listed\n");
  const auto result = run_over({"-"}, {}, "in/x/a.txt\n\nin/missing.txt\r\n../outside.txt\n");
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/missing.txt: input: "), std::string::npos) << result.err;
  EXPECT_EQ(outputs()["in/x/a.raw"], "listed\n");
}

TEST_F(Names, TheOutputFolderIsNoInput) {
  input("a.txt", "text\n");
  const auto first = run_over({"."}, {"--include", "*.raw", "--include", "a.txt"});
  EXPECT_EQ(first.status, 0) << first.err;
  const auto again = run_over({"."}, {"--include", "*.raw", "--include", "a.txt"});
  EXPECT_NE(again.out.find("1 of 1"), std::string::npos) << again.out;
}

// The stages write what they read under the name of the input itself.
TEST_F(Names, AnOutputNeverReplacesAnInput) {
  pipeline("[{use: export_raw, to: \"{name}\"}]");
  input("a.txt", "one\n");
  input("x/b.txt", "number 2\n");
  for (const char* policy : {"error", "overwrite"}) {
    for (const std::vector<std::string>& inputs :
         {std::vector<std::string>{"in"}, {"in/a.txt", "in/x/b.txt"}, {"in/../in/a.txt", "in/x"}}) {
      const auto refused = run_over(inputs, {"--out", "in", "--on-collision", policy});
      EXPECT_EQ(refused.status, 1);
      EXPECT_NE(refused.err.find("a.txt: output: the output a.txt would replace an input of this run"),
                std::string::npos)
          << policy << "\n"
          << refused.err;
      EXPECT_EQ(outputs("in").at("a.txt"), "one\n");
      EXPECT_EQ(outputs("in").at("x/b.txt"), "number 2\n");
    }
  }
}

TEST_F(Names, AnOutputBesideItsInputIsNumbered) {
  pipeline("[{use: export_raw, to: \"{name}\"}]");
  input("a.txt", "one\n");
  const auto numbered = run_over({"in/a.txt"}, {"--out", "in"});
  EXPECT_EQ(numbered.status, 0) << numbered.err;
  EXPECT_EQ(outputs("in").at("a.txt"), "one\n");
  EXPECT_EQ(outputs("in").count("a-2.txt"), 1U);
}

TEST_F(Names, OddFilesAreNamedAndPassedOver) {
  input("a.txt", "text\n");
  input(".hidden/b.txt", "text\n");
  input("._a.txt", "apple\n");
  input("picture.png", "pixels\n");
  std::filesystem::create_symlink("nowhere", folder() / "in/dangling.txt");
  std::filesystem::create_symlink("a.txt", folder() / "in/same.txt");
  std::filesystem::create_symlink(".", folder() / "in/self");
  const auto fine = run();
  EXPECT_EQ(fine.status, 0) << fine.err;
  EXPECT_NE(fine.err.find("in/dangling.txt: note: a link to nothing"), std::string::npos) << fine.err;
  EXPECT_NE(fine.out.find(".png 1"), std::string::npos) << fine.out;
  EXPECT_EQ(outputs().size(), 2U);
  std::filesystem::create_symlink("/etc/hostname", folder() / "in/out.txt");
  std::filesystem::create_symlink("/dev/zero", folder() / "in/zero.txt");
  const auto odd = run();
  EXPECT_EQ(odd.status, 1);
  EXPECT_NE(odd.err.find("in/out.txt: input: a link that leads out of in"), std::string::npos) << odd.err;
  EXPECT_EQ(outputs().size(), 2U);
}

TEST_F(Names, MissingAndEmptyInputsAreNamed) {
  input("empty.txt", "");
  const auto result = run_over({"in/empty.txt", "in/none.html", "in"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("in/empty.txt: input: an empty file"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("in/none.html: input: no such file or folder"), std::string::npos) << result.err;
}

}  // namespace
