#include "volume.hpp"

#include <algorithm>
#include <map>

#include <volumes/index.hpp>
#include <xhtml/xml_output.hpp>

#include "page.hpp"

namespace minutemill::epub {
namespace {

class VolumeMaker {
 public:
  VolumeMaker(const Volume& volume, const Options& options, const xhtml::Labels& labels, const Fonts& fonts,
              PackageWriter& package)
      : volume_(volume), options_(options), labels_(labels), fonts_(fonts), package_(package) {}

  void make() {
    if (volume_.size() == 0) throw StageFailure(FailureCode::exporting, "a volume without reports");
    Publication& about = book_.publication;
    for (std::size_t i = 0; i < volume_.size(); ++i) {
      const BookPart part = read_part(volume_, i);
      if (i == 0) about = begin(part.publication);
      ++languages_[part.publication.language];
      take_in(part.publication);
      enter_groups(volume_.entry(i).groups);
      add_report(part, i);
    }
    about.language = std::ranges::max_element(languages_, {}, [](const auto& l) { return l.second; })->first;
    enter_groups({});
    add_index();
    if (about.date != last_date_ && !last_date_.empty()) cover_date_ = about.date + " – " + last_date_;
    if (options_.cover) {
      Publication front = about;
      if (!cover_date_.empty()) front.date = cover_date_;
      if (front.collection == front.title) front.collection.clear();
      book_.cover_svg = write_cover(front);
      package_.add("EPUB/cover.svg", book_.cover_svg);
      package_.add("EPUB/cover.xhtml", write_cover_page(book_, labels_));
    }
    package_.add("EPUB/package.opf", write_opf(book_, options_, labels_, fonts_));
    package_.add("EPUB/nav.xhtml", write_nav(book_, labels_));
    if (options_.ncx) package_.add("EPUB/toc.ncx", write_ncx(book_));
  }

 private:
  struct Group {
    std::string label;
    std::string file;
    std::string list;  // items of its page
  };

  [[nodiscard]] Publication begin(const Publication& first) const {
    Publication about;
    about.title = volume_.title();
    about.identifier = identity_of_volume(volume_.name());
    about.language = first.language;
    about.publisher = first.publisher;
    about.collection = first.collection;
    about.date = first.date;
    return about;
  }

  // What is true of every report is said of the volume.
  void take_in(const Publication& report) {
    Publication& about = book_.publication;
    about.modified = std::max(about.modified, report.modified);
    if (about.publisher != report.publisher) about.publisher.clear();
    if (about.collection != report.collection) about.collection.clear();
    if (!report.collection.empty() && about.creators.size() < kMostCreators &&
        std::ranges::find(about.creators, report.collection, &Publication::Person::name) ==
            about.creators.end())
      about.creators.push_back({report.collection, "aut"});
    if (!report.date.empty() && (about.date.empty() || report.date < about.date)) about.date = report.date;
    last_date_ = std::max(last_date_, report.date);
  }

  void enter_groups(const std::vector<std::string>& groups) {
    std::size_t same = 0;
    while (same < groups.size() && same < open_.size() && groups[same] == open_[same].label) ++same;
    while (open_.size() > same) close_group();
    for (std::size_t level = same; level < groups.size(); ++level) open_group(groups[level]);
  }

  void open_group(const std::string& label) {
    const std::string shown = label.empty() ? volume_.title() : label;
    const std::string file = "group-" + std::to_string(++groups_) + ".xhtml";
    list_in_group(shown, file, {});
    add_chapter(file, false);
    book_.toc.push_back({static_cast<int>(open_.size()) + 1, shown, file});
    open_.push_back({label, file, {}});
  }

  void close_group() {
    Group& group = open_.back();
    const std::string& shown = group.label.empty() ? volume_.title() : group.label;
    const std::string flow =
        heading("h1", shown, {}) + "<ol class=\"volume-contents\">\n" + group.list + "</ol>\n";
    package_.add("EPUB/" + group.file, wrap_page(flow, shown, book_.publication.language, "bodymatter", {}));
    open_.pop_back();
  }

  void list_in_group(std::string_view label, std::string_view href, std::string_view date) {
    if (open_.empty()) return;
    xhtml::XmlOutput out(open_.back().list);
    out.open("li");
    if (!date.empty()) out.open("span").attribute("class", "date").text(date).close("span").text(" ");
    out.open("a").attribute("href", href).text(label).close("a").close("li").line_end();
  }

