// `reference:` of export_docx: what is taken from a user's Word file, and which files are refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <string>

#include <minutemill/engine.hpp>
#include <minutemill/package.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

using test_support::TemporaryFolder;
using Parts = std::map<std::string, std::string>;

const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const std::string kMain =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" "
    "xmlns:wp=\"wp\" xmlns:a=\"a\"";

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kOffice + type + "\" Target=\"" + target + "\"/>";
}

// A German template: ids are not Word's English ones, headings are numbered, the pages are A5 in two columns,
// and the header with a picture belongs to the section before the last.
Parts german_template() {
  Parts parts;
  parts["[Content_Types].xml"] = "<Types/>";
  parts["_rels/.rels"] =
      "<Relationships>" + relation("r1", "officeDocument", "word/document.xml") + "</Relationships>";
  parts["word/document.xml"] =
      "<w:document" + kMain +
      "><w:body><w:p><w:pPr><w:sectPr><w:headerReference w:type=\"default\" "
      "r:id=\"h\"/></w:sectPr></w:pPr></w:p>"
      "<w:p><w:r><w:t>Old words</w:t></w:r></w:p><w:sectPr><w:footerReference w:type=\"even\" r:id=\"f\"/>"
      "<w:pgSz w:w=\"8391\" w:h=\"11906\"/><w:pgMar w:top=\"1000\" w:right=\"1000\" w:bottom=\"1000\" "
      "w:left=\"1000\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/><w:cols w:num=\"2\" "
      "w:space=\"391\"/>"
      "</w:sectPr></w:body></w:document>";
  parts["word/_rels/document.xml.rels"] =
      "<Relationships>" + relation("s", "styles", "styles.xml") +
      relation("n", "numbering", "numbering.xml") + relation("e", "settings", "settings.xml") +
      relation("h", "header", "header7.xml") + relation("f", "footer", "footer3.xml") + "</Relationships>";
  parts["word/styles.xml"] =
      "<w:styles" + kMain +
      "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name "
      "w:val=\"Normal\"/><w:rPr><w:rFonts "
      "w:ascii=\"Garamond\"/><w:sz w:val=\"26\"/><w:lang w:val=\"de-DE\"/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:qFormat/><w:name w:val=\"heading "
      "1\"/><w:basedOn "
      "w:val=\"Standard\"/><w:pPr><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"table\" w:styleId=\"Haus\"><w:name w:val=\"House Table\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Not a "
      "title\"/></w:style></w:styles>";
  parts["word/numbering.xml"] =
      "<w:numbering" + kMain +
      "><w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
      "w:val=\"upperRoman\"/><w:pStyle w:val=\"berschrift1\"/><w:lvlText "
      "w:val=\"%1.\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"9\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>";
  parts["word/settings.xml"] =
      "<w:settings" + kMain + "><w:evenAndOddHeaders/><w:defaultTableStyle w:val=\"Haus\"/></w:settings>";
  parts["word/header7.xml"] =
      "<w:hdr" + kMain +
      "><w:p><w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:bookmarkEnd w:id=\"0\"/><w:r><w:t>Gemeinde "
      "Auental</w:t></w:r>"
      "<w:r><w:drawing><wp:inline><wp:extent cx=\"900\" cy=\"900\"/><wp:docPr id=\"1\"/><a:blip "
      "r:embed=\"p\"/></wp:inline></w:drawing></w:r></w:p></w:hdr>";
  parts["word/_rels/header7.xml.rels"] = "<Relationships>" + relation("p", "image", "media/wappen.png") +
                                         relation("q", "image", "media/unused.png") + "</Relationships>";
  parts["word/media/wappen.png"] = "\x89PNG\r\n\x1a\n arms";
  parts["word/footer3.xml"] = "<w:ftr" + kMain + "><w:p><w:r><w:t>Even page</w:t></w:r></w:p></w:ftr>";
  return parts;
}

std::string packed(const Parts& parts) {
  PackageWriter writer;
  for (const auto& [name, bytes] : parts) writer.add(name, bytes);
  return writer.finish();
}

