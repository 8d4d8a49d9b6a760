// libFuzzer target: pipeline, rule, site, style and mapping files. Whatever stands in them, loading ends with
// a pipeline or with diagnostics that can be shown.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <minutemill/engine.hpp>

namespace {

namespace fs = std::filesystem;

struct Kind {
  std::string_view file;
  std::string_view steps;  // that read it
};
constexpr Kind kKinds[] = {
    {"pipeline.yaml", ""},
    {"site.yaml", "steps:\n  - use: html_parse\n  - use: html_clean\n    with: {sites: site.yaml}\n"},
    {"rules.yaml",
     "steps:\n  - use: html_parse\n  - use: html_lift\n  - use: section_split\n    with: {rules: "
     "rules.yaml}\n"},
    {"style.yaml",
     "steps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n  - use: export_docx\n    with: {style: "
     "style.yaml}\n"},
    {"mapping.yaml",
     "steps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n  - use: export_json\n    with: {json_ld: "
     "true, "
     "mapping: mapping.yaml}\n"},
};

struct Bench {
  minutemill::Engine engine{settings()};
  fs::path folder;

  Bench() {
    std::string name = (fs::temp_directory_path() / "minutemill-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder = name;
  }
  ~Bench() { fs::remove_all(folder); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  static minutemill::EngineSettings settings() {
    minutemill::EngineSettings out;
    out.plugin_folders = {MINUTEMILL_BUILD_PLUGIN_DIR};
    out.config_folders = {MINUTEMILL_SOURCE_DIR "/configs"};
    out.use_environment = false;
    return out;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Bench bench;
  if (size == 0) return 0;
  // The first character says what the rest is: "0" a pipeline, "1" a site file, "2" rules, "3" a style,
  // "4" a mapping.
  const Kind& kind = kKinds[(data[0] - unsigned{'0'}) % std::size(kKinds)];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string pipeline = text;
  if (!kind.steps.empty()) {
    std::ofstream(bench.folder / kind.file, std::ios::binary) << text;
    pipeline = "minutemill: 1\nname: fuzz\n" + std::string(kind.steps);
  }
  minutemill::Diagnostics diagnostics;
  const auto loaded = minutemill::Pipeline::parse(bench.engine, (bench.folder / "pipeline.yaml").string(),
                                                  pipeline, {}, diagnostics);
  const std::string shown = diagnostics.format();
  if (!loaded && shown.empty()) std::abort();  // refused without a word
  return 0;
}
