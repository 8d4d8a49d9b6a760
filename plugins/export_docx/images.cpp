// Images as inline drawings (DrawingML, ECMA-376 §20.4), in their own size but never wider than the column.
#include <algorithm>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "runs.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::int64_t kEmuPerPixel = 9525;  // CSS pixels
constexpr std::int64_t kEmuPerTwip = 635;
constexpr std::int64_t kDefaultPixels = 300;  // when nothing says how large an image is

struct Size {
  std::int64_t width = 0, height = 0;  // EMU
};

// The size that attributes and pixels give, scaled down to what there is room for.
Size fitted(const Node& image, const Resource& resource, std::int64_t widest, std::int64_t highest) {
  const auto pixels = [](std::int64_t value) { return std::clamp<std::int64_t>(value, 0, 100'000); };
  std::int64_t width = pixels(image.number(Attr::width)), height = pixels(image.number(Attr::height));
  const std::int64_t own_width = pixels(resource.width), own_height = pixels(resource.height);
  if (width == 0 && height > 0 && own_height > 0)
    width = std::max<std::int64_t>(height * own_width / own_height, 1);
  if (width == 0) width = own_width > 0 ? own_width : kDefaultPixels;
  if (height == 0)
    height =
        own_width > 0 && own_height > 0 ? std::max<std::int64_t>(width * own_height / own_width, 1) : width;
  Size size{width * kEmuPerPixel, height * kEmuPerPixel};
  if (size.width > widest) size = {widest, std::max(size.height * widest / size.width, kEmuPerPixel)};
  if (size.height > highest) size = {std::max(size.width * highest / size.height, kEmuPerPixel), highest};
  return size;
}

// Dots for a length: two for each CSS pixel, so that print is sharp, within bounds.
std::int32_t dots(std::int64_t emu) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(2 * emu / kEmuPerPixel, 1, 4096));
}

void write_extent(pugi::xml_node parent, const char* name, const Size& size) {
  pugi::xml_node extent = add(parent, name);
  set(extent, "cx", size.width);
  set(extent, "cy", size.height);
}

// The alternative text; an image with an empty one is decoration (HTML §4.8.4.4.6), one with none at all is
// told by the name of its file.
void describe(pugi::xml_node properties, const Node& image, const Resource& resource) {
  std::string_view words = image.get(Attr::alt);
  if (words.empty()) words = image.get(Attr::title);
  if (words.empty() && !image.has(Attr::alt))
    words = std::string_view(resource.name).substr(resource.name.find_last_of("/\\") + 1);
  append_attribute(properties, "descr", words);
  if (!words.empty()) return;
  pugi::xml_node extension = add(add(properties, "a:extLst"), "a:ext");
  set(extension, "uri", ns::kDecorativeUri);
  pugi::xml_node decorative = add(extension, "adec:decorative");
  set(decorative, "xmlns:adec", ns::kDecorative);
  set(decorative, "val", "1");
}

// Relationships of a picture's parts: what every version of Word shows, and the SVG that it was made of, if
// it was.
struct Blip {
  std::string pixels, drawing;
};

// None when Word cannot show the picture.
std::optional<Blip> embed(Job& job, Story& story, std::size_t index, const Size& size) {
  const Resource& resource = job.document.resources()[index];
  const auto relate = [&story](const std::string& part) {
    return story.relationships.add(rel::kImage, part, false);
  };
  if (const std::string_view extension = Media::extension(resource.media_type); !extension.empty())
    return Blip{relate(job.media.part_name(index, extension)), {}};
  if (resource.media_type != "image/svg+xml") return std::nullopt;
  const auto parts = job.media.vector_names(index, resource.bytes, dots(size.width), dots(size.height));
  if (!parts) return std::nullopt;
  return Blip{relate(parts->pixels), relate(parts->drawing)};
}

void write_picture(pugi::xml_node data, const Blip& blip, const std::string& name, std::uint32_t id,
                   const Size& size) {
  pugi::xml_node picture = add(data, "pic:pic");
  pugi::xml_node about = add(picture, "pic:nvPicPr");
  pugi::xml_node properties = add(about, "pic:cNvPr");
  set(properties, "id", id);
  set(properties, "name", name);
  set(add(add(about, "pic:cNvPicPr"), "a:picLocks"), "noChangeAspect", "1");
  pugi::xml_node fill = add(picture, "pic:blipFill");
  pugi::xml_node embedded = add(fill, "a:blip");
  set(embedded, "r:embed", blip.pixels);
  if (!blip.drawing.empty()) {
    pugi::xml_node extension = add(add(embedded, "a:extLst"), "a:ext");
    set(extension, "uri", ns::kSvgUri);
    pugi::xml_node svg = add(extension, "asvg:svgBlip");
    set(svg, "xmlns:asvg", ns::kSvg);
    set(svg, "r:embed", blip.drawing);
  }
  add(add(fill, "a:stretch"), "a:fillRect");
  pugi::xml_node shape = add(picture, "pic:spPr");
  pugi::xml_node transform = add(shape, "a:xfrm");
  pugi::xml_node offset = add(transform, "a:off");
  set(offset, "x", 0);
  set(offset, "y", 0);
  write_extent(transform, "a:ext", size);
  pugi::xml_node geometry = add(shape, "a:prstGeom");
  set(geometry, "prst", "rect");
  add(geometry, "a:avLst");
}

}  // namespace

// The alternative text in its place.
void RunWriter::leave_out(const Node& image, std::string_view what, pugi::xml_node container,
                          RunState state) {
  job_.context.lose(job_.options.images ? reports::kImageNotEmbedded : reports::kImagesOff,
                    what.empty() ? "no image data" : std::string(what), {.images = 1}, image.span());
  state.italic = true;
  const std::string_view alt = image.get(Attr::alt);
  text(alt.empty() ? image.get(Attr::title) : alt, container, state);
}

void RunWriter::write_drawing(const Node& image, pugi::xml_node container, RunState state) {
  const auto index = static_cast<std::uint64_t>(image.number(Attr::resource, -1));
  const auto& resources = job_.document.resources();
  if (index >= resources.size())
    return leave_out(image, cut_utf8(image.get(Attr::href), 120), container, state);
  const std::int64_t widest = std::max(width_, 200) * kEmuPerTwip;
  const std::int64_t highest = job_.style.page.text_height() * kEmuPerTwip * 9 / 10;
  const Size size = fitted(image, resources[index], widest, highest);
  const auto blip = job_.options.images ? embed(job_, story_, index, size) : std::nullopt;
  if (!blip) return leave_out(image, resources[index].media_type, container, state);
  ++job_.tally.images;
  const std::uint32_t id = ++job_.drawings;
  const std::string name = "Image " + std::to_string(id);

  pugi::xml_node run = add(container, "w:r");
  pugi::xml_node inline_node = add(add(run, "w:drawing"), "wp:inline");
  for (const char* side : {"distT", "distB", "distL", "distR"}) set(inline_node, side, 0);
  write_extent(inline_node, "wp:extent", size);
  pugi::xml_node properties = add(inline_node, "wp:docPr");
  set(properties, "id", id);
  set(properties, "name", name);
  describe(properties, image, resources[index]);
  set(add(add(inline_node, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks"), "noChangeAspect", "1");
  pugi::xml_node data = add(add(inline_node, "a:graphic"), "a:graphicData");
  set(data, "uri", ns::kPicture);
  write_picture(data, *blip, name, id, size);
}

}  // namespace minutemill::docx
