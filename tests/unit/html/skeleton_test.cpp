// Parsing a page's skeleton and putting the text back gives the tree, and the places, of parsing the page.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gumbo.h>

#include <minutemill/text.hpp>

#include "html_parse/skeleton.hpp"

namespace minutemill::test {
namespace {

// Without the options that html_parse sets: gumbo's defaults are the same to the tree.
class Tree {
 public:
  explicit Tree(std::string_view text)
      : output_(gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size())), text_(text) {}
  ~Tree() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] const GumboNode& root() const { return *output_->root; }
  // Elements, attributes and texts, with where in the page the texts stand.
  [[nodiscard]] std::string shown(const html::Skeleton& page) const {
    std::string out;
    show(root(), page, out);
    return out;
  }

 private:
  void show(const GumboNode& node, const html::Skeleton& page, std::string& out) const {
    if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
      const GumboElement& element = node.v.element;
      out.append("<").append(gumbo_normalized_tagname(element.tag));
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        out.append(" ").append(attribute->name).append("=").append(attribute->value);
      }
      out.append(">");
      for (unsigned i = 0; i < element.children.length; ++i)
        show(*static_cast<const GumboNode*>(element.children.data[i]), page, out);
      out.append("</>");
      return;
    }
    std::string buffer;
    std::size_t near = 0;
    const GumboText& text = node.v.text;
    out.append("{").append(node.type == GUMBO_NODE_COMMENT ? text.text : page.value(text, buffer, near));
    if (text.original_text.data >= text_.data() && text.original_text.length > 0 &&
        text.original_text.data < text_.data() + text_.size()) {
      const auto begin = static_cast<std::uint32_t>(text.original_text.data - text_.data());
      const SourceSpan span =
          page.span(begin, begin + static_cast<std::uint32_t>(text.original_text.length), near);
      out.append("@").append(std::to_string(span.begin)).append("-").append(std::to_string(span.end));
    }
    out.append("}");
  }

  GumboOutput* output_;
  std::string_view text_;
};

// False when the page is to be parsed as it is.
bool compare(const std::string& page) {
  html::Skeleton skeleton = html::Skeleton::of(page), whole = html::Skeleton::of(page);
  whole.give_up();
  if (!skeleton.shortened()) return false;
  const Tree shortened(skeleton.text());
  if (!skeleton.fits(shortened.root())) return false;
  const Tree plain(page);
  EXPECT_EQ(shortened.shown(skeleton), plain.shown(whole)) << page;
  return true;
}

TEST(Skeleton, text_comes_back_where_it_stood) {
  for (
      const char* page : {
          "<p>The council heard the report on the weir.</p>",
          "<p>  The council heard\r\n the report \r on the weir.  </p>\n\n",
          "The council heard the report, and a fragment begins <b>here and goes on for a while</b> longer.",
          "<title>The council heard the report</title><textarea>\nThe council heard the report</textarea>",
          "<pre>\nThe council heard the report\n</pre>",
          "<p>Weir &amp; gate were mended by the miller &copy and the clerk &nbsp;who heard the report&#33; "
          "again.",
          "<table>The council heard the report<tr>and so did the miller<td>who mended the weir</table>at "
          "long last",
          "<p>The council heard</em> the report on the weir</i> and agreed to all of it.</p>",
          "<script>if (a < b && b > 'c') report('<b>~^`|\\{}@$%</b>')</script><style>p > b { margin: 0 "
          "}</style>end",
          "<html>\r\n      <head>    <title>Weir</title>    </head>\n\n\n\n\n<body>     <p>The council "
          "heard\n     "
          "<b>the report   </b>    </p>      </body>       </html>     ",
          "<pre>\n      The council heard the report\n      on the weir</pre><textarea>\n    \n    "
          "x</textarea>",
          "<table>      <tr>      <td>      The council heard the report      </td>      </tr>      </table>",
          "<svg><style>a &amp; b { <b>is no element here</b> }</style></svg>The council heard the report",
          "<script><!-- if (a) document.write('<script>x</script>') --></script>The council heard the report",
          "<script>if (a && b) report('the council heard it')</script><style>p { margin: 0 auto 0 auto "
          "}</style>",
          "<select><option>The council heard the report<option>and agreed to all of it</select>",
          "<svg><title>The council heard the report</title><text>and agreed to all of it</text></svg>after "
          "the drawing",
          "<p>~ The council ^ heard ` the | report \\ with { all } signs, and agreed to it</p>",
          "<b><p>The council heard the report</b> and agreed to all of it</p>, as the clerk has written.",
          "<a title='The council heard the report'>and agreed to all of it</a><!-- The council heard the "
          "report -->",
          "<body>The council heard the report</body></html>and agreed to all of it<p>after the end of the "
          "page",
      })
    EXPECT_TRUE(compare(page)) << page;
}

