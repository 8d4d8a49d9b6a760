#include "rules/backtracker.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace minutemill::rules {

namespace {

constexpr std::uint32_t kMostSteps = 10'000;  // from one beginning; about what RE2 needs for a sentence
constexpr std::string_view kSpace = "\\t\\n\\f\\r ";  // RE2's \s; PCRE2's has the vertical tab as well

// The end of \p{Name} or \pN that begins at `at` (the backslash), translated into `out`. 0 when it is
// strange.
std::size_t translate_class_name(std::string_view pattern, std::size_t at, std::string& out) {
  if (at + 2 >= pattern.size()) return 0;
  if (pattern[at + 2] != '{') {
    out.append(pattern, at, 3);
    return at + 3;
  }
  const std::size_t close = pattern.find('}', at);
  if (close == std::string_view::npos) return 0;
  std::string_view name = pattern.substr(at + 3, close - at - 3);
  const bool inverse = name.starts_with('^');
  if (inverse) name.remove_prefix(1);
  if (name.empty() || name == "Any") return 0;
  out += pattern.substr(at, 3);
  if (inverse) out += '^';
  // A script by its characters alone; without sc: PCRE2 adds those that several scripts share.
  if (name.size() > 2) out += "sc:";
  out += name;
  out += '}';
  return close + 1;
}

// One escape at `at`. Returns the offset behind it, 0 when PCRE2 would read it otherwise.
std::size_t translate_escape(std::string_view pattern, std::size_t at, bool in_class, std::string& out) {
  if (at + 1 >= pattern.size()) return 0;
  const char c = pattern[at + 1];
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (c == 'p' || c == 'P') return translate_class_name(pattern, at, out);
  if (c == 's') {
    out += in_class ? std::string(kSpace) : "[" + std::string(kSpace) + "]";
  } else if (c == 'S' && !in_class) {
    out += "[^" + std::string(kSpace) + "]";
  } else if (c == 'z' && !in_class) {
    out += '$';
  } else if (c == 'A' && !in_class) {
    out += '^';
  } else if (!letter || std::string_view("dDwWtnrfax").find(c) != std::string_view::npos ||
             ((c == 'b' || c == 'B') && !in_class)) {
    out.append(pattern, at, 2);
  } else {
    return 0;
  }
  return at + 2;
}

// Flags that mean the same in both: no (?m), which changes what ^ and $ are.
bool known_flags(std::string_view group) {
  if (group.starts_with("(?P<")) return true;
  const std::size_t end = group.find_first_of(":)");
  return end != std::string_view::npos &&
         group.substr(2, end - 2).find_first_not_of("is-") == std::string_view::npos;
}

}  // namespace

std::string to_pcre2(std::string_view pattern) {
  std::string out;
  out.reserve(pattern.size() + 64);
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\\') {
      i = translate_escape(pattern, i, in_class, out);
      if (i == 0) return {};
      continue;
    }
    if (in_class) {
      if (c == '[' && pattern.substr(i).starts_with("[:")) {
        const std::size_t close = pattern.find(":]", i);
        if (close == std::string_view::npos) return {};
        out.append(pattern, i, close + 2 - i);
        i = close + 2;
        continue;
      }
      if (c == '[') out += '\\';
      if (c == ']') in_class = false;
    } else if (c == '[') {
      in_class = true;
      out += c;
      // A bracket that closes right behind the opening one stands for itself.
      if (++i < pattern.size() && pattern[i] == '^') out += pattern[i++];
      if (i < pattern.size() && pattern[i] == ']') out += "\\]", ++i;
      continue;
    } else if (c == '(' && pattern.substr(i).starts_with("(?") && !known_flags(pattern.substr(i))) {
      return {};
    }
    out += c;
    ++i;
  }
  return out;
}

std::unique_ptr<const Backtracker> Backtracker::make(std::string_view pattern, Anchor anchor) {
  const std::string translated = to_pcre2(pattern);
  if (translated.empty()) return nullptr;
  std::unique_ptr<Backtracker> out(new Backtracker);
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  if (context == nullptr) return nullptr;
  pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
  if (anchor != Anchor::none) options |= PCRE2_ANCHORED;
  if (anchor == Anchor::both) options |= PCRE2_ENDANCHORED;
  int error = 0;
  PCRE2_SIZE where = 0;
  out->code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(), options,
                             &error, &where, context);
  pcre2_compile_context_free(context);
  // Without machine code there is nothing to be gained.
  if (out->code_ == nullptr || pcre2_jit_compile(out->code_, PCRE2_JIT_COMPLETE) != 0) return nullptr;
  out->limits_ = pcre2_match_context_create(nullptr);
  if (out->limits_ == nullptr) return nullptr;
  pcre2_set_match_limit(out->limits_, kMostSteps);
  return out;
}

Backtracker::~Backtracker() {
  pcre2_match_context_free(limits_);
  pcre2_code_free(code_);
}

int Backtracker::search(std::string_view text, std::size_t from, const std::size_t*& bounds) const {
  // Where PCRE2 puts what it found: made once for a thread, since that costs more than most searches.
  struct Free {
    void operator()(pcre2_match_data* data) const noexcept { pcre2_match_data_free(data); }
  };
  static thread_local const std::unique_ptr<pcre2_match_data, Free> found(
      pcre2_match_data_create(kMostGroups, nullptr));
  static_assert(PCRE2_UNSET == kUnset);
  if (found == nullptr) return -1;
  const int groups = pcre2_jit_match(code_, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                     PCRE2_NO_UTF_CHECK, found.get(), limits_);
  if (groups == PCRE2_ERROR_NOMATCH) return 0;
  if (groups <= 0) return -1;
  bounds = pcre2_get_ovector_pointer(found.get());
  return groups;
}

}  // namespace minutemill::rules
