// What a stage tries that no document needs: refused, at the cost of its document.
#include <filesystem>
#include <ostream>

#include "run_fixture.hpp"

namespace {

namespace fs = std::filesystem;

class Sandbox : public RunFixture {
 protected:
  void SetUp() override {
    const auto version = test_support::run_process({MINUTEMILL_PROGRAM, "--version"});
    ASSERT_EQ(version.status, 0);
    if (version.out.find("Landlock") == std::string::npos || version.out.find("seccomp") == std::string::npos)
      GTEST_SKIP() << "this kernel cannot close workers in: " << version.out;
  }
  void use(const std::string& stage, const std::string& more = {}) const {
    write("pipeline.yaml", "minutemill: 1\nname: test\nsteps: [{use: " + stage +
                               "}]\noutputs: [{use: export_raw}]\nlimits: {time: 10s}\n" + more);
  }
  void write(const std::string& name, std::string_view bytes) const { input("../" + name, bytes); }
};

struct Trespass {
  const char* directive;
  const char* message;
  bool let_without;  // by the machine that runs the test
};
void PrintTo(const Trespass& trespass, std::ostream* out) {
  *out << trespass.directive;
}

class EachTrespass : public Sandbox, public testing::WithParamInterface<Trespass> {};

TEST_P(EachTrespass, CostsOneDocument) {
  use("directive");
  write("elsewhere/private.txt", "private");
  for (int i = 0; i < 10; ++i) input("good" + std::to_string(i) + ".txt", "report\n");
  std::string directive = GetParam().directive;
  if (const std::size_t at = directive.find("$FOLDER"); at != std::string::npos)
    directive.replace(at, 7, folder().string());
  input("bad.txt", directive + "\n");
  const auto closed = run({"--jobs", "2", "--sandbox", "required"});
  EXPECT_EQ(closed.status, 1) << closed.err;
  EXPECT_NE(closed.err.find("in/bad.txt: plugin: "), std::string::npos) << closed.err;
  EXPECT_NE(closed.err.find(GetParam().message), std::string::npos) << closed.err;
  EXPECT_EQ(outputs().size(), 10U);
  EXPECT_FALSE(fs::exists(folder() / "elsewhere/written"));
  if (!GetParam().let_without) return;
  const auto open = run({"--sandbox", "off"});
  EXPECT_EQ(open.status, 0) << open.err;
}

INSTANTIATE_TEST_SUITE_P(
    Runtime, EachTrespass,
    testing::Values(Trespass{"trespass socket", "socket: Permission denied", true},
                    Trespass{"trespass unix_socket", "unix_socket: Permission denied", true},
                    Trespass{"trespass program", "program: Operation not permitted", true},
                    Trespass{"trespass signal", "signal: Operation not permitted", true},
                    Trespass{"trespass trace", "trace: Operation not permitted", false},
                    Trespass{"trespass mount", "mount: Operation not permitted", false},
                    Trespass{"trespass namespace", "namespace: Operation not permitted", false},
                    Trespass{"trespass ring", "ring: Operation not permitted", false},
                    Trespass{"read_file /etc/passwd", "/etc/passwd: Permission denied", true},
                    Trespass{"read_file $FOLDER/elsewhere/private.txt", "private.txt: Permission denied",
                             true},
                    Trespass{"write_file $FOLDER/elsewhere/written", "written: Permission denied", true},
                    Trespass{"write_file $FOLDER/in/good0.txt", "good0.txt: Permission denied", true},
                    Trespass{"write_file /usr/minutemill-was-here", "was-here: Permission denied", false}));

TEST_F(Sandbox, IsInForceUnlessTheRunOrThePipelineSaysOtherwise) {
  input("a.txt", "trespass socket\ntext\n");
  use("directive");
  EXPECT_EQ(run().status, 1);
  use("directive", "sandbox: required\n");
  EXPECT_EQ(run().status, 1);
  EXPECT_EQ(run({"--sandbox", "off"}).status, 0);
  use("directive", "sandbox: off\n");
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(run({"--sandbox", "auto"}).status, 1);
  use("directive", "isolation: none\n");
  EXPECT_EQ(run().status, 0);
}

TEST_F(Sandbox, LetsThroughWhatDocumentsNeed) {
  use("directive");
  input("b.png", "pixels");
  write("other/c.txt", "sibling d.png\n");
  write("other/d.png", "more pixels");
  fs::create_symlink("../other/c.txt", folder() / "in/link.txt");
  input("a.txt", "sibling b.png\nread_file /usr/bin\nwrite_file /dev/null\n");
  const auto result = run_over({"in/a.txt", "in/link.txt"}, {"--sandbox", "required"});
  EXPECT_EQ(result.status, 0) << result.err;
  const auto found = outputs();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.at("a.raw"), "pixels\n");
  EXPECT_EQ(found.at("link.raw"), "(no sibling)\n");  // beside the link, as without a sandbox
}

TEST_F(Sandbox, AListOfPathsMayNameAnyFileAndStillNothingIsWrittenElsewhere) {
  use("directive");
  write("far/a.txt", "read_file /etc/passwd\ntext\n");
  write("far/b.txt", "write_file " + folder().string() + "/far/written\n");
  write("far/c.txt", "trespass socket\n");
  const auto result = run_over({"-"}, {"--sandbox", "required"}, "far/a.txt\nfar/b.txt\nfar/c.txt\n");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(outputs().size(), 1U) << result.err;
  EXPECT_NE(result.err.find("written: Permission denied"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("socket: Permission denied"), std::string::npos) << result.err;
  EXPECT_FALSE(fs::exists(folder() / "far/written"));
}

TEST_F(Sandbox, AStageThatStartsProgramsMayAndThatIsSaid) {
  use("program_directive");
  input("a.txt", "trespass program\ntext\n");
  input("b.txt", "trespass socket\n");
  const auto result = run({"--sandbox", "required"});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(outputs().size(), 1U) << result.err;
  EXPECT_NE(result.err.find("socket: Permission denied"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("note: step program_directive starts programs"), std::string::npos) << result.err;
}

TEST_F(Sandbox, ARunSaysWhatTheKernelLacks) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a preloaded library would come before the sanitizer's";
#endif
  use("directive");
  input("a.txt", "text\n");
  input("b.txt", "trespass socket\n");
  test_support::ProcessSettings settings;
  settings.folder = folder();
  settings.environment = {{"LD_PRELOAD", RUNTIME_TEST_NO_LANDLOCK}};
  const auto result = test_support::run_process(command({"in"}, {}), settings);
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("sandbox: note: this kernel lacks Landlock"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("socket: Permission denied"), std::string::npos) << result.err;
  const auto refused = test_support::run_process(command({"in"}, {"--sandbox", "required"}), settings);
  EXPECT_EQ(refused.status, 4);
  EXPECT_NE(refused.err.find("the sandbox is required, and this kernel lacks Landlock"), std::string::npos)
      << refused.err;
}

}  // namespace
