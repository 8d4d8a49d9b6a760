#include "book.hpp"

#include <algorithm>
#include <iterator>

#include <xhtml/anchors.hpp>
#include <xhtml/flow_writer.hpp>
#include <xhtml/link_target.hpp>
#include <xhtml/outline.hpp>

#include "page.hpp"

namespace minutemill::epub {
namespace {

class BookMaker final : public xhtml::FlowHost {
 public:
  BookMaker(const Document& document, const Options& options, const xhtml::Labels& labels,
            const RecordMapping& mapping, Context& context, Binding binding)
      : document_(document),
        labels_(labels),
        context_(context),
        outline_(document),
        anchors_(document, outline_),
        chapters_(divide(document, options.file_text.bytes)),
        chapter_of_(document, chapters_),
        images_(document),
        indents_(xhtml::indents_paragraphs(document)),
        apart_(!options.generated_headings),
        in_volume_(binding == Binding::volume) {
    book_.publication = read_publication(document, mapping, options.language);
    if (options.cover && !in_volume_) book_.cover_svg = write_cover(book_.publication);
  }

  Book make() {
    if (chapters_.empty()) chapters_.push_back({"front.xhtml", {}, true});  // an empty report is still a book
    for (current_ = 0; current_ < chapters_.size(); ++current_) {
      context_.check_time();
      write_chapter(chapters_[current_]);
    }
    list_contents();
    if (in_volume_)
      book_.terms = volumes::report_terms(document_, [this](const Node& node) { return place_of(node); });
    book_.images = images_.items();
    book_.has_front = chapters_.front().front;
    return std::move(book_);
  }

  std::string link(const Node& link) override {
    using Kind = xhtml::LinkTarget::Kind;
    const std::string_view href = link.get(Attr::href);
    xhtml::LinkTarget target = xhtml::read_link(href);
    switch (target.kind) {
      case Kind::none:
        return {};
      case Kind::external:
        return std::move(target.value);
      case Kind::refused:
        context_.lose(kLinkRefused, shortened(href), {.links = 1}, link.span());
        return {};
      case Kind::relative:
        break;
      case Kind::fragment:
        if (const Node* to = anchors_.find(target.value)) return address(*to);
        break;
    }
    context_.lose(kLinkDangling, shortened(href), {.links = 1}, link.span());
    return {};
  }

  std::string image(const Node& image) override {
    const std::optional<std::string> file = images_.take(image);
    if (!file) {
      context_.lose(kImageMissing, shortened(image.get(Attr::href)), {.images = 1}, image.span());
      return {};
    }
    book_.has_images = true;
    if (image.get(Attr::alt).empty()) book_.all_images_described = false;
    return *file;
  }

  std::string file_of_note(const Node& note) override { return file_of(chapter_of_.of(note)); }

  std::string file_of_reference(const Node& note) override {
    return file_of(chapter_of_.of(note.parent() != nullptr ? *note.parent() : note));
  }

  void unknown(const Node& node) override {
    context_.report(kUnknownMarkup, node.get(Attr::tag), node.span());
  }

 private:
  static std::string_view shortened(std::string_view text) { return cut_utf8(text, 120); }

  // As the current chapter names it.
  [[nodiscard]] std::string file_of(std::size_t chapter) const {
    return chapter == current_ ? std::string() : chapters_[chapter].file;
  }
  [[nodiscard]] std::string address(const Node& node) const {
    return file_of(chapter_of_.of(node)) + "#" + std::string(anchors_.id_of(node));
  }

  void write_chapter(const Chapter& chapter) {
    std::string flow;
    xhtml::FlowStyle style;
    style.epub = true;
    style.flush_unindented = indents_;
    style.generated_apart = apart_;
    xhtml::FlowWriter writer(flow, outline_, anchors_, *this, style);
    if (current_ == 0 && outline_.entries().empty()) write_title(flow);
    for (const Node* block : chapter.blocks) writer.write_block(*block);
    const Publication& about = book_.publication;
    write_notes(chapter, writer, flow);
    Book::File file{chapter.file, {}, writer.has_math()};
    const std::string label = in_volume_ && current_ == 0 ? std::string() : chapter_label(chapter);
    file.xhtml =
        wrap_page(flow, label.empty() ? about.title : label, about.language,
                  chapter.front && chapters_.size() > 1 && !in_volume_ ? "frontmatter" : "bodymatter",
                  in_volume_ ? "../" : "");
    book_.has_math = book_.has_math || file.math;
    book_.chapters.push_back(std::move(file));
    book_.tally += writer.tally();
  }

