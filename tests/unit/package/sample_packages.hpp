// A sound DOCX and a sound EPUB, part by part, for tests to break.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <minutemill/package.hpp>

namespace minutemill {

using SampleParts = std::vector<std::pair<std::string, std::string>>;

inline std::string& part_of(SampleParts& parts, const std::string& name) {
  const auto at =
      std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  if (at == parts.end()) throw std::out_of_range(name);
  return at->second;
}

inline std::string packed(const SampleParts& parts) {
  PackageWriter writer;
  for (const auto& [name, bytes] : parts) {
    if (name == "mimetype")
      writer.store(name, bytes);
    else
      writer.add(name, bytes);
  }
  return writer.finish();
}

inline const std::string kPng = "\x89PNG\r\n\x1a\n and so on";

inline SampleParts sample_docx() {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const std::string main = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  const std::string names =
      main +
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"wp\" "
      "xmlns:a=\"a\" xmlns:mc=\"mc\" xmlns:w14=\"w14\" mc:Ignorable=\"w14\"";
  const auto relation = [&](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id=\"") + id + "\" Type=\"" + office + type + "\" Target=\"" + target +
           "\"/>";
  };
  const auto type = [&](const char* part, const char* of) {
    return std::string("<Override PartName=\"/word/") + part + "\" ContentType=\"" + word + of + "+xml\"/>";
  };
  return {
      {"[Content_Types].xml",
       "<Types><Default Extension=\"rels\" ContentType=\"application/xml\"/><Default Extension=\"png\" "
       "ContentType=\"image/png\"/>" +
           type("document.xml", "document.main") + type("styles.xml", "styles") +
           type("numbering.xml", "numbering") + type("footnotes.xml", "footnotes") + "</Types>"},
      {"_rels/.rels",
       "<Relationships>" + relation("rId1", "officeDocument", "word/document.xml") + "</Relationships>"},
      {"word/document.xml",
       "<w:document" + names +
           "><w:body>"
           "<w:p w14:paraId=\"1\"><w:pPr><w:pStyle w:val=\"Heading1\"/><w:ind "
           "w:left=\"0\"/></w:pPr><w:bookmarkStart "
           "w:id=\"0\" "
           "w:name=\"top\"/><w:r><w:rPr><w:b/></w:rPr><w:t>Pond</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>"
           "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t "
           "xml:space=\"preserve\">See </w:t></w:r><w:hyperlink r:id=\"rId5\"><w:r><w:rPr><w:rStyle "
           "w:val=\"Hyperlink\"/></w:rPr><w:t>here</w:t></w:r></w:hyperlink><w:hyperlink "
           "w:anchor=\"top\"><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:hyperlink></w:p>"
           "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGEREF top \\h "
           "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
           "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:jc "
           "w:val=\"center\"/></w:tblPr><w:tblGrid><w:gridCol "
           "w:w=\"900\"/><w:gridCol w:w=\"900\"/></w:tblGrid>"
           "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
           "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
           "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
           "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"9000\" cy=\"9000\"/><wp:docPr id=\"1\" "
           "name=\"x\"/><a:blip r:embed=\"rId4\"/></wp:inline></w:drawing></w:r></w:p>"
           "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:docGrid "
           "w:linePitch=\"312\"/></w:sectPr></w:body></w:document>"},
      {"word/_rels/document.xml.rels",
       "<Relationships>" + relation("rId1", "styles", "styles.xml") +
           relation("rId2", "numbering", "numbering.xml") + relation("rId3", "footnotes", "footnotes.xml") +
           relation("rId4", "image", "media/a.png") + "<Relationship Id=\"rId5\" Type=\"" + office +
           "hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/></Relationships>"},
      {"word/styles.xml",
       "<w:styles" + main +
           "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
           "w:val=\"Normal\"/></w:style>"
           "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn "
           "w:val=\"Normal\"/></w:style>"
           "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/></w:style>"
           "<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table "
           "Grid\"/></w:style></w:styles>"},
      {"word/numbering.xml",
       "<w:numbering" + main +
           "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
           "w:val=\"decimal\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId "
           "w:val=\"0\"/></w:num></w:numbering>"},
      {"word/footnotes.xml",
       "<w:footnotes" + main +
           "><w:footnote w:id=\"1\"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote></w:footnotes>"},
      {"word/media/a.png", kPng},
  };
}

inline SampleParts sample_epub() {
  const auto page = [](const std::string& title, const std::string& body) {
    return "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" "
           "xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>" +
           title + "</title><link rel=\"stylesheet\" href=\"style.css\"/></head><body>" + body +
           "</body></html>";
  };
  const auto claim = [](const char* property, const char* value) {
    return std::string("<meta property=\"") + property + "\">" + value + "</meta>";
  };
  return {
      {"mimetype", "application/epub+zip"},
      {"META-INF/container.xml",
       "<container><rootfiles><rootfile full-path=\"E/book.opf\"/></rootfiles></container>"},
      {"E/book.opf",
       "<package xmlns:dc=\"dc\" unique-identifier=\"id\"><metadata><dc:identifier "
       "id=\"id\">urn:x</dc:identifier><dc:title>Pond</dc:title><dc:language>en-GB</dc:language>" +
           claim("dcterms:modified", "2024-01-01T00:00:00Z") + claim("schema:accessMode", "textual") +
           claim("schema:accessModeSufficient", "textual") +
           claim("schema:accessibilityFeature", "tableOfContents") +
           claim("schema:accessibilityHazard", "none") + claim("schema:accessibilitySummary", "Plain.") +
           "</metadata><manifest><item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
           "properties=\"nav\"/><item id=\"one\" href=\"one.xhtml\" "
           "media-type=\"application/xhtml+xml\"/><item "
           "id=\"two\" href=\"two.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"css\" "
           "href=\"style.css\" "
           "media-type=\"text/css\"/><item id=\"pic\" href=\"a.png\" "
           "media-type=\"image/png\"/></manifest><spine><itemref "
           "idref=\"nav\"/><itemref idref=\"one\"/><itemref idref=\"two\"/></spine></package>"},
      {"E/nav.xhtml", page("Contents",
                           "<nav epub:type=\"toc\"><ol><li><a href=\"one.xhtml#a\">Pond</a></li><li><a "
                           "href=\"two.xhtml\">Fence</a></li></ol></nav><nav "
                           "epub:type=\"landmarks\"><ol><li><a epub:type=\"bodymatter\" "
                           "href=\"one.xhtml\">Text</a></li></ol></nav>")},
      {"E/one.xhtml",
       page("Pond",
            "<h1 id=\"a\">Pond</h1><p>See <a href=\"two.xhtml#b\">fence</a>.</p><p><img src=\"a.png\" "
            "alt=\"A pond\"/></p>")},
      {"E/two.xhtml", page("Fence", "<h1 id=\"b\">Fence</h1><p>Done.</p>")},
      {"E/style.css", "p { margin: 0 }"},
      {"E/a.png", kPng},
  };
}

}  // namespace minutemill
