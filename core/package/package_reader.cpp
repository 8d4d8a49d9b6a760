// libzip reads the directory; parts are taken out compressed and inflated by libdeflate into a buffer of the
// stated size, so that no part can grow beyond what the directory says and the bounds allow.
#include <minutemill/package.hpp>

#include <zip.h>

#include <stdexcept>
#include <unordered_map>

#include "package/deflate.hpp"
#include "package/part_name.hpp"

namespace minutemill {
namespace {

constexpr zip_int64_t kMostParts = 100'000;

[[noreturn]] void refuse(const std::string& why) {
  throw std::runtime_error("the zip package " + why);
}

struct Closer {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

}  // namespace

struct PackageReader::State {
  std::unique_ptr<zip_t, Closer> archive;
  std::vector<Entry> entries;
  std::vector<std::uint64_t> packed_sizes;
  std::unordered_map<std::string, std::size_t> by_name;  // folded

  void open(std::string_view bytes);
  void list(std::uint64_t max_part, std::uint64_t max_total, std::size_t package_size);
  [[nodiscard]] const std::size_t* find(std::string_view name) const {
    const auto at = by_name.find(folded_part_name(name));
    return at == by_name.end() || entries[at->second].name != name ? nullptr : &at->second;
  }
};

void PackageReader::State::open(std::string_view bytes) {
  if (bytes.empty()) refuse("is empty");  // to libzip, an archive that is not there yet
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) archive.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (archive) return;
  if (source != nullptr) zip_source_free(source);
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  refuse("cannot be read: " + why);
}

void PackageReader::State::list(std::uint64_t max_part, std::uint64_t max_total, std::size_t package_size) {
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count > kMostParts) refuse("has more than " + std::to_string(kMostParts) + " parts");
  std::uint64_t total = 0, packed = 0;
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW, &stat) != 0)
      refuse("has an unreadable entry " + std::to_string(i));
    const std::string name = stat.name;
    if (stat.encryption_method != ZIP_EM_NONE) refuse("has an encrypted part, " + name);
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
      refuse("has a part that is neither stored nor deflated, " + name);
    if (stat.size > max_part || stat.size > max_total - total)
      refuse("unpacks to more than is allowed, at " + name + " (" + std::to_string(stat.size) + " bytes)");
    total += stat.size;
    packed += stat.comp_size;
    // Parts that lie over one another are how a small file unpacks to a huge one.
    if (packed > package_size) refuse("has parts that overlap");
    if (!by_name.emplace(folded_part_name(name), entries.size()).second)
      refuse("has two parts named " + name);
    const bool extra = i == 0 && zip_file_extra_fields_count(archive.get(), 0, ZIP_FL_LOCAL) > 0;
    entries.push_back({name, stat.size, stat.crc, stat.comp_method == ZIP_CM_STORE, extra});
    packed_sizes.push_back(stat.comp_size);
  }
}

PackageReader::PackageReader(std::string_view bytes, std::uint64_t max_part, std::uint64_t max_total)
    : state_(std::make_unique<State>()) {
  state_->open(bytes);
  state_->list(max_part, max_total, bytes.size());
}
PackageReader::~PackageReader() = default;
PackageReader::PackageReader(PackageReader&&) noexcept = default;
PackageReader& PackageReader::operator=(PackageReader&&) noexcept = default;

const std::vector<PackageReader::Entry>& PackageReader::entries() const noexcept {
  return state_->entries;
}

bool PackageReader::has(std::string_view name) const noexcept {
  return state_->find(name) != nullptr;
}

std::string PackageReader::read(std::string_view name) const {
  const std::size_t* index = state_->find(name);
  if (index == nullptr) refuse("has no part " + std::string(name));
  const Entry& entry = state_->entries[*index];
  const std::unique_ptr<zip_file_t, Closer> file(
      zip_fopen_index(state_->archive.get(), *index, ZIP_FL_COMPRESSED));
  if (!file) refuse("has an unreadable part " + entry.name + ": " + zip_strerror(state_->archive.get()));
  std::string packed(state_->packed_sizes[*index], '\0');
  if (zip_fread(file.get(), packed.data(), packed.size()) != static_cast<zip_int64_t>(packed.size()))
    refuse("ends inside the part " + entry.name);
  std::string bytes;
  if (entry.stored)
    bytes = std::move(packed);
  else if (!inflate(packed, entry.size, bytes))
    refuse("has a damaged part " + entry.name);
  if (bytes.size() != entry.size || crc32_of(bytes) != entry.crc) refuse("has a damaged part " + entry.name);
  return bytes;
}

}  // namespace minutemill
