#include "registry/probe.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "options/bind.hpp"
#include "registry/plugin_file.hpp"

namespace minutemill {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxAnswer = 1 << 20;

bool is_snake_case(std::string_view name) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z') return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool out_of_range(const OptionSpec& spec, const OptionValue& value) {
  if (!spec.bounded) return false;
  double number = 0;
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    number = static_cast<double>(*integer);
  else if (const auto* real = std::get_if<double>(&value))
    number = *real;
  else if (const auto* time = std::get_if<Milliseconds>(&value))
    number = static_cast<double>(time->count());
  else if (const auto* size = std::get_if<ByteSize>(&value))
    number = static_cast<double>(size->bytes);
  else
    return false;
  return number < spec.min || number > spec.max;
}

// Runs in the child.
std::string try_in_child(const std::string& file) {
  Json answer;
  std::string reason;
  const Manifest* manifest = load_plugin(file, reason);
  answer["reason"] = reason;
  answer["stages"] = Json::array();
  answer["findings"] = Json::array();
  if (manifest != nullptr) {
    answer["name"] = manifest->name;
    answer["version"] = manifest->version;
    for (std::size_t i = 0; i < manifest->stage_count; ++i) {
      const StageInfo& stage = *manifest->stages[i];
      answer["stages"].push_back({{"name", stage.name},
                                  {"summary", stage.summary == nullptr ? "" : stage.summary},
                                  {"takes", to_string(stage.takes)},
                                  {"gives", to_string(stage.gives)}});
      for (std::string& finding : lint_stage(stage)) answer["findings"].push_back(std::move(finding));
    }
  }
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

[[noreturn]] void run_child(const std::string& file, int out) {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::string answer = try_in_child(file);
  const char* at = answer.data();
  std::size_t left = answer.size();
  while (left > 0) {
    const ssize_t written = ::write(out, at, left);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(1);
    at += written;
    left -= static_cast<std::size_t>(written);
  }
  ::_exit(0);
}

// Reads until the child closes its end; false when its time is up.
bool read_answer(int in, std::chrono::milliseconds patience, std::string& answer) {
  const auto end = Clock::now() + patience;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd wait{in, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = ::read(in, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    answer.append(buffer.data(), static_cast<std::size_t>(got));
    if (answer.size() > kMaxAnswer) return true;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

void take_answer(const std::string& text, Probe& probe) {
  const Json answer = Json::parse(text, nullptr, false);
  if (answer.is_discarded()) {
    probe.reason = "it disturbed the check: its answer cannot be read";
    return;
  }
  probe.reason = answer.value("reason", "");
  probe.good = probe.reason.empty();
  probe.name = answer.value("name", "");
  probe.version = answer.value("version", "");
  for (const Json& stage : answer["stages"])
    probe.stages.push_back({stage.value("name", ""), stage.value("summary", ""), stage.value("takes", ""),
                            stage.value("gives", "")});
  for (const Json& finding : answer["findings"]) probe.findings.push_back(finding.get<std::string>());
}

}  // namespace

Probe probe_plugin(const std::string& file, std::chrono::milliseconds patience) {
  Probe probe;
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    probe.reason = fmt::format("cannot be checked: {}", std::strerror(errno));
    return probe;
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    run_child(file, ends[1]);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    probe.reason = fmt::format("cannot be checked: {}", std::strerror(errno));
    return probe;
  }
  std::string answer;
  const bool in_time = read_answer(ends[0], patience, answer);
  if (!in_time) ::kill(child, SIGKILL);
  const int status = wait_for(child);
  ::close(ends[0]);
  if (!in_time) {
    probe.reason = fmt::format("it is not loaded after {}: does it wait or loop in a static initialiser?",
                               format_duration(patience));
  } else if (WIFSIGNALED(status)) {
    probe.reason = fmt::format("it crashes while it is loaded: {} (signal {})", ::strsignal(WTERMSIG(status)),
                               WTERMSIG(status));
  } else if (WEXITSTATUS(status) != 0 || answer.empty()) {
    probe.reason =
        fmt::format("it ends the process while it is loaded (exit status {})", WEXITSTATUS(status));
  } else {
    take_answer(answer, probe);
  }
  return probe;
}

std::vector<std::string> lint_stage(const StageInfo& stage) {
  std::vector<std::string> findings;
  const auto add = [&](std::string text) {
    findings.push_back(fmt::format("stage {}: {}", stage.name, text));
  };
  if (!is_snake_case(stage.name)) add("its name is not snake_case");
  if (stage.summary == nullptr || *stage.summary == '\0') add("it has no summary");
  OptionValues defaults;
  stage.read_defaults(defaults);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < stage.option_count; ++i) {
    const OptionSpec& option = stage.options[i];
    if (!names.insert(option.name).second) add(fmt::format("option '{}' is there twice", option.name));
    if (!is_snake_case(option.name)) add(fmt::format("option '{}' is not snake_case", option.name));
    if (option.help.empty()) add(fmt::format("option '{}' has no help", option.name));
    if (i < defaults.size() && !option.is_required && out_of_range(option, defaults[i].second)) {
      add(fmt::format("the default of option '{}' is not {}", option.name, expected_value(option)));
    }
  }
  std::set<std::uint16_t> numbers;
  for (std::size_t i = 0; i < stage.report_count; ++i) {
    const ReportKind& kind = stage.reports[i];
    if (!numbers.insert(kind.number).second) add(fmt::format("report number {} is there twice", kind.number));
    if (kind.number < 1000 || kind.number > 9999)
      add(fmt::format("report number {} has not four digits", kind.number));
    if (kind.name.empty() || kind.help.empty())
      add(fmt::format("report {} lacks its name or its help", kind.number));
  }
  if (stage.gives == Port::artifact && (stage.media_type == nullptr || stage.extension == nullptr)) {
    add("it makes a file, so it needs `media_type` and `extension`");
  }
  return findings;
}

}  // namespace minutemill
