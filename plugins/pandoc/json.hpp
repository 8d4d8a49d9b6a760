// JSON from outside, read with bounds, and a place for every complaint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <minutemill/report.hpp>

namespace minutemill::pandoc {

using Json = nlohmann::json;

struct JsonLimits {
  std::size_t depth = 8192;  // of lists and objects; a node of the document takes up to ten
  std::size_t values = 40'000'000;
};
// Throws StageFailure: parse with the byte where the text is no JSON, resource beyond the limits.
[[nodiscard]] Json parse_json(std::string_view text, const JsonLimits& limits);

// Where in the JSON a reader is, as a JSON pointer (RFC 6901) once that is asked for.
class Place {
 public:
  // Steps into a member or an item for as long as it lives.
  class Step {
   public:
    Step(Place& place, std::string_view member) : place_(place) { place_.parts_.push_back({member, 0}); }
    Step(Place& place, std::size_t index) : place_(place) { place_.parts_.push_back({{}, index}); }
    ~Step() { place_.parts_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Place& place_;
  };

  [[nodiscard]] std::string pointer() const;
  [[noreturn]] void fail(const std::string& message,
                         FailureCode code = FailureCode::parse) const;  // throws StageFailure
  [[nodiscard]] std::size_t depth() const noexcept { return parts_.size(); }

  // What must be of a type. The names are for the message.
  const Json& list(const Json& json, std::string_view what) const;
  const Json& list(const Json& json, std::string_view what, std::size_t size) const;
  [[nodiscard]] const std::string& text(const Json& json, std::string_view what) const;
  [[nodiscard]] std::int64_t integer(const Json& json, std::string_view what) const;
  [[nodiscard]] const Json& member(const Json& json, const char* name) const;
  // "t" of an element, and its "c", null when it has none.
  [[nodiscard]] const std::string& type(const Json& json) const;
  [[nodiscard]] const Json& content(const Json& json) const;

 private:
  struct Part {
    std::string_view member;  // empty for an item
    std::size_t index = 0;
  };
  std::vector<Part> parts_;
};

}  // namespace minutemill::pandoc
