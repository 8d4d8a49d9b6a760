#include "images.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <set>
#include <utility>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

namespace minutemill::lift {
namespace {

constexpr std::size_t kShortName = 120;

std::uint32_t big16(std::string_view b, std::size_t at) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(b[at]) << 8 |
                                    static_cast<unsigned char>(b[at + 1]));
}
std::uint32_t big32(std::string_view b, std::size_t at) {
  return big16(b, at) << 16 | big16(b, at + 2);
}
std::uint32_t little16(std::string_view b, std::size_t at) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(b[at]) | static_cast<unsigned char>(b[at + 1])
                                                                            << 8);
}

// Walks JPEG's segments to the frame header (ITU T.81 §B.2.2).
ImageFacts jpeg(std::string_view b) {
  ImageFacts facts{"image/jpeg"};
  for (std::size_t at = 2; at + 9 < b.size() && b[at] == '\xff';) {
    const auto marker = static_cast<unsigned char>(b[at + 1]);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      facts.height = big16(b, at + 5);
      facts.width = big16(b, at + 7);
      break;
    }
    at += 2 + big16(b, at + 2);
  }
  return facts;
}

ImageFacts webp(std::string_view b) {
  ImageFacts facts{"image/webp"};
  const std::string_view chunk = b.substr(12, 4);
  if (chunk == "VP8X" && b.size() >= 30) {
    facts.width = (little16(b, 24) | static_cast<std::uint32_t>(static_cast<unsigned char>(b[26])) << 16) + 1;
    facts.height =
        (little16(b, 27) | static_cast<std::uint32_t>(static_cast<unsigned char>(b[29])) << 16) + 1;
  } else if (chunk == "VP8 " && b.size() >= 30) {
    facts.width = little16(b, 26) & 0x3fff;
    facts.height = little16(b, 28) & 0x3fff;
  } else if (chunk == "VP8L" && b.size() >= 25) {
    const std::uint32_t bits = little16(b, 21) | little16(b, 23) << 16;
    facts.width = (bits & 0x3fff) + 1;
    facts.height = (bits >> 14 & 0x3fff) + 1;
  }
  return facts;
}

}  // namespace

ImageFacts image_facts(std::string_view b) {
  using namespace std::string_view_literals;
  if (b.starts_with("\x89PNG\r\n\x1a\n"sv) && b.size() >= 24)
    return {"image/png", big32(b, 16), big32(b, 20)};
  if (b.starts_with("\xff\xd8\xff"sv)) return jpeg(b);
  if ((b.starts_with("GIF87a") || b.starts_with("GIF89a")) && b.size() >= 10)
    return {"image/gif", little16(b, 6), little16(b, 8)};
  if (b.starts_with("RIFF") && b.size() >= 16 && b.substr(8, 4) == "WEBP") return webp(b);
  const std::string_view head = b.substr(0, 1024);
  if (head.find("<svg") != std::string_view::npos && trim(head).starts_with('<')) return {"image/svg+xml"};
  return {};
}

std::optional<std::string> decode_base64(std::string_view text) {
  static constexpr std::array<std::int8_t, 256> kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
      values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }();
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (is_ascii_space(static_cast<unsigned char>(c))) continue;
    if (c == '=') break;
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((held += 6) >= 8) {
      held -= 8;
      out.push_back(static_cast<char>(bits >> held & 0xff));
    }
  }
  return out;
}

