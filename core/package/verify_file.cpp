// Files that are no packages: whether they are what their media type says, as far as a parser can tell.
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <minutemill/package.hpp>
#include <minutemill/text.hpp>

#include "package/verify.hpp"

namespace minutemill {
namespace {

enum class Form : unsigned char { unknown, package, json, xml, text };

Form form_of(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  if (media_type == "application/epub+zip" ||
      media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    return Form::package;
  if (media_type == "application/json" || media_type.ends_with("+json")) return Form::json;
  if (media_type == "application/xml" || media_type == "text/xml" || media_type.ends_with("+xml"))
    return Form::xml;
  return media_type.starts_with("text/") ? Form::text : Form::unknown;
}

}  // namespace

std::vector<PackageFinding> verify_file(std::string_view media_type, std::string_view bytes) {
  const Form form = form_of(media_type);
  if (form == Form::package) return verify_package(bytes);
  std::vector<PackageFinding> findings;
  if (form == Form::unknown) return findings;
  if (bytes.empty()) findings.push_back({{}, "the file is empty"});
  if (const std::size_t at = find_invalid_utf8(bytes); at != std::string_view::npos)
    findings.push_back({{}, "not UTF-8 at byte " + std::to_string(at)});
  else if (form == Form::json && !nlohmann::json::accept(bytes))
    findings.push_back({{}, "is not JSON"});
  else if (form == Form::xml)
    verify::check_xml({}, bytes, findings);
  return findings;
}

}  // namespace minutemill
