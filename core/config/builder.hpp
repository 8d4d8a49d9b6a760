// Builds a ConfigDocument from the events of yaml-cpp, and refuses what yaml-cpp would let pass in silence.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "config/locator.hpp"
#include <minutemill/config.hpp>

namespace minutemill {

class ConfigBuilder final : public YAML::EventHandler {
 public:
  ConfigBuilder(ConfigDocument& document, Diagnostics& diagnostics);
  // False when nothing can be made of the text.
  bool build();

 private:
  struct Refused {};  // thrown through yaml-cpp to stop it
  // What is under a node, itself included, counted as a walk would that follows every alias.
  struct Extent {
    std::size_t values = 1;
    std::size_t height = 1;
  };
  // A list or map that is not closed yet.
  struct Open {
    ConfigNode* node = nullptr;
    const ConfigNode* key = nullptr;  // of a map, when its value comes next
    bool drop_value = false;          // the key was refused: its value is left out
    Extent extent;
    YAML::anchor_t anchor = 0;
    std::unordered_map<std::string_view, const ConfigNode*> keys;
  };
  struct Anchored {
    const ConfigNode* node = nullptr;
    std::optional<Extent> extent;  // nothing while the node is open
  };

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

  ConfigNode& add(ConfigNode::Kind kind, const YAML::Mark& mark);
  void open(ConfigNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  // Puts a finished node into the list or map that is open.
  void place(const ConfigNode& node, Extent extent);
  // False when the key was refused.
  bool place_key(const ConfigNode& node);
  void check_tag(const ConfigNode& node, const std::string& tag);
  void check_indent(const YAML::Mark& mark);
  void check_closed(const ConfigNode& node, const YAML::Mark& mark);
  // Offset of a scalar's first character, behind its anchor or tag.
  [[nodiscard]] std::size_t skip_properties(std::size_t offset) const noexcept;

  void error(const ConfigNode& at, std::string message, std::string hint = {});
  void error_at(std::size_t offset, std::string message, std::string hint = {});
  [[noreturn]] void refuse(std::size_t offset, std::string message, std::string hint = {});
  void syntax_error(std::size_t offset, std::string_view what);

  ConfigDocument& document_;
  Diagnostics& diagnostics_;
  Locator locator_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  std::size_t documents_ = 0;
  std::size_t faults_ = 0;
  std::size_t last_tab_line_ = 0;          // told already
  std::optional<std::size_t> last_quote_;  // where a quoted text of several lines began last
};

}  // namespace minutemill
