// Writes a document as DOCX (ECMA-376, transitional): styles, numbering, tables, notes, images and
// properties, laid out as a style file says.
#include <map>
#include <memory>

#include <minutemill/package.hpp>
#include <minutemill/plugin.hpp>
#include <minutemill/xml.hpp>

#include "body.hpp"
#include "language.hpp"
#include "notes.hpp"
#include "properties.hpp"
#include "reference.hpp"
#include "static_parts.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr int kLongestChain = 8;            // of styles that extend others
constexpr std::size_t kMostLanguages = 32;  // for which static parts are kept

void write_bands(pugi::xml_node section, const std::vector<BandPart>& bands,
                 const std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < bands.size(); ++i) {
    pugi::xml_node reference = add(section, bands[i].reference.c_str());
    set(reference, "w:type", bands[i].type);
    set(reference, "r:id", ids[i]);
  }
}

void write_section(pugi::xml_node section, const Style& style) {
  const Page& page = style.page;
  pugi::xml_node size = add(section, "w:pgSz");
  set(size, "w:w", page.width);
  set(size, "w:h", page.height);
  if (page.width > page.height) set(size, "w:orient", "landscape");
  pugi::xml_node margins = add(section, "w:pgMar");
  set(margins, "w:top", page.top);
  set(margins, "w:right", page.right);
  set(margins, "w:bottom", page.bottom);
  set(margins, "w:left", page.left);
  set(margins, "w:header", page.header);
  set(margins, "w:footer", page.footer);
  set(margins, "w:gutter", 0);
  set(add(section, "w:cols"), "w:space", 720);
  if (style.header.first || style.footer.first) add(section, "w:titlePg");
  if (page.line_pitch == 0) return;
  pugi::xml_node grid = add(section, "w:docGrid");
  set(grid, "w:type", page.character_grid ? "linesAndChars" : "lines");
  set(grid, "w:linePitch", page.line_pitch);
  if (page.character_grid) set(grid, "w:charSpace", page.character_space);
}

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
      : options_(given), properties_(given.mapping, setup), package_(static_cast<int>(given.compression)) {
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
    job.language = word_language(document.lang());
    const StaticParts& fixed = static_parts(job.language);
    job.anchors.collect(document.body());
    job.outline.collect(document.body(), options_.generated_headings);
    if (options_.toc) job.outline.make_bookmarks(job.anchors);

    pugi::xml_document tree;
    pugi::xml_node root = add(tree, "w:document");
    declare_namespaces(root);
    Story story;
    story.root = add(root, "w:body");
    std::vector<std::string> band_ids;
    fixed.add_relationships(story.relationships, band_ids);
    NoteWriter notes(job);
    BlockWriter(job, story, &notes).write_body(document.body());
    pugi::xml_node section = add(story.root, "w:sectPr");
    write_bands(section, fixed.bands(), band_ids);
    if (reference_)
      for (const pugi::xml_node part : reference_->section().children()) section.append_copy(part);
    else
      write_section(section, style_);
    return {std::string(media_type), std::string(extension), pack(job, tree, story, notes, fixed), job.tally};
  }

 private:
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
    if (base != nullptr && depth == kLongestChain)
      setup.diagnostics().add(
          parsed->at(*base, "styles extend one another in too long a chain", "does one extend itself?"));
    else if (base != nullptr)
      if (const auto found = setup.load(base->scalar(), "styles", &file)) read_file(*found, setup, depth + 1);
    read_style(parsed->root(), base != nullptr, style_, setup.diagnostics());
  }

  std::string pack(const Job& job, const pugi::xml_document& tree, const Story& story,
                   const NoteWriter& notes, const StaticParts& fixed) {
    package_.clear();  // of a document that failed half-way
    for (const DeflatedPart& part : fixed.parts()) package_.add(part);
    std::string document;
    save_xml(tree, document, true);
    package_.add("word/document.xml", document);
    package_.add("word/_rels/document.xml.rels", story.relationships.part());
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
    package_.add("docProps/app.xml", extended_properties());
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
  Style style_;
  std::unique_ptr<Reference> reference_;
  PackageWriter package_;
  std::map<std::string, std::unique_ptr<StaticParts>> fixed_;  // by language: a cache
};

}  // namespace minutemill::docx

MINUTEMILL_PLUGIN("export_docx", "0.1.0", minutemill::docx::ExportDocx)
