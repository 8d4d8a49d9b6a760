// Inlines.
#include "pandoc/reading.hpp"
#include "pandoc/vocabulary.hpp"

#include <charconv>
#include <optional>

#include <minutemill/base64.hpp>
#include <minutemill/text.hpp>

namespace minutemill::pandoc {
namespace {

std::optional<char32_t> last_character(std::string_view text) {
  if (text.empty()) return {};
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return next_code_point(text, at);
}

bool begins_with_cjk(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_cjk(next_code_point(text, at));
}

// CSS pixels of "120", "120px", "2.5in", "3cm", "10mm", "12pt". A share of the page has none.
std::optional<std::int64_t> to_pixels(std::string_view text) {
  struct Unit {
    std::string_view name;
    double pixels;
  };
  constexpr Unit kUnits[] = {{"", 1},           {"px", 1},         {"in", 96},
                             {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"pt", 96.0 / 72}};
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !(value > 0 && value < 1e6)) return {};
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& known : kUnits)
    if (known.name == unit) return static_cast<std::int64_t>(value * known.pixels + 0.5);
  return {};
}

void read_pixels(std::string_view text, Resource& resource) {
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, resource.width);
  if (first.ec == std::errc() && first.ptr != end && *first.ptr == 'x')
    std::from_chars(first.ptr + 1, end, resource.height);
}

}  // namespace

// Str and Space that follow each other are one text.
class Reader::Run {
 public:
  Run(Document& document, Node& parent) : document_(document), parent_(parent) {}
  void add(std::string_view text) {
    const std::optional<char32_t> before = last_character(text_);
    if (soft_break_ && !(before && is_cjk(*before) && begins_with_cjk(text))) text_.push_back(' ');
    soft_break_ = false;
    text_.append(text);
  }
  // The end of a line of the source: a space, but none between ideographs.
  void soft_break() { soft_break_ = true; }
  void flush() {
    if (soft_break_) text_.push_back(' ');
    soft_break_ = false;
    if (!text_.empty()) document_.append(parent_, document_.create_text(text_));
    text_.clear();
  }

 private:
  Document& document_;
  Node& parent_;
  std::string text_;
  bool soft_break_ = false;
};

void Reader::inlines(const Json& list, Node& parent) {
  Run run(document_, parent);
  inlines(list, parent, run);
  run.flush();
}

void Reader::inlines(const Json& list, Node& parent, Run& run) {
  std::size_t index = 0;
  for (const Json& json : place_.list(list, "inlines")) {
    const Place::Step step(place_, index++);
    look_around();
    const std::string& type = place_.type(json);
    const Place::Step inner(place_, "c");
    if (type == "Str")
      run.add(place_.text(place_.content(json), "a Str"));
    else if (type == "Space")
      run.add(" ");
    else if (type == "SoftBreak")
      run.soft_break();
    else
      inline_element(json, type, parent, run);
  }
}

void Reader::inline_element(const Json& json, const std::string& type, Node& parent, Run& run) {
  const Json& content = place_.content(json);
  if (type == "Span") return span(content, parent, run);
  if (type == "Cite") {
    ++citations_;
    const Place::Step step(place_, 1);
    return inlines(place_.list(content, "a Cite", 2)[1], parent, run);
  }
  if (type == "RawInline") return raw(content);
  run.flush();
  NodeKind kind{};
  if (mark_kind(type, kind)) return inlines(content, append(parent, kind));
  if (type == "LineBreak") return static_cast<void>(append(parent, NodeKind::line_break));
  if (type == "Quoted") return quoted(content, parent);
  if (type == "Code") return code(content, parent);
  if (type == "Math") return math(content, parent);
  if (type == "Link") return link(content, parent);
  if (type == "Image") return static_cast<void>(image(content, parent, false));
  if (type == "Note") return blocks(content, append(parent, NodeKind::note));
  if (type != "SmallCaps") place_.fail("unknown inline '" + type.substr(0, 40) + "'");
  Node& node = append(parent, NodeKind::span);
  document_.set(node, Attr::class_name, std::string_view("smallcaps"));
  inlines(content, node);
}

// A Span is a node of ours, a wrapper around one, or somebody else's, which is dissolved when the model knows
// none of its attributes.
void Reader::span(const Json& content, Node& parent, Run& run) {
  place_.list(content, "a Span", 2);
  const Attributes found = attributes(content[0]);
  const Place::Step step(place_, 1);
  const Json& list = place_.list(content[1], "inlines");
  const std::optional<NodeKind> kind = kind_of(found);
  const bool is_ruby_text = kind == NodeKind::ruby_text && parent.kind() == NodeKind::ruby;
  const bool is_own =
      kind == NodeKind::span || kind == NodeKind::unknown_inline || kind == NodeKind::ruby || is_ruby_text;
  if (kind == NodeKind::math || kind == NodeKind::text) {
    run.flush();
    Node& node = append(parent, *kind);
    document_.set_text(node, text_of_inlines(list));
    return apply(found, node);
  }
  if (!is_own && list.size() == 1 && kind && *kind != NodeKind::ruby_text) {  // a wrapper
    run.flush();
    const Node* before = parent.last_child();
    inlines(list, parent);
    if (parent.last_child() != before && parent.last_child()->kind() == *kind)
      apply(found, *parent.last_child());
    return;
  }
  Node& node = document_.create(is_own ? *kind : NodeKind::span);
  apply(found, node);
  if (!is_own && node.attributes() == nullptr) return inlines(list, parent, run);
  run.flush();
  document_.append(parent, node);
  inlines(list, node);
}

