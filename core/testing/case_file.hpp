// A file of cases, read: docs/testing.md has the format.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <minutemill/config.hpp>

namespace minutemill::testing {

struct CaseInput {
  std::string bytes;
  std::string name;
  std::string media_type;
  std::string charset;
  std::string url;
  std::string folder;        // where files beside the input are looked for; empty: nowhere
  bool is_snapshot = false;  // bytes are a document snapshot
};

struct Case {
  std::string name;
  Mark mark;
  CaseInput input;
  std::string pipeline;               // a path or a name; empty when the case has steps of its own
  const ConfigNode* steps = nullptr;  // of the case or its file
  const ConfigNode* outputs = nullptr;
  const ConfigNode* limits = nullptr;
  const ConfigNode* set = nullptr;  // overrides: {step.option: value}
  std::string until;
  const ConfigNode* expect = nullptr;
};

struct CaseFile {
  std::unique_ptr<ConfigDocument> document;
  std::vector<Case> cases;
};

// Nothing when the file cannot be read or breaks the format.
[[nodiscard]] std::optional<CaseFile> read_case_file(const std::string& path, Diagnostics& diagnostics);

// A whole file; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_whole_file(const std::string& path);
// `relative` to the folder of `file`, unless it is absolute.
[[nodiscard]] std::string path_beside(const std::string& file, const std::string& relative);

}  // namespace minutemill::testing
