#include "runtime/output_names.hpp"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "runtime/content_hash.hpp"
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::size_t kLongestName = 255;

std::uint64_t hash_of(std::string_view path) {
  const std::string folded = folded_path(path);
  return content_hash(folded);
}

}  // namespace

std::string numbered_name(std::string_view name, unsigned number) {
  const std::size_t slash = name.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot <= begin) dot = name.size();
  const std::string_view ending = name.substr(dot);
  const std::string suffix = fmt::format("-{}", number);
  std::string_view stem = name.substr(begin, dot - begin);
  if (stem.size() + suffix.size() + ending.size() > kLongestName)
    stem = cut_utf8(stem, kLongestName - std::min(kLongestName, suffix.size() + ending.size()));
  return fmt::format("{}{}{}{}", name.substr(0, begin), stem, suffix, ending);
}

std::string folded_path(std::string_view original) {
  std::string path(original);
  const bool ascii =
      std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    for (char& c : path)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return path;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc_fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return path;
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(path.data(), static_cast<int32_t>(path.size())));
  std::string folded;
  nfkc_fold->normalize(text, status).toUTF8String(folded);
  return U_SUCCESS(status) ? folded : path;
}

bool OutputNames::is_free(const std::vector<std::string>& paths, std::size_t& taken) const {
  for (taken = 0; taken < paths.size(); ++taken)
    if (is_reserved(paths[taken]) || (policy_ != CollisionPolicy::overwrite && is_taken(paths[taken])))
      return false;
  return true;
}

void OutputNames::take(const std::vector<std::string>& paths) {
  for (const std::string& name : paths) taken_.insert(hash_of(name));
}

void OutputNames::hold(const std::string& path) {
  taken_.insert(hash_of(path));
}
void OutputNames::release(const std::string& path) {
  taken_.erase(hash_of(path));
}

bool OutputNames::is_taken(const std::string& path) const {
  return taken_.contains(hash_of(path));
}

bool OutputNames::reserve(std::vector<std::string>& paths, std::size_t& taken) {
  if (!is_free(paths, taken)) {
    if (policy_ != CollisionPolicy::number) return false;
    std::vector<std::string> numbered(paths.size());
    unsigned& number = next_number_.try_emplace(hash_of(paths.front()), 2U).first->second;
    do {
      for (std::size_t i = 0; i < paths.size(); ++i) numbered[i] = numbered_name(paths[i], number);
      ++number;
    } while (!is_free(numbered, taken));
    paths = std::move(numbered);
  }
  take(paths);
  return true;
}

}  // namespace minutemill
