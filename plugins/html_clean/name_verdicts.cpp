#include "name_verdicts.hpp"

#include <string_view>

namespace minutemill::clean {

NameVerdict NameVerdicts::of(const char* class_name, const char* id) {
  constexpr std::size_t kMost = 4096, kLongest = 256;  // names kept, and bytes of one
  key_.clear();
  if (class_name != nullptr) key_.append(".").append(class_name);
  key_.push_back('\0');
  if (id != nullptr) key_.append("#").append(id);
  if (key_.size() > kLongest) return judge(class_name, id);
  if (const auto at = known_.find(key_); at != known_.end()) return at->second;
  if (known_.size() >= kMost) known_.clear();
  return known_.emplace(key_, judge(class_name, id)).first->second;
}

NameVerdict NameVerdicts::judge(const char* class_name, const char* id) const {
  const std::string_view classes = class_name == nullptr ? "" : class_name, own = id == nullptr ? "" : id;
  std::string names(classes);
  names.append(" ").append(own);
  const auto found = [](const std::shared_ptr<re2::RE2>& pattern, std::string_view text) {
    return pattern != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
  };
  const auto in_one = [&](const std::shared_ptr<re2::RE2>& pattern) {
    return (class_name != nullptr && found(pattern, classes)) || (id != nullptr && found(pattern, own));
  };
  NameVerdict verdict;
  if (found(patterns_.positive, classes) || found(patterns_.positive, own)) verdict.weight = 25;
  if (found(patterns_.negative, classes) || found(patterns_.negative, own))
    verdict.weight = static_cast<std::int8_t>(verdict.weight - 25);
  verdict.unlikely = found(patterns_.unlikely, names) && !found(patterns_.perhaps, names);
  verdict.caption = in_one(patterns_.caption);
  verdict.junk = in_one(patterns_.junk);
  return verdict;
}

}  // namespace minutemill::clean
