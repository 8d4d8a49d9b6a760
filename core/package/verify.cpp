#include "package/verify.hpp"

#include <algorithm>
#include <stdexcept>

#include "package/part_name.hpp"

namespace minutemill {
namespace {

bool is_xml_part(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".opf") ||
         name.ends_with(".ncx") || name.ends_with(".xhtml") || name.ends_with(".svg");
}

}  // namespace

std::string verify::resolve(std::string_view base_part, std::string_view target) {
  std::string path =
      target.starts_with('/') ? std::string() : std::string(base_part.substr(0, base_part.rfind('/') + 1));
  if (base_part.find('/') == std::string_view::npos) path.clear();
  path += target.starts_with('/') ? target.substr(1) : target;
  std::vector<std::string_view> kept;
  const std::string_view whole = path;
  for (std::size_t begin = 0; begin <= whole.size();) {
    const std::size_t end = std::min(whole.find('/', begin), whole.size());
    const std::string_view segment = whole.substr(begin, end - begin);
    if (segment == "..") {
      if (kept.empty()) return {};
      kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
    begin = end + 1;
  }
  std::string out;
  for (const std::string_view segment : kept) out.append(out.empty() ? "" : "/").append(segment);
  return out;
}

std::vector<PackageFinding> verify_package(std::string_view bytes) {
  std::vector<PackageFinding> findings;
  try {
    const PackageReader reader(bytes);
    verify::Parts parts{reader, {}, findings};
    for (const auto& entry : reader.entries()) {
      if (const std::string fault = part_name_fault(entry.name); !fault.empty())
        parts.add(entry.name, "the part's name " + fault);
      if (is_xml_part(entry.name))
        verify::parse_xml(entry.name, reader.read(entry.name), parts.xml[entry.name], findings);
      else
        verify::check_media(parts, entry.name, reader.read(entry.name));  // size and checksum, too
    }
    if (reader.has("[Content_Types].xml"))
      verify::check_docx(parts);
    else if (reader.has("META-INF/container.xml") || reader.has("mimetype"))
      verify::check_epub(parts);
    else
      parts.add("", "is neither DOCX nor EPUB");
  } catch (const std::exception& error) {
    findings.push_back({"", error.what()});
  }
  return findings;
}

}  // namespace minutemill
