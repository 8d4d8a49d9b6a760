// The navigation document (EPUB 3.3 §7) and the NCX of older readers.
#include "book.hpp"

#include <xhtml/xml_output.hpp>

namespace minutemill::epub {
namespace {

// Calls open(entry), then what is below the entry, then close(); begin() and end() around each group.
template <class Open, class Close, class Begin, class End>
void walk_toc(const std::vector<Book::TocEntry>& toc, Open open, Close close, Begin begin, End end) {
  std::vector<int> depths;  // of the entries that are open
  for (const Book::TocEntry& entry : toc) {
    if (depths.empty() || entry.depth > depths.back()) {
      begin();
    } else {
      while (depths.size() > 1 && entry.depth <= depths[depths.size() - 2]) {
        close();
        end();
        depths.pop_back();
      }
      close();
      depths.pop_back();
    }
    open(entry);
    depths.push_back(entry.depth);
  }
  for (; !depths.empty(); depths.pop_back()) {
    close();
    end();
  }
}

void write_toc(const Book& book, xhtml::XmlOutput& out) {
  walk_toc(
      book.toc,
      [&](const Book::TocEntry& entry) {
        out.open("li").open("a").attribute("href", entry.href).text(entry.label).close("a");
      },
      [&] { out.close("li").line_end(); }, [&] { out.open("ol").line_end(); },
      [&] { out.close("ol").line_end(); });
}

void write_landmark(xhtml::XmlOutput& out, std::string_view type, std::string_view href,
                    std::string_view label) {
  out.open("li")
      .open("a")
      .attribute("epub:type", type)
      .attribute("href", href)
      .text(label)
      .close("a")
      .close("li")
      .line_end();
}

void write_head(xhtml::XmlOutput& out, const Publication& about, std::string_view title) {
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
  out.open("html")
      .attribute("xmlns", "http://www.w3.org/1999/xhtml")
      .attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
  out.attribute("xml:lang", about.language).attribute("lang", about.language).line_end();
  out.open("head").line_end().open("title").text(title).close("title").line_end();
  out.open("link")
      .attribute("rel", "stylesheet")
      .attribute("type", "text/css")
      .attribute("href", "style.css")
      .close_empty();
  out.line_end().close("head").line_end();
}

}  // namespace

std::string write_nav(const Book& book, const xhtml::Labels& labels) {
  const Publication& about = book.publication;
  const auto label = [&](std::string_view key) { return labels.get(about.language, key); };
  std::string page;
  xhtml::XmlOutput out(page);
  write_head(out, about, about.title);
  out.open("body").line_end();
  out.open("nav")
      .attribute("epub:type", "toc")
      .attribute("role", "doc-toc")
      .attribute("aria-labelledby", "contents")
      .line_end();
  out.open("h1").attribute("id", "contents").text(label("contents")).close("h1").line_end();
  write_toc(book, out);
  out.close("nav").line_end();
  out.open("nav")
      .attribute("epub:type", "landmarks")
      .attribute("hidden", "hidden")
      .attribute("aria-label", label("landmarks"))
      .line_end();
  out.open("ol").line_end();
  if (!book.cover_svg.empty()) write_landmark(out, "cover", "cover.xhtml", label("cover"));
  if (book.has_front && book.chapters.size() > 1)
    write_landmark(out, "titlepage", book.chapters.front().name, about.title);
  const std::size_t start = book.has_front && book.chapters.size() > 1 ? 1 : 0;
  write_landmark(out, "bodymatter", book.chapters[start].name, label("start"));
  out.close("ol").line_end().close("nav").line_end();
  out.close("body").line_end().close("html").line_end();
  return page;
}

std::string write_ncx(const Book& book) {
  const Publication& about = book.publication;
  std::string page;
  xhtml::XmlOutput out(page);
  int deepest = 1;
  std::size_t number = 0;
  std::string points;
  xhtml::XmlOutput list(points);
  int depth = 0;
  walk_toc(
      book.toc,
      [&](const Book::TocEntry& entry) {
        const std::string order = std::to_string(++number);
        list.open("navPoint").attribute("id", "point-" + order).attribute("playOrder", order);
        list.open("navLabel").open("text").text(entry.label).close("text").close("navLabel");
        list.open("content").attribute("src", entry.href).close_empty().line_end();
      },
      [&] { list.close("navPoint").line_end(); }, [&] { deepest = std::max(deepest, ++depth); },
      [&] { --depth; });
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  out.open("ncx").attribute("xmlns", "http://www.daisy.org/z3986/2005/ncx/").attribute("version", "2005-1");
  out.attribute("xml:lang", about.language).line_end();
  out.open("head").line_end();
  out.open("meta")
      .attribute("name", "dtb:uid")
      .attribute("content", about.identifier)
      .close_empty()
      .line_end();
  out.open("meta").attribute("name", "dtb:depth").attribute("content", deepest).close_empty().line_end();
  out.close("head").line_end();
  out.open("docTitle").open("text").text(about.title).close("text").close("docTitle").line_end();
  out.open("navMap").line_end().raw(points).close("navMap").line_end().close("ncx").line_end();
  return page;
}

}  // namespace minutemill::epub
