// JSON as pandoc itself makes it of other formats.
#include <gtest/gtest.h>

#include <string>

#include <minutemill/snapshot.hpp>

#include "documents.hpp"

namespace pandoc_test {
namespace {

using namespace minutemill;

std::string document_of(const std::string& blocks, const std::string& meta = "{}") {
  return R"({"pandoc-api-version":[1,22,2,1],"meta":)" + meta + R"(,"blocks":[)" + blocks + "]}";
}
std::string para(const std::string& inlines) {
  return R"({"t":"Para","c":[)" + inlines + "]}";
}
std::string str(const std::string& text) {
  return R"({"t":"Str","c":")" + text + R"("})";
}

// The body as JSON on one line.
std::string body(const Document& document) {
  const std::string snapshot = to_snapshot(document, {false, false, -1});
  const std::size_t begin = snapshot.find("\"body\":") + 7;
  return snapshot.substr(begin, snapshot.find(",\"furniture\"") - begin);
}

TEST(PandocForeign, SoftBreaksAreSpacesButNotBetweenIdeographs) {
  const Read read(
      document_of(para(str("会") + R"(,{"t":"SoftBreak"},)" + str("议") + R"(,{"t":"SoftBreak"},)" +
                       str("a") + R"(,{"t":"SoftBreak"},)" + str("b"))));
  EXPECT_EQ(Document::plain_text(read.document.body()), "会议 a b");
}

TEST(PandocForeign, TypesOfMetadata) {
  const Read read(
      document_of("", R"({"date":{"t":"MetaString","c":"2020-05-22"},"n":{"t":"MetaString","c":"12"},
    "flag":{"t":"MetaBool","c":true},"lang":{"t":"MetaInlines","c":[{"t":"Str","c":"zh-CN"}]},
    "who":{"t":"MetaList","c":[{"t":"MetaInlines","c":[{"t":"Emph","c":[{"t":"Str","c":"Ada"}]}]}]}})"));
  EXPECT_EQ(read.document.lang(), "zh-CN");
  const Record& record = read.document.metadata();
  EXPECT_EQ(record.find("date")->kind(), Value::Kind::date);
  EXPECT_EQ(record.find("n")->as_number(), 12);
  EXPECT_EQ(record.find("flag")->kind(), Value::Kind::boolean);
  EXPECT_EQ(record.at("who.0")->as_text(), "Ada");
}

TEST(PandocForeign, ATitleInTheMetadataIsShownOnce) {
  const std::string meta = R"({"title":{"t":"MetaInlines","c":[{"t":"Str","c":"Minutes"}]}})";
  const auto titles = [](const Document& document) {
    std::string out;
    for (const Node& node : document.body().children())
      out += std::string(to_string(node.kind())) + ":" + std::string(node.get(Attr::role)) + " ";
    return out;
  };
  EXPECT_EQ(titles(Read(document_of(para(str("x")), meta), {false, true}).document),
            "heading:title paragraph: ");
  EXPECT_EQ(titles(Read(document_of(R"({"t":"Header","c":[1,["",[],[]],[)" + str("Minutes") + "]]}", meta),
                        {false, true})
                       .document),
            "heading:title ");
  EXPECT_EQ(titles(Read(document_of(para(str("x")), meta)).document), "paragraph: ");
}

TEST(PandocForeign, WrappersAreDissolved) {
  const Read read(document_of(R"({"t":"Div","c":[["top",["box"],[["lang","fr"],["custom-style","X"]]],[)" +
                              para(str("a")) + "," +
                              para(R"({"t":"Span","c":[["",[],[["k","v"]]],[)" + str("b") + "]]}") + "]]}"));
  EXPECT_EQ(body(read.document),
            R"([{"kind":"paragraph","attributes":{"id":"top","lang":"fr"},"children":["a"]},)"
            R"({"kind":"paragraph","attributes":{"lang":"fr"},"children":["b"]}])");
  EXPECT_EQ(read.context.numbers(), std::vector<int>{1301});
  EXPECT_NE(read.context.reports()[0].message.find("3 (.box, custom-style, k)"), std::string::npos)
      << read.context.reports()[0].message;
}

TEST(PandocForeign, SectionsAreSections) {
  const Read read(document_of(R"({"t":"Div","c":[["s",["section","level2"],[]],[)" + para(str("a")) + "]]}"));
  EXPECT_EQ(
      body(read.document),
      R"([{"kind":"section","attributes":{"id":"s","class_name":"level2"},"children":[{"kind":"paragraph",)"
      R"("children":["a"]}]}])");
}

TEST(PandocForeign, TablesHaveTheAlignmentOfTheirColumns) {
  const std::string none = R"(["",[],[]])";
  const auto cell = [&](const std::string& text) {
    return "[" + none + R"(,{"t":"AlignDefault"},1,1,[{"t":"Plain","c":[)" + str(text) + "]}]]";
  };
  const std::string row = "[" + none + ",[" + cell("a") + "," + cell("b") + "]]";
  const Read read(document_of(
      R"({"t":"Table","c":[)" + none + ",[null,[]]," +
      R"([[{"t":"AlignRight"},{"t":"ColWidthDefault"}],[{"t":"AlignDefault"},{"t":"ColWidth","c":0.5}]],[)" +
      none + ",[" + row + "]],[[" + none + ",1,[],[" + row + "]]],[" + none + ",[]]]}"));
  EXPECT_EQ(
      body(read.document),
      R"([{"kind":"table","children":[{"kind":"table_row","attributes":{"row_group":"head"},"children":[)"
      R"({"kind":"table_cell","attributes":{"header":1,"align":"right"},"children":[{"kind":"paragraph","children":["a"]}]},)"
      R"({"kind":"table_cell","attributes":{"header":1},"children":[{"kind":"paragraph","children":["b"]}]}]},)"
      R"({"kind":"table_row","children":[)"
      R"({"kind":"table_cell","attributes":{"header":1,"align":"right"},"children":[{"kind":"paragraph","children":["a"]}]},)"
      R"({"kind":"table_cell","children":[{"kind":"paragraph","children":["b"]}]}]}]}])");
}

TEST(PandocForeign, WhatIsNotReadIsTold) {
  const Read read(document_of(
      R"({"t":"RawBlock","c":["html","<hr>"]},)" +
      para(
          R"({"t":"Math","c":[{"t":"InlineMath"},"x^2"]},{"t":"RawInline","c":["tex","\\x"]},)"
          R"({"t":"Cite","c":[[],[{"t":"Str","c":"[@a]"}]]},{"t":"Image","c":[["",[],[["width","50%"]]],[{"t":"Str","c":"alt"}],["data:image/png;base64,!!",""]]})")));
  EXPECT_EQ(read.context.numbers(), (std::vector<int>{1301, 1302, 1302, 1303, 1304, 1305}));
  EXPECT_EQ(
      body(read.document),
      R"([{"kind":"paragraph","children":[{"kind":"math","attributes":{"class_name":"tex inline"},"text":"x^2"},"[@a]",)"
      R"({"kind":"image","attributes":{"alt":"alt"}}]}])");
}

// What pandoc gave and the model has no other place for goes back to pandoc.
TEST(PandocForeign, GoesBackAsItCame) {
  const std::string json = document_of(
      para(R"({"t":"Math","c":[{"t":"DisplayMath"},"x"]},{"t":"SmallCaps","c":[{"t":"Str","c":"a"}]},)"
           R"({"t":"Underline","c":[{"t":"Str","c":"u"}]},{"t":"Code","c":[["",["py"],[]],"c"]})") +
      "," + R"({"t":"CodeBlock","c":[["i",["cpp","numbered"],[]],"x\n"]},{"t":"HorizontalRule"},)" +
      R"({"t":"OrderedList","c":[[3,{"t":"LowerRoman"},{"t":"DefaultDelim"}],[[{"t":"Plain","c":[{"t":"Str","c":"i"}]}]]]},)" +
      R"({"t":"Para","c":[{"t":"Image","c":[["",[],[["width","30"]]],[{"t":"Str","c":"cap"}],["a.png","fig:tit"]]}]})");
  const Read read(json);
  std::string expected = json + "\n";
  expected.replace(expected.find("1,22,2,1"), 8, "1,22");
  EXPECT_EQ(to_pandoc(to_snapshot(read.document)), expected);
}

}  // namespace
}  // namespace pandoc_test
