#include "links.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill::docx {
namespace {

constexpr std::size_t kLongest = 2079;  // characters that Word takes in a hyperlink

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_escape(std::string_view text, std::size_t at) noexcept {
  return at + 2 < text.size() && text[at] == '%' && hex_value(text[at + 1]) >= 0 &&
         hex_value(text[at + 2]) >= 0;
}

// RFC 3986 §2: what may stand as it is.
bool is_uri_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=").find(c) != std::string_view::npos;
}

// "http" of "http://..."; empty for a relative address.
std::string scheme_of(std::string_view href) {
  std::string scheme;
  for (const char c : href) {
    if (c == ':') return scheme;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (scheme.empty() || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
      return {};
    scheme.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return {};
}

bool may_be_followed(const std::string& scheme) {
  static constexpr std::array<std::string_view, 9> known{"http", "https", "mailto", "ftp", "ftps",
                                                         "tel",  "sms",   "xmpp",   "irc"};
  return scheme.empty() || std::find(known.begin(), known.end(), scheme) != known.end();
}

// What follows "//" up to the path is a host with a port of digits; the host may be an address in brackets
// (RFC 3986 §3.2). `brackets` is where these stand then.
struct Brackets {
  std::size_t open = std::string_view::npos, close = std::string_view::npos;
};
bool has_sound_authority(std::string_view address, Brackets& brackets) {
  const std::size_t slashes = address.find("//");
  if (slashes == std::string_view::npos || slashes == 0 || address[slashes - 1] != ':' ||
      address.find_first_of("/?#") < slashes)
    return true;  // has none
  const std::size_t begin = slashes + 2;
  const std::size_t end = std::min(address.find_first_of("/?#", begin), address.size());
  const std::size_t user = address.substr(0, end).rfind('@');
  std::size_t host = user != std::string_view::npos && user >= begin ? user + 1 : begin;
  if (host < end && address[host] == '[') {
    const std::size_t close = address.find(']', host);
    if (close >= end ||
        address.substr(host + 1, close - host - 1).find_first_not_of("0123456789abcdefABCDEF:.") !=
            std::string_view::npos)
      return false;
    brackets = {host, close};
    host = close;
  }
  const std::size_t colon = address.substr(0, end).find(':', host);
  if (colon == std::string_view::npos) return host < end;
  return colon > host &&
         address.substr(colon + 1, end - colon - 1).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_escape(text, i)) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string link_target(std::string_view href) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string clean;  // browsers drop these inside an address or before it (URL Standard §4.4)
  for (const char c : href)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean.push_back(c);
  clean = std::string(trim(clean));
  // What is no scheme by its letters, but might be one for some reader.
  if (scheme_of(clean).empty() && clean.find(':') < clean.find_first_of("/?#")) return {};
  if (clean.empty() || clean.front() == '#' || !may_be_followed(scheme_of(clean))) return {};
  if (clean.starts_with("//") || clean.starts_with('\\') ||
      clean.find_first_of("\\") < clean.find_first_of("?#"))
    return {};
  const std::string scheme = scheme_of(clean);
  if ((scheme == "http" || scheme == "https") && clean.size() < scheme.size() + 4) return {};
  Brackets brackets;
  if (!has_sound_authority(clean, brackets)) return {};
  std::string out;
  bool in_fragment = false;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    const bool bracket = (c == '[' || c == ']') && i != brackets.open && i != brackets.close;
    const bool kept = is_uri_character(c) && !bracket && !(c == '#' && in_fragment);
    if (kept || is_escape(clean, i)) {
      in_fragment = in_fragment || c == '#';
      out.push_back(c);
      continue;
    }
    out.push_back('%');
    out.push_back(digits[static_cast<unsigned char>(c) >> 4U]);
    out.push_back(digits[static_cast<unsigned char>(c) & 15U]);
  }
  return out.size() <= kLongest ? out : std::string();
}

}  // namespace minutemill::docx
