// Tables with more rows than the tree of a DOCX holds: every row arrives in its place, with what refers to
// and from it.
#include <gtest/gtest.h>

#include <string>

#include <minutemill/engine.hpp>
#include <minutemill/package.hpp>

namespace minutemill {
namespace {

constexpr int kRows = 1200;

std::string docx_of(const std::string& page) {
  Engine engine;
  Diagnostics diagnostics;
  auto pipeline = Pipeline::parse(
      engine, "p.yaml",
      "minutemill: 1\nsteps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n  - use: export_docx\n", {},
      diagnostics);
  if (!pipeline) {
    ADD_FAILURE() << diagnostics.format();
    return {};
  }
  Input input;
  input.bytes = page;
  input.name = "a.html";
  Conversion made = pipeline->convert(input);
  EXPECT_EQ(made.message, "");
  return made.ok ? std::move(made.outputs.at(0).artifact.bytes) : std::string();
}

// Every third row begins a cell that reaches into the next one; one cell holds a table, a link and an id.
std::string table(const std::string& name, int rows) {
  std::string out = "<table><tr><th>Number<th>Name<th>Note";
  for (int i = 0; i < rows; ++i) {
    const std::string number = std::to_string(i);
    out += "<tr>";
    if (i % 3 != 1) out += i % 3 == 0 ? "<td rowspan=2>" + number : "<td>" + number;
    out += "<td>" + name + number + "&lt;?rows?&gt;<td>";
    if (i == rows / 2)
      out +=
          "<p id=mid>half<a "
          "href='https://example.org/'>way</a></p><table><tr><th>a<th>b<tr><td>in<td>out</table>";
  }
  return out + "</table>";
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

TEST(LongTables, ArriveWholeAndInOrder) {
  const std::string docx =
      docx_of("<html lang=en><h1>Pond</h1><p><a href='#mid'>go</a></p>" + table("first", kRows) +
              "<p>between</p>" + table("short", 3) + table("second", kRows) + "<p>after</p>");
  for (const PackageFinding& finding : verify_package(docx)) ADD_FAILURE() << finding.part << finding.message;
  const PackageReader reader(docx);
  const std::string xml = reader.read("word/document.xml");
  EXPECT_EQ(xml.find("<?rows"), std::string::npos);
  EXPECT_EQ(count(xml, "<w:tr>"), 2 * kRows + 3 + 3 + 6U);  // header rows, and the rows of the tables within
  std::size_t at = 0;
  const auto follows = [&](const std::string& words) {
    const std::size_t found = xml.find(words, at);
    ASSERT_NE(found, std::string::npos) << words;
    at = found;
  };
  for (int i = 0; i < kRows; ++i) follows(">first" + std::to_string(i) + "&lt;?rows?");
  follows(">between<");
  follows(">short2&lt;");
  for (int i = 0; i < kRows; ++i) follows(">second" + std::to_string(i) + "&lt;?rows?");
  follows(">after<");
}

// The rows are the same as those of a table that fits into the tree.
TEST(LongTables, RowsAreThoseOfShortTables) {
  const auto rows_of = [](int rows) {
    const std::string docx = docx_of("<html lang=en><h1>Pond</h1>" + table("x", rows));
    const std::string xml = PackageReader(docx).read("word/document.xml");
    const std::size_t begin = xml.find("<w:tr>");
    return xml.substr(begin, xml.find(">x100&lt;") - begin);
  };
  EXPECT_EQ(rows_of(499), rows_of(2 * 499));
}

}  // namespace
}  // namespace minutemill