TEST(Skeleton, what_cannot_be_told_apart_is_parsed_as_it_is) {
  // The reference gives the very sign that stands for the stretches.
  EXPECT_FALSE(compare("<p>The council heard the report &#126; and agreed to all of it.</p>"));
  // Dropped by the parser: there is no text to put anything back into.
  EXPECT_FALSE(compare("<frameset>The council heard the report</frameset>"));
  // The style is none there, and what seems its text begins a comment, or an attribute, that does not end.
  EXPECT_FALSE(compare("<frameset>x<style><!--</style></p>        "));
  EXPECT_FALSE(compare("<select><style><p x='</style>        ' y>The council heard the report</select>"));
  EXPECT_FALSE(compare("<p>short</p>"));
}

TEST(Skeleton, pages_put_together_at_random_give_the_same_trees) {
  const std::vector<std::string> parts{"<p>",
                                       "</p>",
                                       "<b>",
                                       "</b>",
                                       "<i x='a>b'>",
                                       "</i>",
                                       "<table>",
                                       "<tr>",
                                       "<td>",
                                       "</table>",
                                       "<select>",
                                       "<option>",
                                       "</select>",
                                       "<svg>",
                                       "</svg>",
                                       "<math><mi>",
                                       "</math>",
                                       "<title>",
                                       "</title>",
                                       "<style>",
                                       "</style>",
                                       "<script>",
                                       "</script>",
                                       "<!--",
                                       "-->",
                                       "--!>",
                                       "<![CDATA[",
                                       "]]>",
                                       "<?x",
                                       ">",
                                       "<textarea>",
                                       "</textarea>",
                                       "<pre>",
                                       "\r\n",
                                       " ",
                                       "&amp;",
                                       "&am",
                                       "&#x41",
                                       "&#126;",
                                       "&notit;",
                                       "<a href=",
                                       "\"",
                                       "'",
                                       "<",
                                       "</",
                                       "<br/>",
                                       "<div",
                                       "</html>",
                                       "</body>",
                                       "<frameset>",
                                       "<template>",
                                       "</template>",
                                       "<li>",
                                       "<ul>",
                                       "<caption>",
                                       "<noscript>",
                                       "<plaintext>",
                                       "        ",
                                       "\n\n\n\t\n",
                                       "\f",
                                       "if (a < b && c > d) { x = '</p>' }",
                                       "<!--",
                                       "<script>var weir = 1 < 2 && 'gate';</script>",
                                       "<style>p > b { color: red }</style>",
                                       "\xc2\xa0",
                                       "<head>",
                                       "<body class=a>",
                                       "The council heard the report on the weir",
                                       "会议听取了水渠修缮情况的汇报并研究部署下一步工作",
                                       "short",
                                       "A = B and C = D or 'E' in \"F\" always"};
  std::mt19937 random(7);
  std::size_t compared = 0;
  for (int round = 0; round < 40000; ++round) {
    std::string page;
    for (std::size_t n = 1 + random() % 14; n > 0; --n) page += parts[random() % parts.size()];
    compared += compare(page) ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(compared, 3000U);
}

TEST(Skeleton, real_pages_give_the_same_trees) {
  const char* shared = std::getenv("MINUTEMILL_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "MINUTEMILL_SHARED is not set";
  std::size_t compared = 0;
  for (const char* folder : {"corpus/zh-pages", "corpus/zh-meetings", "corpus/minutes-en"})
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(shared) / folder)) {
      if (entry.path().extension() != ".html") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string page(std::istreambuf_iterator<char>(file), {});
      // What is parsed has been decoded.
      if (find_invalid_utf8(page) == std::string_view::npos) compared += compare(page) ? 1 : 0;
    }
  EXPECT_GT(compared, 20U);
}

}  // namespace
}  // namespace minutemill::test
