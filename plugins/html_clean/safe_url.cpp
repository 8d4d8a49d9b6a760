#include "safe_url.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "https" of "https://…"; empty for a relative address.
std::string scheme_of(std::string_view url) {
  std::string scheme;
  for (const char c : url) {
    if (c == ':') return scheme;
    if (!is_letter(c) && (scheme.empty() || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
      return {};
    scheme.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return {};
}

// "/a/b/../c/./d" -> "/a/c/d"
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    const bool last = end == path.size();
    if (part == "..") {
      if (parts.size() > 1) parts.pop_back();
      if (last) parts.emplace_back();
    } else if (part == ".") {
      if (last) parts.emplace_back();
    } else {
      parts.push_back(part);
    }
    at = end + 1;
  }
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out.append(i > 0 ? "/" : "").append(parts[i]);
  return out;
}

}  // namespace

std::string resolve_url(std::string_view url, std::string_view base) {
  const std::size_t authority = base.find("://");
  const std::string base_scheme = scheme_of(base);
  if (base_scheme != "http" && base_scheme != "https" && base_scheme != "ftp" && base_scheme != "ftps")
    return std::string(url);
  if (authority == std::string_view::npos || url.empty() || url[0] == '#' || !scheme_of(url).empty())
    return std::string(url);
  if (url.starts_with("//")) return std::string(base.substr(0, authority + 1)).append(url);
  const std::size_t path = std::min(base.find_first_of("/?#", authority + 3), base.size());
  std::string_view base_path = base.substr(path, base.find_first_of("?#", path) - path);
  std::string out(base.substr(0, path));
  if (url[0] == '?') return out.append(base_path.empty() ? "/" : base_path).append(url);
  const std::size_t tail = std::min(url.find_first_of("?#"), url.size());
  if (url[0] == '/') return out.append(without_dots(url.substr(0, tail))).append(url.substr(tail));
  const std::size_t slash = base_path.rfind('/');
  std::string joined(slash == std::string_view::npos ? "/" : base_path.substr(0, slash + 1));
  joined.append(url.substr(0, tail));
  return out.append(without_dots(joined)).append(url.substr(tail));
}

std::string safe_url(std::string_view url, std::string_view base, bool is_image) {
  std::string clean;
  clean.reserve(url.size());
  for (const char c : url)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean.push_back(c);
  clean = trim(clean);
  if (clean.starts_with("\\\\") || clean.starts_with("/\\") || clean.starts_with("\\/")) return {};
  const std::string scheme = scheme_of(clean);
  if (!scheme.empty()) {
    static constexpr std::array<std::string_view, 9> kSafe{"http", "https", "mailto", "tel", "ftp",
                                                           "ftps", "urn",   "doi",    "cid"};
    if (std::find(kSafe.begin(), kSafe.end(), scheme) != kSafe.end()) return clean;
    if (is_image && scheme == "data" && clean.size() > 11) {
      std::string kind = clean.substr(5, 6);
      for (char& c : kind)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      if (kind == "image/") return clean;
    }
    return {};
  }
  // A colon before any slash is a scheme that a browser might still know.
  const std::size_t colon = clean.find(':');
  if (colon != std::string::npos && colon < clean.find_first_of("/?#")) return {};
  return resolve_url(clean, base);
}

std::string without_trackers(std::string_view url) {
  static constexpr std::array<std::string_view, 12> kNames{"fbclid", "gclid",  "yclid",   "msclkid",
                                                           "igshid", "mc_cid", "mc_eid",  "spm",
                                                           "_hsenc", "_hsmi",  "vero_id", "wbraid"};
  const std::size_t query = url.find('?');
  if (query == std::string_view::npos) return std::string(url);
  const std::size_t fragment = std::min(url.find('#', query), url.size());
  std::string kept;
  for (std::size_t at = query + 1; at < fragment;) {
    const std::size_t end = std::min(url.find('&', at), fragment);
    const std::string_view pair = url.substr(at, end - at), key = pair.substr(0, pair.find('='));
    if (!key.starts_with("utm_") && std::find(kNames.begin(), kNames.end(), key) == kNames.end() &&
        !pair.empty())
      kept.append(kept.empty() ? "?" : "&").append(pair);
    at = end + 1;
  }
  return std::string(url.substr(0, query)).append(kept).append(url.substr(fragment));
}

}  // namespace minutemill::clean
