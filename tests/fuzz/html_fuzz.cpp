// libFuzzer target: bytes through decoding, parsing, cleaning and lifting. Whatever comes, a stage ends by
// itself or with a StageFailure, and every span lies within the input.
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <minutemill/engine.hpp>

namespace {

minutemill::Pipeline make_pipeline(minutemill::Engine& engine) {
  minutemill::Diagnostics diagnostics;
  auto pipeline = minutemill::Pipeline::parse(
      engine, MINUTEMILL_SOURCE_DIR "/configs/fuzz.yaml",
      "minutemill: 1\nname: fuzz\nsteps:\n  - use: html_parse\n  - use: html_clean\n"
      "    with: {sites: sites/cn-government.yaml}\n  - use: html_lift\n",
      {}, diagnostics);
  if (!pipeline) throw std::runtime_error(diagnostics.format());
  return std::move(*pipeline);
}

minutemill::EngineSettings settings() {
  minutemill::EngineSettings out;
  out.plugin_folders = {MINUTEMILL_BUILD_PLUGIN_DIR};
  out.config_folders = {MINUTEMILL_SOURCE_DIR "/configs"};
  out.use_environment = false;
  return out;
}

void check_spans(const minutemill::Document& document, std::size_t size) {
  for (const minutemill::Node* at = &document.body(); at != nullptr;
       at = minutemill::next_in_tree(*at, document.body())) {
    const minutemill::SourceSpan span = at->span();
    if (span.known() && (span.begin > span.end || span.end > size)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static minutemill::Engine engine(settings());
  static minutemill::Pipeline pipeline = make_pipeline(engine);
  minutemill::Input input;
  input.bytes = {reinterpret_cast<const char*>(data), size};
  input.name = "fuzz.html";
  // The first byte chooses how the input is declared, so that all readers are reached.
  static constexpr const char* kTypes[] = {"text/html", "text/markdown", "text/plain", ""};
  input.media_type = size > 0 ? kTypes[data[0] % 4] : "";
  const minutemill::Conversion result =
      pipeline.inspect(input, "", [&](const auto&, const auto*, const minutemill::Document* document) {
        if (document != nullptr) check_spans(*document, size);
      });
  if (!result.ok && result.failure == minutemill::FailureCode::plugin) std::abort();
  return 0;
}
