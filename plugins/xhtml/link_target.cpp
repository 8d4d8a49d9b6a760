#include "link_target.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill::xhtml {
namespace {

constexpr std::array<std::string_view, 9> kSchemes = {"http", "https", "ftp", "ftps", "mailto",
                                                      "tel",  "sms",   "geo", "urn"};
constexpr std::size_t kLongestHref = 4096;

bool is_letter(unsigned char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(unsigned char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_hex(unsigned char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Browsers drop tab, line ends and leading controls before they read a scheme: so must who looks for
// "java\nscript:".
std::string without_controls(std::string_view href) {
  std::string out;
  for (std::size_t i = 0; i < href.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(href, i);
    if (c < 0x20 || c == 0x7f || is_bidi_control(c) || !is_xml_char(c)) continue;
    if (is_space(c) && c != ' ') continue;
    out.append(href.substr(start, i - start));
  }
  return std::string(trim(out));
}

// The scheme in lower case, without its colon; empty when there is none.
std::string scheme_of(std::string_view href) {
  const std::size_t colon = href.find_first_of(":/?#");
  if (colon == std::string_view::npos || href[colon] != ':' || colon == 0 ||
      !is_letter(static_cast<unsigned char>(href[0])))
    return {};
  std::string scheme;
  for (const char c : href.substr(0, colon)) {
    const auto byte = static_cast<unsigned char>(c);
    if (!is_letter(byte) && !is_digit(byte) && c != '+' && c != '-' && c != '.') return {};
    scheme.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : c);
  }
  return scheme;
}

void append_percent(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out.push_back('%');
  out.push_back(kHex[byte >> 4]);
  out.push_back(kHex[byte & 0xf]);
}

// Encodes what RFC 3986 allows in no URL; characters beyond ASCII too, since not every reader knows IRIs.
std::string encode(std::string_view url) {
  std::string out;
  bool fragment = false;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const auto byte = static_cast<unsigned char>(url[i]);
    if (byte == '%') {
      const bool escape = i + 2 < url.size() && is_hex(static_cast<unsigned char>(url[i + 1])) &&
                          is_hex(static_cast<unsigned char>(url[i + 2]));
      if (escape)
        out.push_back('%');
      else
        out.append("%25");
    } else if (byte == '#' && fragment) {
      out.append("%23");
    } else if (byte <= 0x20 || byte >= 0x7f ||
               std::string_view("\"<>\\^`{|}[]").find(static_cast<char>(byte)) != std::string_view::npos) {
      append_percent(out, byte);
    } else {
      fragment = fragment || byte == '#';
      out.push_back(static_cast<char>(byte));
    }
  }
  return out;
}

bool is_host_character(unsigned char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~' || c >= 0x80;
}

// host, host:port or [IPv6], with or without user@.
bool is_authority(std::string_view authority) noexcept {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    for (const char c : authority.substr(1, end - 1))
      if (!is_hex(static_cast<unsigned char>(c)) && c != ':' && c != '.') return false;
    port = authority.substr(end + 1);
    if (!port.empty() && port.front() != ':') return false;
  } else {
    const std::size_t colon = authority.find(':');
    port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
    const std::string_view host = authority.substr(0, colon);
    if (host.empty() || host.front() == '.' || host.find("..") != std::string_view::npos) return false;
    for (const char c : host)
      if (!is_host_character(static_cast<unsigned char>(c))) return false;
  }
  if (!port.empty()) port.remove_prefix(1);
  return port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](unsigned char c) { return is_digit(c); });
}

LinkTarget read_web(std::string_view scheme, std::string_view rest) {
  // Browsers take any number of either slash here.
  const std::size_t start = rest.find_first_not_of("/\\");
  if (start == std::string_view::npos || start < 2) return {LinkTarget::Kind::refused, {}};
  rest.remove_prefix(start);
  const std::size_t end = std::min(rest.find_first_of("/?#\\"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  if (!is_authority(authority)) return {LinkTarget::Kind::refused, {}};
  return {LinkTarget::Kind::external,
          std::string(scheme) + "://" + std::string(authority) + encode(rest.substr(end))};
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) -> int {
      const char c = text[at];
      return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    };
    if (text[i] == '%' && i + 2 < text.size() && is_hex(static_cast<unsigned char>(text[i + 1])) &&
        is_hex(static_cast<unsigned char>(text[i + 2]))) {
      out.push_back(static_cast<char>(digit(i + 1) * 16 + digit(i + 2)));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace

LinkTarget read_link(std::string_view href) {
  using Kind = LinkTarget::Kind;
  if (href.size() > kLongestHref) return {Kind::refused, {}};
  const std::string clean = without_controls(href);
  const std::string_view url = clean;
  if (url.empty()) return {};
  if (url.front() == '#') {
    std::string id = percent_decoded(url.substr(1));
    return id.empty() ? LinkTarget{} : LinkTarget{Kind::fragment, std::move(id)};
  }
  const std::string scheme = scheme_of(url);
  if (scheme.empty()) {
    if (url.starts_with("\\\\") || url.starts_with("/\\") || url.starts_with("\\/"))
      return {Kind::refused, {}};
    if (url.starts_with("//")) return read_web("https", url);
    // A colon before any slash would be read as a scheme.
    if (url.find(':') < url.find_first_of("/?#")) return {Kind::refused, {}};
    return {Kind::relative, encode(url)};
  }
  if (std::find(kSchemes.begin(), kSchemes.end(), scheme) == kSchemes.end()) return {Kind::refused, {}};
  const std::string_view rest = url.substr(scheme.size() + 1);
  if (scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "ftps")
    return read_web(scheme, rest);
  if (rest.empty()) return {Kind::refused, {}};
  return {Kind::external, scheme + ":" + encode(rest)};
}

}  // namespace minutemill::xhtml
