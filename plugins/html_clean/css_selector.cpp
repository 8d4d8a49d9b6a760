#include "css_selector.hpp"

#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

using TestKind = Compound::Test::Kind;

bool is_ident(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Reads one selector of a list; the position stops at ',' or the end.
class Parser {
 public:
  Parser(std::string_view text, std::size_t& at, std::string& message)
      : text_(text), at_(at), message_(message) {}

  bool selector(std::vector<Compound>& out) {
    char combinator = 0;
    for (;;) {
      skip_space();
      Compound compound;
      compound.combinator = combinator;
      if (!compound_selector(compound)) return false;
      out.push_back(std::move(compound));
      const bool space = skip_space();
      if (done() || text_[at_] == ',') return true;
      combinator = text_[at_];
      if (combinator == '>' || combinator == '+' || combinator == '~')
        ++at_;
      else if (space)
        combinator = ' ';
      else
        return fail("unexpected '" + std::string(1, combinator) + "'");
    }
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  bool fail(std::string message) {
    message_ = std::move(message);
    return false;
  }
  bool skip_space() {
    const std::size_t start = at_;
    while (!done() && is_ascii_space(static_cast<unsigned char>(text_[at_]))) ++at_;
    return at_ > start;
  }
  std::string ident() {
    const std::size_t start = at_;
    while (!done() && (is_ident(text_[at_]) || (text_[at_] == '\\' && at_ + 1 < text_.size())))
      at_ += text_[at_] == '\\' ? 2 : 1;
    std::string out;
    for (std::size_t i = start; i < at_; ++i)
      if (text_[i] != '\\') out.push_back(text_[i]);
    return out;
  }

  bool compound_selector(Compound& out) {
    if (done()) return fail("a selector is missing");
    bool any = false;
    if (text_[at_] == '*')
      ++at_, any = true;
    else if (is_ident(text_[at_]))
      out.tag = ident(), any = true;
    while (!done() && simple(out, false)) any = true;
    if (!message_.empty()) return false;
    return any || fail("expected a tag, '.', '#' or '['");
  }

  bool simple(Compound& out, bool negated) {
    const char c = text_[at_];
    if (c == '.' || c == '#') {
      ++at_;
      std::string name = ident();
      if (name.empty()) return fail("a name must follow '" + std::string(1, c) + "'");
      out.tests.push_back({c == '#' ? TestKind::id : TestKind::class_name, negated, {}, std::move(name)});
      return true;
    }
    if (c == '[') return attribute(out, negated);
    if (c == ':') return pseudo(out, negated);
    return false;
  }

  bool attribute(Compound& out, bool negated) {
    ++at_;
    skip_space();
    Compound::Test test{TestKind::has, negated, {}, {}};
    while (!done() && (is_ident(text_[at_]) || text_[at_] == ':')) test.name.push_back(text_[at_++]);
    skip_space();
    if (!done() && text_[at_] != ']') {
      switch (text_[at_]) {
        case '=':
          test.kind = TestKind::equals;
          break;
        case '~':
          test.kind = TestKind::word;
          break;
        case '^':
          test.kind = TestKind::prefix;
          break;
        case '$':
          test.kind = TestKind::suffix;
          break;
        case '*':
          test.kind = TestKind::part;
          break;
        case '|':
          test.kind = TestKind::dash;
          break;
        default:
          return fail("unknown attribute operator");
      }
      if (text_[at_] != '=') ++at_;
      if (done() || text_[at_] != '=') return fail("'=' is missing in an attribute selector");
      ++at_;
      skip_space();
      if (!done() && (text_[at_] == '"' || text_[at_] == '\'')) {
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos) return fail("a quote is not closed");
        test.value = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
      } else {
        test.value = ident();
      }
      skip_space();
    }
    if (test.name.empty()) return fail("an attribute name is missing");
    if (done() || text_[at_] != ']') return fail("']' is missing");
    ++at_;
    out.tests.push_back(std::move(test));
    return true;
  }

  bool pseudo(Compound& out, bool negated) {
    const std::size_t start = at_++;
    const std::string name = ident();
    if (name == "first-child" || name == "last-child") {
      out.tests.push_back({name[0] == 'f' ? TestKind::first : TestKind::last, negated, {}, {}});
      return true;
    }
    if (name != "not" || negated || done() || text_[at_] != '(') {
      at_ = start;
      return fail("unknown pseudo-class ':" + name + "'");
    }
    ++at_;
    skip_space();
    if (done() || !simple(out, true))
      return message_.empty() ? fail(":not() takes one '.', '#' or '['") : false;
    skip_space();
    if (done() || text_[at_] != ')') return fail("')' is missing");
    ++at_;
    return true;
  }

  std::string_view text_;
  std::size_t& at_;
  std::string& message_;
};

bool passes(const Compound::Test& test, const pugi::xml_node& element) {
  if (test.kind == TestKind::id) return test.value == element.attribute("id").value();
  if (test.kind == TestKind::class_name) return has_word(element.attribute("class").value(), test.value);
  if (test.kind == TestKind::first || test.kind == TestKind::last) {
    pugi::xml_node other = test.kind == TestKind::first ? element.previous_sibling() : element.next_sibling();
    while (other && other.type() != pugi::node_element)
      other = test.kind == TestKind::first ? other.previous_sibling() : other.next_sibling();
    return !other;
  }
  const pugi::xml_attribute attribute = element.attribute(test.name.c_str());
  if (!attribute) return false;
  const std::string_view value = attribute.value();
  switch (test.kind) {
    case TestKind::has:
      return true;
    case TestKind::equals:
      return value == test.value;
    case TestKind::word:
      return has_word(value, test.value);
    case TestKind::prefix:
      return !test.value.empty() && value.starts_with(test.value);
    case TestKind::suffix:
      return !test.value.empty() && value.ends_with(test.value);
    case TestKind::part:
      return !test.value.empty() && value.find(test.value) != std::string_view::npos;
    case TestKind::dash:
      return value == test.value ||
             (value.starts_with(test.value) && value.substr(test.value.size()).starts_with("-"));
    default:
      return false;
  }
}

bool fits(const Compound& compound, const pugi::xml_node& element) {
  if (element.type() != pugi::node_element || (!compound.tag.empty() && compound.tag != element.name()))
    return false;
  for (const Compound::Test& test : compound.tests)
    if (passes(test, element) == test.negated) return false;
  return true;
}

}  // namespace

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos && !word.empty();
       at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || is_ascii_space(static_cast<unsigned char>(list[at - 1]));
    if (starts && (end == list.size() || is_ascii_space(static_cast<unsigned char>(list[end])))) return true;
  }
  return false;
}

