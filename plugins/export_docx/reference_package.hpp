// A user's Word file, opened with suspicion: bounded in size, count and depth, found by its relationships as
// ECMA-376 part 2 §9.3 says, refused with a reason when it is not what it claims to be.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <minutemill/package.hpp>

namespace minutemill::docx {

// Why the file is not taken, in a sentence about it.
class ReferenceFault : public std::runtime_error {
 public:
  explicit ReferenceFault(const std::string& why, std::string hint = {})
      : std::runtime_error(why), hint_(std::move(hint)) {}
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  std::string hint_;
};

struct ReferenceRelation {
  std::string type;    // behind the last '/': "header", "image"
  std::string target;  // a part's name, or an address when external
  bool external = false;
};

class ReferencePackage {
 public:
  explicit ReferencePackage(std::string_view bytes);

  // The part with the text.
  [[nodiscard]] const std::string& main_part() const noexcept { return main_; }
  // By id; empty for a part that has none.
  [[nodiscard]] std::map<std::string, ReferenceRelation> relations(const std::string& part) const;
  // The part that the text refers to by this type ("styles"); empty when there is none.
  [[nodiscard]] std::string related(std::string_view type) const;
  // The tree of a part with this root ("w:styles").
  void parse(const std::string& part, std::string_view root, pugi::xml_document& tree) const;
  [[nodiscard]] std::string read(const std::string& part) const;

 private:
  PackageReader reader_;
  std::string main_;
};

// Calls see(element) for every element of the tree, `root` first; never deeper in calls than one.
template <class See>
void for_each_element(pugi::xml_node root, const See& see) {
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element) see(at);
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != root && !at.next_sibling()) at = at.parent();
    at = at == root ? pugi::xml_node() : at.next_sibling();
  }
}

}  // namespace minutemill::docx
