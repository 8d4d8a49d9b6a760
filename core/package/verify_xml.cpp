// What pugixml lets pass and XML does not: characters, references, document types, attributes twice, prefixes
// that stand for nothing.
#include <algorithm>
#include <vector>

#include <minutemill/text.hpp>

#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

constexpr int kDeepest = 2000;

// "&amp;", "&#x4e00;": the length with the ';', 0 when it is no reference or means a character XML forbids.
std::size_t reference_length(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = text.substr(1, end - 1);
  static constexpr std::string_view kNames[] = {"amp", "lt", "gt", "quot", "apos"};
  if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) return end + 1;
  if (name.size() < 2 || name[0] != '#') return 0;
  const bool hexadecimal = name[1] == 'x';
  char32_t code = 0;
  for (const char c : name.substr(hexadecimal ? 2 : 1)) {
    const int digit = c >= '0' && c <= '9'                  ? c - '0'
                      : hexadecimal && c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : hexadecimal && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                            : -1;
    if (digit < 0) return 0;
    code = code * (hexadecimal ? 16 : 10) + static_cast<char32_t>(digit);
  }
  return is_xml_char(code) ? end + 1 : 0;
}

// Reads the text once, character by character.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // The first fault; empty when there is none.
  std::string run() {
    while (at_ < text_.size() && fault_.empty()) step();
    return fault_;
  }

 private:
  void step() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte < 0x20 || byte >= 0x7f)
      character();
    else if (byte == '<')
      open();
    else if (byte == '&')
      reference();
    else {
      if (in_tag_ && (byte == '"' || byte == '\''))
        quote_ = quote_ == 0 ? static_cast<char>(byte) : quote_ == static_cast<char>(byte) ? '\0' : quote_;
      else if (byte == '>' && quote_ == 0)
        in_tag_ = false;
      ++at_;
    }
  }

  void character() {
    const std::size_t start = at_;
    const char32_t c = next_code_point(text_, at_);
    if (!is_xml_char(c)) fault("character that XML forbids", start);
    if (c == 0xfffd && text_.substr(start, 3) != "\xef\xbf\xbd") fault("not UTF-8", start);
  }

  void open() {
    if (in_tag_) {
      fault("'<' in an attribute or a tag", at_);
    } else if (text_.substr(at_).starts_with("<!--")) {
      skip_to("-->");
    } else if (text_.substr(at_).starts_with("<![CDATA[")) {
      skip_to("]]>");
    } else if (text_.substr(at_).starts_with("<?")) {
      skip_to("?>");
    } else {
      in_tag_ = true;
      ++at_;
    }
  }

  // Characters inside are looked at all the same.
  void skip_to(std::string_view end) {
    const std::size_t close = text_.find(end, at_);
    if (close == std::string_view::npos) return fault("markup without an end", at_);
    while (at_ < close && fault_.empty()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x20 || byte >= 0x7f)
        character();
      else
        ++at_;
    }
    at_ = close + end.size();
  }

  void reference() {
    const std::size_t length = reference_length(text_.substr(at_));
    if (length == 0) return fault("'&' that begins no reference", at_);
    at_ += length;
  }

  void fault(const char* what, std::size_t at) {
    fault_ = std::string(what) + " at byte " + std::to_string(at);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_tag_ = false;
  char quote_ = 0;
  std::string fault_;
};

bool declares(pugi::xml_node node, std::string_view prefix) {
  for (; node; node = node.parent())
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns:") && name.substr(6) == prefix) return true;
    }
  return false;
}

class TreeCheck {
 public:
  TreeCheck(const std::string& part, std::vector<PackageFinding>& findings)
      : part_(part), findings_(findings) {}

  void run(const pugi::xml_document& tree) {
    int roots = 0;
    for (const pugi::xml_node child : tree.children()) {
      roots += child.type() == pugi::node_element ? 1 : 0;
      if (child.type() == pugi::node_pcdata && !is_blank(child.value())) add("text outside the root element");
    }
    if (roots != 1) add("must have one root element, has " + std::to_string(roots));
    int depth = 0;
    for (pugi::xml_node at = tree.document_element(); at;) {
      if (at.type() == pugi::node_element) element(at);
      if (at.first_child()) {
        if (++depth > kDeepest) return add("is nested deeper than " + std::to_string(kDeepest));
        at = at.first_child();
        continue;
      }
      while (at && !at.next_sibling()) {
        at = at.parent();
        --depth;
      }
      if (at) at = at.next_sibling();
    }
  }

 private:
  void add(std::string message) { findings_.push_back({part_, std::move(message)}); }

  void element(pugi::xml_node node) {
    prefix(node, node.name());
    for (pugi::xml_attribute a : node.attributes()) {
      prefix(node, a.name());
      // Attribute names must be unique (XML 1.0 §3.1).
      for (pugi::xml_attribute b = a.next_attribute(); b; b = b.next_attribute())
        if (std::string_view(a.name()) == b.name())
          add(std::string("attribute ") + a.name() + " stands twice");
      if (std::string_view(a.name()) == "mc:Ignorable") ignorable(node, a.value());
    }
  }

  // Prefixes that were found declared once are taken as known: parts declare theirs at the root.
  void prefix(pugi::xml_node node, std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view own = name.substr(0, colon);
    if (own == "xml" || own == "xmlns" || std::find(known_.begin(), known_.end(), own) != known_.end())
      return;
    if (!declares(node, own)) add("the prefix " + std::string(own) + " is not declared");
    known_.push_back(own);
  }

  void ignorable(pugi::xml_node node, std::string_view prefixes) {
    for (std::size_t begin = 0; begin < prefixes.size();) {
      const std::size_t end = std::min(prefixes.find(' ', begin), prefixes.size());
      const std::string_view one = prefixes.substr(begin, end - begin);
      if (!one.empty() && !declares(node, one))
        add("mc:Ignorable names the prefix " + std::string(one) + ", which is not declared");
      begin = end + 1;
    }
  }

  const std::string& part_;
  std::vector<PackageFinding>& findings_;
  std::vector<std::string_view> known_;
};

}  // namespace

void parse_xml(const std::string& part, std::string_view text, pugi::xml_document& tree,
               std::vector<PackageFinding>& findings) {
  if (std::string fault = Scanner(text).run(); !fault.empty()) findings.push_back({part, std::move(fault)});
  if (text.find("<!ENTITY") != std::string_view::npos) findings.push_back({part, "declares entities"});
  const pugi::xml_parse_result result =
      tree.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!result)
    findings.push_back({part, std::string("is not well-formed: ") + result.description() + " at byte " +
                                  std::to_string(result.offset)});
  else
    TreeCheck(part, findings).run(tree);
}

void check_xml(const std::string& part, std::string_view text, std::vector<PackageFinding>& findings) {
  pugi::xml_document tree;
  parse_xml(part, text, tree, findings);
}

}  // namespace minutemill::verify
