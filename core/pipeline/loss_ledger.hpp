// What a document had when it was read, and where each part of it went that is not in the outputs. The steps
// are watched from outside: what a stage takes away is seen whether or not it says so.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/engine.hpp>
#include <minutemill/markup.hpp>

#include "pipeline/counted_texts.hpp"

namespace minutemill {

class MINUTEMILL_API LossLedger {
 public:
  void begin();

  // What a step has left: the text, and what stands beside it as furniture. In markup characters, images and
  // links are counted; how its blocks will divide is known when they are nodes.
  void see(const std::string& step, const Markup& markup);
  void see(const std::string& step, const Document& document);
  // Context::lose() of a step or output that is at work.
  void report(const std::string& step, const ReportKind& kind, const Tally& what);
  // What of a document is in an output.
  void see_output(const std::string& step, const Tally& document, const Tally& artifact);

  [[nodiscard]] const Tally& source() const noexcept { return source_; }
  // What the document holds since the step that was seen last; null when that left no document.
  [[nodiscard]] const Tally* document() const noexcept {
    return begun_ && !before_.is_markup ? &before_.content : nullptr;
  }
  [[nodiscard]] std::vector<Loss> take() { return std::move(losses_); }

 private:
  using Furniture = std::map<std::string, Tally, std::less<>>;  // by the rule
  struct Stock {
    Tally content;
    Furniture furniture;
    bool is_markup = false;
  };

  [[nodiscard]] Stock stock_of(const Markup& markup);
  [[nodiscard]] Stock stock_of(const Document& document);
  [[nodiscard]] Tally tally_of(const Node& root);
  void begin_walk(bool markup);
  void see(const std::string& step, Stock now);
  void count_blocks(const Stock& now);
  Tally move_furniture(const std::string& step, const Stock& now);
  void add(const std::string& step, LossKind kind, std::string_view cause, const Tally& what);
  void add_unexplained(const std::string& step, Tally what);

  bool begun_ = false;
  Tally source_;
  Stock before_;
  CountedTexts texts_;  // of the form that the document is in
  std::vector<Loss> losses_;
};

}  // namespace minutemill
