#include "row_spool.hpp"

#include <string_view>
#include <utility>

#include <minutemill/xml.hpp>

#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr const char* kTarget = "rows";
// Nothing else writes processing instructions, and in text < is escaped.
constexpr std::string_view kMark = "<?rows?>";
constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

void RowSpool::begin(pugi::xml_node table) {
  table.append_child(pugi::node_pi).set_name(kTarget);
  tables_.emplace_back();
}

void RowSpool::add(pugi::xml_node row) {
  Pieces& pieces = tables_.back();
  if (pieces.empty() || pieces.back().size() > kPiece) pieces.emplace_back().reserve(kPiece + kPiece / 16);
  append_xml(row, pieces.back());
  row.parent().remove_child(row);
}

std::string RowSpool::save(const pugi::xml_node& document) {
  std::string frame;
  save_xml(document, frame, true);
  if (tables_.empty()) return frame;
  std::size_t size = frame.size();
  for (const Pieces& pieces : tables_)
    for (const std::string& piece : pieces) size += piece.size();
  std::string out;
  out.reserve(size);
  std::size_t at = 0;
  for (Pieces& pieces : tables_) {
    const std::size_t mark = frame.find(kMark, at);
    out.append(frame, at, mark - at);
    for (std::string& piece : pieces) {
      out.append(piece);
      piece = std::string();
    }
    at = mark + kMark.size();
  }
  return out.append(frame, at);
}

}  // namespace minutemill::docx
