// The parts of a plugin's call path that need not be in every plugin.
#include <minutemill/plugin.hpp>

#include <algorithm>
#include <cstring>

namespace minutemill {

Context::~Context() = default;

Volume::~Volume() = default;
OutputSink::~OutputSink() = default;

bool binds_volumes(const StageInfo& stage) noexcept {
  return stage.size >= offsetof(StageInfo, bind) + sizeof stage.bind && stage.make_part != nullptr &&
         stage.bind != nullptr;
}

void Context::lose(const ReportKind& kind, std::string_view detail, const Tally&, SourceSpan span) {
  report(kind, detail, span);
}

Setup::~Setup() = default;

std::shared_ptr<const void> Setup::share(const std::string&, const Make& make) {
  return make();
}

std::string_view to_string(Port port) noexcept {
  switch (port) {
    case Port::bytes:
      return "bytes";
    case Port::markup:
      return "markup";
    case Port::document:
      return "document";
    case Port::artifact:
      return "artifact";
  }
  return "";
}

namespace detail {

void set_failure(Failure& failure, FailureCode code, std::string_view message, SourceSpan span) noexcept {
  failure.code = code;
  failure.span = span;
  const std::size_t size = std::min(message.size(), sizeof failure.message - 1);
  std::memcpy(failure.message, message.data(), size);
  failure.message[size] = '\0';
}

void current_exception_to(Failure& failure) noexcept {
  try {
    throw;
  } catch (const StageFailure& e) {
    set_failure(failure, e.code(), e.what(), e.span());
  } catch (const std::bad_alloc&) {
    set_failure(failure, FailureCode::resource, "out of memory", {});
  } catch (const std::exception& e) {
    set_failure(failure, FailureCode::plugin, e.what(), {});
  } catch (...) {
    set_failure(failure, FailureCode::plugin, "threw something that is no std::exception", {});
  }
}

}  // namespace detail
}  // namespace minutemill
