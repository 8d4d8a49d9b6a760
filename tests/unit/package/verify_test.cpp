// The verifier: faults that readers stumble over are found, one by one.
#include <gtest/gtest.h>

#include <algorithm>

#include <minutemill/package.hpp>

#include "package/verify.hpp"

namespace minutemill {
namespace {

constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="r"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/></Types>)";
constexpr std::string_view kRoot =
    R"(<Relationships><Relationship Id="rId1" Type="t/officeDocument" Target="word/document.xml"/></Relationships>)";

std::vector<PackageFinding> docx(const std::string& body, const std::string& relations = {}) {
  PackageWriter writer;
  writer.add("[Content_Types].xml", kTypes);
  writer.add("_rels/.rels", kRoot);
  writer.add("word/document.xml",
             "<w:document xmlns:w='w' xmlns:r='r' xmlns:wp='wp'><w:body>" + body + "</w:body></w:document>");
  if (!relations.empty())
    writer.add("word/_rels/document.xml.rels", "<Relationships>" + relations + "</Relationships>");
  return verify_package(writer.finish());
}

bool says(const std::vector<PackageFinding>& findings, std::string_view words) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const PackageFinding& f) { return f.message.find(words) != std::string::npos; });
}

TEST(VerifyDocx, FindsNothingInAGoodFile) {
  const auto found = docx("<w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>");
  for (const auto& f : found) ADD_FAILURE() << f.part << ": " << f.message;
}

TEST(VerifyDocx, FindsFaults) {
  const std::string cell = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>";
  EXPECT_TRUE(says(docx("<w:p><w:r/><w:pPr/></w:p>"), "w:pPr is not first"));
  EXPECT_TRUE(says(docx("<w:p><w:pPr><w:jc/><w:ind/></w:pPr></w:p>"), "w:ind stands too late"));
  EXPECT_TRUE(says(docx("<w:p><w:r><w:rPr><w:u/><w:b/></w:rPr></w:r></w:p>"), "w:b stands too late"));
  EXPECT_TRUE(says(docx("<w:p><w:pPr><w:pStyle w:val='No'/></w:pPr></w:p>"), "style No is not defined"));
  EXPECT_TRUE(says(docx("<w:p><w:hyperlink r:id='rId7'/></w:p>"), "rId7, which is not there"));
  EXPECT_TRUE(says(docx("<w:p><w:hyperlink w:anchor='gone'/></w:p>"), "bookmark gone"));
  EXPECT_TRUE(says(docx("<w:p><w:bookmarkStart w:id='1' w:name='a'/></w:p>"), "has no end"));
  EXPECT_TRUE(says(docx("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"), "a field has no end"));
  EXPECT_TRUE(says(docx("<w:p><w:r><w:t> x</w:t></w:r></w:p>"), "space at the edge"));
  EXPECT_TRUE(says(docx(cell + "</w:tc></w:tr></w:tbl>"), "does not end with a paragraph"));
  EXPECT_TRUE(says(docx(cell + "<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"), "spans 2 of 1 columns"));
  EXPECT_TRUE(
      says(docx(cell + "<w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"), "continues nothing"));
  EXPECT_TRUE(says(docx("<w:p><w:r><w:t>\x01</w:t></w:r></w:p>"), "XML forbids"));
  EXPECT_TRUE(says(docx("<w:p>"), "not well-formed"));
  EXPECT_TRUE(
      says(docx("<w:p/>", "<Relationship Id='rId1' Type='t/image' Target='media/no.png'/>"), "media/no.png"));
}

TEST(VerifyEpub, FindsFaults) {
  PackageWriter writer;
  writer.add("META-INF/container.xml",
             "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>");
  writer.store("mimetype", "application/epub+zip");
  writer.add("a.opf",
             "<package unique-identifier='u'><metadata/><manifest><item id='x' href='x.xhtml'/><item id='n' "
             "href='gone.xhtml' "
             "properties='nav'/></manifest><spine><itemref idref='y'/></spine></package>");
  writer.add("x.xhtml",
             "<html><head><title>t</title></head><body><p id='a'/><p id='a'/><a href='#b'/><img "
             "src='http://e.org/i.png'/></body></html>");
  const auto found = verify_package(writer.finish());
  for (const char* words : {"is not the first entry", "has no dc:title", "one dcterms:modified",
                            "gone.xhtml, which is not there", "the spine names y", "id a stands twice",
                            "no such id", "an image has no alt", "refers to http://e.org"})
    EXPECT_TRUE(says(found, words)) << words;
}

TEST(Verify, RefusesWhatIsNoArchive) {
  EXPECT_EQ(verify_package("no").size(), 1U);
}

}  // namespace
}  // namespace minutemill