void Reader::quoted(const Json& content, Node& parent) {
  place_.list(content, "a Quoted", 2);
  const std::string& type = place_.type(content[0]);
  const Place::Step step(place_, 1);
  Node& node = append(parent, NodeKind::quotation);
  if (type == "SingleQuote") document_.set(node, Attr::class_name, std::string_view("single"));
  inlines(content[1], node);
}

void Reader::code(const Json& content, Node& parent) {
  place_.list(content, "a Code", 2);
  Node& node = append(parent, NodeKind::code);
  apply(attributes(content[0]), node);
  const std::string& text = place_.text(content[1], "code");
  if (!text.empty()) document_.append(node, document_.create_text(text));
}

void Reader::math(const Json& content, Node& parent) {
  place_.list(content, "a Math", 2);
  const bool display = place_.type(content[0]) == "DisplayMath";
  Node& node = append(parent, NodeKind::math);
  document_.set(node, Attr::class_name, std::string_view(display ? "tex display" : "tex inline"));
  document_.set_text(node, place_.text(content[1], "a formula"));
  ++formulas_;
}

void Reader::link(const Json& content, Node& parent) {
  place_.list(content, "a Link", 3);
  const Json& target = place_.list(content[2], "a target", 2);
  Node& node = append(parent, NodeKind::link);
  document_.set(node, Attr::href, std::string_view(place_.text(target[0], "an address")));
  if (const std::string& title = place_.text(target[1], "a title"); !title.empty())
    document_.set(node, Attr::title, std::string_view(title));
  apply(attributes(content[0]), node);
  const Place::Step step(place_, 1);
  inlines(content[1], node);
}

Node& Reader::image(const Json& content, Node& parent, bool in_figure) {
  place_.list(content, "an Image", 3);
  const Json& target = place_.list(content[2], "a target", 2);
  std::string_view title = place_.text(target[1], "a title");
  if (in_figure) title.remove_prefix(std::string_view("fig:").size());
  Attributes found = attributes(content[0]);
  Node& node = append(parent, NodeKind::image);
  if (!in_figure) {
    const Place::Step step(place_, 1);
    if (const std::string alt = text_of_inlines(content[1]); !alt.empty())
      document_.set(node, Attr::alt, std::string_view(alt));
  }
  if (!title.empty()) document_.set(node, Attr::title, title);
  for (const auto& [name, attr] : {std::pair{"width", Attr::width}, std::pair{"height", Attr::height}}) {
    const std::string* text = found.find(name);
    const std::optional<std::int64_t> pixels = text != nullptr ? to_pixels(*text) : std::nullopt;
    if (pixels) document_.set(node, attr, *pixels);
    if (pixels) std::erase_if(found.pairs, [&](const auto& pair) { return pair.first == name; });
  }
  image_source(place_.text(target[0], "an address"), found, node);
  std::erase_if(found.pairs, [](const auto& p) { return p.first == kNameKey || p.first == kPixelsKey; });
  apply(found, node);
  return node;
}

void Reader::image_source(const std::string& address, const Attributes& attributes, Node& node) {
  constexpr std::string_view kReference = "resource:", kBase64 = ";base64,";
  std::vector<Resource>& resources = document_.resources();
  const std::string_view text = address;
  if (options_.resource_addresses && text.starts_with(kReference)) {
    std::size_t index = resources.size();
    std::from_chars(text.data() + kReference.size(), text.data() + text.size(), index);
    if (index >= resources.size()) place_.fail("there is no " + address.substr(0, 40));
    return document_.set(node, Attr::resource, static_cast<std::int64_t>(index));
  }
  if (!text.starts_with("data:")) {
    if (!text.empty()) document_.set(node, Attr::href, text);
    return;
  }
  if (const auto known = images_.find(address); known != images_.end())
    return document_.set(node, Attr::resource, known->second);
  const std::size_t comma = text.find(kBase64);
  const std::uint64_t most = context_.limits().resource.bytes;
  std::optional<std::string> bytes;
  if (comma != std::string_view::npos && text.size() / 4 * 3 <= most + kBase64.size() + comma)
    bytes = from_base64(text.substr(comma + kBase64.size()));
  if (!bytes || bytes->empty()) {
    ++images_unread_;
    return;
  }
  Resource resource;
  resource.media_type = text.substr(5, comma - 5);
  resource.bytes = std::move(*bytes);
  if (const std::string* name = attributes.find(kNameKey)) resource.name = *name;
  if (const std::string* pixels = attributes.find(kPixelsKey)) read_pixels(*pixels, resource);
  const auto index = static_cast<std::int64_t>(resources.size());
  resources.push_back(std::move(resource));
  images_.emplace(address, index);
  document_.set(node, Attr::resource, index);
}

void Reader::raw(const Json& content) {
  place_.list(content, "raw text", 2);
  raw_[place_.text(content[0], "a format")] += place_.text(content[1], "raw text").size();
}

}  // namespace minutemill::pandoc
