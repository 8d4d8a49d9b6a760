#include "labels.hpp"

#include <algorithm>

namespace minutemill::xhtml {
namespace {

bool same_tag(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const std::vector<std::string_view>& label_keys() {
  static const std::vector<std::string_view> keys = {"contents",
                                                     "landmarks",
                                                     "cover",
                                                     "start",
                                                     "back",
                                                     "index",
                                                     "topics",
                                                     "documents",
                                                     "notes",
                                                     "summary_text",
                                                     "summary_described",
                                                     "summary_undescribed"};
  return keys;
}

Labels::Labels(const ConfigFile& file, const std::vector<std::string_view>& keys, Diagnostics& diagnostics) {
  const auto document = ConfigDocument::parse(file.file, file.text, diagnostics);
  if (document == nullptr) return;
  if (!document->root().is_map() || document->root().entries().empty()) {
    diagnostics.add(document->at(document->root(), "a file of labels is a map from languages to texts"));
    return;
  }
  for (const auto& [tag, texts] : document->root().entries()) {
    Language language;
    language.tag = tag->scalar();
    ConfigReader reader(*texts, "set of labels for '" + language.tag + "'", diagnostics);
    if (!reader.is_map()) continue;
    for (const std::string_view key : keys) language.texts.emplace_back(key, reader.text(key, {}, true));
    reader.finish();
    languages_.push_back(std::move(language));
  }
}

const Labels::Language* Labels::find(std::string_view tag) const noexcept {
  for (;;) {
    for (const Language& language : languages_)
      if (same_tag(language.tag, tag)) return &language;
    const std::size_t dash = tag.rfind('-');
    if (dash == std::string_view::npos) return languages_.empty() ? nullptr : &languages_.front();
    tag = tag.substr(0, dash);
  }
}

std::string_view Labels::get(std::string_view tag, std::string_view key) const noexcept {
  const Language* language = find(tag);
  if (language == nullptr) return {};
  for (const auto& [name, text] : language->texts)
    if (name == key) return text;
  return {};
}

}  // namespace minutemill::xhtml
