// What converting a report costs at least: read it, parse it with gumbo, deflate as many bytes as
// minutemill's outputs hold, put them into two zip archives, write three files and rename each. Nothing of it
// makes sense as a document.
//
//   bulk_floor WORKERS OUT INPUT-LIST
#include <fcntl.h>
#include <gumbo.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

struct Raw {
  std::string data;
  zip_uint64_t size = 0;
  zip_uint32_t crc = 0;
};

// A part that is deflated already, handed to libzip as it is.
struct RawSource {
  const Raw* raw = nullptr;
  zip_uint64_t at = 0;
};

zip_int64_t raw_source(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto* source = static_cast<RawSource*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      source->at = 0;
      return 0;
    case ZIP_SOURCE_READ: {
      const zip_uint64_t left = source->raw->data.size() - source->at;
      const zip_uint64_t size = length < left ? length : left;
      std::copy_n(source->raw->data.data() + source->at, size, static_cast<char*>(data));
      source->at += size;
      return static_cast<zip_int64_t>(size);
    }
    case ZIP_SOURCE_STAT: {
      auto* stat = static_cast<zip_stat_t*>(data);
      zip_stat_init(stat);
      stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME;
      stat->size = source->raw->size;
      stat->comp_size = source->raw->data.size();
      stat->crc = source->raw->crc;
      stat->comp_method = ZIP_CM_DEFLATE;
      stat->mtime = 315532800;
      return sizeof *stat;
    }
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_FREE:
      delete source;
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT, ZIP_SOURCE_FREE, -1);
    default:
      return -1;
  }
}

Raw deflated(libdeflate_compressor* compressor, const std::string& bytes) {
  Raw raw;
  raw.data.resize(libdeflate_deflate_compress_bound(compressor, bytes.size()));
  raw.data.resize(
      libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), raw.data.data(), raw.data.size()));
  raw.size = bytes.size();
  raw.crc = libdeflate_crc32(0, bytes.data(), bytes.size());
  return raw;
}

std::string archive(const std::vector<const Raw*>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  zip_source_keep(memory);
  for (std::size_t i = 0; i < parts.size(); ++i)
    zip_file_add(zip, ("part" + std::to_string(i)).c_str(),
                 zip_source_function(zip, raw_source, new RawSource{parts[i], 0}), 0);
  zip_close(zip);
  zip_source_open(memory);
  zip_source_seek(memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

std::string read_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY);
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0) std::exit(1);
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  if (read(file, bytes.data(), bytes.size()) != status.st_size) std::exit(1);
  close(file);
  return bytes;
}

void write_file(int folder, const std::string& name, const std::string& bytes) {
  const std::string temporary = "." + name;
  const int file = openat(folder, temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::exit(1);
  close(file);
  renameat(folder, temporary.c_str(), folder, name.c_str());
}

void work(const std::vector<std::string>& inputs, std::size_t first, std::size_t step,
          const std::string& out) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(1);
  const int folder = open(out.c_str(), O_DIRECTORY | O_RDONLY);
  const Raw fixed = deflated(compressor, std::string(4000, 'x') + "<w:style/>");  // styles and the like, once
  for (std::size_t i = first; i < inputs.size(); i += step) {
    const std::string bytes = read_file(inputs[i]);
    GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, bytes.data(), bytes.size());
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    const Raw document = deflated(compressor, bytes + bytes.substr(0, bytes.size() / 2));
    const Raw chapter = deflated(compressor, bytes);
    const std::string name = std::to_string(i);
    write_file(folder, name + ".docx",
               archive({&fixed, &fixed, &fixed, &fixed, &fixed, &fixed, &fixed, &fixed, &fixed, &document}));
    write_file(folder, name + ".epub", archive({&fixed, &fixed, &fixed, &fixed, &fixed, &chapter}));
    write_file(folder, name + ".json", bytes + bytes);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto workers = static_cast<std::size_t>(std::atoi(argv[1]));
  mkdir(argv[2], 0777);
  std::ifstream list(argv[3]);
  std::vector<std::string> inputs;
  for (std::string line; std::getline(list, line);) inputs.push_back(line);
  for (std::size_t i = 0; i < workers; ++i)
    if (fork() == 0) {
      work(inputs, i, workers, argv[2]);
      _exit(0);
    }
  int status = 0;
  while (wait(&status) > 0)
    if (status != 0) return 1;
}
