// `when:` and `unless:` of a step: whether it takes part in the conversion of a document.
//   when: {media_type: text/markdown}
//   when: {port: bytes}
//   unless: {metadata: {date: true, meeting.kind: [executive, plenary], title: {matches: "第.*次"}}}
// All that stands in a `when` must hold; an `unless` keeps the step out when all that stands in it holds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/metadata.hpp>
#include <minutemill/plugin.hpp>

namespace re2 {
class RE2;
}

namespace minutemill {

// What is known of a document when the turn of a step comes.
struct ConditionFacts {
  std::string_view media_type;  // of the input; empty when unknown
  Port port = Port::bytes;      // what there is
  const Record* metadata = nullptr;
};

class Condition {
 public:
  // Reads the map under `when` or `unless`; what is wrong is told and left out.
  Condition(const ConfigNode& node, Diagnostics& diagnostics);
  Condition(Condition&&) noexcept;
  Condition& operator=(Condition&&) noexcept;
  ~Condition();

  [[nodiscard]] bool holds(const ConditionFacts& facts) const;
  [[nodiscard]] std::optional<Port> port() const noexcept { return port_; }
  [[nodiscard]] bool has_media_types() const noexcept { return !media_types_.empty(); }
  [[nodiscard]] bool has_metadata() const noexcept { return !values_.empty(); }

 private:
  struct ValueTest {
    std::string path;                // in the record
    std::optional<bool> is_there;    // only whether there is a value
    std::vector<std::string> texts;  // one of them is the value, or one of its items
    std::unique_ptr<re2::RE2> pattern;
    [[nodiscard]] bool holds(const Record& metadata) const;
  };
  void read_port(const ConfigNode& node, Diagnostics& diagnostics);
  void read_values(const ConfigNode& node, Diagnostics& diagnostics);
  static std::optional<ValueTest> read_value(const ConfigNode& key, const ConfigNode& node,
                                             Diagnostics& diagnostics);

  std::vector<std::string> media_types_;  // lower case; "text/*" for all of a kind
  std::optional<Port> port_;
  std::vector<ValueTest> values_;
};

// Both conditions of one step.
struct Applicability {
  std::optional<Condition> when;
  std::optional<Condition> unless;

  [[nodiscard]] bool always() const noexcept { return !when && !unless; }
  [[nodiscard]] bool holds(const ConditionFacts& facts) const {
    return (!when || when->holds(facts)) && (!unless || !unless->holds(facts));
  }
  [[nodiscard]] bool has_metadata() const noexcept {
    return (when && when->has_metadata()) || (unless && unless->has_metadata());
  }
  // True when the port alone decides.
  [[nodiscard]] bool is_port_alone() const noexcept {
    return when && !unless && when->port() && !when->has_media_types() && !when->has_metadata();
  }
};

}  // namespace minutemill
