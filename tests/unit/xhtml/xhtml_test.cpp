// What the exporters of HTML and EPUB share: links, ids, outlines, MathML, language tags, and the flow
// itself.
#include <gtest/gtest.h>

#include <minutemill/snapshot.hpp>

#include <xhtml/anchors.hpp>
#include <xhtml/flow_writer.hpp>
#include <xhtml/language_tag.hpp>
#include <xhtml/link_target.hpp>
#include <xhtml/math.hpp>
#include <xhtml/outline.hpp>

using namespace minutemill;
using namespace minutemill::xhtml;

namespace {

using Kind = LinkTarget::Kind;

TEST(Links, ActiveAndLocalOnesAreRefused) {
  for (const char* href : {"javascript:alert(1)",
                           " JaVaScRiPt:alert(1)",
                           "java\tscript:alert(1)",
                           "\x01javascript:alert(1)",
                           "java\nscript:x",
                           "vbscript:x",
                           "data:text/html,<script>",
                           "file:///etc/passwd",
                           "\\\\server\\share",
                           "/\\server",
                           "blob:x",
                           "about:blank",
                           "http:",
                           "http://",
                           "http:///",
                           "http://exa mple.org/",
                           "http://[::1",
                           "http://a..b/",
                           "http://a:123456/",
                           "http://a:b/",
                           "mailto:",
                           "1:2"})
    EXPECT_EQ(read_link(href).kind, Kind::refused) << href;
  EXPECT_EQ(read_link(std::string(5000, 'a')).kind, Kind::refused);
}

TEST(Links, GoodOnesAreMadeFitToWrite) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://example.org", "https://example.org"},
      {"HTTPS://example.org/a b", "https://example.org/a%20b"},
      {"https:\\\\example.org\\x", "https://example.org%5Cx"},
      {"//example.org/x", "https://example.org/x"},
      {"http://example.org/?q=<x>|[1]#f#g", "http://example.org/?q=%3Cx%3E%7C%5B1%5D#f%23g"},
      {"http://example.org/100%/%41", "http://example.org/100%25/%41"},
      {"http://example.org/\xC3\xA4", "http://example.org/%C3%A4"},
      {"http://[2001:db8::1]:80/", "http://[2001:db8::1]:80/"},
      {"mailto:ada@example.org", "mailto:ada@example.org"}};
  for (const auto& [href, value] : cases) {
    const LinkTarget target = read_link(href);
    EXPECT_EQ(target.kind, Kind::external) << href;
    EXPECT_EQ(target.value, value);
  }
  EXPECT_EQ(read_link("#a%20b").value, "a b");
  EXPECT_EQ(read_link("#").kind, Kind::none);
  EXPECT_EQ(read_link(" \n").kind, Kind::none);
  EXPECT_EQ(read_link("../a.html").kind, Kind::relative);
  EXPECT_EQ(read_link("a/b:c").kind, Kind::relative);
}

TEST(Ids, AreXmlNamesAndStayDifferent) {
  EXPECT_EQ(to_xml_name("item-1"), "item-1");
  EXPECT_EQ(to_xml_name("1"), "id-1");
  EXPECT_EQ(to_xml_name(""), "id-");
  EXPECT_EQ(to_xml_name("a b:c"), "a_u20b_u3ac");
  EXPECT_NE(to_xml_name("\xE4\xB8\x80"), to_xml_name("\xE4\xBA\x8C"));
  Document document;
  from_snapshot(R"({"snapshot": 1, "body": [{"kind": "heading", "children": ["a"]},
    {"kind": "paragraph", "attributes": {"id": "heading-1"}}, {"kind": "paragraph", "attributes": {"id": "a b"}},
    {"kind": "paragraph", "attributes": {"id": "a_u20b"}}, {"kind": "paragraph", "attributes": {"id": "a b"}}]})",
                document);
  const Outline outline(document);
  const Anchors anchors(document, outline);
  std::vector<std::string> ids;
  for (const Node& block : document.body().children()) ids.emplace_back(anchors.id_of(block));
  EXPECT_EQ(ids, (std::vector<std::string>{"heading-1-2", "heading-1", "a_u20b", "a_u20b-2", ""}));
  EXPECT_EQ(anchors.find("a b"), document.body().first_child()->next()->next());
  EXPECT_EQ(anchors.find("nothing"), nullptr);
}

TEST(Outlines, RanksNeverSkip) {
  Document document;
  from_snapshot(R"({"snapshot": 1, "body": [
    {"kind": "heading", "attributes": {"role": "title", "level": 3}, "children": ["Title"]},
    {"kind": "section", "children": [{"kind": "heading", "attributes": {"level": 4}, "children": ["A"]},
      {"kind": "heading", "attributes": {"level": 6}, "children": ["loose"]},
      {"kind": "heading", "children": [{"kind": "line_break"}]},
      {"kind": "quote", "children": [{"kind": "heading", "attributes": {"level": 1}, "children": ["quoted"]}]},
      {"kind": "section", "children": [{"kind": "heading", "children": ["AA", {"kind": "line_break"}, "b"]}]}]},
    {"kind": "section", "children": [{"kind": "paragraph"}, {"kind": "section", "children": [{"kind": "heading", "children": ["B"]}]}]}]})",
                document);
  const Outline outline(document);
  std::string seen;
  for (const Outline::Entry& entry : outline.entries())
    seen += std::to_string(entry.depth) + "h" + std::to_string(outline.rank_of(*entry.heading)) + " " +
            entry.label + "; ";
  EXPECT_EQ(seen, "0h1 Title; 1h2 A; 2h3 loose; 2h3 AA b; 1h2 B; ");
  const Node& quoted =
      *document.body().first_child()->next()->first_child()->next()->next()->next()->first_child();
  EXPECT_EQ(outline.rank_of(quoted), 4);
  EXPECT_EQ(outline.rank_of(*quoted.parent()->previous()), 0);  // no words: no heading
}

