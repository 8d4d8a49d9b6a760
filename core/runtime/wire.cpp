#include "runtime/wire.hpp"

#include <algorithm>
#include <concepts>
#include <cstring>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::size_t kLongestMessage = 4096;
constexpr std::size_t kMostReports = 200;
constexpr std::size_t kMostLosses = 100;  // causes are rules and report kinds; a page cannot name its own
constexpr std::size_t kLongestCause = 200;
constexpr std::size_t kMostItems = 4096;  // outputs and step times: more than any pipeline has

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void put(T value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void put(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    out_.append(text);
  }
  void put(SourceSpan span) {
    put(span.begin);
    put(span.end);
  }
  void put(const Tally& t) {
    for (const std::uint64_t n : {t.characters, t.paragraphs, t.cells, t.images, t.links, t.notes}) put(n);
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void get(T& value) {
    if (bytes_.size() < sizeof value) {
      good_ = false;
      return;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
  }
  void get(std::string& text) {
    std::uint32_t size = 0;
    get(size);
    if (!good_ || size > bytes_.size()) {
      good_ = false;
      return;
    }
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  void get(SourceSpan& span) {
    get(span.begin);
    get(span.end);
  }
  void get(Tally& t) {
    for (std::uint64_t* n : {&t.characters, &t.paragraphs, &t.cells, &t.images, &t.links, &t.notes}) get(*n);
  }
  [[nodiscard]] std::size_t count() {
    std::uint32_t n = 0;
    get(n);
    if (n > kMostItems) good_ = false;
    return good_ ? n : 0;
  }
  [[nodiscard]] bool whole() const noexcept { return good_ && bytes_.empty(); }
  [[nodiscard]] bool good() const noexcept { return good_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

// The fields of both, in one place for reading and writing.
template <class Stream, class T>
void pass(Stream& stream, T& value) {
  if constexpr (requires { stream.put(value); })
    stream.put(value);
  else
    stream.get(value);
}

template <class Stream, class J>
void job_fields(Stream& stream, J& job) {
  pass(stream, job.number);
  pass(stream, job.root);
  pass(stream, job.path);
  pass(stream, job.folder);
  pass(stream, job.follow);
  pass(stream, job.naming);
  pass(stream, job.left_out);
  pass(stream, job.in_memory);
  pass(stream, job.media_type);
  pass(stream, job.charset);
  pass(stream, job.url);
  pass(stream, job.handed_over);
}

template <class Stream, class R>
void result_fields(Stream& stream, R& result) {
  pass(stream, result.number);
  pass(stream, result.input);
  pass(stream, result.failure);
  pass(stream, result.step);
  pass(stream, result.span);
  pass(stream, result.stop_error);
  pass(stream, result.warnings);
  pass(stream, result.errors);
  pass(stream, result.tally);
  pass(stream, result.fields);
  pass(stream, result.source);
  pass(stream, result.input_size);
  pass(stream, result.input_hash);
  pass(stream, result.nanoseconds);
  pass(stream, result.worker);
}

template <class Stream, class O>
void output_fields(Stream& stream, O& output) {
  pass(stream, output.step);
  pass(stream, output.path);
  pass(stream, output.size);
  pass(stream, output.hash);
  pass(stream, output.tally);
  pass(stream, output.offset);
}

template <class Stream, class L>
void loss_fields(Stream& stream, L& loss) {
  pass(stream, loss.step);
  pass(stream, loss.kind);
  pass(stream, loss.what);
}

template <class Stream, class R>
void report_fields(Stream& stream, R& report) {
  pass(stream, report.number);
  pass(stream, report.severity);
  pass(stream, report.stage);
  pass(stream, report.span);
}

}  // namespace

std::string encode(const Job& job) {
  std::string out;
  Writer writer(out);
  job_fields(writer, job);
  writer.put(job.handed_over ? std::string_view() : std::string_view(job.bytes));
  writer.put(static_cast<std::uint32_t>(job.paths.size()));
  for (const std::string& path : job.paths) writer.put(path);
  return out;
}

std::optional<Job> decode_job(std::string_view bytes) {
  Job job;
  Reader reader(bytes);
  job_fields(reader, job);
  reader.get(job.bytes);
  job.paths.resize(reader.count());
  for (std::string& path : job.paths) reader.get(path);
  if (!reader.whole()) return std::nullopt;
  return job;
}

std::string encode(const DocumentResult& result) {
  std::string out;
  Writer writer(out);
  result_fields(writer, result);
  writer.put(cut_utf8(result.message, kLongestMessage));
  writer.put(static_cast<std::uint32_t>(result.outputs.size()));
  for (const OutputRecord& output : result.outputs) output_fields(writer, output);
  writer.put(static_cast<std::uint32_t>(result.times.size()));
  for (const StepTime& time : result.times) {
    writer.put(time.id);
    writer.put(time.nanoseconds);
  }
  const std::size_t losses = std::min(result.losses.size(), kMostLosses);
  writer.put(static_cast<std::uint32_t>(losses));
  for (std::size_t i = 0; i < losses; ++i) {
    loss_fields(writer, result.losses[i]);
    writer.put(cut_utf8(result.losses[i].cause, kLongestCause));
  }
  std::string reports;
  Writer report_writer(reports);
  std::uint32_t kept = 0;
  for (const Report& report : result.reports) {
    if (kept == kMostReports || out.size() + reports.size() + kLongestMessage > kLargestFrame / 2) break;
    report_fields(report_writer, report);
    report_writer.put(cut_utf8(report.message, kLongestMessage));
    ++kept;
  }
  writer.put(kept);
  out += reports;
  writer.put(static_cast<std::uint32_t>(result.reports_left_out + result.reports.size() - kept));
  return out;
}

std::optional<DocumentResult> decode_result(std::string_view bytes) {
  DocumentResult result;
  Reader reader(bytes);
  result_fields(reader, result);
  reader.get(result.message);
  result.outputs.resize(reader.count());
  for (OutputRecord& output : result.outputs) output_fields(reader, output);
  result.times.resize(reader.count());
  for (StepTime& time : result.times) {
    reader.get(time.id);
    reader.get(time.nanoseconds);
  }
  result.losses.resize(reader.count());
  for (Loss& loss : result.losses) {
    loss_fields(reader, loss);
    reader.get(loss.cause);
    if (loss.kind > LossKind::unexplained) return std::nullopt;
  }
  result.reports.resize(reader.count());
  for (Report& report : result.reports) {
    report_fields(reader, report);
    reader.get(report.message);
  }
  reader.get(result.reports_left_out);
  if (!reader.whole() || result.failure > FailureCode::output) return std::nullopt;
  return result;
}

}  // namespace minutemill
