#include "index.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <tuple>

namespace minutemill::volumes {
namespace {

// Keys that sort as the language wants when compared byte by byte; without ICU's data the terms themselves.
class SortKeys {
 public:
  explicit SortKeys(std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    const std::string tag(language);
    icu::Locale locale = icu::Locale::forLanguageTag(tag, error);
    if (U_FAILURE(error) != 0) {
      error = U_ZERO_ERROR;
      locale = icu::Locale::getRoot();
    }
    collator_.reset(icu::Collator::createInstance(locale, error));
    if (U_FAILURE(error) != 0) collator_.reset();
    if (!collator_) return;
    collator_->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, error);
    collator_->setAttribute(UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, error);  // brackets do not count
  }

  [[nodiscard]] std::string of(const std::string& term) const {
    if (!collator_) return term;
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(term);
    std::string key(static_cast<std::size_t>(std::max(collator_->getSortKey(text, nullptr, 0), 0)), '\0');
    collator_->getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()),
                          static_cast<std::int32_t>(key.size()));
    return key;
  }

 private:
  std::unique_ptr<icu::Collator> collator_;
};

}  // namespace

void Index::add(const std::string& term, Reference reference) {
  const auto [at, fresh] = by_term_.try_emplace(term, entries_.size());
  if (fresh) entries_.push_back({term, {}});
  std::vector<Reference>& references = entries_[at->second].references;
  if (references.empty() || references.back().target != reference.target)
    references.push_back(std::move(reference));
}

std::vector<const Index::Entry*> Index::sorted(std::string_view language) const {
  const SortKeys keys(language);
  std::vector<std::pair<std::string, const Entry*>> order;
  order.reserve(entries_.size());
  for (const Entry& entry : entries_) order.emplace_back(keys.of(entry.term), &entry);
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->term) < std::tie(b.first, b.second->term);
  });
  std::vector<const Entry*> out;
  out.reserve(order.size());
  for (const auto& [key, entry] : order) out.push_back(entry);
  return out;
}

}  // namespace minutemill::volumes
