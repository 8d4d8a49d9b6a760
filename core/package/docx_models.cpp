#include "package/docx_models.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <minutemill/package.hpp>

#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

struct Model {
  std::string_view element;
  bool ordered;
  std::string_view children;  // '|' between those that share a place
};

#define RANGE_MARKUP                                                                              \
  "proofErr permStart permEnd bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd "     \
  "moveToRangeStart "                                                                             \
  "moveToRangeEnd commentRangeStart commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd " \
  "customXmlDelRangeStart customXmlDelRangeEnd ins del moveFrom moveTo "
#define BLOCKS RANGE_MARKUP "customXml sdt p tbl altChunk "
#define INLINES RANGE_MARKUP "customXml smartTag sdt dir bdo r fldSimple hyperlink subDoc "
#define EDGES "top left|start bottom right|end"

constexpr std::array kModels{
    Model{"document", true, "background body"},
    Model{"body", false, BLOCKS "sectPr"},
    Model{"hdr", false, BLOCKS},
    Model{"ftr", false, BLOCKS},
    Model{"footnote", false, BLOCKS},
    Model{"endnote", false, BLOCKS},
    Model{"comment", false, BLOCKS},
    Model{"footnotes", false, "footnote"},
    Model{"p", false, INLINES "pPr"},
    Model{"hyperlink", false, INLINES},
    Model{"fldSimple", false, INLINES "fldData"},
    Model{"r", false,
          "rPr br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort "
          "yearShort "
          "dayLong monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator "
          "sym pgNum "
          "cr tab object pict fldChar ruby footnoteReference endnoteReference commentReference drawing ptab "
          "lastRenderedPageBreak"},
    Model{"pPr", true,
          "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
          "tabs "
          "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
          "adjustRightInd "
          "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
          "textAlignment "
          "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"},
    // The transitional schema lets them stand in any order.
    Model{"rPr", false,
          "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow "
          "emboss imprint "
          "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr "
          "shd fitText "
          "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"},
    Model{"numPr", true, "ilvl numId numberingChange ins"},
    Model{"pBdr", true, "top left bottom right between bar"},
    Model{"tabs", false, "tab"},
    Model{"sectPr", true,
          "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
          "pgNumType "
          "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
          "sectPrChange"},
    Model{"tbl", false, RANGE_MARKUP "tblPr tblGrid customXml sdt tr"},
    Model{"tr", false, RANGE_MARKUP "tblPrEx trPr customXml sdt tc"},
    Model{"tc", false, BLOCKS "tcPr"},
    Model{"tblGrid", false, "gridCol tblGridChange"},
    Model{"tblPr", true,
          "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
          "tblCellSpacing tblInd "
          "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"},
    Model{"tblBorders", true, EDGES " insideH insideV"},
    Model{"tcBorders", true, EDGES " insideH insideV tl2br tr2bl"},
    Model{"tblCellMar", true, EDGES},
    Model{"tcMar", true, EDGES},
    Model{"trPr", false,
          "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc "
          "hidden ins "
          "del trPrChange"},
    Model{"tcPr", true,
          "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
          "hideMark headers "
          "cellIns|cellDel|cellMerge tcPrChange"},
    Model{"ruby", true, "rubyPr rt rubyBase"},
    Model{"rubyPr", true, "rubyAlign hps hpsRaise hpsBaseText lid dirty"},
    Model{"rt", false, INLINES},
    Model{"rubyBase", false, INLINES},
    Model{"sdt", true, "sdtPr sdtEndPr sdtContent"},
    Model{"sdtContent", false, BLOCKS "smartTag dir bdo r fldSimple hyperlink subDoc tr tc"},
    Model{"styles", true, "docDefaults latentStyles style"},
    Model{"docDefaults", false, "rPrDefault pPrDefault"},
    Model{"style", true,
          "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
          "locked personal "
          "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"},
    Model{"numbering", true, "numPicBullet abstractNum num numIdMacAtCleanup"},
    Model{"abstractNum", true, "nsid multiLevelType tmpl name styleLink numStyleLink lvl"},
    Model{"lvl", true,
          "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"},
    Model{"num", true, "abstractNumId lvlOverride"},
    Model{"lvlOverride", true, "startOverride lvl"},
    Model{"fonts", false, "font"},
    Model{"font", true,
          "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic "
          "embedBoldItalic"},
};
#undef RANGE_MARKUP
#undef BLOCKS
#undef INLINES
#undef EDGES

constexpr std::array<std::string_view, 24> kNumbers{
    "pgSz/w",         "pgSz/h",        "pgMar/top",    "pgMar/right",   "pgMar/bottom",
    "pgMar/left",     "pgMar/header",  "pgMar/footer", "pgMar/gutter",  "gridCol/w",
    "ind/left",       "ind/right",     "ind/hanging",  "ind/firstLine", "ind/firstLineChars",
    "spacing/before", "spacing/after", "spacing/line", "sz/val",        "szCs/val",
    "gridSpan/val",   "ilvl/val",      "numId/val",    "outlineLvl/val"};

using Models = std::unordered_map<std::string_view, ContentModel>;

Models read_models() {
  Models all;
  for (const Model& model : kModels) {
    ContentModel& made = all[model.element];
    made.ordered = model.ordered;
    std::uint16_t place = 0;
    for (std::size_t begin = 0; begin < model.children.size();) {
      const std::size_t end = std::min(model.children.find_first_of(" |", begin), model.children.size());
      if (end > begin) made.places.emplace(model.children.substr(begin, end - begin), place);
      if (end < model.children.size() && model.children[end] == ' ') ++place;
      begin = end + 1;
    }
  }
  return all;
}

}  // namespace

const ContentModel* content_model(std::string_view local_name) {
  static const Models kAll = read_models();
  const auto at = kAll.find(local_name);
  return at == kAll.end() ? nullptr : &at->second;
}

bool is_number(std::string_view element, std::string_view attribute) {
  for (const std::string_view number : kNumbers)
    if (number.size() == element.size() + 1 + attribute.size() && number.starts_with(element) &&
        number[element.size()] == '/' && number.ends_with(attribute))
      return true;
  return false;
}

}  // namespace minutemill::verify

namespace minutemill {

void order_wordprocessing_markup(pugi::xml_node root) {
  std::vector<std::pair<std::uint16_t, pugi::xml_node>> children;
  verify::for_each_element(root, [&](pugi::xml_node node) {
    const std::string_view name = node.name();
    const verify::ContentModel* model =
        name.starts_with("w:") ? verify::content_model(name.substr(2)) : nullptr;
    if (model == nullptr || !model->ordered) return;
    children.clear();
    for (const pugi::xml_node child : node.children()) {
      const std::string_view own = child.name();
      const auto at = own.starts_with("w:") ? model->places.find(own.substr(2)) : model->places.end();
      children.emplace_back(at != model->places.end() ? at->second
                            : children.empty()        ? 0
                                                      : children.back().first,
                            child);
    }
    const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (std::is_sorted(children.begin(), children.end(), earlier)) return;
    std::stable_sort(children.begin(), children.end(), earlier);
    for (const auto& [place, child] : children) node.append_move(child);
  });
}

}  // namespace minutemill
