#include "stylesheet.hpp"

#include <minutemill/text.hpp>

#include "stock_config.hpp"

namespace minutemill::xhtml {
namespace {

constexpr int kDeepestImport = 8;
constexpr std::size_t kLargest = 4U << 20;  // of all files together

// Past white space and comments.
std::size_t skip_blank(std::string_view css, std::size_t at) {
  for (;;) {
    while (at < css.size() && is_ascii_space(static_cast<unsigned char>(css[at]))) ++at;
    if (css.substr(at, 2) != "/*") return at;
    const std::size_t end = css.find("*/", at + 2);
    if (end == std::string_view::npos) return css.size();
    at = end + 2;
  }
}

class Importer {
 public:
  explicit Importer(Setup& setup) : setup_(setup) {}

  std::string expand(const ConfigFile& file, int depth) {
    const std::string_view css = file.text;
    std::string out;
    std::size_t at = 0;
    for (;;) {
      const std::size_t rule = skip_blank(css, at);
      if (css.substr(rule, 7) != "@import") break;
      out += css.substr(at, rule - at);
      const std::size_t end = css.find(';', rule);
      const std::string_view target =
          trim(css.substr(rule + 7, end == std::string_view::npos ? end : end - rule - 7));
      out += import(file, target, depth);
      if (end == std::string_view::npos) return out;
      at = end + 1;
    }
    out += css.substr(at);
    return out;
  }

 private:
  std::string import(const ConfigFile& file, std::string_view target, int depth) {
    const char quote = target.empty() ? '\0' : target.front();
    const bool plain = target.size() > 2 && (quote == '"' || quote == '\'') &&
                       target.find(quote, 1) == target.size() - 1 &&
                       target.find(':') == std::string_view::npos;
    if (!plain)
      return complain(file, "write @import \"other.css\"; with the name of a file and nothing else", target);
    if (depth >= kDeepestImport)
      return complain(file, "files import one another too deeply; does one import itself?", target);
    const auto found = setup_.load(target.substr(1, target.size() - 2), "styles", &file);
    if (!found) return {};
    total_ += found->text.size();
    if (total_ > kLargest) return complain(file, "style sheets larger than 4 MiB", target);
    return expand(*found, depth + 1);
  }

  std::string complain(const ConfigFile& file, std::string_view hint, std::string_view target) {
    Diagnostic diagnostic;
    diagnostic.file = file.file.empty() ? file.path : file.file;
    diagnostic.message = "@import " + std::string(cut_utf8(target, 80)) + " cannot be followed";
    diagnostic.hint = hint;
    setup_.diagnostics().add(std::move(diagnostic));
    return {};
  }

  Setup& setup_;
  std::size_t total_ = 0;
};

}  // namespace

ConfigFile load_stylesheet(const ConfigFile& named, std::string_view stock, Setup& setup) {
  ConfigFile file = named_or_stock(named, stock, "styles", setup);
  file.text = Importer(setup).expand(file, 0);
  return file;
}

}  // namespace minutemill::xhtml
