#include "pipeline/loss_ledger.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "document/tally_walk.hpp"

namespace minutemill {
namespace {

constexpr std::array kFields{&Tally::characters, &Tally::paragraphs, &Tally::cells,
                             &Tally::images,     &Tally::links,      &Tally::notes};

// What of `whole` is not in `part`, nothing where there is more in `part`.
Tally difference(const Tally& whole, const Tally& part) {
  Tally out;
  for (const auto field : kFields) out.*field = whole.*field - std::min(whole.*field, part.*field);
  return out;
}

// Elements whose text no reader sees (HTML §15.3.1), whatever the page's styles say.
bool is_unseen(std::string_view element) noexcept {
  static constexpr std::array<std::string_view, 8> kUnseen{"head",     "script", "style", "template",
                                                           "noscript", "iframe", "rp",    "datalist"};
  return std::ranges::find(kUnseen, element) != kUnseen.end();
}

// Preorder with the subtree of `at` left out, or null.
pugi::xml_node beside(pugi::xml_node at, int& depth) noexcept {
  while (at && !at.next_sibling()) {
    at = at.parent();
    --depth;
  }
  return at.next_sibling();
}

}  // namespace

std::string_view to_string(LossKind kind) noexcept {
  switch (kind) {
    case LossKind::furniture:
      return "furniture";
    case LossKind::reported:
      return "reported";
    case LossKind::unexplained:
      return "unexplained";
  }
  return "unexplained";
}

void LossLedger::begin() {
  begun_ = false;
  source_ = {};
  before_ = {};
  texts_.clear();
  losses_.clear();
}

// What has become nodes has other texts.
void LossLedger::begin_walk(bool markup) {
  if (before_.is_markup != markup) texts_.clear();
  texts_.rewind();
}

LossLedger::Stock LossLedger::stock_of(const Markup& markup) {
  begin_walk(true);
  Stock stock;
  stock.is_markup = true;
  Tally* tally = &stock.content;
  int depth = 0;
  int furniture_depth = -1;  // of the element that is marked
  for (pugi::xml_node at = markup.tree().first_child(); at;) {
    if (depth <= furniture_depth) {
      furniture_depth = -1;
      tally = &stock.content;
    }
    if (at.type() == pugi::node_element) {
      const std::string_view name = at.name();
      if (is_unseen(name)) {
        at = beside(at, depth);
        continue;
      }
      if (furniture_depth < 0)
        if (const pugi::xml_attribute rule = at.attribute(mark::kFurniture)) {
          furniture_depth = depth;
          tally = &stock.furniture[rule.value()];
        }
      if (name == "img")
        ++tally->images;
      else if (name == "a" && at.attribute("href"))
        ++tally->links;
    } else if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) {
      tally->characters += texts_.count(at.value());
    }
    if (const pugi::xml_node child = at.first_child()) {
      at = child;
      ++depth;
    } else {
      at = beside(at, depth);
    }
  }
  return stock;
}

Tally LossLedger::tally_of(const Node& root) {
  return tally_below(root, [this](std::string_view text) { return texts_.count(text); });
}

LossLedger::Stock LossLedger::stock_of(const Document& document) {
  begin_walk(false);
  Stock stock;
  stock.content = tally_of(document.body());
  for (const Node& block : document.furniture().children()) {
    Tally& by_rule = stock.furniture[std::string(block.get(Attr::rule))];
    by_rule += tally_of(block);
    if (block.kind() == NodeKind::paragraph || block.kind() == NodeKind::heading)
      by_rule.paragraphs += block.empty() ? 0 : 1;
  }
  return stock;
}

void LossLedger::see(const std::string& step, const Markup& markup) {
  see(step, stock_of(markup));
}
void LossLedger::see(const std::string& step, const Document& document) {
  see(step, stock_of(document));
}

void LossLedger::see(const std::string& step, Stock now) {
  if (!begun_) {
    begun_ = true;
    source_ = before_.content = now.content;
    for (const auto& [rule, what] : now.furniture) {
      source_ += what;
      before_.content += what;
    }
    before_.is_markup = now.is_markup;
  }
  if (before_.is_markup && !now.is_markup) count_blocks(now);
  const Tally expected = move_furniture(step, now);
  add_unexplained(step, difference(expected, now.content));
  before_ = std::move(now);
}

// The first look at blocks: from here on they can go missing.
void LossLedger::count_blocks(const Stock& now) {
  constexpr std::array kBlocks{&Tally::paragraphs, &Tally::cells, &Tally::notes};
  for (const auto field : kBlocks) {
    source_.*field = before_.content.*field = now.content.*field;
    for (const auto& [rule, what] : now.furniture) {
      source_.*field += what.*field;
      const auto entry = std::ranges::find_if(losses_, [&rule = rule](const Loss& loss) {
        return loss.kind == LossKind::furniture && loss.cause == rule;
      });
      if (entry == losses_.end()) {
        before_.content.*field += what.*field;
      } else {
        entry->what.*field = what.*field;
        before_.furniture[rule].*field = what.*field;
      }
    }
  }
}

// Enters what has become furniture in this step, takes back what is text again, and returns what the text
// should hold by that.
Tally LossLedger::move_furniture(const std::string& step, const Stock& now) {
  Tally expected = before_.content;
  for (const auto& [rule, what] : now.furniture) {
    const auto known = before_.furniture.find(rule);
    const Tally moved = difference(what, known == before_.furniture.end() ? Tally{} : known->second);
    if (moved.empty()) continue;
    add(step, LossKind::furniture, rule, moved);
    expected = difference(expected, moved);
  }
  for (const auto& [rule, what] : before_.furniture) {
    const auto known = now.furniture.find(rule);
    const Tally back = difference(what, known == now.furniture.end() ? Tally{} : known->second);
    if (back.empty()) continue;
    for (Loss& loss : losses_)
      if (loss.kind == LossKind::furniture && loss.cause == rule) loss.what = difference(loss.what, back);
    expected += back;
  }
  return expected;
}

void LossLedger::report(const std::string& step, const ReportKind& kind, const Tally& what) {
  add(step, LossKind::reported, fmt::format("MM{:04} {}", kind.number, kind.name), what);
}

void LossLedger::see_output(const std::string& step, const Tally& document, const Tally& artifact) {
  add_unexplained(step, difference(document, artifact));
}

void LossLedger::add(const std::string& step, LossKind kind, std::string_view cause, const Tally& what) {
  if (what.empty()) return;
  for (auto entry = losses_.rbegin(); entry != losses_.rend() && entry->step == step; ++entry) {
    if (entry->kind != kind || entry->cause != cause) continue;
    entry->what += what;
    return;
  }
  losses_.push_back({step, kind, std::string(cause), what});
}

// What is missing after a step, but for what it said itself.
void LossLedger::add_unexplained(const std::string& step, Tally what) {
  for (auto entry = losses_.rbegin(); entry != losses_.rend() && entry->step == step; ++entry)
    if (entry->kind == LossKind::reported) what = difference(what, entry->what);
  add(step, LossKind::unexplained, {}, what);
}

}  // namespace minutemill
