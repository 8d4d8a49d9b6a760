#include "page.hpp"

#include <xhtml/xml_output.hpp>

namespace minutemill::epub {

std::string wrap_page(std::string_view flow, std::string_view title, std::string_view language,
                      std::string_view type, std::string_view root) {
  std::string page;
  page.reserve(flow.size() + 1024);
  xhtml::XmlOutput out(page);
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
  out.open("html")
      .attribute("xmlns", "http://www.w3.org/1999/xhtml")
      .attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
  out.attribute("xml:lang", language).attribute("lang", language).line_end();
  out.open("head").line_end().open("title").text(title).close("title").line_end();
  out.open("meta")
      .attribute("name", "viewport")
      .attribute("content", "width=device-width, initial-scale=1")
      .close_empty()
      .line_end();
  out.open("link")
      .attribute("rel", "stylesheet")
      .attribute("type", "text/css")
      .attribute("href", std::string(root) + "style.css")
      .close_empty();
  out.line_end().close("head").line_end();
  out.open("body").attribute("epub:type", type).line_end();
  out.raw(flow).close("body").line_end().close("html").line_end();
  return page;
}

}  // namespace minutemill::epub
