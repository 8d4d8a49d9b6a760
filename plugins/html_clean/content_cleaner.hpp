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
  ContentCleaner(PageStats& stats, const NamePatterns& patterns, Favour favour, bool conditionally,
                 bool weigh_names)
      : stats_(stats),
        patterns_(patterns),
        favour_(favour),
        conditionally_(conditionally),
        weigh_names_(weigh_names) {}

  struct Marked {
    pugi::xml_node node;
    const char* rule;
  };
  // Letters left in `roots` when what is furniture there is out.
  std::size_t run(const std::vector<pugi::xml_node>& roots);
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

  PageStats& stats_;
  const NamePatterns& patterns_;
  Favour favour_;
  bool conditionally_;
  bool weigh_names_;
  std::vector<Marked> marked_;
  std::unordered_map<std::size_t, SetAside> set_aside_;  // by parent
  bool names_mislead_ = false;
};

}  // namespace minutemill::clean