std::optional<std::vector<CssSelector>> CssSelector::parse(std::string_view text, Fault& fault) {
  std::vector<CssSelector> out;
  std::size_t at = 0;
  fault = {};
  do {
    if (!out.empty()) ++at;
    CssSelector selector;
    if (!Parser(text, at, fault.message).selector(selector.compounds_)) {
      fault.offset = at;
      return std::nullopt;
    }
    out.push_back(std::move(selector));
  } while (at < text.size());
  return out;
}

CssSelector::Key CssSelector::key() const {
  const Compound& last = compounds_.back();
  Key key;
  for (const Compound::Test& test : last.tests) {
    if (test.negated) continue;
    if (test.kind == TestKind::id) key.id = test.value;
    if (test.kind == TestKind::class_name) key.class_name = test.value;
    if (!test.name.empty()) key.attribute = test.name;
  }
  key.tag = last.tag;
  return key;
}

bool CssSelector::matches(const pugi::xml_node& element) const {
  return matches_from(compounds_.size() - 1, element);
}

bool CssSelector::matches_from(std::size_t index, pugi::xml_node element) const {
  const Compound& compound = compounds_[index];
  if (!fits(compound, element)) return false;
  if (index == 0) return true;
  switch (compound.combinator) {
    case '>':
      return matches_from(index - 1, element.parent());
    case '+': {
      pugi::xml_node before = element.previous_sibling();
      while (before && before.type() != pugi::node_element) before = before.previous_sibling();
      return before && matches_from(index - 1, before);
    }
    case '~':
      for (pugi::xml_node before = element.previous_sibling(); before; before = before.previous_sibling())
        if (matches_from(index - 1, before)) return true;
      return false;
    default:
      for (pugi::xml_node up = element.parent(); up; up = up.parent())
        if (matches_from(index - 1, up)) return true;
      return false;
  }
}

}  // namespace minutemill::clean