TEST(Math, KeepsPresentationAlone) {
  EXPECT_EQ(
      safe_math("<math onclick='x()' display='block'><mi href='javascript:x'>x</mi></math>", "x"),
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x\" display=\"block\"><mi>x</mi></math>");
  EXPECT_EQ(safe_math("<m:math xmlns:m='u'><m:mn>2</m:mn></m:math>", ""),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mn>2</mn></math>");
  for (const char* bad : {"", "x", "<math>", "<mi>x</mi>", "<math><script>1</script></math>",
                          "<math><maction/></math>", "<math><math/></math>"})
    EXPECT_EQ(safe_math(bad, "x"), std::nullopt) << bad;
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<mrow>";
  for (int i = 0; i < 1000; ++i) deep += "</mrow>";
  EXPECT_EQ(safe_math("<math>" + deep + "</math>", "x"), std::nullopt);
}

TEST(Languages, TagsAreWellFormed) {
  for (const char* good : {"en", "zh-Hant-TW", "en-x-a", "gsw"}) EXPECT_TRUE(is_language_tag(good)) << good;
  for (const char* bad : {"", "e", "x_y", "zh-", "-zh", "english-is-toolonghere", "en us", "1e"})
    EXPECT_FALSE(is_language_tag(bad)) << bad;
}

class PlainHost final : public FlowHost {
 public:
  std::string link(const Node& link) override { return std::string(link.get(Attr::href)); }
  std::string image(const Node&) override { return {}; }
  void unknown(const Node&) override { ++unknown_nodes; }
  int unknown_nodes = 0;
};

std::string flow(std::string_view body, FlowStyle style = {}, Tally* counted = nullptr) {
  Document document;
  from_snapshot("{\"snapshot\": 1, \"body\": [" + std::string(body) + "]}", document);
  const Outline outline(document);
  const Anchors anchors(document, outline);
  PlainHost host;
  std::string out;
  FlowWriter writer(out, outline, anchors, host, style);
  for (const Node& block : document.body().children()) writer.write_block(block);
  writer.write_notes("back");
  if (counted != nullptr)
    *counted = writer.tally();
  else
    EXPECT_EQ(writer.tally().characters, tally(document).characters) << body;
  return out;
}

TEST(Flow, GeneratedHeadingsStandApartOrInTheText) {
  const char* section = R"({"kind": "section", "children": [
    {"kind": "heading", "attributes": {"generated": 1}, "children": ["Roads & \"water\""]}, {"kind": "paragraph", "children": ["x"]}]})";
  EXPECT_EQ(flow(section),
            "<section id=\"heading-1\" role=\"doc-chapter\" aria-label=\"Roads &amp; &quot;water&quot;\" "
            "data-heading=\"Roads &amp; "
            "&quot;water&quot;\">\n<p>x</p>\n</section>\n");
  FlowStyle style;
  style.generated_apart = false;
  EXPECT_EQ(flow(section, style),
            "<section role=\"doc-chapter\" aria-labelledby=\"heading-1\">\n<h2 id=\"heading-1\" "
            "class=\"generated\">Roads &amp; \"water\"</h2>\n"
            "<p>x</p>\n</section>\n");
}

TEST(Flow, WhatXmlForbidsIsLeftOutAndCounted) {
  Tally counted;
  EXPECT_EQ(flow(R"({"kind": "paragraph", "children": ["a\u0001\ufffe<&>\u00a0\r"]})", {}, &counted),
            "<p>a&lt;&amp;&gt;\xC2\xA0&#13;</p>\n");
  EXPECT_EQ(counted.characters, 4u);
}

TEST(Flow, LinksAndRubiesDoNotNest) {
  EXPECT_EQ(
      flow(
          R"({"kind": "paragraph", "children": [{"kind": "link", "attributes": {"href": "#a"}, "children": ["x",
    {"kind": "link", "attributes": {"href": "#b"}, "children": ["y"]}, {"kind": "note", "children": [{"kind": "paragraph", "children": ["n"]}]}]}]})")
          .substr(0, 54),
      "<p><a href=\"#a\">x<span>y</span></a><a class=\"note-ref\"");
  EXPECT_EQ(
      flow(
          R"({"kind": "paragraph", "children": [{"kind": "ruby", "children": ["b", {"kind": "ruby_text", "children": ["r"]}, "c"]},
    {"kind": "ruby", "children": ["d"]}]})"),
      "<p><ruby>b<rt>r</rt></ruby>c<span>d</span></p>\n");
}

TEST(Flow, ListsOfDefinitionsAreMadeWhole) {
  EXPECT_EQ(
      flow(
          R"({"kind": "definition_list", "children": [{"kind": "definition", "children": [{"kind": "paragraph", "children": ["d"]}]},
    {"kind": "definition_term", "children": ["t"]}]})"),
      "<dl>\n<dt></dt>\n<dd>d</dd>\n<dt>t</dt>\n<dd></dd>\n</dl>\n");
}

}  // namespace
