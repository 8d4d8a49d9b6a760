// Packages: exact bytes where readers care (EPUB's first entry), the same bytes every time, other readers
// agree, and broken or hostile archives are refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

#include <minutemill/package.hpp>

namespace minutemill {
namespace {

std::uint32_t little_endian(const std::string& bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
  return value;
}

std::string epub_like() {
  PackageWriter writer;
  writer.store("mimetype", "application/epub+zip");
  writer.add("META-INF/container.xml", std::string(5000, 'a'));
  writer.add("文/章.xhtml", "一二三");
  return writer.finish();
}

TEST(PackageWriter, FirstEntryIsTheStoredMimetypeWithoutExtraField) {
  const std::string bytes = epub_like();
  EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(little_endian(bytes, 8, 2), 0U) << "method";
  EXPECT_EQ(little_endian(bytes, 6, 2), 0U) << "flags: no data descriptor";
  EXPECT_EQ(little_endian(bytes, 28, 2), 0U) << "extra field length";
  EXPECT_EQ(bytes.substr(30, 28), "mimetypeapplication/epub+zip");
}

TEST(PackageWriter, TimesAreTheFirstThatZipKnows) {
  const std::string bytes = epub_like();
  EXPECT_EQ(little_endian(bytes, 10, 2), 0U);
  EXPECT_EQ(little_endian(bytes, 12, 2), 0x21U);  // 1980-01-01
}

TEST(PackageWriter, SamePartsGiveTheSameBytes) {
  const std::string first = epub_like();
  setenv("TZ", "Asia/Shanghai", 1);
  tzset();
  EXPECT_EQ(first, epub_like());
  unsetenv("TZ");
  tzset();
}

class MemorySink final : public OutputSink {
 public:
  std::string bytes;
  std::size_t largest = 0;
  bool fails = false;
  void write(std::uint64_t offset, std::string_view more) override {
    if (fails) throw std::runtime_error("no room");
    largest = std::max(largest, more.size());
    bytes.resize(std::max<std::size_t>(bytes.size(), offset + more.size()));
    bytes.replace(offset, more.size(), more);
  }
};

StreamedPart streamed(std::string name, const std::string& bytes, std::size_t& largest) {
  StreamedPart part;
  part.name = std::move(name);
  DeflatedPart packed = deflate_part("x", bytes);
  part.size = bytes.size();
  part.packed = packed.data.size();
  part.crc = packed.crc;
  part.read = [data = std::move(packed.data), &largest](std::uint64_t offset, char* to, std::size_t count) {
    largest = std::max(largest, count);
    data.copy(to, count, offset);
  };
  return part;
}

std::string noise(std::size_t size) {
  std::string out;
  std::uint32_t state = 1;
  while (out.size() < size) out.push_back(static_cast<char>((state = state * 1664525U + 1013904223U) >> 24));
  return out;
}

TEST(PackageWriter, StreamedPartsAndSinkGiveTheSameBytesInSmallPieces) {
  const std::string text = noise(300000);
  PackageWriter whole(9);
  whole.store("mimetype", "application/epub+zip");
  const DeflatedPart part = deflate_part("a/b.xhtml", text);
  whole.add(part);
  whole.add("c.xml", "<c/>");
  MemorySink sink;
  std::size_t largest = 0;
  PackageWriter writer(9);
  writer.store("mimetype", "application/epub+zip");
  writer.add(streamed("a/b.xhtml", text, largest));
  writer.add("c.xml", "<c/>");
  writer.finish(sink);
  EXPECT_EQ(sink.bytes, whole.finish());
  EXPECT_EQ(PackageReader(sink.bytes).read("a/b.xhtml"), text);
  EXPECT_LE(largest, 65536U);
  EXPECT_LE(sink.largest, 65536U);
}

TEST(PackageWriter, AFailureOfSinkOrPartComesThrough) {
  MemorySink sink;
  std::size_t largest = 0;
  PackageWriter writer;
  StreamedPart broken = streamed("a.xml", "text", largest);
  broken.read = [](std::uint64_t, char*, std::size_t) { throw std::invalid_argument("it is gone"); };
  writer.add(std::move(broken));
  EXPECT_THROW(writer.finish(sink), std::invalid_argument);
  sink.fails = true;
  writer.add("a.xml", "text");
  EXPECT_THROW(writer.finish(sink), std::runtime_error);
  sink = {};
  writer.add("a.xml", "text");  // and the writer can be used again
  writer.finish(sink);
  EXPECT_EQ(PackageReader(sink.bytes).read("a.xml"), "text");
}

TEST(PackageWriter, CanBeUsedAgain) {
  PackageWriter writer;
  writer.add("a.xml", "first");
  const std::string first = writer.finish();
  writer.add("a.xml", "first");
  EXPECT_EQ(first, writer.finish());
}

TEST(PackageWriter, WhatItRemembersOfThePackageBeforeDoesNotShow) {
  const std::string same(3000, 's');
  const std::string large(100 * 1024, 'l');
  const auto write = [&](PackageWriter& writer, int number) {
    writer.add("same.xml", same);
    writer.add("large.xml", large);
    writer.add("empty.xml", number == 1 ? "" : "no longer");
    writer.add("other.xml", std::string(2000, static_cast<char>('a' + number)));
    for (int i = 0; i < 100; ++i) writer.add("n" + std::to_string(i), std::to_string(i * number));
    return writer.finish();
  };
  PackageWriter used;
  for (const int number : {0, 1, 1, 2, 0}) {
    PackageWriter fresh;
    EXPECT_EQ(write(used, number), write(fresh, number)) << number;
  }
}

TEST(PackageWriter, DeflatedPartsAreTheSameAsAddedOnes) {
  const std::string text(100'000, 'x');
  PackageWriter one(6), two(6);
  one.add("part.xml", text);
  const DeflatedPart part = deflate_part("part.xml", text, 6);
  two.add(part);
  EXPECT_EQ(one.finish(), two.finish());
}

TEST(PackageWriter, WritesIncompressibleAndEmptyPartsStored) {
  PackageWriter writer;
  writer.add("empty", "");
  writer.add("noise", "\x01\x8f\xe3\x77");
  const std::string bytes = writer.finish();
  const PackageReader reader(bytes);
  ASSERT_EQ(reader.entries().size(), 2U);
  EXPECT_TRUE(reader.entries()[0].stored);
  EXPECT_TRUE(reader.entries()[1].stored);
  EXPECT_EQ(reader.read("empty"), "");
  EXPECT_EQ(reader.read("noise"), "\x01\x8f\xe3\x77");
}

TEST(PackageWriter, RefusesNames) {
  for (const char* name :
       {"", "/etc/passwd", "../up", "a/../b", "a//b", "a/", "./a", "a\\b", "C:evil", "a\nb", "\xff"}) {
    PackageWriter writer;
    EXPECT_THROW(writer.add(name, "x"), std::invalid_argument) << name;
  }
  PackageWriter writer;
  writer.add("Word/a.xml", "x");
  EXPECT_THROW(writer.add("word/A.xml", "x"), std::invalid_argument);
}

TEST(PackageWriter, OtherReadersTakeIt) {
  if (std::system("command -v python3 >/dev/null") != 0) GTEST_SKIP() << "no python3";
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("package_test." + std::to_string(getpid()) + ".zip");
  std::ofstream(file, std::ios::binary) << epub_like();
  const std::string command =
      "python3 -c \"import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
      "assert z.namelist()==['mimetype','META-INF/container.xml','文/章.xhtml'], z.namelist(); "
      "assert all(not i.extra for i in z.infolist())\" " +
      file.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  const std::string unzip = "! command -v unzip >/dev/null || unzip -tq " + file.string() + " >/dev/null";
  EXPECT_EQ(std::system(unzip.c_str()), 0);
  std::filesystem::remove(file);
}

TEST(PackageReader, GivesBackWhatWasWritten) {
  const std::string bytes = epub_like();
  const PackageReader reader(bytes);
  ASSERT_EQ(reader.entries().size(), 3U);
  EXPECT_EQ(reader.entries()[0].name, "mimetype");
  EXPECT_TRUE(reader.entries()[0].stored);
  EXPECT_EQ(reader.entries()[1].size, 5000U);
  EXPECT_TRUE(reader.has("文/章.xhtml"));
  EXPECT_FALSE(reader.has("Mimetype")) << "names are exact";
  EXPECT_EQ(reader.read("文/章.xhtml"), "一二三");
  EXPECT_THROW((void)reader.read("absent"), std::runtime_error);
}

TEST(PackageReader, RefusesWhatIsNoArchive) {
  EXPECT_THROW(PackageReader(""), std::runtime_error);
  EXPECT_THROW(PackageReader("not a zip file at all"), std::runtime_error);
  const std::string whole = epub_like();
  EXPECT_THROW(PackageReader(whole.substr(0, whole.size() / 2)), std::runtime_error);
}

TEST(PackageReader, FindsDamage) {
  PackageWriter writer;
  writer.store("a", "the stored text");
  std::string bytes = writer.finish();
  bytes[bytes.find("stored")] ^= 1;
  const PackageReader reader(bytes);
  EXPECT_THROW((void)reader.read("a"), std::runtime_error);
}

// No single changed byte may crash the reader or give other text without complaint.
TEST(PackageReader, SurvivesEverySingleByteError) {
  const std::string whole = epub_like();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x41);
    try {
      const PackageReader reader(bytes);
      for (const auto& entry : reader.entries())
        if (entry.name == "mimetype")
          EXPECT_EQ(reader.read(entry.name), "application/epub+zip") << "byte " << i;
        else
          (void)reader.read(entry.name);
    } catch (const std::runtime_error&) {
    }
  }
}

TEST(PackageReader, BoundsSizes) {
  PackageWriter writer;
  writer.add("zeros", std::string(1'000'000, '\0'));
  const std::string bytes = writer.finish();
  EXPECT_LT(bytes.size(), 10'000U);
  EXPECT_THROW(PackageReader(bytes, 999'999), std::runtime_error);
  EXPECT_THROW(PackageReader(bytes, 2'000'000, 999'999), std::runtime_error);
  EXPECT_EQ(PackageReader(bytes, 1'000'000, 1'000'000).read("zeros").size(), 1'000'000U);
}

TEST(PackageReader, RefusesTwoPartsOfOneName) {
  PackageWriter writer;
  writer.store("aa", "1");
  writer.store("bb", "2");
  std::string bytes = writer.finish();
  for (std::size_t at = bytes.find("bb"); at != std::string::npos; at = bytes.find("bb"))
    bytes.replace(at, 2, "AA");
  EXPECT_THROW(PackageReader{bytes}, std::runtime_error);
}

}  // namespace
}  // namespace minutemill
