#include "package/verify.hpp"

#include <algorithm>
#include <stdexcept>

#include <minutemill/text.hpp>

#include "package/part_name.hpp"

namespace minutemill {
namespace {

constexpr int kDeepest = 2000;

bool is_xml_part(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".opf") ||
         name.ends_with(".ncx") || name.ends_with(".xhtml") || name.ends_with(".svg");
}

// What pugixml lets pass: characters that XML forbids, document types with a subset, text outside the root.
std::string character_fault(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x80) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (!is_xml_char(c)) return "character that XML forbids at byte " + std::to_string(start);
    if (c == 0xfffd && text.substr(start, 3) != "\xef\xbf\xbd")
      return "not UTF-8 at byte " + std::to_string(start);
  }
  return {};
}

void parse(const std::string& name, std::string_view text, pugi::xml_document& tree,
           std::vector<PackageFinding>& findings) {
  const auto add = [&](std::string message) { findings.push_back({name, std::move(message)}); };
  if (const std::string fault = character_fault(text); !fault.empty()) add(fault);
  if (text.find("<!ENTITY") != std::string_view::npos) add("declares entities");
  const pugi::xml_parse_result result =
      tree.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!result)
    add(std::string("is not well-formed: ") + result.description() + " at byte " +
        std::to_string(result.offset));
  int depth = 0;
  for (pugi::xml_node at = tree.first_child(); at && depth < kDeepest;) {
    // Attribute names must be unique (XML 1.0 §3.1).
    for (pugi::xml_attribute a : at.attributes())
      for (pugi::xml_attribute b = a.next_attribute(); b; b = b.next_attribute())
        if (std::string_view(a.name()) == b.name())
          add(std::string("attribute ") + a.name() + " stands twice");
    if (at.first_child()) {
      at = at.first_child();
      ++depth;
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (at) at = at.next_sibling();
  }
}

}  // namespace

void verify::check_xml(const std::string& part, std::string_view text,
                       std::vector<PackageFinding>& findings) {
  pugi::xml_document tree;
  parse(part, text, tree, findings);
}

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
        parse(entry.name, reader.read(entry.name), parts.xml[entry.name], findings);
      else
        (void)reader.read(entry.name);  // checks size and checksum
    }
    if (reader.has("[Content_Types].xml"))
      verify::check_docx(parts);
    else if (reader.has("META-INF/container.xml") || reader.has("mimetype"))
      verify::check_epub(parts);
    else
      parts.add("", "is neither DOCX nor EPUB");
  } catch (const std::runtime_error& error) {
    findings.push_back({"", error.what()});
  }
  return findings;
}

}  // namespace minutemill
