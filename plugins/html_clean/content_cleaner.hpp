// Furniture inside the main text: lists of links, share bars, forms, boxes that hold more pictures than
// words.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "main_content.hpp"

namespace minutemill::clean {

class ContentCleaner {
 public:
  ContentCleaner(const PageStats& stats, const NamePatterns& patterns, Favour favour, bool conditionally,
                 bool weigh_names)
      : stats_(stats),
        page_(stats.page()),
        patterns_(patterns),
        favour_(favour),
        conditionally_(conditionally),
        weigh_names_(weigh_names) {}

  struct Marked {
    PageTree::Index at;
    const char* rule;
  };
  // Letters left in `roots` when what is furniture there is out.
  std::size_t run(const std::vector<PageTree::Index>& roots);
  [[nodiscard]] const std::vector<Marked>& marked() const noexcept { return marked_; }
  // What `run` set aside for its names stands between the paragraphs and is more than they are: the names
  // mean something else on this page ("comment" for what somebody said in a meeting).
  [[nodiscard]] bool names_mislead() const noexcept { return names_mislead_; }

 private:
  [[nodiscard]] const char* judge(const ElementStats& stats) const;
  [[nodiscard]] const char* judge_name(const ElementStats& stats) const;
  [[nodiscard]] const char* judge_box(const ElementStats& stats) const;

  struct SetAside {
    std::size_t end = 0;  // of the last one
    std::size_t letters = 0;
    int runs = 0;  // of neighbours
  };
  void set_aside(std::size_t index);

  [[nodiscard]] std::size_t letters_below(PageTree::Index at) const;
  [[nodiscard]] bool is_inside_figure(PageTree::Index at) const;
  // A caption, or rows that say so.
  [[nodiscard]] bool has_head(PageTree::Index table) const;

  const PageStats& stats_;
  const PageTree& page_;
  const NamePatterns& patterns_;
  Favour favour_;
  bool conditionally_;
  bool weigh_names_;
  std::vector<Marked> marked_;
  std::unordered_map<std::size_t, SetAside> set_aside_;  // by parent
  bool names_mislead_ = false;
};

}  // namespace minutemill::clean
