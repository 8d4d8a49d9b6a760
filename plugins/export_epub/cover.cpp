// A cover made from the record: who met, what the report is called, when. Lines are broken by estimated
// widths, since no font is at hand.
#include "book.hpp"

#include <minutemill/text.hpp>

#include <xhtml/xml_output.hpp>

namespace minutemill::epub {
namespace {

constexpr int kWidth = 1200, kHeight = 1600, kMargin = 120;

// Advance in thousandths of an em: full-width characters one, others a typical figure for a sans serif face.
int advance(char32_t c) noexcept {
  if (is_cjk(c)) return 1000;
  if (c >= 'A' && c <= 'Z') return 680;
  return c == ' ' ? 280 : 540;
}

bool may_break_before(char32_t c) noexcept {
  // Closing punctuation never starts a line: U+3001-3003, closing brackets, full-width stops.
  return is_cjk(c) && !(c >= 0x3001 && c <= 0x3003) && c != 0x300b && c != 0x300d && c != 0x300f &&
         c != 0x3011 && c != 0xff01 && c != 0xff09 && c != 0xff0c && c != 0xff0e && c != 0xff1a &&
         c != 0xff1b && c != 0xff1f;
}

std::vector<std::string> break_lines(std::string_view text, int size, std::size_t most) {
  const int room = (kWidth - 2 * kMargin) * 1000 / size;
  std::vector<std::string> lines;
  std::string line;
  std::size_t last_break = 0;  // in `line`
  int width = 0, width_at_break = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if ((c == ' ' || may_break_before(c)) && !line.empty()) {
      last_break = line.size();
      width_at_break = width;
    }
    if (width + advance(c) > room && !line.empty()) {
      if (lines.size() + 1 == most) {
        lines.push_back(line + "\xE2\x80\xA6");
        return lines;
      }
      const std::size_t cut = last_break > 0 ? last_break : line.size();
      lines.emplace_back(trim(std::string_view(line).substr(0, cut)));
      line.erase(0, cut);
      width -= last_break > 0 ? width_at_break : width;
      last_break = 0;
      width_at_break = 0;
    }
    line.append(text.substr(start, i - start));
    width += advance(c);
  }
  if (!is_blank(line)) lines.emplace_back(trim(line));
  return lines;
}

class CoverWriter {
 public:
  explicit CoverWriter(std::string& out) : out_(out) {}

  int text_block(std::string_view text, int y, int size, std::string_view weight, std::string_view colour,
                 std::size_t most) {
    for (const std::string& line : break_lines(text, size, most)) {
      y += size * 5 / 4;
      out_.open("text").attribute("x", kMargin).attribute("y", y).attribute("font-size", size);
      out_.attribute("font-weight", weight).attribute("fill", colour).text(line).close("text").line_end();
    }
    return y;
  }
  void bar(int x, int y, int width, int height, std::string_view colour) {
    out_.open("rect")
        .attribute("x", x)
        .attribute("y", y)
        .attribute("width", width)
        .attribute("height", height);
    out_.attribute("fill", colour).close_empty().line_end();
  }
  xhtml::XmlOutput& out() noexcept { return out_; }

 private:
  xhtml::XmlOutput out_;
};

}  // namespace

std::string write_cover(const Publication& about) {
  std::string svg;
  CoverWriter cover(svg);
  xhtml::XmlOutput& out = cover.out();
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  out.open("svg").attribute("xmlns", "http://www.w3.org/2000/svg").attribute("viewBox", "0 0 1200 1600");
  out.attribute("width", kWidth).attribute("height", kHeight).attribute("xml:lang", about.language);
  out.attribute("font-family",
                "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', "
                "'Segoe UI', sans-serif");
  out.attribute("role", "img").attribute("aria-labelledby", "cover-title").line_end();
  out.open("title").attribute("id", "cover-title").text(about.title).close("title").line_end();
  cover.bar(0, 0, kWidth, kHeight, "#f7f5f0");
  cover.bar(0, 0, kWidth, 28, "#8c1c13");
  int y = cover.text_block(about.collection, kMargin + 60, 48, "400", "#5a5a5a", 2);
  y = cover.text_block(about.title, y + 90, 92, "700", "#1d1d1d", 7);
  cover.bar(kMargin, y + 70, 160, 8, "#8c1c13");
  cover.text_block(about.subtitle, y + 110, 50, "400", "#3a3a3a", 4);
  cover.text_block(about.date, kHeight - 260, 46, "400", "#5a5a5a", 1);
  if (about.publisher != about.collection)
    cover.text_block(about.publisher, kHeight - 190, 40, "400", "#5a5a5a", 1);
  out.close("svg").line_end();
  return svg;
}

std::string write_cover_page(const Book& book, const xhtml::Labels& labels) {
  const Publication& about = book.publication;
  std::string page;
  xhtml::XmlOutput out(page);
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
  out.open("html")
      .attribute("xmlns", "http://www.w3.org/1999/xhtml")
      .attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
  out.attribute("xml:lang", about.language).attribute("lang", about.language).line_end();
  out.open("head")
      .line_end()
      .open("title")
      .text(labels.get(about.language, "cover"))
      .close("title")
      .line_end();
  out.open("link")
      .attribute("rel", "stylesheet")
      .attribute("type", "text/css")
      .attribute("href", "style.css")
      .close_empty();
  out.line_end().close("head").line_end();
  out.open("body").attribute("epub:type", "cover").attribute("class", "cover").line_end();
  out.open("img")
      .attribute("src", "cover.svg")
      .attribute("role", "doc-cover")
      .attribute("alt", about.title)
      .close_empty()
      .line_end();
  out.close("body").line_end().close("html").line_end();
  return page;
}

}  // namespace minutemill::epub
