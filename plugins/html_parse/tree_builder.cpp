#include "html_parse/tree_builder.hpp"

#include <array>
#include <string>
#include <vector>

namespace minutemill::html {
namespace {

bool is_name_start(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}
bool is_name_part(unsigned char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

// XML 1.0 §2.3, near enough: one colon at most, between names.
bool is_xml_name(std::string_view name) {
  if (name.empty() || !is_name_start(static_cast<unsigned char>(name[0]))) return false;
  bool colon = false;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i] == ':') {
      if (colon || i + 1 == name.size()) return false;
      colon = true;
    } else if (!is_name_part(static_cast<unsigned char>(name[i]))) {
      return false;
    }
  }
  return true;
}

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

class TreeBuilder {
 public:
  TreeBuilder(const Skeleton& page, const BuildLimits& limits, Markup& markup)
      : page_(page), buffer_(page.text()), limits_(limits), markup_(markup) {}

  Built run(const GumboNode& root) {
    markup_.tree().reset();
    push(root, markup_.tree());
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const GumboVector& children = *frame.children;
      if (frame.next == children.length) {
        frames_.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
      if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE)
        push(*child, frame.target);
      else
        add_leaf(*child, frame.target);
    }
    return built_;
  }

 private:
  struct Frame {
    const GumboVector* children;
    pugi::xml_node target;
    unsigned next;
  };

  void push(const GumboNode& node, pugi::xml_node parent) {
    const GumboElement& element = node.v.element;
    if ((element.tag == GUMBO_TAG_HTML || element.tag == GUMBO_TAG_BODY || element.tag == GUMBO_TAG_HEAD) &&
        (node.parse_flags & GUMBO_INSERTION_IMPLIED) == 0)
      built_.has_page = true;
    if (frames_.size() >= limits_.depth) {
      if (built_.flattened++ == 0) built_.first_flattened = span_of(element.original_tag);
      if (is_block(element.tag) && parent.last_child()) parent.append_child("br");
      frames_.push_back({&element.children, parent, 0});
      return;
    }
    count_node();
    pugi::xml_node made = parent.append_child(name_of(element));
    const SourceSpan span = span_of(element.original_tag);
    if (span.known()) markup_.set_position(made, span);
    for (unsigned i = 0; i < element.attributes.length; ++i)
      add_attribute(*static_cast<const GumboAttribute*>(element.attributes.data[i]), made);
    frames_.push_back({&element.children, made, 0});
  }

  const char* name_of(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) {
      if (element.tag_namespace == GUMBO_NAMESPACE_SVG) {
        GumboStringPiece piece = element.original_tag;
        gumbo_tag_from_original_text(&piece);
        if (const char* name = piece.length > 0 ? gumbo_normalize_svg_tagname(&piece) : nullptr;
            name != nullptr)
          return name;
      }
      return gumbo_normalized_tagname(element.tag);
    }
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG)
      if (const char* name = gumbo_normalize_svg_tagname(&piece); name != nullptr) return name;
    name_.assign(piece.data, piece.length);
    for (char& c : name_)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (!is_xml_name(name_) || name_.starts_with(mark::kPrefix)) {
      for (char& c : name_)
        if (!is_name_part(static_cast<unsigned char>(c))) c = '_';
      if (name_.empty() || !is_name_start(static_cast<unsigned char>(name_[0]))) name_.insert(0, 1, '_');
    }
    return name_.c_str();
  }

  void add_attribute(const GumboAttribute& attribute, pugi::xml_node& element) {
    std::string_view name = attribute.name;
    if (attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK && !name.starts_with("xlink:")) {
      attribute_ = "xlink:" + std::string(name);
      name = attribute_;
    }
    // Marks are the program's own; what is no XML name could not be written out.
    if (name.starts_with(mark::kPrefix) || !is_xml_name(name)) return;
    element.append_attribute(name.data()).set_value(attribute.value);
  }

  void add_leaf(const GumboNode& node, pugi::xml_node parent) {
    const GumboText& text = node.v.text;
    pugi::xml_node made;
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        made = parent.append_child(pugi::node_pcdata);
        break;
      case GUMBO_NODE_COMMENT: {
        const std::string_view comment = text.text;
        if (comment.size() > limits_.comment || comment.size() < 3 || comment.starts_with("[if")) return;
        made = parent.append_child(pugi::node_comment);
        break;
      }
      default:
        return;
    }
    count_node();
    made.set_value(page_.value(text, value_, near_));
    if (const SourceSpan span = span_of(text.original_text); span.known()) markup_.set_position(made, span);
  }

  void count_node() {
    if (++built_.nodes > limits_.nodes)
      throw StageFailure(FailureCode::resource, "the page has more than " + std::to_string(limits_.nodes) +
                                                    " elements and texts (limits.nodes)");
  }

  SourceSpan span_of(const GumboStringPiece& piece) {
    if (piece.data == nullptr || piece.length == 0 || piece.data < buffer_.data() ||
        piece.data >= buffer_.data() + buffer_.size())
      return {};
    const auto begin = static_cast<std::uint32_t>(piece.data - buffer_.data());
    return page_.span(begin, begin + static_cast<std::uint32_t>(piece.length), near_);
  }

  const Skeleton& page_;
  std::string_view buffer_;
  const BuildLimits& limits_;
  Markup& markup_;
  Built built_;
  std::vector<Frame> frames_;
  std::size_t near_ = 0;  // among the stretches of the page
  std::string name_, attribute_, value_;
};

}  // namespace

Built build_tree(const GumboOutput& output, const Skeleton& page, const BuildLimits& limits, Markup& markup) {
  return TreeBuilder(page, limits, markup).run(*output.root);
}

}  // namespace minutemill::html
