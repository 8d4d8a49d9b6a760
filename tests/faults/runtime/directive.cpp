// Stages for fault tests. `directive` reads an input of lines like "crash", "hang", "sleep 20", "allocate
// 500", does what they say and gives a document of the rest; `export_raw` writes a document's text as it is.
#include <minutemill/json.hpp>
#include <minutemill/plugin.hpp>

#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "trespass.hpp"

using namespace minutemill;

namespace {

constexpr ReportKind kNoticed{9001, Severity::warning, "directive noticed", "A line asked for a warning."};

class Directive {
 public:
  static constexpr std::string_view name = "directive";
  static constexpr std::string_view summary = "Does what the input says; for tests of the runtime.";
  static constexpr std::array<ReportKind, 1> reports{kNoticed};
  using Options = NoOptions;

  void process(const Input& input, Document& document, Context& context) {
    std::string_view rest = input.bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      const std::string line(rest.substr(0, end));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      if (!obey(line, context)) keep(line, document, context);
    }
  }

 private:
  static bool obey(const std::string& line, Context& context) {
    const std::size_t space = line.find(' ');
    const std::string word = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    const long number = std::strtol(rest.c_str(), nullptr, 10);
    if (word == "crash") {
      std::signal(SIGSEGV, SIG_DFL);  // sanitizers would turn the signal into an exit
      std::raise(SIGSEGV);
    }
    if (word == "abort")
      std::abort();
    else if (word == "killed")
      std::raise(SIGKILL);
    else if (word == "exit")
      ::_exit(static_cast<int>(number));
    else if (word == "hang")
      for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    else if (word == "spin")
      for (;;) context.check_time();
    else if (word == "sleep")
      std::this_thread::sleep_for(std::chrono::milliseconds(number));
    else if (word == "throw")
      throw std::runtime_error(rest);
    else if (word == "fail")
      throw StageFailure(FailureCode::parse, rest, {3, 9});
    else if (word == "allocate")
      allocate(static_cast<std::size_t>(number) << 20);
    else if (word == "leak")
      leak(static_cast<std::size_t>(number) << 20);
    else if (word == "trespass")
      trespass(rest);
    else if (word == "read_file")
      read_file_at(rest);
    else if (word == "write_file")
      write_file_at(rest);
    else if (word == "warn")
      context.report(kNoticed, rest);
    else
      return false;
    return true;
  }

  static void allocate(std::size_t bytes) {
    const std::unique_ptr<char[]> memory(new char[bytes]);
    for (std::size_t i = 0; i < bytes; i += 4096) const_cast<volatile char*>(memory.get())[i] = 1;
  }

  static void leak(std::size_t bytes) {
    auto* memory = static_cast<volatile char*>(std::malloc(bytes));
    for (std::size_t i = 0; memory && i < bytes; i += 4096) memory[i] = 1;
  }

  static void keep(const std::string& line, Document& document, Context& context) {
    std::string text = line;
    if (text.rfind("sibling ", 0) == 0) text = context.sibling(text.substr(8)).value_or("(no sibling)");
    for (const std::string key : {"date", "title"})
      if (text.rfind(key + " ", 0) == 0)
        document.metadata().set(key, Value::text(text.substr(key.size() + 1)));
    Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
    document.append(paragraph, document.create_text(text));
  }
};

class ProgramDirective : public Directive {
 public:
  static constexpr std::string_view name = "program_directive";
  static constexpr std::string_view summary =
      "The same, and it may start programs; for tests of the runtime.";
  static constexpr bool starts_programs = true;
};

struct RawOptions {
  std::string prefix;
};

constexpr std::array kRawOptions{option<&RawOptions::prefix>("prefix", "Stands before the text.")};

class ExportRaw {
 public:
  static constexpr std::string_view name = "export_raw";
  static constexpr std::string_view summary = "Writes the text of a document; for tests of the runtime.";
  static constexpr std::string_view media_type = "text/plain";
  static constexpr std::string_view extension = "raw";
  static constexpr auto& options = kRawOptions;
  using Options = RawOptions;
  explicit ExportRaw(const Options& given) : prefix_(given.prefix) {}

  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes = prefix_ + Document::plain_text(document.body()) + "\n";
    return artifact;
  }

  // A part is the text; a line "bind crash" or "bind fail" in it is obeyed when the volume is bound.
  Part make_part(const Document& document, Context&) {
    return {Document::plain_text(document.body()) + "\n", tally(document)};
  }
  void bind(const Volume& volume, OutputSink& sink, Context&) {
    std::string text = "# " + volume.title() + "\n";
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < volume.size(); ++i) {
      const Volume::Entry entry = volume.entry(i);
      for (const std::string& group : entry.groups) text += "[" + group + "]";
      std::string part(entry.size, '\0');
      volume.read(i, 0, part.data(), part.size());
      if (part.find("bind crash") != std::string::npos) {
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
      }
      if (part.find("bind fail") != std::string::npos)
        throw StageFailure(FailureCode::exporting, "it will not fit");
      text += part;
      sink.write(at, text);
      at += text.size();
      text.clear();
    }
  }

 private:
  std::string prefix_;
};

class ExportLines {
 public:
  static constexpr std::string_view name = "export_lines";
  static constexpr std::string_view summary = "The lines of a document as JSON; for tests of the runtime.";
  static constexpr std::string_view media_type = "application/json";
  static constexpr std::string_view extension = "json";
  using Options = NoOptions;

  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.bytes = "{\n  \"text\": ";
    append_json_string(artifact.bytes, Document::plain_text(document.body()));
    artifact.bytes += "\r\n}\n";
    return artifact;
  }
};

}  // namespace

MINUTEMILL_PLUGIN("directive", "1.0.0", Directive, ProgramDirective, ExportRaw, ExportLines)
