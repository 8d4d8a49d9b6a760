// Blocks of the body in document order. Looked at are the blocks that hold text, and every other kind that is
// named.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "testing/diff.hpp"
#include "testing/expectations.hpp"
#include "testing/selector.hpp"

namespace minutemill::testing {
namespace {

struct Attribute {
  Attr attr = Attr::id;
  const ConfigNode* value = nullptr;  // null in YAML: must not be there
};

struct ExpectedBlock {
  const ConfigNode* at = nullptr;
  NodeKind kind = NodeKind::paragraph;
  const ConfigNode* text = nullptr;  // null: any text
  std::vector<Attribute> attributes;
};

bool holds_text(NodeKind kind) {
  return is_block(kind) && holds_inlines(kind);
}

std::string show(NodeKind kind, std::string_view text) {
  std::string out = fmt::format("{}: {}", to_string(kind), text);
  std::ranges::replace(out, '\n', ' ');
  return out;
}

class Blocks {
 public:
  Blocks(const ConfigNode& expected, const ConfigNode* only, Problems& problems) : problems_(problems) {
    good_ = read(expected) && read_only(only);
  }

  void compare(const ConfigNode& at, const Document& document) {
    if (!good_) return;
    std::vector<const Node*> found;
    for (const Node* node = next_in_tree(document.body(), document.body()); node != nullptr;
         node = next_in_tree(*node, document.body()))
      if (is_looked_at(node->kind())) found.push_back(node);
    std::vector<std::string> texts;
    for (const Node* node : found) texts.push_back(Document::plain_text(*node));
    const auto equal = [&](std::size_t i, std::size_t j) {
      const ExpectedBlock& block = blocks_[i];
      return block.kind == found[j]->kind() && (block.text == nullptr || block.text->scalar() == texts[j]);
    };
    const auto edits = diff(blocks_.size(), found.size(), equal);
    std::string listing;
    bool same = true;
    for (const Edit& edit : edits) {
      if (edit.kind == Edit::Kind::keep) {
        compare_attributes(blocks_[edit.left], *found[edit.right]);
        listing += fmt::format("    {}\n", show(found[edit.right]->kind(), texts[edit.right]));
        continue;
      }
      same = false;
      if (edit.kind == Edit::Kind::insert) {
        listing += fmt::format("  + {}\n", show(found[edit.right]->kind(), texts[edit.right]));
      } else {
        const ExpectedBlock& block = blocks_[edit.left];
        listing +=
            fmt::format("  - {}\n", show(block.kind, block.text == nullptr ? "" : block.text->scalar()));
      }
    }
    if (!same) problems_.add(at, "other blocks than expected (- expected, + found):\n" + listing);
  }

 private:
  bool read(const ConfigNode& expected) {
    if (!expected.is_list()) {
      problems_.add(expected, "blocks must be a list such as '- paragraph: text'");
      return false;
    }
    for (const ConfigNode* item : expected.items()) {
      ExpectedBlock block;
      block.at = item;
      if (!read_block(*item, block)) return false;
      blocks_.push_back(std::move(block));
    }
    return true;
  }

  bool read_block(const ConfigNode& item, ExpectedBlock& block) {
    // `- rule` stands for `- rule: {}`.
    if (item.is_scalar()) return read_kind(item, block.kind);
    if (!item.is_map() || item.entries().size() != 1) {
      problems_.add(item, "a block is a map with one key, its kind");
      return false;
    }
    const auto& [kind, value] = item.entries().front();
    if (!read_kind(*kind, block.kind)) return false;
    if (value->is_scalar()) block.text = value;
    if (!value->is_map()) return true;
    for (const auto& [key, wanted] : value->entries()) {
      if (key->scalar() == "text") {
        block.text = wanted;
        continue;
      }
      Attribute attribute;
      if (!from_string(key->scalar(), attribute.attr)) {
        problems_.add(*key, fmt::format("'{}' is neither 'text' nor an attribute of nodes", key->scalar()));
        return false;
      }
      attribute.value = wanted;
      block.attributes.push_back(attribute);
    }
    return true;
  }

  bool read_kind(const ConfigNode& node, NodeKind& kind) {
    if (!from_string(node.scalar(), kind)) {
      problems_.add(node, fmt::format("'{}' is no kind of node", node.scalar()));
      return false;
    }
    named_.insert(kind);
    return true;
  }

