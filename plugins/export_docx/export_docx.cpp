// Writes a document as DOCX (ECMA-376, transitional): styles, numbering, tables, notes, images and
// properties, laid out as a style file says.
#include <map>
#include <memory>

#include <minutemill/package.hpp>
#include <minutemill/plugin.hpp>
#include <minutemill/xml.hpp>

#include <xhtml/stock_config.hpp>

#include "body.hpp"
#include "language.hpp"
#include "notes.hpp"
#include "properties.hpp"
#include "reference.hpp"
#include "section.hpp"
#include "static_parts.hpp"
#include "volume.hpp"
#include "volume_part.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr int kMostExtensions = 8;          // of styles that extend others
constexpr std::size_t kMostLanguages = 32;  // for which static parts are kept

// For the document that a reference file is tried with.
class QuietContext final : public Context {
 public:
  void report(const ReportKind&, std::string_view, SourceSpan) override {}
  [[nodiscard]] const Limits& limits() const noexcept override { return limits_; }
  [[nodiscard]] std::optional<std::string> sibling(std::string_view) override { return std::nullopt; }
  void check_time() override {}

 private:
  Limits limits_;
};

}  // namespace

class ExportDocx {
 public:
  static constexpr std::string_view name = "export_docx";
  static constexpr std::string_view summary = "Writes the document as DOCX, laid out by a style file.";
  static constexpr std::string_view media_type =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  static constexpr std::string_view extension = "docx";
  using Options = DocxOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = reports::kAll;

  ExportDocx(const DocxOptions& given, Setup& setup)
      : options_(given),
        properties_(given.mapping, setup),
        labels_(xhtml::named_or_stock(given.labels, "labels.yaml", "styles", setup), xhtml::label_keys(),
                setup.diagnostics()),
        package_(static_cast<int>(given.compression)) {
    if (options_.style.file.empty() && options_.style.text.empty()) {
      auto stock = setup.load("plain.yaml", "styles");
      if (!stock) return;
      options_.style = std::move(*stock);
    }
    style_ = bare_style();
    read_file(options_.style, setup, 0);
    if (!options_.reference.file.empty() && !setup.diagnostics().has_errors())
      take_reference(setup.diagnostics());
  }

  Artifact process(const Document& document, Context& context) {
    Job job(document, style_, reference_.get(), options_, context);
    collect(job);
    if (options_.toc) job.outline.make_bookmarks(job.anchors);
    const StaticParts& fixed = static_parts(job.language);

    pugi::xml_document tree;
    pugi::xml_node root = add(tree, "w:document");
    declare_namespaces(root);
    Story story;
    story.root = add(root, "w:body");
    std::vector<std::string> band_ids;
    fixed.add_relationships(story.relationships, band_ids);
    NoteWriter notes(job);
    BlockWriter(job, story, &notes).write_body(document.body());
    write_section(story.root, style_, reference_.get(), fixed.bands(), band_ids);
    return {std::string(media_type), std::string(extension), pack(job, tree, story, notes, fixed), job.tally};
  }

  Part make_part(const Document& document, Context& context) {
    Job job(document, style_, reference_.get(), options_, context, Binding::volume);
    collect(job);
    job.outline.make_bookmarks(job.anchors);
    job.outline.make_report_mark(job.anchors);
    pugi::xml_document tree;
    Story story;
    story.root = add(tree, "w:body");
    NoteWriter notes(job);
    BlockWriter(job, story, &notes).write_body(document.body());
    return {write_part(job, story, notes), job.tally};
  }

  void bind(const Volume& volume, OutputSink& sink, Context& context) {
    package_.clear();  // of a document that failed half-way
    VolumeWriter writer(volume, {style_, options_, reference_.get(), mapping(), labels_}, context);
    writer.add_to(package_);
    package_.finish(sink);
  }

 private:
  void collect(Job& job) const {
    job.language = word_language(job.document.lang());
    job.anchors.collect(job.document.body());
    using Generated = Outline::Generated;
    job.outline.collect(job.document.body(), options_.generated_headings      ? Generated::shown
                                             : job.binding == Binding::volume ? Generated::listed
                                                                              : Generated::left_out);
  }

