// Fonts that a book carries.
#pragma once

#include <string>
#include <vector>

#include <minutemill/package.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::epub {

class Fonts {
 public:
  struct Item {
    std::string file;  // "fonts/font-1.otf"
    std::string media_type;
  };
  // `named`: family -> file, looked for beside the pipeline and in the folder "fonts" of the configs. A file
  // that is no OpenType, TrueType or WOFF font, or whose licence field forbids embedding (OpenType OS/2
  // fsType bit 1), is a fault.
  Fonts(const TextMap& named, Setup& setup);

  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
  // @font-face rules and a rule that has the text set in these families before others; empty without fonts.
  [[nodiscard]] const std::string& css() const noexcept { return css_; }
  void add_to(PackageWriter& package) const;

 private:
  void take(const std::string& family, const ConfigFile& file, Setup& setup);

  std::vector<Item> items_;
  std::vector<DeflatedPart> parts_;
  std::string css_;
  std::string families_;
};

}  // namespace minutemill::epub