// The DOCX of a small page laid out by `reference`, or the diagnostics that refuse it.
struct Made {
  std::string refused;
  std::string docx;
};
Made convert(const std::string& reference, const std::string& options = "") {
  const TemporaryFolder folder;
  folder.write("house.docx", reference);
  Engine engine;
  Diagnostics diagnostics;
  auto pipeline =
      Pipeline::parse(engine, (folder.path() / "p.yaml").string(),
                      "minutemill: 1\nsteps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n  - use: "
                      "export_docx\n    with: {reference: house.docx" +
                          options + "}\n",
                      {}, diagnostics);
  if (!pipeline) return {diagnostics.format(), {}};
  Input input;
  input.bytes =
      "<html lang=en><h1>Pond</h1><p>See<sup>2</sup> <a "
      "href='https://example.org/'>it</a></p><ol><li>one</ol><table><tr><th>a"
      "<tr><td>b</table>";
  input.name = "a.html";
  Conversion made = pipeline->convert(input);
  return {made.message, made.ok ? std::move(made.outputs.at(0).artifact.bytes) : std::string()};
}

TEST(ReferenceDocx, TakesStylesPageHeadersAndNumbering) {
  const Made made = convert(packed(german_template()));
  ASSERT_EQ(made.refused, "");
  for (const PackageFinding& finding : verify_package(made.docx))
    ADD_FAILURE() << finding.part << finding.message;
  const PackageReader reader(made.docx);
  const auto expect = [&](const char* part, const std::string& text) {
    EXPECT_NE(reader.read(part).find(text), std::string::npos) << part << ": " << text << "\n"
                                                               << reader.read(part);
  };
  expect("word/document.xml", "<w:pStyle w:val=\"berschrift1\"/>");
  expect("word/document.xml", "<w:tblStyle w:val=\"Haus\"/>");
  expect("word/document.xml", "<w:pgSz w:w=\"8391\" w:h=\"11906\"/>");
  expect("word/document.xml", "<w:cols w:num=\"2\" w:space=\"391\"/>");
  expect("word/document.xml", "<w:tblW w:w=\"3000\"");    // the width of one column
  expect("word/document.xml", "<w:numId w:val=\"3\"/>");  // behind the template's and the headings' own
  EXPECT_EQ(reader.read("word/document.xml").find("Old words"), std::string::npos);
  expect("word/styles.xml", "Garamond");
  expect("word/styles.xml", "w:val=\"en-US\"");
  EXPECT_EQ(reader.read("word/styles.xml").find("de-DE"), std::string::npos);
  expect("word/styles.xml", "<w:style w:type=\"paragraph\" w:styleId=\"Title2\"><w:name w:val=\"Title\"/>");
  expect("word/styles.xml", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>");
  expect("word/numbering.xml", "upperRoman");
  expect("word/settings.xml", "<w:evenAndOddHeaders/>");
  expect("word/header1.xml", "Gemeinde Auental");
  EXPECT_EQ(reader.read("word/header1.xml").find("bookmark"), std::string::npos);
  expect("word/_rels/header1.xml.rels", "Target=\"media/reference1.png\"");
  expect("word/media/reference1.png", "arms");
  EXPECT_FALSE(reader.has("word/media/reference2.png"));
  expect("word/footer1.xml", "Even page");
  expect("word/document.xml", "w:type=\"even\"");
  EXPECT_TRUE(convert(packed(german_template())).docx == made.docx) << "not the same bytes";
}

TEST(ReferenceDocx, HeadingsAreNumberedWhenTheFileDoesNot) {
  Parts parts = german_template();
  std::string& styles = parts["word/styles.xml"];
  const std::string number = "<w:numPr><w:numId w:val=\"9\"/></w:numPr>";
  styles.replace(styles.find(number), number.size(), "");
  const Made made = convert(packed(parts), ", number_headings: true");
  ASSERT_EQ(made.refused, "");
  const PackageReader reader(made.docx);
  EXPECT_NE(reader.read("word/styles.xml").find("<w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/>"),
            std::string::npos);
  EXPECT_NE(reader.read("word/numbering.xml").find("<w:pStyle w:val=\"berschrift1\"/>"), std::string::npos);
  EXPECT_TRUE(verify_package(made.docx).empty());
}

// A file that must not be taken: in `part`, `from` becomes `to`.
struct Hostile {
  const char* part;
  const char* from;
  std::string to;
  const char* refused;
};
void PrintTo(const Hostile& hostile, std::ostream* out) {
  *out << hostile.refused;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

class HostileReference : public testing::TestWithParam<Hostile> {};

TEST_P(HostileReference, IsRefusedWithAReason) {
  const Hostile& hostile = GetParam();
  Parts parts = german_template();
  std::string& text = parts.at(hostile.part);
  const std::size_t at = text.find(hostile.from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string(hostile.from).size(), hostile.to);
  const Made made = convert(packed(parts));
  EXPECT_NE(made.refused.find(hostile.refused), std::string::npos) << made.refused;
  EXPECT_NE(made.refused.find("house.docx: error: the file "), std::string::npos) << made.refused;
  EXPECT_TRUE(made.docx.empty());
}

const std::string kField =
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DD</w:instrText></w:r><w:r>"
    "<w:instrText>EAUTO c:\\x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

INSTANTIATE_TEST_SUITE_P(
    Files, HostileReference,
    testing::Values(
        Hostile{"_rels/.rels", "/officeDocument\"", "/nothing\"", "no part with the text"},
        Hostile{"word/document.xml", "<w:document", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document",
                "document type"},
        Hostile{"word/document.xml", "w:right=\"1000\"", "w:right=\"7000\"", "less than an inch"},
        Hostile{"word/document.xml", "r:id=\"h\"", "r:id=\"zz\"", "header or footer is not there"},
        Hostile{"word/styles.xml", "wordprocessingml/2006/main", "wordprocessingml/1066/main",
                "another namespace"},
        Hostile{"word/styles.xml", "<w:styles", "<w:styling", "not well-formed"},
        Hostile{"word/styles.xml", "<w:name w:val=\"Normal\"/>",
                "<w:name w:val=\"Normal\"/><w:basedOn w:val=\"berschrift1\"/>", "in a ring"},
        Hostile{"word/styles.xml", "</w:styles>",
                repeated("<w:p>", 300) + repeated("</w:p>", 300) + "</w:styles>", "nested deeper"},
        Hostile{"word/styles.xml", "</w:styles>", repeated("<!-- long -->", 400'000) + "</w:styles>",
                "more than are taken"},
        Hostile{"word/styles.xml", "Garamond", "Gara&#1;mond", "would make unsound documents"},
        Hostile{"word/header7.xml", "<w:r><w:t>", kField + "<w:r><w:t>", "loads or runs something: DDEAUTO"},
        Hostile{"word/header7.xml", "r:embed=\"p\"", "r:embed=\"nope\"", "the relationship nope"},
        Hostile{"word/header7.xml", "<w:r><w:t>", "<w:r><w:object/></w:r><w:r><w:t>", "embedded object"},
        Hostile{"word/_rels/header7.xml.rels", "/image\"", "/oleObject\"", "not taken over (oleObject)"},
        Hostile{"word/_rels/header7.xml.rels", "Target=\"media/wappen.png\"",
                "Target=\"https://example.org/a.png\" TargetMode=\"External\"",
                "loads something from outside"},
        Hostile{"word/_rels/header7.xml.rels", "media/wappen.png", "../../../etc/passwd",
                "which is not there"},
        Hostile{"word/media/wappen.png", "\x89PNG", "MZ..", "no picture of a kind"}));

TEST(ReferenceDocx, WhatIsNoWordFileIsRefused) {
  EXPECT_NE(convert("PK nonsense").refused.find("is no Word document"), std::string::npos);
  EXPECT_NE(convert(packed({{"a.txt", "b"}})).refused.find("is no Word document"), std::string::npos);
  const std::string whole = packed(german_template());
  EXPECT_NE(convert(whole.substr(0, whole.size() / 2)).refused.find("is no Word document"),
            std::string::npos);
}

}  // namespace
}  // namespace minutemill
