#include "testing/transcript.hpp"

#include <minutemill/json.hpp>
#include <minutemill/text.hpp>

namespace minutemill::testing {
namespace {

// May stand without quotes inside brackets and braces as it did outside of them.
bool is_plain_in_flow(std::string_view text) {
  return !text.empty() && text.find_first_of(",[]{}\n\"'#") == std::string_view::npos &&
         text.find(": ") == std::string_view::npos && text.front() != ' ' && text.back() != ' ' &&
         text.back() != ':';
}

}  // namespace

void Transcript::add(std::string_view key, const ConfigNode& value) {
  put(", ");
  put(key);
  put(": ");
  put_node(value);
}

void Transcript::add_list(std::string_view key, std::string_view first_item, const ConfigNode& list) {
  put(", ");
  put(key);
  put(": [");
  put(first_item);
  put_items(list, false);
  put("]");
}

std::string Transcript::finish() {
  put("}\n");
  return std::move(out_);
}

void Transcript::put(std::string_view text) {
  out_ += text;
  at_.column += static_cast<std::uint32_t>(count_code_points(text));
}

void Transcript::move_to(Mark mark) {
  if (at_.line < mark.line) {
    out_.append(mark.line - at_.line, '\n');
    at_ = {mark.line, 1};
  }
  if (at_.line == mark.line && at_.column < mark.column) put(std::string(mark.column - at_.column, ' '));
}

// Brackets, braces and commas of ours need two columns at most, as "- " and the indent that they stand for
// had.
void Transcript::put_node(const ConfigNode& node) {
  switch (node.kind()) {
    case ConfigNode::Kind::null:
      put("~");
      return;
    case ConfigNode::Kind::scalar:
      move_to(node.mark());
      put_scalar(node);
      return;
    case ConfigNode::Kind::list:
      put("[");
      put_items(node, true);
      put("]");
      return;
    case ConfigNode::Kind::map:
      break;
  }
  put("{");
  bool first = true;
  for (const auto& [key, value] : node.entries()) {
    if (!first) put(",");
    first = false;
    move_to(key->mark());
    put_scalar(*key);
    put(": ");
    put_node(*value);
  }
  put("}");
}

void Transcript::put_items(const ConfigNode& list, bool first) {
  for (const ConfigNode* item : list.items()) {
    if (!first) put(",");
    first = false;
    put_node(*item);
  }
}

void Transcript::put_scalar(const ConfigNode& node) {
  put(to_flow_yaml(node));
}

std::string to_flow_yaml(const ConfigNode& node) {
  std::string out;
  switch (node.kind()) {
    case ConfigNode::Kind::null:
      return "~";
    case ConfigNode::Kind::scalar:
      if (!node.quoted() && is_plain_in_flow(node.scalar())) return std::string(node.scalar());
      append_json_string(out, node.scalar());  // JSON's escapes are YAML's
      return out;
    case ConfigNode::Kind::list:
      for (const ConfigNode* item : node.items()) (out += out.empty() ? "" : ", ") += to_flow_yaml(*item);
      return "[" + out + "]";
    case ConfigNode::Kind::map:
      for (const auto& [key, value] : node.entries())
        (out += out.empty() ? "" : ", ") += to_flow_yaml(*key) + ": " + to_flow_yaml(*value);
      return "{" + out + "}";
  }
  return out;
}

}  // namespace minutemill::testing