  bool read_only(const ConfigNode* only) {
    if (only == nullptr) return true;
    only_ = true;
    named_.clear();
    const std::vector<const ConfigNode*> one{only};
    for (const ConfigNode* item : only->is_list() ? only->items() : one) {
      NodeKind kind{};
      if (!read_kind(*item, kind)) return false;
    }
    return true;
  }

  bool is_looked_at(NodeKind kind) const {
    return named_.contains(kind) || (!only_ && (holds_text(kind) || kind == NodeKind::rule));
  }

  void compare_attributes(const ExpectedBlock& block, const Node& node) {
    for (const auto& [attr, value] : block.attributes) {
      const std::string what = fmt::format("{} of {}", to_string(attr), to_string(block.kind));
      if (value->is_null()) {
        if (node.has(attr)) problems_.differ(*block.at, what, "nothing", attribute_text(node, attr));
      } else if (!node.has(attr)) {
        problems_.differ(*block.at, what, value->scalar(), "nothing");
      } else if (attribute_text(node, attr) != value->scalar()) {
        problems_.differ(*block.at, what, value->scalar(), attribute_text(node, attr));
      }
    }
  }

  Problems& problems_;
  bool good_ = false;
  bool only_ = false;
  std::set<NodeKind> named_;
  std::vector<ExpectedBlock> blocks_;
};

std::string node_text(const Node& node) {
  if (node.kind() == NodeKind::text || node.kind() == NodeKind::math) return std::string(node.text());
  if (node.kind() == NodeKind::image) return std::string(node.get(Attr::alt));
  return Document::plain_text(node);
}

void expect_texts(const ConfigNode& key, const ConfigNode& wanted, const std::vector<const Node*>& nodes,
                  Problems& problems) {
  std::vector<std::string> texts;
  for (const Node* node : nodes) texts.push_back(node_text(*node));
  const auto& items = wanted.items();
  const auto edits = diff(items.size(), texts.size(),
                          [&](std::size_t i, std::size_t j) { return items[i]->scalar() == texts[j]; });
  if (std::ranges::all_of(edits, [](const Edit& edit) { return edit.kind == Edit::Kind::keep; })) return;
  std::string listing;
  for (const Edit& edit : edits) {
    const char mark = edit.kind == Edit::Kind::keep ? ' ' : edit.kind == Edit::Kind::remove ? '-' : '+';
    const std::string_view text =
        edit.kind == Edit::Kind::insert ? std::string_view(texts[edit.right]) : items[edit.left]->scalar();
    listing += fmt::format("  {} {}\n", mark, text);
  }
  problems.add(key,
               fmt::format("'{}' selects other texts (- expected, + found):\n{}", key.scalar(), listing));
}

}  // namespace

void expect_blocks(const ConfigNode& expected, const ConfigNode* only, const Document& document,
                   Problems& problems) {
  Blocks(expected, only, problems).compare(expected, document);
}

void expect_selected(const ConfigNode& expected, const Document& document, Problems& problems) {
  if (!expected.is_map()) {
    problems.add(expected, "select must be a map of selectors to texts or to a number");
    return;
  }
  for (const auto& [key, wanted] : expected.entries()) {
    std::string problem;
    const auto selector = Selector::parse(key->scalar(), problem);
    if (!selector) {
      problems.add(*key, fmt::format("bad selector '{}': {}", key->scalar(), problem));
      continue;
    }
    const auto nodes = selector->select(document.body());
    if (wanted->is_list()) {
      expect_texts(*key, *wanted, nodes, problems);
    } else if (const auto count = wanted->as_integer()) {
      if (static_cast<std::size_t>(*count) != nodes.size())
        problems.differ(*key, fmt::format("'{}'", key->scalar()), std::to_string(*count),
                        std::to_string(nodes.size()));
    } else if (wanted->is_scalar() && (nodes.size() != 1 || node_text(*nodes.front()) != wanted->scalar())) {
      std::string found;
      for (const Node* node : nodes) found += fmt::format("\"{}\" ", node_text(*node));
      problems.differ(*key, fmt::format("'{}'", key->scalar()), fmt::format("\"{}\"", wanted->scalar()),
                      found.empty() ? "nothing" : found);
    }
  }
}

}  // namespace minutemill::testing