std::string decode_percent(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

namespace {

// The part before the colon; empty when there is none.
std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

// Marks of this program, drawing programs' own notes, and prefixes that nothing declares.
bool is_foreign(std::string_view name) {
  const std::string_view prefix = prefix_of(name);
  return !prefix.empty() && prefix != "xlink" && prefix != "xml";
}

bool is_active_in_svg(std::string_view name) {
  return name == "script" || name == "foreignObject" || name == "iframe" || name == "style" ||
         name == "set" || name.starts_with("animate") || name == "handler" || name == "listener" ||
         name == "object" || name == "embed" || name == "form" || name == "audio" || name == "video";
}

// What an attribute of an SVG must not do: handle events, lead outside, come from another vocabulary.
bool is_unsafe_in_svg(const pugi::xml_attribute& attribute) {
  std::string value(trim(attribute.value()));
  std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  const std::string_view name = attribute.name();
  const bool address = name == "href" || name == "xlink:href" || name == "src" || name == "action" ||
                       name == "formaction" || name == "data" || name == "poster";
  const bool inside = value.starts_with("#") || value.starts_with("data:image/png") ||
                      value.starts_with("data:image/jpeg") || value.starts_with("data:image/gif");
  const bool leads_out = value.find("url(") != std::string::npos && value.find("url(#") == std::string::npos;
  return name.starts_with("on") || (address && !inside) || leads_out || is_foreign(name);
}

// An XML name without colons, as ids are (XML 1.0 §2.3: NameStartChar, NameChar).
bool is_id(std::string_view text) {
  using Range = std::pair<char32_t, char32_t>;
  static constexpr std::array<Range, 15> kBegin{{{'A', 'Z'},
                                                 {'_', '_'},
                                                 {'a', 'z'},
                                                 {0xC0, 0xD6},
                                                 {0xD8, 0xF6},
                                                 {0xF8, 0x2FF},
                                                 {0x370, 0x37D},
                                                 {0x37F, 0x1FFF},
                                                 {0x200C, 0x200D},
                                                 {0x2070, 0x218F},
                                                 {0x2C00, 0x2FEF},
                                                 {0x3001, 0xD7FF},
                                                 {0xF900, 0xFDCF},
                                                 {0xFDF0, 0xFFFD},
                                                 {0x10000, 0xEFFFF}}};
  static constexpr std::array<Range, 6> kMore{
      {{'-', '-'}, {'.', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};
  const auto in = [](const auto& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const Range& r) { return c >= r.first && c <= r.second; });
  };
  for (std::size_t at = 0; at < text.size();) {
    const bool first = at == 0;
    const char32_t c = next_code_point(text, at);
    if (!in(kBegin, c) && (first || !in(kMore, c))) return false;
  }
  return !text.empty();
}

// Symbols that a page keeps apart from the drawing do not come with it: what refers to them goes, and so do
// ids that XML does not allow or that are there already.
void drop_loose_references(pugi::xml_node root) {
  std::set<std::string, std::less<>> ids;
  const auto note_id = [&](pugi::xml_node at) {
    const pugi::xml_attribute id = at.attribute("id");
    if (id && (!is_id(id.value()) || !ids.insert(id.value()).second)) at.remove_attribute(id);
    return false;
  };
  const auto drop_reference = [&](pugi::xml_node at) {
    for (const char* name : {"href", "xlink:href"}) {
      const std::string_view to = at.attribute(name).value();
      if (to.starts_with("#") && !ids.contains(to.substr(1))) at.remove_attribute(name);
    }
    return false;
  };
  note_id(root);
  root.find_node(note_id);
  root.find_node(drop_reference);
}

}  // namespace

std::string safe_svg(std::string_view text) {
  pugi::xml_document svg;
  if (!svg.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata)) return {};
  pugi::xml_node root = svg.document_element();
  if (std::string_view(root.name()) != "svg") return {};
  bool has_xlink = false;
  for (pugi::xml_node at = root; at;) {
    for (pugi::xml_attribute a = at.first_attribute(), next; a; a = next) {
      next = a.next_attribute();
      if (is_unsafe_in_svg(a))
        at.remove_attribute(a);
      else
        has_xlink = has_xlink || prefix_of(a.name()) == "xlink";
    }
    const bool goes = is_active_in_svg(at.name()) || is_foreign(at.name());
    pugi::xml_node next = at.first_child();
    if (goes || !next) {
      pugi::xml_node up = at;
      while (up && up != root && !up.next_sibling()) up = up.parent();
      next = !up || up == root ? pugi::xml_node() : up.next_sibling();
    }
    if (goes && at != root) at.parent().remove_child(at);
    at = next;
  }
  drop_loose_references(root);
  if (has_xlink) root.prepend_attribute("xmlns:xlink").set_value("http://www.w3.org/1999/xlink");
  if (!root.attribute("xmlns")) root.prepend_attribute("xmlns").set_value("http://www.w3.org/2000/svg");
  std::string out;
  XmlStringWriter writer(out);
  root.print(writer, "", pugi::format_raw | pugi::format_no_declaration);
  return out;
}

void Images::complain(std::string reason, SourceSpan span) {
  if (unreadable_++ > 0) return;
  first_unreadable_ = span;
  first_reason_ = std::move(reason);
}

