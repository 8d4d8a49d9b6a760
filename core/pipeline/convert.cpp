// One input through the steps of a pipeline.
#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "options/bind.hpp"
#include "pipeline/pipeline_state.hpp"
#include <minutemill/engine.hpp>
#include <minutemill/package.hpp>

namespace minutemill {
namespace {

using Clock = std::chrono::steady_clock;

void fail(Conversion& conversion, FailureCode code, std::string step, std::string message,
          SourceSpan span = {}) {
  conversion.ok = false;
  conversion.failure = code;
  conversion.failed_step = std::move(step);
  conversion.message = std::move(message);
  conversion.span = span;
  conversion.outputs.clear();
}

// Inputs that no stage need see.
bool refuse_input(const Input& input, const Limits& limits, Conversion& conversion) {
  if (input.bytes.empty()) {
    fail(conversion, FailureCode::input, {}, "the input is empty");
  } else if (input.bytes.size() > limits.input.bytes) {
    fail(conversion, FailureCode::resource, {},
         fmt::format("the input has {} bytes, more than limits.input ({})", input.bytes.size(),
                     format_size(limits.input)));
  } else {
    return false;
  }
  return true;
}

constexpr std::string_view kPartExtension = "part";

std::string part_name(const std::string& id, const std::string& input) {
  NameTemplate::Fault fault;
  static const NameTemplate kName = *NameTemplate::parse("{stem}.{extension}", fault);
  return fmt::format("{}{}/{}", kPartsFolder, id, kName.render({input, kPartExtension, id, nullptr}));
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Paths of the values of a record, those of records in it with a dot; what lists hold is not told apart.
void add_fields(const Record& record, const std::string& around, std::string& out) {
  for (const auto& [key, value] : record) {
    if (value.empty()) continue;
    const std::string path = around + key;
    if (value.kind() == Value::Kind::record)
      add_fields(value.fields(), path + ".", out);
    else if (path.find(' ') == std::string::npos)
      out.append(out.empty() ? "" : " ").append(path);
  }
}

}  // namespace

// A conversion of one input by a pipeline's state.
class PipelineConverter {
 public:
  explicit PipelineConverter(Pipeline::State& state, std::uint64_t left_out = 0)
      : s_(state), left_out_(left_out) {}

  Conversion convert(const Input& input) {
    begin(input);
    if (!refuse_input(input, s_.limits, out_) && run_steps(input, s_.output_begin, {})) run_outputs(input);
    return finish();
  }

  Conversion inspect(const Input& input, std::string_view until, const Pipeline::Inspector& see) {
    begin(input);
    std::size_t end = s_.output_begin;
    for (std::size_t i = 0; i < s_.output_begin; ++i)
      if (s_.infos[i].id == until) end = i + 1;
    if (!refuse_input(input, s_.limits, out_) && run_steps(input, end, see)) out_.tally = tally(s_.document);
    return finish();
  }

 private:
  Conversion finish() {
    s_.context.end();
    out_.source = s_.context.losses().source();
    out_.losses = s_.context.losses().take();
    return std::move(out_);
  }

  void begin(const Input& input) {
    s_.markup.reset();
    s_.document.reset();
    for (SourceInfo* source : {&s_.markup.source(), &s_.document.source()}) {
      source->name = input.name;
      source->media_type = input.media_type;
      source->charset = input.charset;
      source->size = input.bytes.size();
    }
    out_.ok = true;
    out_.times.reserve(s_.infos.size());
    s_.context.begin(out_.reports);
  }

  bool run_step(std::size_t i, const Flow& flow) {
    const Pipeline::StepInfo& info = s_.infos[i];
    if (s_.observer) s_.observer(info.id);
    s_.context.begin_step(info.id);
    s_.failure.code = FailureCode::none;
    const auto start = Clock::now();
    const bool good = work(i, flow);
    const auto end = Clock::now();
    out_.times.push_back(
        {info.id, static_cast<std::uint64_t>(
                      std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count())});
    if (!good) {
      const FailureCode code = s_.failure.code == FailureCode::none ? FailureCode::plugin : s_.failure.code;
      fail(out_, code, info.id, s_.failure.message, s_.failure.span);
    } else if (s_.context.is_late()) {
      fail(out_, FailureCode::resource, info.id, s_.context.late_message());
    }
    return out_.ok;
  }

