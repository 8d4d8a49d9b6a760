// What exporters made: parts of packages, texts, values of JSON.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <minutemill/package.hpp>

#include "testing/expectations.hpp"

namespace minutemill::testing {
namespace {

bool is_package(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

// Reads parts of one output.
class Parts {
 public:
  explicit Parts(const Output& output) : output_(output) {
    if (is_package(output.artifact.bytes)) reader_.emplace(output.artifact.bytes);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    if (reader_)
      for (const auto& entry : reader_->entries()) names.push_back(entry.name);
    return names;
  }
  // An empty name: the output itself.
  [[nodiscard]] std::optional<std::string> read(std::string_view name) const {
    if (name.empty()) return output_.artifact.bytes;
    if (!reader_ || !reader_->has(name)) return std::nullopt;
    return reader_->read(name);
  }

 private:
  const Output& output_;
  std::optional<PackageReader> reader_;
};

class OutputCheck {
 public:
  OutputCheck(const Output& output, const Golden& golden, Problems& problems)
      : output_(output), parts_(output), golden_(golden), problems_(problems) {}

  void check(const ConfigNode& wanted) {
    for (const auto& [key, value] : wanted.entries()) {
      const std::string_view what = key->scalar();
      if (what == "name")
        name(*value);
      else if (what == "contains")
        texts(*value, true);
      else if (what == "not_contains")
        texts(*value, false);
      else if (what == "parts")
        part_names(*value);
      else if (what == "json")
        json(*value);
      else if (what == "golden")
        golden_.compare(*value, std::string(value->scalar()), output_.artifact.bytes, problems_);
      else
        problems_.add(*key,
                      fmt::format("'{}' is none of name, contains, not_contains, parts, json, golden", what));
    }
  }

 private:
  void name(const ConfigNode& value) {
    if (value.scalar() != output_.name) problems_.differ(value, "name", value.scalar(), output_.name);
  }

  void texts(const ConfigNode& value, bool wanted) {
    if (!value.is_list()) {
      text(value, wanted);
      return;
    }
    for (const ConfigNode* item : value.items()) text(*item, wanted);
  }

  // "text", or {part: word/document.xml, text: "text"}
  void text(const ConfigNode& item, bool wanted) {
    const ConfigNode* part = item.find("part");
    const ConfigNode* text = item.is_map() ? item.find("text") : &item;
    if (text == nullptr || !text->is_scalar()) {
      problems_.add(item, "write a text, or {part: NAME, text: TEXT}");
      return;
    }
    const std::string_view name = part == nullptr ? std::string_view() : part->scalar();
    const auto bytes = parts_.read(name);
    if (!bytes) {
      problems_.add(item, fmt::format("{} has no part {}; it has {}", output_.id, name,
                                      fmt::join(parts_.names(), ", ")));
      return;
    }
    if ((bytes->find(text->scalar()) != std::string::npos) == wanted) return;
    problems_.add(item,
                  fmt::format("{}{}{} \"{}\"", output_.id, name.empty() ? "" : fmt::format(", {}", name),
                              wanted ? " does not contain" : " contains", text->scalar()));
  }

  void part_names(const ConfigNode& value) {
    for (const ConfigNode* item : value.items())
      if (!parts_.read(item->scalar()))
        problems_.add(*item, fmt::format("{} has no part {}; it has {}", output_.id, item->scalar(),
                                         fmt::join(parts_.names(), ", ")));
  }

  void json(const ConfigNode& value) {
    const Json found = Json::parse(output_.artifact.bytes, nullptr, false);
    if (found.is_discarded())
      problems_.add(value, fmt::format("{} is no JSON", output_.id));
    else
      compare_subset(value, &found, output_.id, problems_);
  }

  const Output& output_;
  Parts parts_;
  const Golden& golden_;
  Problems& problems_;
};

const Output* find_output(const Conversion& conversion, std::string_view name) {
  for (const Output& output : conversion.outputs)
    if (output.id == name) return &output;
  for (const Output& output : conversion.outputs)
    if (output.artifact.extension == name) return &output;
  return nullptr;
}

}  // namespace

void expect_outputs(const ConfigNode& expected, const Conversion& conversion, const Golden& golden,
                    Problems& problems) {
  for (const auto& [key, wanted] : expected.entries()) {
    const Output* output = find_output(conversion, key->scalar());
    if (output == nullptr) {
      std::string names;
      for (const Output& one : conversion.outputs)
        names += fmt::format(" {} ({})", one.id, one.artifact.extension);
      problems.add(*key, fmt::format("there is no output {}; there are:{}", key->scalar(),
                                     names.empty() ? " none" : names));
      continue;
    }
    try {
      OutputCheck(*output, golden, problems).check(*wanted);
    } catch (const std::exception& error) {
      problems.add(*key, fmt::format("output {} cannot be read: {}", key->scalar(), error.what()));
    }
  }
}

}  // namespace minutemill::testing