std::optional<std::size_t> Images::add(std::string bytes, std::string name, SourceSpan span) {
  if (bytes.size() > context_.limits().resource.bytes) {
    complain(name + ": larger than limits.resource", span);
    return std::nullopt;
  }
  ImageFacts facts = image_facts(bytes);
  if (facts.media_type.empty()) {
    complain(name + ": no image in a known format", span);
    return std::nullopt;
  }
  if (facts.media_type == "image/svg+xml") {
    bytes = safe_svg(bytes);
    if (bytes.empty()) {
      complain(name + ": no well-formed SVG", span);
      return std::nullopt;
    }
  }
  const auto [at, fresh] = known_.try_emplace(bytes, document_.resources().size());
  if (fresh)
    document_.resources().push_back(
        {std::string(facts.media_type), std::move(bytes), facts.width, facts.height, std::move(name), span});
  return at->second;
}

std::optional<std::size_t> Images::resource_of(std::string_view src, SourceSpan span) {
  if (src.size() > 5 && (src.starts_with("data:") || src.starts_with("DATA:"))) {
    const std::size_t comma = src.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const std::string_view head = src.substr(5, comma - 5), data = src.substr(comma + 1);
    if (data.size() / 4 * 3 > context_.limits().resource.bytes) {
      complain("data: image larger than limits.resource", span);
      return std::nullopt;
    }
    std::optional<std::string> bytes;
    if (head.find(";base64") != std::string_view::npos)
      bytes = decode_base64(decode_percent(data));
    else
      bytes = decode_percent(data);
    if (!bytes) {
      complain("broken base64 in a data: address", span);
      return std::nullopt;
    }
    return add(std::move(*bytes), "data:" + std::string(head.substr(0, 40)), span);
  }
  if (src.find("://") != std::string_view::npos || src.starts_with("//") || src.starts_with("/"))
    return std::nullopt;
  const std::string path = decode_percent(src.substr(0, src.find_first_of("?#")));
  if (path.empty()) return std::nullopt;
  auto bytes = context_.sibling(path);
  if (!bytes) return std::nullopt;
  return add(std::move(*bytes), std::string(cut_utf8(path, kShortName)), span);
}

namespace {

void set_size(Document& document, Node& node, Attr attr, std::string_view value) {
  char* end = nullptr;
  const std::string text(value.substr(0, 12));
  const double number = std::strtod(text.c_str(), &end);
  const std::string_view unit = end;
  if (end != text.c_str() && number >= 1 && number <= 30000 && (unit.empty() || unit == "px"))
    document.set(node, attr, static_cast<std::int64_t>(number));
}

}  // namespace

Node* Images::lift(const pugi::xml_node& img, SourceSpan span) {
  const std::string_view src = img.attribute("src").value();
  const std::string_view alt = trim(img.attribute("alt").value());
  const auto resource = src.empty() ? std::nullopt : resource_of(src, span);
  const bool is_data = src.starts_with("data:") || src.starts_with("DATA:");
  if (!resource && (src.empty() || is_data) && alt.empty()) return nullptr;
  Node& node = document_.create(NodeKind::image);
  node.set_span(span);
  if (resource)
    document_.set(node, Attr::resource, static_cast<std::int64_t>(*resource));
  else if (!is_data && !src.empty())
    document_.set(node, Attr::href, src);
  if (img.attribute("alt")) document_.set(node, Attr::alt, alt);
  if (const std::string_view title = img.attribute("title").value(); !title.empty())
    document_.set(node, Attr::title, title);
  set_size(document_, node, Attr::width, img.attribute("width").value());
  set_size(document_, node, Attr::height, img.attribute("height").value());
  return &node;
}

Node* Images::lift_svg(const pugi::xml_node& svg, SourceSpan span) {
  std::string text;
  XmlStringWriter writer(text);
  svg.print(writer, "", pugi::format_raw | pugi::format_no_declaration);
  const auto resource = add(std::move(text), "svg", span);
  if (!resource) return nullptr;
  Node& node = document_.create(NodeKind::image);
  node.set_span(span);
  document_.set(node, Attr::resource, static_cast<std::int64_t>(*resource));
  std::string_view alt = svg.attribute("aria-label").value();
  if (alt.empty()) alt = svg.child("title").child_value();
  if (!trim(alt).empty()) document_.set(node, Attr::alt, trim(alt));
  set_size(document_, node, Attr::width, svg.attribute("width").value());
  set_size(document_, node, Attr::height, svg.attribute("height").value());
  return &node;
}

}  // namespace minutemill::lift
