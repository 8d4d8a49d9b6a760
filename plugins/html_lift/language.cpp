#include "language.hpp"

#include <algorithm>
#include <array>

#include <minutemill/eight_bytes.hpp>
#include <minutemill/text.hpp>

namespace minutemill::lift {

std::string language_tag(std::string_view raw) {
  raw = trim(raw);
  if (raw.size() < 2 || raw.size() > 35) return {};
  std::string out;
  std::size_t part = 0;
  for (std::size_t at = 0; at <= raw.size(); ++part) {
    const std::size_t end = std::min(raw.find_first_of("-_", at), raw.size());
    std::string piece(raw.substr(at, end - at));
    at = end + 1;
    for (char& c : piece) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return {};
    }
    if (piece.empty() || piece.size() > 8) return {};
    if (part == 0) {
      const bool letters =
          std::all_of(piece.begin(), piece.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (!letters || piece.size() < 2 || piece.size() > 3) return {};
      out = piece;
      continue;
    }
    // Scripts are written "Hans", regions "CN".
    if (piece.size() == 4 && piece[0] >= 'a')
      piece[0] = static_cast<char>(piece[0] - 32);
    else if (piece.size() == 2)
      for (char& c : piece) c = static_cast<char>(c >= 'a' ? c - 32 : c);
    out.append("-").append(piece);
  }
  return out;
}

namespace {

// Of eight bytes of ASCII.
unsigned count_letters(std::uint64_t bytes) noexcept {
  const std::uint64_t lower = bytes | kEachByte * 0x20U;
  return count(from(lower, 'a') & ~from(lower, 'z' + 1));
}

// Two ideographs, of U+4E00..U+9FFF each.
bool are_ideographs(std::uint64_t bytes) noexcept {
  const auto is_one = [](std::uint64_t at) {
    const std::uint64_t lead = at & 0xffU, second = at >> 8U & 0xffU;
    return lead == 0xe4 ? second >= 0xb8 : lead <= 0xe9;
  };
  return are_two_ideographs(bytes) && is_one(bytes) && is_one(bytes >> 24U);
}

// Characters of the scripts that tell a language.
class Scripts {
 public:
  void add(std::string_view text) noexcept {
    std::size_t i = 0;
    while (i + 8 <= text.size()) {
      const std::uint64_t bytes = eight_bytes(text, i);
      if (are_ideographs(bytes)) {
        scripts_[0].count += 2;
        i += 6;
      } else if (are_ascii(bytes)) {
        letters_ += count_letters(bytes);
        i += 8;
      } else {
        add(next_code_point(text, i));
      }
    }
    while (i < text.size()) add(next_code_point(text, i));
  }

  [[nodiscard]] std::string language() {
    // Kana among ideographs is Japanese.
    if (scripts_[1].count * 10 > scripts_[0].count && scripts_[1].count > 0)
      scripts_[1].count += scripts_[0].count;
    const auto most = std::max_element(scripts_.begin(), scripts_.end(),
                                       [](const Script& a, const Script& b) { return a.count < b.count; });
    return most->count > 0 && most->count * 3 > letters_ ? std::string(most->lang) : std::string();
  }

 private:
  void add(char32_t c) noexcept {
    if ((c < 0x80 && static_cast<unsigned char>((c | 0x20) - 'a') < 26) || (c >= 0xc0 && c < 0x250))
      ++letters_;
    if (c >= 0x4e00 && c < 0xa000) {
      ++scripts_[0].count;
    } else if (c >= 0x370 && (c < 0x2000 || c >= 0x3040) && c < 0xfe00) {  // punctuation tells nothing
      for (Script& script : scripts_)
        if (c >= script.low && c <= script.high) ++script.count;
    }
  }

  struct Script {
    char32_t low, high;
    std::string_view lang;
    std::size_t count = 0;
  };
  std::array<Script, 8> scripts_{{{0x4e00, 0x9fff, "zh"},
                                  {0x3040, 0x30ff, "ja"},
                                  {0xac00, 0xd7a3, "ko"},
                                  {0x400, 0x4ff, "ru"},
                                  {0x370, 0x3ff, "el"},
                                  {0x600, 0x6ff, "ar"},
                                  {0x590, 0x5ff, "he"},
                                  {0xe00, 0xe7f, "th"}}};
  std::size_t letters_ = 0;  // Latin
};

}  // namespace

std::string language_by_script(const Node& body) {
  Scripts scripts;
  for (const Node* at = &body; at != nullptr;) {
    if (at->kind() == NodeKind::note || at->kind() == NodeKind::ruby_text) {
      at = next_after(*at, body);
      continue;
    }
    scripts.add(at->text());
    at = next_in_tree(*at, body);
  }
  return scripts.language();
}

}  // namespace minutemill::lift
