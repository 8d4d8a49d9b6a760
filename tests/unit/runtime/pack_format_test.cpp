// The bytes of packs, as other programs read them.
#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <memory>

#include <minutemill/package.hpp>

#include "runtime/pack_format.hpp"

namespace minutemill {
namespace {

const std::vector<std::pair<std::string, std::string>> kFiles{
    {"a.docx", "first"},
    {"会议/纪要 2024.json", "{}"},
    {std::string(100, 'n'), std::string(512, 'b')},  // fits a ustar name and a block to the byte
    {std::string(101, 'n'), std::string(513, 'b')},
    {std::string(120, 'f') + "/" + std::string(250, 'x') + ".epub", ""},
};

std::string pack(PackFormat format) {
  std::string bytes;
  std::vector<PackEntry> entries;
  for (const auto& [name, content] : kFiles) {
    PackEntry entry{name, bytes.size(), 0, content.size(), deflate_part("part", content).crc};
    bytes += entry_header(format, entry);
    entry.offset = bytes.size();
    bytes += content + entry_end(format, content.size());
    entries.push_back(entry);
  }
  return bytes + pack_trailer(format, entries, bytes.size());
}

struct Free {
  void operator()(archive* a) const noexcept { archive_read_free(a); }
};

void expect_read_by_libarchive(const std::string& bytes) {
  ASSERT_NE(std::setlocale(LC_CTYPE, "C.UTF-8"), nullptr);  // libarchive gives names in the locale's charset
  const std::unique_ptr<archive, Free> reader(archive_read_new());
  archive_read_support_format_all(reader.get());
  archive_read_set_options(reader.get(), "hdrcharset=UTF-8");
  ASSERT_EQ(archive_read_open_memory(reader.get(), bytes.data(), bytes.size()), ARCHIVE_OK);
  archive_entry* entry = nullptr;
  for (const auto& [name, content] : kFiles) {
    ASSERT_GE(archive_read_next_header(reader.get(), &entry), ARCHIVE_WARN)
        << archive_error_string(reader.get());
    const char* read_name = archive_entry_pathname(entry);
    ASSERT_NE(read_name, nullptr) << name;
    EXPECT_EQ(read_name, name);
    EXPECT_EQ(archive_entry_perm(entry), 0644U);
    std::string found(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    EXPECT_EQ(archive_read_data(reader.get(), found.data(), found.size()),
              static_cast<la_ssize_t>(content.size()));
    EXPECT_EQ(found, content);
  }
  EXPECT_EQ(archive_read_next_header(reader.get(), &entry), ARCHIVE_EOF);
}

TEST(PackFormat, TarIsReadByOthers) {
  const std::string bytes = pack(PackFormat::tar);
  EXPECT_EQ(bytes.size() % 512, 0U);
  expect_read_by_libarchive(bytes);
}

TEST(PackFormat, ZipIsReadByOthers) {
  expect_read_by_libarchive(pack(PackFormat::zip));
}

TEST(PackFormat, ZipIsAPackageLikeOurOwn) {
  const std::string bytes = pack(PackFormat::zip);
  const PackageReader reader(bytes);
  ASSERT_EQ(reader.entries().size(), kFiles.size());
  for (const auto& [name, content] : kFiles) EXPECT_EQ(reader.read(name), content);
}

TEST(PackFormat, JsonLinesAreNothingButLines) {
  EXPECT_EQ(entry_header(PackFormat::jsonl, {"a.json", 0, 0, 2, 0}), "");
  EXPECT_EQ(entry_end(PackFormat::jsonl, 2), "\n");
  EXPECT_EQ(pack_trailer(PackFormat::jsonl, {}, 3), "");
}

TEST(PackFormat, JsonGoesOnOneLine) {
  EXPECT_EQ(one_line("{\n  \"a\": [\r\n    1,\n    2\n  ]\n}\n"), "{\"a\": [1,2]}");
  EXPECT_EQ(one_line("{\"a\": \"x  \\n y\"}"), "{\"a\": \"x  \\n y\"}");
  EXPECT_EQ(one_line("{\"one line\": true}\n"), "{\"one line\": true}");
  EXPECT_EQ(one_line("[1,\r2]"), "[1,2]");
  EXPECT_EQ(one_line(""), "");
}

}  // namespace
}  // namespace minutemill
