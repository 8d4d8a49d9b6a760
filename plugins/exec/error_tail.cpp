#include "exec/error_tail.hpp"

#include <vector>

#include <minutemill/text.hpp>

namespace minutemill::exec {

void ErrorTail::add(std::string_view bytes) {
  if (bytes.size() >= kKept) {
    text_ = bytes.substr(bytes.size() - kKept);
    return;
  }
  text_.append(bytes);
  if (text_.size() > 2 * kKept) text_.erase(0, text_.size() - kKept);
}

void ErrorTail::clear() noexcept {
  text_.clear();
}

std::string ErrorTail::last_lines(std::size_t lines) const {
  constexpr std::size_t kLongest = 300;
  std::vector<std::string_view> found;
  for (std::string_view rest = text_; !rest.empty() && found.size() < lines;) {
    const std::size_t at = rest.rfind('\n');
    const std::string_view line = trim(at == std::string_view::npos ? rest : rest.substr(at + 1));
    rest = rest.substr(0, at == std::string_view::npos ? 0 : at);
    if (!line.empty()) found.push_back(cut_utf8(line, kLongest));
  }
  std::string out;
  for (auto line = found.rbegin(); line != found.rend(); ++line) {
    if (!out.empty()) out.append(" | ");
    for (std::size_t at = 0; at < line->size();) {
      const char32_t c = next_code_point(*line, at);
      append_utf8(out, c < 0x20 || c == 0x7f || is_bidi_control(c) ? U' ' : c);
    }
  }
  return out;
}

}  // namespace minutemill::exec
