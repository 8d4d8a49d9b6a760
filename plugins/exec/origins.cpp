#include "exec/origins.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace minutemill::exec {
namespace {

using Hashes = std::unordered_map<const Node*, std::size_t>;
using Twins = std::unordered_map<const Node*, Node*>;

void mix(std::size_t& hash, std::size_t value) {
  hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6U) + (hash >> 2U);
}

bool is_plain_text(const Node& node) {
  return node.kind() == NodeKind::text && node.attributes() == nullptr;
}

// Of everything that makes a node what it is but its positions. Neighbouring texts count as one.
class Hasher {
 public:
  std::size_t operator()(const Node& node, Hashes& hashes) {
    std::size_t hash = static_cast<std::size_t>(node.kind());
    mix(hash, text_(node.text()));
    std::size_t attributes = 0;  // in any order
    for (const Node::Attribute* a = node.attributes(); a != nullptr; a = a->next) {
      std::size_t one = static_cast<std::size_t>(a->name);
      mix(one, text_(a->text));
      mix(one, static_cast<std::size_t>(a->number));
      attributes += one;
    }
    mix(hash, attributes);
    std::string run;
    const auto end_run = [&] {
      if (!run.empty()) mix(hash, text_(run));
      run.clear();
    };
    for (const Node& child : node.children()) {
      if (is_plain_text(child)) {
        run.append(child.text());
      } else {
        end_run();
        mix(hash, (*this)(child, hashes));
      }
    }
    end_run();
    hashes.emplace(&node, hash);
    return hash;
  }

 private:
  std::hash<std::string_view> text_;
};

// Bytes [begin, end) of a text node of `before` as those of a node of `after`.
void copy_text_origin(const Node& from, std::size_t begin, std::size_t end, Document& document, Node& to) {
  if (begin == 0 && end == from.text().size()) {
    to.set_span(from.span());
    document.set_runs(to, Document::runs(from));
    return;
  }
  const SourceSpan span = Document::text_span(from, begin, end);
  if (Document::runs(from).empty() && span.size() == end - begin) to.set_span(span);
}

class Restorer {
 public:
  Restorer(const Document& before, Document& after) : before_(before), after_(after) {
    Hasher hasher;
    hasher(before.body(), old_hashes_);
    hasher(after.body(), new_hashes_);
    hasher(before.furniture(), old_hashes_);
    hasher(after.furniture(), new_hashes_);
  }

  void run() {
    pair(before_.body(), after_.body());
    pair(before_.furniture(), after_.furniture());
  }

  // The node that an old one has become; the same in every respect if `exact`.
  [[nodiscard]] Node* twin(const Node* old, bool exact) const {
    const auto at = twins_.find(old);
    if (at == twins_.end()) return nullptr;
    if (exact && old_hashes_.at(old) != new_hashes_.at(at->second)) return nullptr;
    return at->second;
  }

 private:
  // Two nodes of one kind, one of which was the other.
  void pair(const Node& old, Node& now) {
    twins_.emplace(&old, &now);
    if (!now.span().known()) now.set_span(old.span());
    restore_attribute_order(old, now);
    std::vector<const Node*> olds = parts(old);
    std::vector<const Node*> nows = parts(std::as_const(now));
    // Equal ones in their order, and between two of them those that stand in the same place.
    std::unordered_map<std::size_t, std::vector<std::size_t>> places;
    for (std::size_t i = olds.size(); i-- > 0;) places[old_hashes_.at(olds[i])].push_back(i);
    std::size_t next_old = 0, next_new = 0;
    for (std::size_t i = 0; i < nows.size(); ++i) {
      const auto found = places.find(new_hashes_.at(nows[i]));
      if (found == places.end()) continue;
      std::vector<std::size_t>& left = found->second;
      while (!left.empty() && left.back() < next_old) left.pop_back();
      if (left.empty()) continue;
      const std::size_t at = left.back();
      pair_between(olds, next_old, at, nows, next_new, i);
      pair(*olds[at], *const_cast<Node*>(nows[i]));
      next_old = at + 1;
      next_new = i + 1;
    }
    pair_between(olds, next_old, olds.size(), nows, next_new, nows.size());
    pair_texts(old, now);
  }

  // Which outputs show.
  void restore_attribute_order(const Node& old, Node& now) {
    std::vector<Node::Attribute> again;
    for (const Node::Attribute* a = old.attributes(); a != nullptr; a = a->next)
      for (const Node::Attribute* b = now.attributes(); b != nullptr; b = b->next)
        if (b->name == a->name) again.push_back(*b);
    for (const Node::Attribute* b = now.attributes(); b != nullptr; b = b->next)
      if (!old.has(b->name)) again.push_back(*b);
    const Node::Attribute* at = now.attributes();
    if (std::ranges::all_of(again, [&](const Node::Attribute& a) {
          const bool in_place = at->name == a.name;
          at = at->next;
          return in_place;
        }))
      return;
    for (const Node::Attribute& a : again) after_.remove(now, a.name);
    for (const Node::Attribute& a : again)
      is_number(a.name) ? after_.set(now, a.name, a.number) : after_.set(now, a.name, a.text);
  }

  void pair_between(const std::vector<const Node*>& olds, std::size_t old_begin, std::size_t old_end,
                    const std::vector<const Node*>& nows, std::size_t new_begin, std::size_t new_end) {
    if (old_end - old_begin != new_end - new_begin) return;
    for (std::size_t i = 0; i < old_end - old_begin; ++i)
      if (olds[old_begin + i]->kind() == nows[new_begin + i]->kind())
        pair(*olds[old_begin + i], *const_cast<Node*>(nows[new_begin + i]));
  }

