#include "pipeline/name_template.hpp"

#include <string>

#include <gtest/gtest.h>

#include "pipeline/safe_name.hpp"
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

class NameTemplateTest : public testing::Test {
 protected:
  std::string render(std::string_view text, std::string_view input = "in/report.html") {
    NameTemplate::Fault fault;
    const auto name = NameTemplate::parse(text, fault);
    if (!name) return "refused: " + fault.message;
    return name->render({input, "docx", "docx_plain", &metadata_});
  }
  Record metadata_;
};

TEST_F(NameTemplateTest, FillsPlaceholders) {
  metadata_.set("date", Value::date("2020-05-22"));
  metadata_["meeting"] = Value::record();
  metadata_["meeting"].fields().set("body", Value::text("区委常委会"));
  EXPECT_EQ(render("{stem}.{extension}"), "report.docx");
  EXPECT_EQ(render("{name}.{id}.{extension}"), "report.html.docx_plain.docx");
  EXPECT_EQ(render("{meta.date}/{meta.meeting.body}-{stem}.docx"), "2020-05-22/区委常委会-report.docx");
  EXPECT_EQ(render("{{x}}.docx"), "{x}.docx");
}

TEST_F(NameTemplateTest, MissingValues) {
  EXPECT_EQ(render("{meta.date|undated}/{stem}.docx"), "undated/report.docx");
  EXPECT_EQ(render("{meta.date}-{stem}.docx"), "report.docx");
  EXPECT_EQ(render("{meta.title}.docx"), "untitled.docx");
  EXPECT_EQ(render("{meta.title}/{stem}.docx"), "untitled/report.docx");
}

// Whatever the title, the name is one path component that any file system takes.
TEST_F(NameTemplateTest, HostileValues) {
  const std::pair<std::string, std::string> cases[] = {
      {"../../etc/passwd", "etc-passwd.docx"},
      {"/etc/passwd", "etc-passwd.docx"},
      {"..", "untitled.docx"},
      {".", "untitled.docx"},
      {"C:\\Windows\\x", "C--Windows-x.docx"},
      {"CON", "_CON.docx"},
      {"com1", "_com1.docx"},
      {"a<b>c:d\"e|f?g*h", "a-b-c-d-e-f-g-h.docx"},
      {"--help", "help.docx"},
      {std::string("a\nb\0c\x1b", 6), "a bc.docx"},
      {"", "untitled.docx"},
      {" \t\xe3\x80\x80", "untitled.docx"},
      {"\xe2\x80\xae"
       "gnp.exe",
       "gnp.exe.docx"},
      {"%n%s%00", "%n%s%00.docx"},
      {"ends.", "ends.docx"},
      {".hidden", "hidden.docx"},
      {"bad \xff byte", "bad \xef\xbf\xbd byte.docx"},
  };
  for (const auto& [title, expected] : cases) {
    metadata_.set("title", Value::text(title));
    EXPECT_EQ(render("{meta.title}.docx"), expected) << title;
  }
}

TEST_F(NameTemplateTest, LongValuesAreCutAtACharacterAndTheExtensionStays) {
  std::string title;
  for (int i = 0; i < 5000; ++i) title += "纪";
  metadata_.set("title", Value::text(title));
  for (const std::string_view text :
       {"{meta.title}.docx", "{meta.title}-{stem}.{extension}", "x-{meta.title}{meta.title}-{stem}.docx"}) {
    const std::string name = render(text);
    EXPECT_LE(name.size(), NameTemplate::kMaxBytes) << name;
    EXPECT_GT(name.size(), NameTemplate::kMaxBytes - 20) << name;
    EXPECT_EQ(find_invalid_utf8(name), std::string::npos);
    EXPECT_TRUE(name.ends_with(".docx")) << name;
  }
  EXPECT_TRUE(render("{meta.title}-{stem}.docx").ends_with("-report.docx")) << "the short value stays whole";
}

TEST_F(NameTemplateTest, RefusesWhatIsNoTemplate) {
  for (const std::string_view text :
       {"", "/abs.docx", "a//b", "../x", "a/../b", "a/..", "a/.", "{", "}", "{stem", "{nope}", "{meta.}",
        "{meta.a b}", "{}", "a\\b", "a:b", "a\nb"})
    EXPECT_TRUE(render(text).starts_with("refused: ")) << text << " -> " << render(text);
}

TEST_F(NameTemplateTest, NeedsMetadata) {
  NameTemplate::Fault fault;
  EXPECT_TRUE(NameTemplate::parse("a/{meta.date}", fault)->needs_metadata());
  EXPECT_FALSE(NameTemplate::parse("{stem}-{id}.{extension}", fault)->needs_metadata());
}

TEST(StemOf, InputsAndRecords) {
  EXPECT_EQ(stem_of("a/b/report.html"), "report");
  EXPECT_EQ(stem_of("report"), "report");
  EXPECT_EQ(stem_of("minutes.zip#2020/x.html"), "x");
  EXPECT_EQ(stem_of("in/all.jsonl#17"), "all-17");
  EXPECT_EQ(stem_of(".hidden"), ".hidden");
  EXPECT_EQ(stem_of(""), "");
}

TEST_F(NameTemplateTest, TheYearIsThatOfTheDate) {
  EXPECT_EQ(render("{year|undated}/{stem}.epub"), "undated/report.epub");
  metadata_.set("date", Value::date("--05-22"));
  EXPECT_EQ(render("{year|undated}.epub"), "undated.epub");
  metadata_.set("date", Value::date("2020-05-22"));
  EXPECT_EQ(render("{year}.epub"), "2020.epub");
  NameTemplate::Fault fault;
  EXPECT_TRUE(NameTemplate::parse("{year}.epub", fault)->needs_metadata());
}

TEST_F(NameTemplateTest, ALineOfTextHoldsAnyCharacter) {
  metadata_.set("title", Value::text("a/b: \"c\"?\nd"));
  NameTemplate::Fault fault;
  const auto text =
      NameTemplate::parse("Title: {meta.title} / {year|no year}", fault, NameTemplate::Use::text);
  ASSERT_TRUE(text) << fault.message;
  EXPECT_EQ(text->render_text({"in/report.html", "epub", "e", &metadata_}), "Title: a/b: \"c\"? d / no year");
}

TEST_F(NameTemplateTest, TheProgramsOwnFolderIsNoPlaceForOutputs) {
  EXPECT_EQ(render(".minutemill/{stem}.docx"), "refused: '.minutemill' is where a run keeps its own files");
}

}  // namespace
}  // namespace minutemill