  bool work(std::size_t i, const Flow& flow) {
    if (!s_.infos[i].is_volume) return s_.stages[i].process(flow, s_.context, s_.failure);
    Part part;
    const bool good = s_.stages[i].make_part(*flow.document, part, s_.context, s_.failure);
    flow.artifact->bytes = std::move(part.bytes);
    flow.artifact->tally = part.tally;
    flow.artifact->extension = kPartExtension;
    return good;
  }

  // Says in front of the exporter's bytes which volume they belong to, and where in it.
  void address_part(std::size_t i, const Input& input, Artifact& artifact) const {
    const Pipeline::StepInfo& info = s_.infos[i];
    const char* extension = info.stage->extension != nullptr ? info.stage->extension : "";
    const NameTemplate::Facts facts{input.name, extension, info.id, &s_.document.metadata()};
    const std::size_t output = i - s_.output_begin;
    artifact.bytes.insert(
        0, encode(make_part_header(*s_.volumes[output], s_.names[output].render(facts), facts)));
  }

  // What the steps so far have made of the input decides, beside the input and the record.
  bool applies(std::size_t i, const Input& input, Port port) const {
    const Applicability& condition = s_.conditions[i];
    return condition.always() || condition.holds({input.media_type, port, &s_.document.metadata()});
  }

  bool run_steps(const Input& input, std::size_t end, const Pipeline::Inspector& see) {
    const Flow flow{&input, &s_.markup, &s_.document, nullptr};
    Port port = Port::bytes;
    for (std::size_t i = 0; i < end; ++i) {
      if (!applies(i, input, port)) continue;
      if (!run_step(i, flow)) return false;
      const Port gives = s_.infos[i].stage->gives;
      if (gives == Port::markup)
        s_.context.losses().see(s_.infos[i].id, s_.markup);
      else
        s_.context.losses().see(s_.infos[i].id, s_.document);
      port = gives;
      if (!see) continue;
      see(s_.infos[i], gives == Port::markup ? &s_.markup : nullptr,
          gives == Port::document ? &s_.document : nullptr);
    }
    return true;
  }

  void run_outputs(const Input& input) {
    if (s_.output_begin == s_.infos.size()) return;
    const Tally* counted = s_.context.losses().document();
    out_.tally = counted != nullptr ? *counted : tally(s_.document);
    add_fields(s_.document.metadata(), {}, out_.fields);
    out_.outputs.reserve(s_.infos.size() - s_.output_begin);
    for (std::size_t i = s_.output_begin; i < s_.infos.size(); ++i) {
      if (is_left_out(i) || !applies(i, input, Port::document)) continue;
      Artifact artifact;
      if (!run_step(i, {&input, nullptr, &s_.document, &artifact})) return;
      if (!check_coverage(i, artifact)) return;
      if (s_.infos[i].is_volume)
        address_part(i, input, artifact);
      else if (!verify(i, artifact))
        return;
      std::string name = name_of(i, input, artifact.extension, &s_.document.metadata());
      out_.outputs.push_back({s_.infos[i].id, std::move(name), std::move(artifact)});
    }
    if (!out_.outputs.empty()) return;
    s_.context.begin_step(no_step_);
    s_.context.report(kNoOutput, "", {});
  }

  [[nodiscard]] bool is_left_out(std::size_t i) const {
    const std::size_t place = i - s_.output_begin;
    return place < 64 && (left_out_ >> place & 1) != 0;
  }

  // What of the text reached the output.
  bool check_coverage(std::size_t i, const Artifact& artifact) {
    const std::uint64_t in = out_.tally.characters;
    const std::uint64_t got = artifact.tally.characters;
    const bool counted = !artifact.tally.empty();
    if (counted) s_.context.losses().see_output(s_.infos[i].id, out_.tally, artifact.tally);
    if (got >= in || (!counted && s_.limits.coverage == 0)) return true;
    s_.context.report(kTextNotExported, fmt::format("{} of {} characters", in - got, in), {});
    if (share(got, in) >= s_.limits.coverage) return true;
    fail(out_, FailureCode::exporting, s_.infos[i].id,
         fmt::format("{} of {} characters of the document are in the output, less than limits.coverage ({})",
                     got, in, s_.limits.coverage));
    return false;
  }

