#include <minutemill/config.hpp>

#include <algorithm>
#include <charconv>

namespace minutemill {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Moves past an optional sign and digits without a leading zero; false when there are none.
bool skip_whole(std::string_view text, std::size_t& at) noexcept {
  if (at < text.size() && text[at] == '-') ++at;
  const std::size_t first = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > first && (text[first] != '0' || at == first + 1);
}

bool skip_digits(std::string_view text, std::size_t& at) noexcept {
  const std::size_t first = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > first;
}

// JSON's numbers: no hexadecimal, no octal, no ".5", no infinity.
bool is_decimal(std::string_view text) noexcept {
  std::size_t at = 0;
  if (!skip_whole(text, at)) return false;
  if (at < text.size() && text[at] == '.' && !skip_digits(text, ++at)) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!skip_digits(text, at)) return false;
  }
  return at == text.size();
}

}  // namespace

const ConfigNode* ConfigNode::find(std::string_view key) const noexcept {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.first->scalar_ == key; });
  return found == entries_.end() ? nullptr : found->second;
}

std::optional<bool> ConfigNode::as_bool() const noexcept {
  if (kind_ != Kind::scalar || quoted_) return {};
  if (scalar_ == "true") return true;
  if (scalar_ == "false") return false;
  return {};
}

std::optional<std::int64_t> ConfigNode::as_integer() const noexcept {
  std::size_t at = 0;
  if (kind_ != Kind::scalar || quoted_ || !skip_whole(scalar_, at) || at != scalar_.size()) return {};
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(scalar_.data(), scalar_.data() + scalar_.size(), value);
  if (error != std::errc()) return {};
  return value;
}

std::optional<double> ConfigNode::as_number() const noexcept {
  if (kind_ != Kind::scalar || quoted_ || !is_decimal(scalar_)) return {};
  double value = 0;
  const auto [end, error] = std::from_chars(scalar_.data(), scalar_.data() + scalar_.size(), value);
  if (error != std::errc()) return {};
  return value;
}

}  // namespace minutemill
