#include "cli/scaffold.hpp"

#include <minutemill/abi.hpp>

namespace minutemill::cli {
namespace {

// @name@ is the stage, @Name@ its class.
constexpr std::string_view kSource =
    R"(// @name@: puts a mark before every heading. Replace this line with what your stage is for.
#include <array>
#include <string>
#include <string_view>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

// The defaults stand here and nowhere else.
struct @Name@Options {
  std::string mark = "* ";
};

// Checked when a pipeline is loaded, shown by `minutemill plugins describe @name@`.
constexpr std::array kOptions{
    option<&@Name@Options::mark>("mark", "Text to put before every heading."),
};

// What the stage may tell of a document; plugins of your own use numbers from 9000.
constexpr ReportKind kMarked{9001, Severity::note, "heading marked", "A mark was put before a heading."};
constexpr std::array kReports{kMarked};

class @Name@Stage {
 public:
  static constexpr std::string_view name = "@name@";
  static constexpr std::string_view summary = "Puts a mark before every heading.";
  using Options = @Name@Options;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit @Name@Stage(const @Name@Options& chosen) : mark_(chosen.mark) {}

  void process(Document& document, Context& context) {
    for (Node* node = &document.body(); node != nullptr; node = next_in_tree(*node, document.body())) {
      if (node->kind() != NodeKind::heading) continue;
      document.prepend(*node, document.create_text(mark_));
      context.report(kMarked, Document::plain_text(*node), node->span());
    }
  }

 private:
  std::string mark_;
};

}  // namespace

MINUTEMILL_PLUGIN("@name@", "0.1.0", @Name@Stage)
)";

constexpr std::string_view kBuild = R"(cmake_minimum_required(VERSION 3.25)
project(@name@ LANGUAGES CXX)
find_package(minutemill REQUIRED)
minutemill_add_plugin(@name@)
)";

constexpr std::string_view kCases = R"(steps:
  - use: html_parse
  - use: html_lift
  - use: @name@

cases:
  - name: a heading gets the mark, other blocks do not
    input: {text: "<h1>Minutes</h1><p>First.</p>"}
    expect:
      blocks:
        - heading: "* Minutes"
        - paragraph: First.
      reports_include: [MM9001]

  - name: the mark can be chosen
    set: {@name@.mark: "# "}
    input: {text: "<h1>Minutes</h1>"}
    expect:
      blocks: [heading: "# Minutes"]
)";

constexpr std::string_view kPluginPipeline = R"(minutemill: 1
name: try-@name@
steps:
  - use: html_parse
  - use: html_clean
    with: {sites: sites/generic.yaml}
  - use: html_lift
  - use: @name@
outputs:
  - use: export_json
)";

constexpr std::string_view kSample = R"(<!DOCTYPE html>
<html lang="en">
<head><title>Minutes of the garden club</title></head>
<body>
<h1>Minutes of the garden club</h1>
<p>Present: Ann Lee, Bo Chen.</p>
<h2>1. The pond</h2>
<p>The pond is clean. Thanks were given.</p>
</body>
</html>
)";

constexpr std::string_view kReadme = R"(# @name@

A stage for minutemill.

```sh
cmake -S . -B build
cmake --build build
ctest --test-dir build --output-on-failure
minutemill run --plugin-dir build pipeline.yaml sample.html --out out
```

To have it found without `--plugin-dir`, for you alone:

```sh
cmake -S . -B build -D MINUTEMILL_PLUGIN_DIR=$HOME/.local/share/minutemill/plugins-@abi@
cmake --install build
```
)";

constexpr std::string_view kPipeline = R"(# For completion and checks in editors with yaml-language-server:
#   minutemill schema --out pipeline.schema.json
# yaml-language-server: $schema=pipeline.schema.json
#
#   minutemill check @name@.yaml
#   minutemill test @name@.test.yaml
#   minutemill run @name@.yaml REPORT.html --out out
minutemill: 1
name: @name@
description: Web pages to DOCX and JSON.

steps:
  - use: html_parse
  - use: html_clean
    with: {sites: sites/generic.yaml}
  - use: html_lift

outputs:
  - use: export_docx
  - use: export_json
)";

constexpr std::string_view kPipelineTest = R"(# Tests of @name@.yaml: an input, and what to expect of it.
cases:
  - name: title and text arrive, navigation does not
    input:
      text: |
        <html><head><title>Minutes</title></head><body>
        <nav><a href="/">Home</a></nav>
        <h1>Minutes of the garden club</h1>
        <p>The pond is clean.</p>
        </body></html>
    expect:
      only: [heading, paragraph]
      blocks:
        - heading: Minutes of the garden club
        - paragraph: The pond is clean.

  - name: both files are made
    input: {text: "<h1>Minutes</h1><p>The pond is clean.</p>", name: report.html}
    expect:
      outputs:
        docx: {name: report.docx, contains: [{part: word/document.xml, text: The pond is clean.}]}
        json: {name: report.json, contains: [The pond is clean.]}
)";

std::string class_name(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '_' || c == '-') {
      upper = true;
      continue;
    }
    out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

std::string fill(std::string_view pattern, std::string_view name) {
  std::string out(pattern);
  const auto replace = [&](std::string_view what, std::string_view with) {
    for (std::size_t at = out.find(what); at != std::string::npos; at = out.find(what, at + with.size()))
      out.replace(at, what.size(), with);
  };
  replace("@name@", name);
  replace("@Name@", class_name(name));
  replace("@abi@", std::to_string(MINUTEMILL_ABI));
  return out;
}

}  // namespace

std::vector<ScaffoldFile> plugin_scaffold(std::string_view name) {
  const std::string file(name);
  return {{"CMakeLists.txt", fill(kBuild, name)},          {file + ".cpp", fill(kSource, name)},
          {"cases/" + file + ".yaml", fill(kCases, name)}, {"pipeline.yaml", fill(kPluginPipeline, name)},
          {"sample.html", std::string(kSample)},           {"README.md", fill(kReadme, name)}};
}

std::vector<ScaffoldFile> pipeline_scaffold(std::string_view name) {
  const std::string file(name);
  return {{file + ".yaml", fill(kPipeline, name)}, {file + ".test.yaml", fill(kPipelineTest, name)}};
}

}  // namespace minutemill::cli
