// Every character of a lifted document points at the bytes of the input that are that character.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <minutemill/text.hpp>

#include "stages.hpp"

namespace minutemill::test {
namespace {

constexpr std::string_view kSteps = "html_parse\nhtml_clean\nhtml_lift";

struct Piece {
  std::string text;
  std::string bytes;
};

std::vector<Piece> characters(Stages& stages, const std::string& page, std::string_view name) {
  std::vector<Piece> out;
  const Conversion result = stages.run(page, name, [&](const Markup*, const Document* document) {
    const Node& body = document->body();
    for (const Node* at = &body; at != nullptr; at = next_in_tree(*at, body)) {
      const std::string_view text = at->kind() == NodeKind::text ? at->text() : std::string_view();
      for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        (void)next_code_point(text, i);
        const SourceSpan span = Document::text_span(*at, begin, i);
        out.push_back({std::string(text.substr(begin, i - begin)),
                       span.known() ? page.substr(span.begin, span.size()) : "(unknown)"});
      }
    }
  });
  EXPECT_TRUE(result.ok) << name << ": " << result.message;
  return out;
}

std::string joined(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) out += "[" + piece.text + "=" + piece.bytes + "]";
  return out;
}

TEST(Spans, references_dropped_characters_and_collapsed_spaces_keep_their_places) {
  Stages stages(kSteps);
  EXPECT_EQ(joined(characters(stages,
                              "<p>&nbsp;&#12288;\xc2\xad"
                              "a&amp;b \n c&eacute;</p>",
                              "a.html")),
            "[a=a][&=&amp;][b=b][ = ][c=c][\xc3\xa9=&eacute;]");
}

TEST(Spans, a_no_break_space_that_stays_is_not_taken_for_one_that_went) {
  Stages stages(kSteps);
  EXPECT_EQ(joined(characters(stages, "<p>&nbsp;&nbsp;a&nbsp;b</p>", "a.html")),
            "[a=a][\xc2\xa0=&nbsp;][b=b]");
}

TEST(Spans, two_bytes_of_gb18030_are_one_ideograph) {
  Stages stages(kSteps);
  // "会议" and "A" in a page that says gb2312.
  EXPECT_EQ(joined(characters(stages,
                              "<meta charset=gb2312><p>\xbb\xe1"
                              "A\xd2\xe9</p>",
                              "a.html")),
            "[\xe4\xbc\x9a=\xbb\xe1][A=A][\xe8\xae\xae=\xd2\xe9]");
}

TEST(Spans, a_byte_order_mark_shifts_all) {
  Stages stages(kSteps);
  EXPECT_EQ(joined(characters(stages, "\xef\xbb\xbf<p>ab</p>", "a.html")), "[a=a][b=b]");
}

TEST(Spans, an_ignored_tag_inside_a_text_is_passed_over) {
  Stages stages(kSteps);
  EXPECT_EQ(joined(characters(stages, "<p>a</em>b</p>", "a.html")), "[a=a][b=b]");
}

TEST(Spans, real_pages_in_utf8_point_back_to_themselves) {
  const char* shared = std::getenv("MINUTEMILL_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "MINUTEMILL_SHARED is not set";
  Stages stages(kSteps);
  std::size_t count = 0, wrong = 0;
  std::string first;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(shared) / "corpus/zh-meetings")) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string page(std::istreambuf_iterator<char>(file), {});
    if (find_invalid_utf8(page) != std::string_view::npos) continue;
    for (const Piece& piece : characters(stages, page, entry.path().string())) {
      ++count;
      const bool space = piece.text == " " && is_blank(piece.bytes) && !piece.bytes.empty();
      if (piece.bytes == piece.text || space || piece.bytes.starts_with('&')) continue;
      if (wrong++ == 0) first = entry.path().string() + ": " + piece.text + " = " + piece.bytes;
    }
  }
  EXPECT_GT(count, 1000U);
  EXPECT_EQ(wrong, 0U) << first;
}

}  // namespace
}  // namespace minutemill::test
