#include "exec/json_members.hpp"

namespace minutemill::exec {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }

  void skip_space() {
    const std::size_t next = text_.find_first_not_of(kSpace, at_);
    at_ = next == std::string_view::npos ? text_.size() : next;
  }
  bool take(char c) {
    skip_space();
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  // A string with its quotes, or nothing.
  std::string_view string() {
    skip_space();
    const std::size_t begin = at_;
    if (at_end() || text_[at_] != '"' || !skip_string()) return {};
    return text_.substr(begin, at_ - begin);
  }
  std::string_view value() {
    skip_space();
    const std::size_t begin = at_;
    std::size_t depth = 0;
    while (!at_end()) {
      const char c = text_[at_];
      if (c == '"') {
        if (!skip_string()) return {};
        if (depth == 0) break;
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) break;
    }
    std::string_view found = text_.substr(begin, at_ - begin);
    while (!found.empty() && kSpace.find(found.back()) != std::string_view::npos) found.remove_suffix(1);
    return depth == 0 ? found : std::string_view();
  }

 private:
  bool skip_string() {
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    at_ = text_.size();
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view JsonMembers::find(std::string_view name) const noexcept {
  for (const auto& [key, value] : members)
    if (key == name) return value;
  return {};
}

JsonMembers json_members(std::string_view text) {
  constexpr std::size_t kMostMembers = 64;
  JsonMembers out;
  Scanner scanner(text);
  const auto fail = [&](const char* what) {
    out.fault = std::string(what) + " at byte " + std::to_string(scanner.at() + 1);
    return out;
  };
  if (!scanner.take('{')) return fail("a JSON object is wanted");
  if (!scanner.take('}')) {
    do {
      const std::string_view name = scanner.string();
      if (name.empty()) return fail("the name of a member is wanted");
      if (!scanner.take(':')) return fail("':' is wanted");
      const std::string_view value = scanner.value();
      if (value.empty()) return fail("a value is wanted or not closed");
      if (out.members.size() == kMostMembers) return fail("too many members");
      out.members.emplace_back(name.substr(1, name.size() - 2), value);
    } while (scanner.take(','));
    if (!scanner.take('}')) return fail("',' or '}' is wanted");
  }
  scanner.skip_space();
  if (!scanner.at_end()) return fail("there is something behind the object");
  return out;
}

}  // namespace minutemill::exec
