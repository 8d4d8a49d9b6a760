// The rows of long tables as text: as a tree they would take some ten times the memory. In the tree a
// processing instruction stands for them.
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::docx {

class RowSpool {
 public:
  // For rows that follow what is in `table`. Rows go to the last spool begun.
  void begin(pugi::xml_node table);
  // Takes the row out of the tree.
  void add(pugi::xml_node row);
  // The document with its declaration; the rows are given up as they are put in their places.
  [[nodiscard]] std::string save(const pugi::xml_node& document);

 private:
  using Pieces = std::vector<std::string>;  // of about a megabyte, so that none is copied as it grows
  std::vector<Pieces> tables_;
};

}  // namespace minutemill::docx