  // Those of the chapter at its end, or all of them in the last chapter.
  void write_notes(const Chapter& chapter, xhtml::FlowWriter& writer, std::string& flow) {
    const std::string_view language = book_.publication.language;
    if (!chapters_.back().notes) {
      if (writer.has_notes()) writer.write_notes(labels_.get(language, "back"));
      return;
    }
    if (!chapter.notes) {
      std::ranges::move(writer.take_notes(), std::back_inserter(notes_));
      return;
    }
    xhtml::XmlOutput(flow)
        .open("section")
        .attribute("epub:type", "endnotes")
        .attribute("role", "doc-endnotes")
        .attribute("aria-label", labels_.get(language, "notes"))
        .line_end();
    writer.add_notes(notes_);
    writer.write_notes(labels_.get(language, "back"));
    xhtml::XmlOutput(flow).close("section").line_end();
  }

  // For a report without any heading: a reader, and a screen reader more so, should find one.
  void write_title(std::string& flow) {
    xhtml::XmlOutput(flow)
        .open("h1")
        .attribute("class", "role-title")
        .text(book_.publication.title)
        .close("h1")
        .line_end();
  }

  [[nodiscard]] std::string chapter_label(const Chapter& chapter) const {
    if (chapter.notes) return std::string(labels_.get(book_.publication.language, "notes"));
    if (chapter.blocks.empty()) return {};
    const Node* first = chapter.blocks.front()->first_child();
    const bool section = chapter.blocks.front()->kind() == NodeKind::section;
    return section && first != nullptr && first->kind() == NodeKind::heading ? xhtml::label_of(*first)
                                                                             : std::string();
  }

  void list_contents() {
    const std::string& title = book_.publication.title;
    if (in_volume_) book_.toc.push_back({0, title, title_place()});
    for (const xhtml::Outline::Entry& entry : outline_.entries()) {
      if (entry.depth == 0 && entry.label == title) continue;  // the whole book bears it
      // Without words in the text there is nothing to lead to but a chapter as a whole.
      if (apart_ && entry.heading->number(Attr::generated) != 0 && entry.depth > 1) continue;
      const std::string& file = chapters_[chapter_of_.of(*entry.heading)].file;
      book_.toc.push_back(
          {entry.depth, entry.label, file + "#" + std::string(anchors_.id_of(*entry.heading))});
    }
    if (book_.toc.empty()) book_.toc.push_back({1, title, chapters_.front().file});
    if (chapters_.back().notes)
      book_.toc.push_back({1, chapter_label(chapters_.back()), chapters_.back().file});
  }

  // Where the report begins: at its title when the text has it.
  [[nodiscard]] std::string title_place() const {
    for (const xhtml::Outline::Entry& entry : outline_.entries())
      if (entry.depth == 0 && entry.label == book_.publication.title)
        return chapters_[chapter_of_.of(*entry.heading)].file + "#" +
               std::string(anchors_.id_of(*entry.heading));
    return chapters_.front().file;
  }

  // The heading that `node` stands under, or is; else its chapter.
  [[nodiscard]] std::string place_of(const Node& node) const {
    const Node* section = &node;
    while (section != nullptr && section->kind() != NodeKind::section) section = section->parent();
    const std::string& file = chapters_[chapter_of_.of(node)].file;
    const Node* heading = section != nullptr ? section->first_child() : nullptr;
    if (heading == nullptr || heading->kind() != NodeKind::heading || anchors_.id_of(*heading).empty() ||
        (apart_ && heading->number(Attr::generated) != 0))
      return file;
    return chapters_[chapter_of_.of(*heading)].file + "#" + std::string(anchors_.id_of(*heading));
  }

  const Document& document_;
  const xhtml::Labels& labels_;
  Context& context_;
  xhtml::Outline outline_;
  xhtml::Anchors anchors_;
  std::vector<Chapter> chapters_;
  ChapterIndex chapter_of_;
  Images images_;
  std::size_t current_ = 0;
  std::vector<const Node*> notes_;  // of the chapters so far, for the last one
  bool indents_;
  bool apart_;
  bool in_volume_;
  Book book_;
};

}  // namespace

Book make_book(const Document& document, const Options& options, const xhtml::Labels& labels,
               const RecordMapping& mapping, Context& context, Binding binding) {
  return BookMaker(document, options, labels, mapping, context, binding).make();
}

}  // namespace minutemill::epub