  void add_report(const BookPart& part, std::size_t index) {
    const std::string folder = "report-" + std::to_string(index + 1) + "/";
    for (const BookPart::File& file : part.files) {
      const std::string name = folder + file.name;
      if (file.is_chapter)
        add_chapter(name, file.math);
      else
        book_.images.push_back({nullptr, name, file.media_type});
      package_.add(StreamedPart{
          "EPUB/" + name, file.size, file.packed, file.crc, file.stored,
          [&volume = volume_, index, at = file.offset](std::uint64_t offset, char* to, std::size_t count) {
            volume.read(index, at + offset, to, count);
          }});
    }
    const int below = static_cast<int>(open_.size()) + 1;
    for (const Book::TocEntry& entry : part.toc)
      book_.toc.push_back({entry.depth + below, entry.label, folder + entry.href});
    const std::string href = folder + part.toc.front().href;
    list_in_group(part.publication.title, href, part.publication.date);
    const std::string label = part.publication.date.empty()
                                  ? part.publication.title
                                  : part.publication.date + " " + part.publication.title;
    const auto add = [&](volumes::Index& to, const std::vector<volumes::Term>& terms) {
      for (const volumes::Term& term : terms)
        to.add(term.text, {label, term.place.empty() ? href : folder + term.place});
    };
    add(topics_, part.terms.topics);
    add(documents_, part.terms.documents);
    book_.has_images = book_.has_images || part.has_images;
    book_.has_math = book_.has_math || part.has_math;
    book_.all_images_described = book_.all_images_described && part.all_images_described;
  }

  void add_chapter(const std::string& file, bool math) { book_.chapters.push_back({file, {}, math}); }

  static std::string heading(std::string_view element, std::string_view text, std::string_view id) {
    std::string out;
    xhtml::XmlOutput(out).open(element).optional_attribute("id", id).text(text).close(element).line_end();
    return out;
  }

  void add_index() {
    if (topics_.empty() && documents_.empty()) return;
    const std::string& language = book_.publication.language;
    const std::string title(labels_.get(language, "index"));
    std::string flow =
        "<section role=\"doc-index\" aria-labelledby=\"index\">\n" + heading("h1", title, "index");
    book_.toc.push_back({1, title, "index.xhtml"});
    for (const auto& [key, index] :
         {std::pair<std::string_view, const volumes::Index&>{"topics", topics_},
          std::pair<std::string_view, const volumes::Index&>{"documents", documents_}}) {
      if (index.empty()) continue;
      const std::string name(labels_.get(language, key));
      flow += heading("h2", name, key);
      book_.toc.push_back({2, name, "index.xhtml#" + std::string(key)});
      write_index(index, language, flow);
    }
    flow += "</section>\n";
    add_chapter("index.xhtml", false);
    package_.add("EPUB/index.xhtml", wrap_page(flow, title, language, "backmatter", {}));
  }

  static void write_index(const volumes::Index& index, std::string_view language, std::string& flow) {
    xhtml::XmlOutput out(flow);
    out.open("ul").attribute("class", "index").line_end();
    for (const volumes::Index::Entry* entry : index.sorted(language)) {
      out.open("li").text(entry->term).line_end().open("ul").line_end();
      for (const volumes::Index::Reference& reference : entry->references)
        out.open("li")
            .open("a")
            .attribute("href", reference.target)
            .text(reference.label)
            .close("a")
            .close("li")
            .line_end();
      out.close("ul").close("li").line_end();
    }
    out.close("ul").line_end();
  }

  static constexpr std::size_t kMostCreators = 20;

  const Volume& volume_;
  const Options& options_;
  const xhtml::Labels& labels_;
  const Fonts& fonts_;
  PackageWriter& package_;
  Book book_;
  std::vector<Group> open_;
  std::size_t groups_ = 0;
  std::map<std::string, std::size_t> languages_;  // how many reports are in each
  std::string last_date_;
  std::string cover_date_;
  volumes::Index topics_;
  volumes::Index documents_;
};

}  // namespace

void bind_volume(const Volume& volume, const Options& options, const xhtml::Labels& labels,
                 const Fonts& fonts, PackageWriter& package) {
  VolumeMaker(volume, options, labels, fonts, package).make();
}

}  // namespace minutemill::epub
