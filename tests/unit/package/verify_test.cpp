// The verifier: sound packages pass, and each fault that readers stumble over is found by its own words.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>

#include <minutemill/xml.hpp>

#include "sample_packages.hpp"

namespace minutemill {
namespace {

// One deliberate fault: in `part`, `from` becomes `to`; an empty `from` drops the part, or adds it when it is
// new.
struct Fault {
  const char* part;
  const char* from;
  const char* to;
  const char* says;
};
void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.part << ": " << fault.says;
}

SampleParts broken(SampleParts parts, const Fault& fault) {
  const std::string name = fault.part, from = fault.from;
  const auto at =
      std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  if (from.empty() && at == parts.end()) {
    parts.emplace_back(name, fault.to);
  } else if (from.empty()) {
    parts.erase(at);
  } else {
    std::string& text = part_of(parts, name);
    const std::size_t place = text.find(from);
    if (place == std::string::npos) throw std::out_of_range(from);
    text.replace(place, from.size(), fault.to);
  }
  return parts;
}

std::string told(const std::vector<PackageFinding>& findings) {
  std::string out;
  for (const PackageFinding& f : findings) out += f.part + ": " + f.message + "\n";
  return out;
}

constexpr const char* kDocument = "word/document.xml";
constexpr const char* kTypes = "[Content_Types].xml";
constexpr const char* kRelations = "word/_rels/document.xml.rels";
const Fault kDocxFaults[] = {
    {kDocument, "</w:body>", "", "not well-formed"},
    {kDocument, "<w:document", "<!DOCTYPE x [<!ENTITY y \"z\">]><w:document", "declares entities"},
    {kDocument, "Pond", "\x01", "XML forbids"},
    {kDocument, "Pond", "\xef\xbf\xbe", "XML forbids"},
    {kDocument, "Pond", "\xed\xa0\x80", "not UTF-8"},
    {kDocument, "Pond", "&#1;", "'&' that begins no reference"},
    {kDocument, "Pond", "a & b", "'&' that begins no reference"},
    {kDocument, "w:name=\"top\"", "w:name=\"t<op\"", "'<' in an attribute"},
    {kDocument, "<w:p>", "<w:p w:rsidR=\"1\" w:rsidR=\"1\">", "stands twice"},
    {kDocument, "<w:p>", "<x:p/><w:p>", "the prefix x is not declared"},
    {kDocument, "mc:Ignorable=\"w14\"", "mc:Ignorable=\"w14 w99\"", "names the prefix w99"},
    {kDocument, " mc:Ignorable=\"w14\"", "", "w14:paraId is not declared ignorable"},
    {kDocument, "<w:pgSz", "<w:nonsense/><w:pgSz", "w:nonsense does not belong in w:sectPr"},
    {kDocument, "<w:pStyle", "<w:jc w:val=\"left\"/><w:pStyle", "w:pStyle stands too late"},
    {kDocument, "<w:tblStyle w:val=\"Grid\"/><w:jc w:val=\"center\"/>", "<w:jc/><w:tblStyle w:val=\"Grid\"/>",
     "w:tblStyle stands too late"},
    {kDocument, "<w:p><w:pPr><w:numPr>", "<w:p><w:rPr/><w:pPr><w:numPr>", "w:rPr does not belong in w:p"},
    {kDocument, "<w:r><w:rPr><w:b/></w:rPr><w:t>Pond</w:t>", "<w:r><w:t>Pond</w:t><w:rPr><w:b/></w:rPr>",
     "w:rPr is not first"},
    {kDocument, "w:h=\"16838\"", "w:h=\"tall\"", "is no whole number"},
    {kDocument, "<w:document", "<w:other", "not well-formed"},
    {kTypes, "", "", "is neither DOCX nor EPUB"},
    {kTypes, "<Default Extension=\"png\" ContentType=\"image/png\"/>", "", "has no content type"},
    {kTypes, "</Types>", "<Override PartName=\"/word/gone.xml\" ContentType=\"x\"/></Types>",
     "gives a type to word/gone.xml"},
    {kTypes, ".styles+xml", ".numbering+xml", "is of the type styles"},
    {kTypes, "</Types>", "<Default Extension=\"PNG\" ContentType=\"image/png\"/></Types>",
     "two types for the ending"},
    {kRelations, "media/a.png", "media/b.png", "points at media/b.png"},
    {kRelations, "media/a.png", "../../a.png", "points at ../../a.png"},
    {kRelations, " TargetMode=\"External\"", "", "points at https://example.org/"},
    {kRelations, "https://example.org/", "https://example.org/a b", "is no address"},
    {kRelations, "Id=\"rId5\"", "Id=\"rId4\"", "rId4 stands twice"},
    {kRelations, "</Relationships>",
     "<Relationship Id=\"rId9\" Type=\"t/hyperlink\" Target=\"https://e.org\" "
     "TargetMode=\"External\"/></Relationships>",
     "is used nowhere"},
    {"word/media/b.png", "", "\x89PNG\r\n\x1a\n", "is reached by no relationship"},
    {"word/media/a.png", "\x89PNG", "GIF89", "no picture of the kind"},
    {"_rels/.rels", "officeDocument\"", "nothing\"", "names no office document"},
    {kDocument, "r:embed=\"rId4\"", "r:embed=\"rId44\"", "uses the relationship rId44"},
    {kDocument, "w:val=\"Heading1\"", "w:val=\"Heading9\"", "style Heading9 is not defined"},
    {kDocument, "w:val=\"Hyperlink\"", "w:val=\"Heading1\"", "is of the type paragraph"},
    {"word/styles.xml", "w:styleId=\"Hyperlink\"", "w:styleId=\"Heading1\"", "w:style Heading1 stands twice"},
    {"word/styles.xml", "w:basedOn w:val=\"Normal\"", "w:basedOn w:val=\"None\"",
     "style None is not defined"},
    {kDocument, "<w:numId w:val=\"1\"/>", "<w:numId w:val=\"7\"/>", "numbering 7 is not defined"},
    {kDocument, "<w:ilvl w:val=\"0\"/>", "<w:ilvl w:val=\"3\"/>", "has no level 3"},
    {"word/numbering.xml", "<w:abstractNumId w:val=\"0\"/>", "<w:abstractNumId w:val=\"5\"/>",
     "has no definition"},
    {"word/numbering.xml", "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>",
     "<w:numFmt w:val=\"decimal\"/><w:start w:val=\"1\"/>", "w:start stands too late"},
    {kDocument, "w:footnoteReference w:id=\"1\"", "w:footnoteReference w:id=\"2\"",
     "footnote 2 is not there"},
    {kDocument, "w:anchor=\"top\"", "w:anchor=\"gone\"", "the bookmark gone"},
    {kDocument, "PAGEREF top", "PAGEREF nowhere", "the bookmark nowhere"},
    {kDocument, "<w:bookmarkEnd w:id=\"0\"/>", "", "has no end"},
    {kDocument, "<w:bookmarkEnd w:id=\"0\"/>",
     "<w:bookmarkEnd w:id=\"0\"/><w:bookmarkStart w:id=\"4\" w:name=\"Top\"/><w:bookmarkEnd w:id=\"4\"/>",
     "bookmark Top stands twice"},
    {kDocument, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "", "a field has no end"},
    {kDocument, " xml:space=\"preserve\"", "", "space at the edge"},
    {kDocument, "<w:tc><w:p/></w:tc></w:tr>", "<w:tc/></w:tr>", "does not end with a paragraph"},
    {kDocument, "<w:gridSpan w:val=\"2\"/>", "<w:gridSpan w:val=\"3\"/>", "spans 3 of 2 columns"},
    {kDocument, " w:val=\"restart\"", "", "continues nothing"},
    {kDocument, "<w:tblGrid>", "<w:tblGrid/><w:tblGrid>", "no grid"},
    {kDocument, "cx=\"9000\"", "cx=\"0\"", "a drawing has the size 0"},
    {kDocument, "<wp:docPr id=\"1\" name=\"x\"/>", "<wp:docPr id=\"1\"/><wp:docPr id=\"1\"/>",
     "drawing id 1 stands twice"},
};

constexpr const char* kBook = "E/book.opf";
const Fault kEpubFaults[] = {
    {"E/one.xhtml", "</p>", "", "not well-formed"},
    {kBook, "<dc:title>Pond</dc:title>", "", "has no dc:title"},
    {kBook, "en-GB", "en_GB", "is no language"},
    {kBook, "unique-identifier=\"id\"", "unique-identifier=\"other\"", "unique identifier is not there"},
    {kBook, "2024-01-01T00:00:00Z", "2024-01-01", "is no time in UTC"},
    {kBook, "schema:accessMode\"", "schema:mode\"", "has no schema:accessMode"},
    {kBook, "tableOfContents", "superContents", "unknown value superContents"},
    {"E/extra.png", "", "\x89PNG\r\n\x1a\n", "is not in the manifest"},
    {"E/a.png", "", "", "a.png, which is not there"},
    {"E/a.png", "\x89PNG", "GIF8", "no picture of the kind"},
    {kBook, "<itemref idref=\"two\"/>", "<itemref idref=\"six\"/>", "the spine names six"},
    {kBook, "<itemref idref=\"one\"/><itemref idref=\"two\"/>",
     "<itemref idref=\"two\"/><itemref idref=\"one\"/>", "out of the reading order"},
    {kBook, "<itemref idref=\"nav\"/><itemref idref=\"one\"/>", "<itemref idref=\"nav\"/>",
     "not in the spine"},
    {kBook, "id=\"pic\"", "id=\"css\"", "manifest id css stands twice"},
    {"E/nav.xhtml", "epub:type=\"landmarks\"", "epub:type=\"loi\"", "has no landmarks"},
    {"E/nav.xhtml", "epub:type=\"toc\"", "epub:type=\"loi\"", "has no table of contents"},
    {"E/nav.xhtml", ">Fence</a>", ">Wall</a>", "does not name the heading 'Fence'"},
    {"E/one.xhtml", "two.xhtml#b", "two.xhtml#c", "no such id"},
    {"E/one.xhtml", "src=\"a.png\"", "src=\"https://example.org/a.png\"", "refers to https://example.org"},
    {"E/style.css", "p {", "@import url(http://example.org/x.css); p {", "loads http://example.org"},
    {"E/one.xhtml", " alt=\"A pond\"", "", "an image has no alt"},
    {"E/one.xhtml", "<p>See", "<h3>Deep</h3><p>See", "h3 follows h1"},
    {"E/one.xhtml", "<p>See", "<p align=\"left\">See", "the attribute align is obsolete"},
    {"E/one.xhtml", "<p>See", "<p onclick=\"x()\">See", "event handler"},
    {"E/one.xhtml", "<title>Pond</title>", "<title></title>", "has no title"},
    {"E/one.xhtml", "<p>See", "<p id=\"a\">See", "id a stands twice"},
    {"mimetype", "epub", "book", "mimetype: says something else"},
};

class VerifyDocx : public testing::TestWithParam<Fault> {};
class VerifyEpub : public testing::TestWithParam<Fault> {};

TEST_P(VerifyDocx, FindsTheFault) {
  const std::string findings = told(verify_package(packed(broken(sample_docx(), GetParam()))));
  EXPECT_NE(findings.find(GetParam().says), std::string::npos) << findings;
}
TEST_P(VerifyEpub, FindsTheFault) {
  const std::string findings = told(verify_package(packed(broken(sample_epub(), GetParam()))));
  EXPECT_NE(findings.find(GetParam().says), std::string::npos) << findings;
}
INSTANTIATE_TEST_SUITE_P(Faults, VerifyDocx, testing::ValuesIn(kDocxFaults));
INSTANTIATE_TEST_SUITE_P(Faults, VerifyEpub, testing::ValuesIn(kEpubFaults));

TEST(Verify, FindsNothingInSoundPackages) {
  EXPECT_EQ(told(verify_package(packed(sample_docx()))), "");
  EXPECT_EQ(told(verify_package(packed(sample_epub()))), "");
}

TEST(Verify, OrderOfThePackage) {
  SampleParts docx = sample_docx(), epub = sample_epub();
  std::swap(docx[0], docx[1]);
  std::swap(epub[0], epub[1]);
  EXPECT_NE(told(verify_package(packed(docx))).find("is not the first part"), std::string::npos);
  EXPECT_NE(told(verify_package(packed(epub))).find("is not the first entry"), std::string::npos);
}

TEST(Verify, MarkupIsPutInOrder) {
  pugi::xml_document tree;
  tree.load_string("<w:style><w:rPr/><x/><w:pPr><w:jc/><w:ind/></w:pPr><w:name/></w:style>");
  order_wordprocessing_markup(tree.document_element());
  std::string out;
  save_xml(tree, out);
  EXPECT_NE(out.find("<w:style><w:name/><w:pPr><w:ind/><w:jc/></w:pPr><w:rPr/><x/></w:style>"),
            std::string::npos)
      << out;
}

TEST(Verify, RefusesWhatIsNoArchive) {
  EXPECT_EQ(verify_package("no").size(), 1U);
  const std::string whole = packed(sample_docx());
  EXPECT_EQ(verify_package(std::string_view(whole).substr(0, whole.size() / 2)).size(), 1U);
}

}  // namespace
}  // namespace minutemill