  // Children but for plain texts, which have no identity of their own.
  static std::vector<const Node*> parts(const Node& node) {
    std::vector<const Node*> out;
    for (const Node& child : node.children())
      if (!is_plain_text(child)) out.push_back(&child);
    return out;
  }

  // Runs of plain text between the same two neighbours.
  void pair_texts(const Node& old, Node& now) {
    const Node* old_at = old.first_child();
    Node* new_at = now.first_child();
    for (;;) {
      std::string old_text, new_text;
      const Node* old_end = old_at;
      for (; old_end != nullptr && is_plain_text(*old_end); old_end = old_end->next())
        old_text.append(old_end->text());
      Node* new_end = new_at;
      for (; new_end != nullptr && is_plain_text(*new_end); new_end = new_end->next())
        new_text.append(new_end->text());
      if (old_text == new_text) copy_texts(old_at, new_at, new_end);
      if (old_end == nullptr || new_end == nullptr || twin(old_end, false) != new_end) return;
      old_at = old_end->next();
      new_at = new_end->next();
    }
  }

  // The texts are the same, but may be cut differently; the new ones are cut where the old ones are.
  void copy_texts(const Node* old, Node* now, const Node* end) {
    std::size_t offset = 0;  // in `old`
    while (now != end) {
      while (old != nullptr && offset == old->text().size() && !now->text().empty()) {
        old = old->next();
        offset = 0;
      }
      if (old == nullptr) return;
      const std::size_t left = old->text().size() - offset;
      if (now->text().size() > left) after_.split_text(*now, left);
      copy_text_origin(*old, offset, offset + now->text().size(), after_, *now);
      offset += now->text().size();
      now = now->next();
    }
  }

  const Document& before_;
  Document& after_;
  Hashes old_hashes_;
  Hashes new_hashes_;
  Twins twins_;
};

bool same_content(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.as_text() != b.as_text() || a.as_number() != b.as_number()) return false;
  if (a.kind() == Value::Kind::list) return std::ranges::equal(a.items(), b.items(), same_content);
  if (a.kind() != Value::Kind::record || a.fields().size() != b.fields().size())
    return a.kind() != Value::Kind::record;
  return std::ranges::all_of(a.fields(), [&](const auto& field) {
    const Value* other = b.fields().find(field.first);
    return other != nullptr && same_content(field.second, *other);
  });
}

// Evidence as it was, but about the blocks of today; a block that is not what it was proves nothing.
void restore_evidence(const Value& old, Value& now, const Restorer& restorer) {
  if (same_content(old, now)) {
    now.evidence() = old.evidence();
    for (Evidence& evidence : now.evidence()) {
      if (evidence.block == nullptr) continue;
      evidence.block = restorer.twin(evidence.block, true);
      if (evidence.block == nullptr) evidence.begin = evidence.end = 0;
    }
  }
  for (std::size_t i = 0; i < std::min(old.items().size(), now.items().size()); ++i)
    restore_evidence(old.items()[i], now.items()[i], restorer);
  if (now.kind() == Value::Kind::record && old.kind() == Value::Kind::record)
    for (auto& [key, field] : now.fields())
      if (const Value* before = old.fields().find(key)) restore_evidence(*before, field, restorer);
}

void copy_tree(const Node& from, Document& document, Node& to) {
  for (const Node& child : from.children()) {
    Node& copy = document.create(child.kind());
    copy.set_span(child.span());
    if (child.kind() == NodeKind::text || child.kind() == NodeKind::math)
      document.set_text(copy, child.text());
    if (child.kind() == NodeKind::text) document.set_runs(copy, Document::runs(child));
    for (const Node::Attribute* a = child.attributes(); a != nullptr; a = a->next)
      is_number(a->name) ? document.set(copy, a->name, a->number) : document.set(copy, a->name, a->text);
    document.append(to, copy);
    copy_tree(child, document, copy);
  }
}

void restore_order(const Record& before, Record& after);

void restore_order(const Value& before, Value& after) {
  for (std::size_t i = 0; i < std::min(before.items().size(), after.items().size()); ++i)
    restore_order(before.items()[i], after.items()[i]);
  if (before.kind() == Value::Kind::record && after.kind() == Value::Kind::record)
    restore_order(before.fields(), after.fields());
}

// A record, and those in it, in the order that they had, which pandoc sorts away.
void restore_order(const Record& before, Record& after) {
  Record ordered;
  for (const auto& [key, old] : before)
    if (Value* value = after.find(key)) {
      restore_order(old, *value);
      ordered.set(key, std::move(*value));
    }
  for (auto& [key, value] : after)
    if (before.find(key) == nullptr) ordered.set(key, std::move(value));
  after = std::move(ordered);
}

}  // namespace

std::size_t restore_origins(const Document& before, Document& after, NotCarried not_carried) {
  if (not_carried.furniture) copy_tree(before.furniture(), after, after.furniture());
  Restorer restorer(before, after);
  restorer.run();
  restore_order(before.metadata(), after.metadata());
  for (auto& [key, value] : after.metadata())
    if (const Value* old = before.metadata().find(key)) restore_evidence(*old, value, restorer);
  std::size_t lost = 0;
  if (not_carried.annotations)
    for (Annotation annotation : before.annotations()) {
      annotation.block = restorer.twin(annotation.block, true);
      annotation.block != nullptr ? after.annotations().push_back(std::move(annotation)) : void(++lost);
    }
  return lost;
}

}  // namespace minutemill::exec