  // What leaves here is sound: its readers need not be forgiving.
  bool verify(std::size_t i, const Artifact& artifact) {
    if (!s_.limits.verify) return true;
    const std::vector<PackageFinding> found = verify_file(artifact.media_type, artifact.bytes);
    if (found.empty()) return true;
    const std::string more = found.size() > 1 ? fmt::format(" (and {} more)", found.size() - 1) : "";
    const PackageFinding& first = found.front();
    fail(out_, FailureCode::verify, s_.infos[i].id,
         fmt::format("the output breaks a rule of its format: {}{}{}{}", first.part,
                     first.part.empty() ? "" : ": ", first.message, more));
    return false;
  }

  // The output's name; made another when an output before has the same.
  std::string name_of(std::size_t i, const Input& input, std::string_view extension,
                      const Record* metadata) const {
    std::string out =
        s_.infos[i].is_volume
            ? part_name(s_.infos[i].id, input.name)
            : s_.names[i - s_.output_begin].render({input.name, extension, s_.infos[i].id, metadata});
    const bool taken =
        std::ranges::any_of(out_.outputs, [&](const Output& other) { return other.name == out; });
    return taken ? fmt::format("{}-{}", s_.infos[i].id, out) : out;
  }

  Pipeline::State& s_;
  std::uint64_t left_out_;
  const std::string no_step_;
  Conversion out_;
};

Pipeline::Pipeline(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;

const std::string& Pipeline::name() const noexcept {
  return state_->name;
}
const std::string& Pipeline::description() const noexcept {
  return state_->description;
}
const std::string& Pipeline::path() const noexcept {
  return state_->path;
}
const Limits& Pipeline::limits() const noexcept {
  return state_->limits;
}
Isolation Pipeline::isolation() const noexcept {
  return state_->isolation;
}
SandboxMode Pipeline::sandbox() const noexcept {
  return state_->sandbox;
}
const std::vector<std::string>& Pipeline::folders() const noexcept {
  return state_->folders;
}
const std::string& Pipeline::fingerprint() const noexcept {
  return state_->fingerprint;
}
const std::vector<Pipeline::StepInfo>& Pipeline::steps() const noexcept {
  return state_->infos;
}

std::optional<std::vector<std::string>> Pipeline::planned_names(const Input& input) const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < state_->names.size(); ++i) {
    const NameTemplate& name = state_->names[i];
    const StepInfo& info = state_->infos[state_->output_begin + i];
    const Applicability& condition = state_->conditions[state_->output_begin + i];
    if (condition.has_metadata() || (name.needs_metadata() && !info.is_volume)) return {};
    if (!condition.holds({input.media_type, Port::document, nullptr})) continue;
    if (info.stage->extension == nullptr) return {};
    if (info.is_volume)
      out.push_back(part_name(info.id, input.name));
    else
      out.push_back(name.render({input.name, info.stage->extension, info.id, nullptr}));
  }
  return out;
}

void Pipeline::set_sibling_reader(SiblingReader reader) {
  state_->context.set_sibling_reader(std::move(reader));
}
void Pipeline::set_step_observer(std::function<void(std::string_view)> observer) {
  state_->observer = std::move(observer);
}

Conversion Pipeline::convert(const Input& input) {
  return PipelineConverter(*state_).convert(input);
}
Conversion Pipeline::convert(const Input& input, std::uint64_t left_out) {
  return PipelineConverter(*state_, left_out).convert(input);
}
Conversion Pipeline::bind(std::string_view id, const Volume& volume, OutputSink& sink) {
  Conversion out;
  const auto found = std::ranges::find(state_->infos, id, &StepInfo::id);
  if (found == state_->infos.end() || !found->is_volume) {
    fail(out, FailureCode::plugin, std::string(id), "the pipeline has no volume of this name");
    return out;
  }
  State& s = *state_;
  s.context.begin(out.reports);
  s.context.begin_step(found->id);
  s.failure.code = FailureCode::none;
  out.ok =
      s.stages[static_cast<std::size_t>(found - s.infos.begin())].bind(volume, sink, s.context, s.failure);
  if (!out.ok)
    fail(out, s.failure.code == FailureCode::none ? FailureCode::plugin : s.failure.code, found->id,
         s.failure.message);
  s.context.end();
  return out;
}
Conversion Pipeline::inspect(const Input& input, std::string_view until, const Inspector& see) {
  return PipelineConverter(*state_).inspect(input, until, see);
}

}  // namespace minutemill
