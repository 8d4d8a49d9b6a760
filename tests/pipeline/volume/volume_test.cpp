// The stock pipeline for volumes over the sample reports.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include <minutemill/package.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> books_below(const fs::path& folder) {
  std::vector<fs::path> books;
  for (const fs::path& file : test_support::files_below(folder))
    if (file.extension() == ".epub" || file.extension() == ".docx") books.push_back(file);
  return books;
}

void bind_samples(const fs::path& out, const std::string& jobs, const std::vector<std::string>& more = {}) {
  std::vector<std::string> command{MINUTEMILL_PROGRAM, "run", "gov-volume"};
  for (const auto& entry : fs::directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / "examples/reports"))
    if (entry.path().extension() == ".html" || entry.path().extension() == ".txt")
      command.push_back(entry.path().string());
  command.insert(command.end(), {"--out", out.string(), "--jobs", jobs});
  command.insert(command.end(), more.begin(), more.end());
  const test_support::Process process = test_support::run_process(command);
  ASSERT_EQ(process.status, 0) << process.out << process.err;
}

TEST(Volume, IsTheSameWhateverTheWorkers) {
  const test_support::TemporaryFolder folder;
  bind_samples(folder.path() / "one", "1");
  bind_samples(folder.path() / "two", "3");
  if (HasFatalFailure()) return;
  const auto books = books_below(folder.path() / "one");
  EXPECT_GE(books.size(), 10U);
  EXPECT_EQ(books, books_below(folder.path() / "two"));
  for (const fs::path& book : books)
    EXPECT_TRUE(test_support::read_file(folder.path() / "one" / book) ==
                test_support::read_file(folder.path() / "two" / book))
        << book;
}

TEST(Volume, HoldsEveryReportInOrderWithContentsAndIndex) {
  const test_support::TemporaryFolder folder;
  bind_samples(folder.path() / "out", "2", {"--set", "export_epub.to=all.epub"});
  if (HasFatalFailure()) return;
  const std::string bytes = test_support::read_file(folder.path() / "out/all.epub");
  for (const PackageFinding& finding : verify_package(bytes))
    ADD_FAILURE() << finding.part << ": " << finding.message;
  const PackageReader book(bytes);
  EXPECT_EQ(book.entries().front().name, "mimetype");
  EXPECT_TRUE(book.entries().front().stored);
  const std::string nav = book.read("EPUB/nav.xhtml");
  const std::string opf = book.read("EPUB/package.opf");
  std::size_t reports = 0;
  for (std::size_t at = 0;; ++reports) {
    const std::string folder_name = "report-" + std::to_string(reports + 1) + "/";
    const std::size_t found = nav.find("href=\"" + folder_name, at);
    if (found == std::string::npos) break;
    EXPECT_GT(found, at) << "out of order";
    at = found;
    EXPECT_NE(opf.find("href=\"" + folder_name), std::string::npos);
  }
  EXPECT_GE(reports, 9U);
  EXPECT_NE(nav.find("index.xhtml#topics"), std::string::npos);
  EXPECT_EQ(book.read("EPUB/report-1/front.xhtml").find("href=\"style.css\""), std::string::npos);
  // Dates rise; those without a year come last.
  const std::string first = book.read("EPUB/nav.xhtml");
  EXPECT_LT(first.find("市政协召开九届十三次主席会议"), first.find("松湾县人民政府专题会议纪要"));
}

std::size_t count_of(std::string_view text, std::string_view words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1))
    ++count;
  return count;
}

TEST(Volume, OfWordHoldsEveryReportWithNumbersOfItsOwn) {
  const test_support::TemporaryFolder folder;
  bind_samples(folder.path() / "out", "2",
               {"--set", "export_docx.to=all.docx", "--set", "export_epub.to=all.epub", "--verify"});
  if (HasFatalFailure()) return;
  const std::string bytes = test_support::read_file(folder.path() / "out/all.docx");
  for (const PackageFinding& finding : verify_package(bytes))
    ADD_FAILURE() << finding.part << ": " << finding.message;
  const PackageReader package(bytes);
  const std::string text = package.read("word/document.xml"), notes = package.read("word/footnotes.xml");
  const std::size_t reports = count_of(text, "<w:pStyle w:val=\"ReportTitle\"/>");
  EXPECT_GE(reports, 9U);
  EXPECT_GE(count_of(text, "<w:pStyle w:val=\"TOC1\"/>"), reports);  // no groups: reports are outermost
  EXPECT_EQ(count_of(text, "<w:pageBreakBefore/>"), reports + 1) << "each report and the index";
  EXPECT_EQ(count_of(text, "<w:footnoteReference "), count_of(notes, "<w:footnote w:id=\""));
  EXPECT_GE(count_of(text, "<w:footnoteReference "), 2U);
  EXPECT_GE(count_of(text, "<w:pStyle w:val=\"Index2\"/>"), 5U);
  // Of the index of topics: by pinyin, the report's own section named.
  EXPECT_LT(text.rfind("关于上半年安全生产考核结果"), text.rfind("关于修订《北澜港务集团采购管理办法》"));
}

}  // namespace
}  // namespace minutemill
