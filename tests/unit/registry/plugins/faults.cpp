// Stages that go wrong while a document is in them, one for each way; the document's text is the trigger, so
// that others of the same run can come through: a document without the word "fault" is left alone.
#include <csignal>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

bool wanted(const Document& document) {
  return Document::plain_text(document.body()).find("fault") != std::string::npos;
}

class Throws {
 public:
  static constexpr std::string_view name = "test_throws";
  static constexpr std::string_view summary = "Throws a std::runtime_error.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    if (wanted(document)) throw std::runtime_error("the plugin's own words");
  }
};

class ThrowsNumber {
 public:
  static constexpr std::string_view name = "test_throws_number";
  static constexpr std::string_view summary = "Throws what is no exception.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    if (wanted(document)) throw 42;
  }
};

class Segfaults {
 public:
  static constexpr std::string_view name = "test_segfaults";
  static constexpr std::string_view summary = "Writes where there is no memory.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    if (!wanted(document)) return;
    std::signal(SIGSEGV, SIG_DFL);  // sanitizers would turn the signal into an exit, and tell of address 0
    volatile std::uintptr_t address = 16;  // which no compiler sees through
    auto* nowhere = reinterpret_cast<volatile int*>(address);
    *nowhere = 1;
  }
};

class Aborts {
 public:
  static constexpr std::string_view name = "test_aborts";
  static constexpr std::string_view summary = "Ends the process.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    if (!wanted(document)) return;
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
  }
};

class Loops {
 public:
  static constexpr std::string_view name = "test_loops";
  static constexpr std::string_view summary = "Never comes back, and never asks for the time.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    volatile bool forever = wanted(document);
    while (forever) {
    }
  }
};

class Waits {
 public:
  static constexpr std::string_view name = "test_waits";
  static constexpr std::string_view summary = "Never comes back, but asks for the time.";
  using Options = NoOptions;
  void process(Document& document, Context& context) {
    const bool forever = wanted(document);
    while (forever) context.check_time();
  }
};

class Allocates {
 public:
  static constexpr std::string_view name = "test_allocates";
  static constexpr std::string_view summary = "Takes 10 GB, and touches it.";
  using Options = NoOptions;
  void process(Document& document, Context&) {
    if (!wanted(document)) return;
    std::vector<std::unique_ptr<char[]>> pieces;
    constexpr std::size_t kPiece = 16U << 20;
    for (std::size_t i = 0; i < 640; ++i) {
      pieces.push_back(std::make_unique_for_overwrite<char[]>(kPiece));
      std::memset(pieces.back().get(), static_cast<int>(i), kPiece);
    }
  }
};

class Leaks {
 public:
  static constexpr std::string_view name = "test_leaks";
  static constexpr std::string_view summary = "Loses 1 MiB with every document.";
  using Options = NoOptions;
  void process(Document&, Context&) {
    constexpr std::size_t kPiece = 1U << 20;
    char* lost = new char[kPiece];
    std::memset(lost, 1, kPiece);
    asm volatile("" : : "r"(lost) : "memory");  // so that it is not optimised away
  }
};

}  // namespace

MINUTEMILL_PLUGIN("test_faults", "1.0.0", Throws, ThrowsNumber, Segfaults, Aborts, Loops, Waits, Allocates,
                  Leaks)