  // Fits the style to the user's Word file. What can be wrong with such a file has no end: an empty document
  // laid out by it must be sound, or the pipeline is refused.
  void take_reference(Diagnostics& diagnostics) {
    const auto refuse = [&](const std::string& why, const std::string& hint) {
      diagnostics.add({Severity::error, options_.reference.file, {}, 1, "the file " + why, hint, {}});
    };
    try {
      reference_ = std::make_unique<Reference>(options_.reference.text, style_);
      QuietContext quiet;
      for (const PackageFinding& found : verify_package(process(Document(), quiet).bytes)) {
        refuse("would make unsound documents: " + found.part + ": " + found.message,
               "save it once more in Word or LibreOffice as .docx");
        break;
      }
    } catch (const ReferenceFault& fault) {
      refuse(fault.what(), fault.hint());
    }
    options_.reference.text = {};
  }

  // Reads the file that `file` extends first.
  void read_file(const ConfigFile& file, Setup& setup, int depth) {
    const auto parsed =
        ConfigDocument::parse(file.file.empty() ? file.path : file.file, file.text, setup.diagnostics());
    if (!parsed) return;
    const ConfigNode* base = parsed->root().is_map() ? parsed->root().find("extends") : nullptr;
    if (base != nullptr && depth == kMostExtensions)
      setup.diagnostics().add(
          parsed->at(*base, "styles extend one another in too long a chain", "does one extend itself?"));
    else if (base != nullptr)
      if (const auto found = setup.load(base->scalar(), "styles", &file)) read_file(*found, setup, depth + 1);
    read_style(parsed->root(), base != nullptr, style_, setup.diagnostics());
  }

  std::string pack(Job& job, const pugi::xml_document& tree, const Story& story, const NoteWriter& notes,
                   const StaticParts& fixed) {
    package_.clear();  // of a document that failed half-way
    for (const DeflatedPart& part : fixed.parts()) package_.add(part);
    package_.add("word/document.xml", job.rows.save(tree));
    if (story.relationships.size() == fixed.relationship_count())
      package_.add(fixed.relationships());
    else
      package_.add("word/_rels/document.xml.rels", story.relationships.part());
    if (notes.empty())
      package_.add(fixed.empty_notes());
    else
      package_.add("word/footnotes.xml", notes.part());
    if (!notes.relationships().empty())
      package_.add("word/_rels/footnotes.xml.rels", notes.relationships().part());
    if (job.numbering.empty())
      package_.add(fixed.empty_numbering());
    else
      package_.add("word/numbering.xml", job.numbering.part(style_));
    for (const BandPart& band : fixed.bands())
      if (band.varies)
        package_.add("word/" + band.name, band_part(style_, band,
                                                    job.document.metadata().find("title")
                                                        ? job.document.metadata().find("title")->to_line()
                                                        : ""));
    package_.add("docProps/core.xml", core_properties(job.document, job.language, mapping()));
    package_.add("docProps/custom.xml", custom_properties(job.document, mapping()));
    job.media.write(job.document, package_);
    return package_.finish();
  }

  [[nodiscard]] const PropertyMapping* mapping() const noexcept {
    return options_.properties ? &properties_ : nullptr;
  }

  const StaticParts& static_parts(const std::string& language) {
    if (fixed_.size() > kMostLanguages) fixed_.clear();
    auto& parts = fixed_[language];
    if (!parts) parts = std::make_unique<StaticParts>(style_, options_, language, reference_.get());
    return *parts;
  }

  DocxOptions options_;
  PropertyMapping properties_;
  xhtml::Labels labels_;
  Style style_;
  std::unique_ptr<Reference> reference_;
  PackageWriter package_;
  std::map<std::string, std::unique_ptr<StaticParts>> fixed_;  // by language: a cache
};

}  // namespace minutemill::docx

MINUTEMILL_PLUGIN("export_docx", "0.1.0", minutemill::docx::ExportDocx)
