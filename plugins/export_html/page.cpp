#include "page.hpp"

#include <minutemill/base64.hpp>
#include <minutemill/text.hpp>

#include <xhtml/flow_writer.hpp>
#include <xhtml/language_tag.hpp>
#include <xhtml/link_target.hpp>

namespace minutemill::html {
namespace {

class PageMaker final : public xhtml::FlowHost {
 public:
  PageMaker(const Document& document, const Options& options, std::string_view stylesheet,
            const xhtml::Labels& labels, const Mappings& mappings, Context& context)
      : document_(document),
        options_(options),
        stylesheet_(stylesheet),
        labels_(labels),
        mappings_(mappings),
        context_(context),
        outline_(document),
        anchors_(document, outline_),
        language_(xhtml::language_of(document, options.language)) {}

  Page make() {
    std::string flow;
    xhtml::FlowStyle style;
    style.flush_unindented = xhtml::indents_paragraphs(document_);
    style.generated_apart = !options_.generated_headings;
    xhtml::FlowWriter writer(flow, outline_, anchors_, *this, style);
    for (const Node& block : document_.body().children()) writer.write_block(block);
    if (writer.has_notes()) writer.write_notes(labels_.get(language_, "back"));
    Page page;
    page.tally = writer.tally();
    wrap(flow, page.html);
    return page;
  }

  std::string link(const Node& link) override {
    using Kind = xhtml::LinkTarget::Kind;
    const std::string_view href = link.get(Attr::href);
    xhtml::LinkTarget target = xhtml::read_link(href);
    if (target.kind == Kind::none) return {};
    if (target.kind == Kind::external) return std::move(target.value);
    if (target.kind == Kind::fragment)
      if (const Node* to = anchors_.find(target.value)) return "#" + std::string(anchors_.id_of(*to));
    context_.lose(target.kind == Kind::refused ? kLinkRefused : kLinkDangling, cut_utf8(href, 120),
                  {.links = 1}, link.span());
    return {};
  }

  // As a data: URL. Loaded as an image, an SVG runs no script and loads nothing (SVG 2 §2.1.5, secure static
  // mode).
  std::string image(const Node& image) override {
    const auto index = static_cast<std::size_t>(image.number(Attr::resource, -1));
    if (index >= document_.resources().size() ||
        !document_.resources()[index].media_type.starts_with("image/")) {
      context_.lose(kImageMissing, cut_utf8(image.get(Attr::href), 120), {.images = 1}, image.span());
      return {};
    }
    const Resource& resource = document_.resources()[index];
    std::string url = "data:" + resource.media_type + ";base64,";
    append_base64(url, resource.bytes);
    return url;
  }

  void unknown(const Node& node) override {
    context_.report(kUnknownMarkup, node.get(Attr::tag), node.span());
  }

 private:
  [[nodiscard]] std::string line(std::string_view target) const {
    return mappings_.meta.line(target, document_.metadata(), ", ");
  }

  [[nodiscard]] std::string title() const {
    if (std::string title = line("title"); !title.empty()) return title;
    return outline_.entries().empty() ? document_.source().name : outline_.entries().front().label;
  }

  void meta(xhtml::XmlOutput& out, std::string_view name, std::string_view content) {
    if (!is_blank(content))
      out.open("meta").attribute("name", name).attribute("content", content).close_empty().line_end();
  }

  void wrap(const std::string& flow, std::string& html) {
    html.reserve(flow.size() + stylesheet_.size() + 2048);
    xhtml::XmlOutput out(html);
    out.raw("<!DOCTYPE html>\n").open("html").attribute("lang", language_).line_end().open("head").line_end();
    out.open("meta").attribute("charset", "utf-8").close_empty().line_end();
    // The page needs nothing from anywhere, and says so.
    out.open("meta").attribute("http-equiv", "Content-Security-Policy");
    out.attribute("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .close_empty()
        .line_end();
    meta(out, "viewport", "width=device-width, initial-scale=1");
    out.open("title").text(title()).close("title").line_end();
    for (const std::string_view name : {"author", "date", "description", "keywords"})
      meta(out, name, line(name));
    write_json_ld(out);
    out.open("style").line_end().raw(stylesheet_).close("style").line_end();
    out.close("head").line_end().open("body").line_end();
    if (options_.contents) write_contents(out);
    out.open("main").line_end();
    // A page without any heading is hard to find one's way in.
    if (outline_.entries().empty())
      out.open("h1").attribute("class", "role-title").text(title()).close("h1").line_end();
    out.raw(flow).close("main").line_end().close("body").line_end().close("html").line_end();
  }

  // A data block (HTML §4.12.1): nothing that runs. A '<' is written so that no text can end it.
  void write_json_ld(xhtml::XmlOutput& out) {
    std::string json;
    JsonWriter writer(json);
    mappings_.json_ld.write(writer, document_.metadata());
    if (json == "{}") return;
    for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at))
      json.replace(at, 1, "\\u003c");
    out.open("script").attribute("type", "application/ld+json").raw(json).close("script").line_end();
  }

  void write_contents(xhtml::XmlOutput& out) {
    out.open("nav").attribute("aria-label", labels_.get(language_, "contents")).line_end();
    out.open("ul").attribute("class", "contents").line_end();
    for (const xhtml::Outline::Entry& entry : outline_.entries()) {
      if (entry.depth == 0) continue;
      out.open("li").attribute("class", "depth-" + std::to_string(std::min(entry.depth, 6)));
      out.open("a")
          .attribute("href", "#" + std::string(anchors_.id_of(*entry.heading)))
          .text(entry.label)
          .close("a");
      out.close("li").line_end();
    }
    out.close("ul").line_end().close("nav").line_end();
  }

  const Document& document_;
  const Options& options_;
  std::string_view stylesheet_;
  const xhtml::Labels& labels_;
  const Mappings& mappings_;
  Context& context_;
  xhtml::Outline outline_;
  xhtml::Anchors anchors_;
  std::string language_;
};

}  // namespace

Page make_page(const Document& document, const Options& options, std::string_view stylesheet,
               const xhtml::Labels& labels, const Mappings& mappings, Context& context) {
  return PageMaker(document, options, stylesheet, labels, mappings, context).make();
}

}  // namespace minutemill::html
