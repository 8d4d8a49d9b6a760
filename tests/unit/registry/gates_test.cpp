// The three gates, one file for each reason to refuse one, and the traps of Boost.DLL.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "registry/plugin_file.hpp"

#include <boost/dll/library_info.hpp>
#include <elf.h>

#include "support/process.hpp"
#include "test_plugins.hpp"

namespace minutemill {
namespace {

using test_support::read_file;
using test_support::TemporaryFolder;

std::string reason_for(const std::string& file) {
  std::string reason;
  const Manifest* manifest = load_plugin(file, reason);
  EXPECT_EQ(manifest == nullptr, !reason.empty()) << file;
  return reason;
}

struct Refusal {
  const char* file;
  const char* words;
};
class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, SaysWhy) {
  const std::string reason = reason_for(kTestPlugins + "/refused/" + GetParam().file + ".so");
  EXPECT_NE(reason.find(GetParam().words), std::string::npos) << reason;
}
INSTANTIATE_TEST_SUITE_P(
    EachReason, Refused,
    testing::Values(Refusal{"other_abi", "plugin ABI 2, this program has ABI 1"},
                    Refusal{"no_section", "no section mm_abi1"},
                    Refusal{"other_symbol", "does not export the symbol minutemill_plugin"},
                    Refusal{"bad_magic", "does not begin with MMPLUGIN"}, Refusal{"bad_size", "16 bytes"},
                    Refusal{"bad_abi", "manifest says plugin ABI 7"},
                    Refusal{"bad_tag", "other compiler settings (mm1;itanium;cxx11=0)"},
                    Refusal{"no_name", "no name"}, Refusal{"no_stages", "no stages"},
                    Refusal{"no_process", "lacks a function"},
                    Refusal{"missing_function", "minutemill_test_function_that_nobody_has"}),
    [](const auto& test) { return std::string(test.param.file); });

// The loader's words stand alone, without those that Boost puts around them.
TEST(Gates, WordsOfTheLoaderAreTakenOut) {
  const std::string reason = reason_for(kTestPlugins + "/refused/missing_function.so");
  EXPECT_TRUE(reason.starts_with("cannot be loaded: undefined symbol: ")) << reason;
  EXPECT_EQ(reason.find("Bad file descriptor"), std::string::npos) << reason;
}

// The first gate refuses by the section table alone: a file whose code would end the process is never run.
TEST(Gates, AnotherAbiIsRefusedBeforeAnyOfItsCodeRuns) {
  const auto reason = refuse_by_section(kTestPlugins + "/refused/other_abi.so");
  ASSERT_TRUE(reason);
  EXPECT_NE(reason->find("ABI 2"), std::string::npos);
  EXPECT_FALSE(refuse_by_section(kTestPlugins + "/deadly/crash_at_load.so"))
      << "has the right section; only loading it crashes";
}

TEST(Gates, GoodPluginPasses) {
  std::string reason;
  const Manifest* manifest = load_plugin(kTestPlugins + "/sound/test_good.so", reason);
  ASSERT_NE(manifest, nullptr) << reason;
  EXPECT_STREQ(manifest->name, "test_good");
  EXPECT_STREQ(manifest->version, "1.2.3");
  EXPECT_EQ(manifest->stage_count, 2U);
}

// library_info.symbols() of Boost 1.74 reads .symtab alone, which stripping takes away; section names
// survive.
TEST(Gates, StrippedPluginPasses) {
  const std::string file = kTestPlugins + "/stripped/test_good.so";
  boost::dll::library_info info(file);
  EXPECT_TRUE(info.symbols().empty());
  EXPECT_FALSE(refuse_by_section(file));
  EXPECT_EQ(reason_for(file), "");
}

TEST(Gates, WhatIsNoSharedLibraryIsRefused) {
  const TemporaryFolder folder;
  EXPECT_NE(reason_for("/no/such/file.so").find("no such file"), std::string::npos);
  EXPECT_NE(reason_for("/tmp").find("not a regular file"), std::string::npos);
  EXPECT_NE(reason_for("/dev/zero").find("not a regular file"), std::string::npos);
  EXPECT_EQ(reason_for(folder.write("x.so", "").string()), "empty");
  EXPECT_NE(reason_for(folder.write("x.so", "#!/bin/sh\nexit 0\n").string()).find("no ELF file"),
            std::string::npos);
  EXPECT_NE(reason_for(folder.write("x.so", std::string(100000, '\0')).string()).find("no ELF file"),
            std::string::npos);
  EXPECT_NE(reason_for(MINUTEMILL_PROGRAM), "");
}

TEST(Gates, CutOffFilesAreRefused) {
  const TemporaryFolder folder;
  const std::string whole = read_file(kTestPlugins + "/sound/test_good.so");
  ASSERT_GT(whole.size(), 1000U);
  for (std::size_t size = 1; size < whole.size(); size += whole.size() / 97) {
    EXPECT_TRUE(refuse_by_section(folder.write("x.so", whole.substr(0, size)).string()))
        << size << " of " << whole.size();
  }
}

// Numbers that point outside of the file, at the end of memory, or that ask for more than there is.
TEST(Gates, LiesInTheElfHeaderAreNotFollowed) {
  const TemporaryFolder folder;
  const std::string whole = read_file(kTestPlugins + "/sound/test_good.so");
  for (const std::uint64_t lie :
       {std::uint64_t{0}, std::uint64_t{1} << 31, std::uint64_t{1} << 62, ~std::uint64_t{0}}) {
    std::string changed = whole;
    Elf64_Ehdr header{};
    std::memcpy(&header, changed.data(), sizeof header);
    const std::size_t names = header.e_shoff + header.e_shstrndx * sizeof(Elf64_Shdr);
    header.e_shoff = lie;
    std::memcpy(changed.data(), &header, sizeof header);
    EXPECT_TRUE(refuse_by_section(folder.write("x.so", changed).string())) << "e_shoff " << lie;

    changed = whole;
    Elf64_Shdr section{};
    std::memcpy(&section, changed.data() + names, sizeof section);
    section.sh_size = lie;
    std::memcpy(changed.data() + names, &section, sizeof section);
    EXPECT_TRUE(refuse_by_section(folder.write("x.so", changed).string())) << "sh_size " << lie;
  }
}

// Whatever the bytes: an answer, and not a crash. (The seed is fixed; the sanitizer build makes this sharp.)
TEST(Gates, AnyBytesGetAnAnswer) {
  const TemporaryFolder folder;
  const std::string whole = read_file(kTestPlugins + "/sound/test_good.so");
  std::mt19937 random(20091);
  for (int round = 0; round < 300; ++round) {
    std::string changed = whole;
    Elf64_Ehdr header{};
    std::memcpy(&header, whole.data(), sizeof header);
    for (int i = 0; i < 8; ++i) {
      const bool in_header = random() % 2 == 0;
      const std::size_t at = in_header ? random() % sizeof header
                                       : header.e_shoff + random() % (header.e_shnum * sizeof(Elf64_Shdr));
      changed[at] = static_cast<char>(random());
    }
    (void)refuse_by_section(folder.write("x.so", changed).string());
  }
}

}  // namespace
}  // namespace minutemill
