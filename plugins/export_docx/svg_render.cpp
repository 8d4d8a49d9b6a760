#include "svg_render.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#define BOOST_DLL_USE_STD_FS 1
#include <boost/dll/shared_library.hpp>

namespace minutemill::docx {
namespace {

struct GError;
struct RsvgHandle;
struct Surface;
struct Cairo;

struct Rectangle {
  double x, y, width, height;
};

using Write = int(void* closure, const unsigned char* data, unsigned int length);

// The few functions of librsvg, cairo and GObject that it takes. They are no dependency of the build:
// graphics are rare in reports, and these libraries would cost every start more than all others together.
class Library {
 public:
  Library() {
    boost::dll::fs::error_code error;
    library_.load("librsvg-2.so.2",
                  boost::dll::load_mode::search_system_folders | boost::dll::load_mode::rtld_now, error);
    if (error) return;
    complete_ = find(read, "rsvg_handle_new_from_data") && find(render, "rsvg_handle_render_document") &&
                find(unref, "g_object_unref") && find(new_surface, "cairo_image_surface_create") &&
                find(surface_status, "cairo_surface_status") && find(new_cairo, "cairo_create") &&
                find(end_cairo, "cairo_destroy") && find(end_surface, "cairo_surface_destroy") &&
                find(write_png, "cairo_surface_write_to_png_stream");
  }
  [[nodiscard]] bool complete() const noexcept { return complete_; }

  RsvgHandle* (*read)(const std::uint8_t* data, std::size_t size, GError** error) = nullptr;
  int (*render)(RsvgHandle* handle, Cairo* cairo, const Rectangle* viewport, GError** error) = nullptr;
  void (*unref)(void* object) = nullptr;
  Surface* (*new_surface)(int format, int width, int height) = nullptr;
  int (*surface_status)(Surface* surface) = nullptr;
  Cairo* (*new_cairo)(Surface* surface) = nullptr;
  void (*end_cairo)(Cairo* cairo) = nullptr;
  void (*end_surface)(Surface* surface) = nullptr;
  int (*write_png)(Surface* surface, Write* write, void* closure) = nullptr;

 private:
  // What librsvg is linked with is found through it (dlsym(3)).
  template <class Function>
  bool find(Function*& function, const char* name) {
    if (!library_.has(name)) return false;
    function = &library_.get<Function>(name);
    return true;
  }

  boost::dll::shared_library library_;
  bool complete_ = false;
};

// Never unloaded: GObject's types cannot be.
const Library& library() {
  static const Library* loaded = new Library;
  return *loaded;
}

int append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return 0;  // CAIRO_STATUS_SUCCESS
}

// Empty when librsvg cannot draw it.
std::string draw(const Library& rsvg, std::string_view svg, std::int32_t width, std::int32_t height) {
  constexpr int kArgb32 = 0;  // CAIRO_FORMAT_ARGB32
  RsvgHandle* handle = rsvg.read(reinterpret_cast<const std::uint8_t*>(svg.data()), svg.size(), nullptr);
  if (handle == nullptr) return {};
  Surface* surface = rsvg.new_surface(kArgb32, width, height);
  Cairo* cairo = rsvg.new_cairo(surface);
  const Rectangle viewport{0, 0, static_cast<double>(width), static_cast<double>(height)};
  const bool drawn = rsvg.render(handle, cairo, &viewport, nullptr) != 0;
  rsvg.end_cairo(cairo);
  std::string png;
  if (!drawn || rsvg.surface_status(surface) != 0 || rsvg.write_png(surface, append, &png) != 0) png.clear();
  rsvg.end_surface(surface);
  rsvg.unref(handle);
  return png;
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(to, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::string read_all(int from) {
  std::string bytes;
  char piece[16 * 1024];
  for (;;) {
    const ssize_t count = ::read(from, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return bytes;
    bytes.append(piece, static_cast<std::size_t>(count));
  }
}

// The child's side: it may take two seconds of the processor, five of the clock should it hang, and as much
// memory as a worker.
[[noreturn]] void draw_alone(const Library& rsvg, std::string_view svg, std::int32_t width,
                             std::int32_t height, int to) {
  const rlimit cpu{2, 2};
  const rlimit no_core{0, 0};
  ::close(STDERR_FILENO);  // the libraries' own warnings
  ::signal(SIGALRM, SIG_DFL);
  ::setrlimit(RLIMIT_CPU, &cpu);
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::alarm(5);
  const std::string png = draw(rsvg, svg, width, height);
  ::_exit(!png.empty() && write_all(to, png) ? 0 : 1);
}

}  // namespace

// In a process of its own: librsvg bounds how many elements it draws, but a single one (a filter, a dash, a
// gradient that repeats) can take minutes, and nothing stops it from outside.
std::optional<std::string> render_svg(std::string_view svg, std::int32_t width, std::int32_t height) {
  constexpr std::int32_t kWidest = 4096;
  if (width < 1 || height < 1 || width > kWidest || height > kWidest) return std::nullopt;
  const Library& rsvg = library();
  int ends[2];
  if (!rsvg.complete() || ::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = ::fork();
  if (child == 0) draw_alone(rsvg, svg, width, height, ends[1]);
  ::close(ends[1]);
  std::string png = child < 0 ? std::string() : read_all(ends[0]);
  ::close(ends[0]);
  int status = 1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return png;
}

}  // namespace minutemill::docx
