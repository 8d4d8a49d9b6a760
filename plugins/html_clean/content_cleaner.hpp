// Furniture inside the main text: lists of links, share bars, forms, boxes that hold more pictures than
// words.
#pragma once

#include <cstddef>
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

 private:
  [[nodiscard]] const char* judge(const ElementStats& stats) const;
  [[nodiscard]] const char* judge_name(const ElementStats& stats) const;
  [[nodiscard]] const char* judge_box(const ElementStats& stats) const;

  PageStats& stats_;
  const NamePatterns& patterns_;
  Favour favour_;
  bool conditionally_;
  bool weigh_names_;
  std::vector<Marked> marked_;
};

}  // namespace minutemill::clean
