// Fonts that a book carries: which files are taken, and where they stand in the package.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <minutemill/package.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

namespace fs = std::filesystem;

// The head of an OpenType font with one table, OS/2, that has this fsType.
std::string font(char type) {
  std::string bytes("OTTO\0\1\0\0\0\0\0\0OS/2\0\0\0\0\0\0\0\x1c\0\0\0\x0a", 28);
  bytes.append(8, '\0');  // version, average width, weight, width
  return bytes + std::string{'\0', type};
}

class Fonts : public testing::Test {
 protected:
  test_support::Process run(const std::string& fonts) const {
    std::ofstream(folder_.path() / "p.yaml")
        << "minutemill: 1\nsteps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n"
           "  - use: export_epub\n    with: {fonts: "
        << fonts << "}\n";
    std::ofstream(folder_.path() / "a.html") << "<h1>A</h1><p>words</p>";
    return test_support::run_process({MINUTEMILL_PROGRAM, "run", (folder_.path() / "p.yaml").string(),
                                      (folder_.path() / "a.html").string(), "--out",
                                      (folder_.path() / "out").string()});
  }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << bytes;
  }
  test_support::TemporaryFolder folder_;
};

TEST_F(Fonts, AreEmbeddedWithTheirMediaTypes) {
  write("one.otf", font(0));
  write("two.woff2", "wOF2 and more");
  const auto process = run("{Serif One: one.otf, Two: two.woff2}");
  ASSERT_EQ(process.status, 0) << process.err;
  const std::string bytes = test_support::read_file(folder_.path() / "out/a.epub");
  const PackageReader book(bytes);
  EXPECT_EQ(book.read("EPUB/fonts/font-1.otf"), font(0));
  const std::string opf = book.read("EPUB/package.opf");
  EXPECT_NE(opf.find("href=\"fonts/font-1.otf\" media-type=\"font/otf\""), std::string::npos) << opf;
  EXPECT_NE(opf.find("href=\"fonts/font-2.woff2\" media-type=\"font/woff2\""), std::string::npos) << opf;
  const std::string css = book.read("EPUB/style.css");
  EXPECT_NE(css.find("@font-face { font-family: \"Serif One\"; src: url(fonts/font-1.otf); }"),
            std::string::npos);
  EXPECT_NE(css.find("body { font-family: \"Serif One\", \"Two\", serif; }"), std::string::npos);
  EXPECT_EQ(css.find("@import"), std::string::npos);
  EXPECT_NE(css.find("a.note-ref"), std::string::npos) << "what epub.css imports is in the book";
}

TEST_F(Fonts, WhatIsNoFontOrMayNotBeEmbeddedIsRefused) {
  write("closed.otf", font(2));
  write("text.otf", "no font");
  const auto closed = run("{A: closed.otf}");
  EXPECT_EQ(closed.status, 2);
  EXPECT_NE(closed.err.find("licence field forbids embedding"), std::string::npos) << closed.err;
  const auto text = run("{A: text.otf}");
  EXPECT_EQ(text.status, 2);
  EXPECT_NE(text.err.find("no font that a book may carry"), std::string::npos) << text.err;
}

}  // namespace
}  // namespace minutemill
