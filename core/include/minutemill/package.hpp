// Zip packages (OPC, EPUB OCF) built in memory: parts in the order they are added, fixed times, no extra
// fields, so that the same parts give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include <minutemill/export.hpp>
#include <minutemill/sink.hpp>

namespace minutemill {

// A part compressed once and written as often as wanted: for what is the same in every package.
struct DeflatedPart {
  std::string name;
  std::string data;  // raw deflate stream (RFC 1951)
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
};
// `level` 1 (fast) to 12 (small), as of libdeflate.
[[nodiscard]] MINUTEMILL_API DeflatedPart deflate_part(std::string name, std::string_view bytes,
                                                       int level = 9);

// A part of a package too large for memory: its bytes, as they shall stand in the archive, are asked for when
// the archive is written.
struct StreamedPart {
  std::string name;
  std::uint64_t size = 0;    // of what it unpacks to
  std::uint64_t packed = 0;  // of what stands in the archive
  std::uint32_t crc = 0;
  bool stored = false;  // else deflated
  // Puts `count` bytes from `offset` on at `to`. May throw.
  std::function<void(std::uint64_t offset, char* to, std::size_t count)> read;
};

// Names must be relative, with '/', without "." or ".." parts, control characters or backslashes, and unique
// without regard to case; anything else throws std::invalid_argument.
class MINUTEMILL_API PackageWriter {
 public:
  // `level` compresses the parts given to add().
  explicit PackageWriter(int level = 6);
  ~PackageWriter();
  PackageWriter(PackageWriter&&) noexcept;
  PackageWriter& operator=(PackageWriter&&) noexcept;

  void store(std::string_view name, std::string_view bytes);  // not compressed: EPUB's mimetype, PNG, JPEG
  // Compressed, unless there is next to nothing to win.
  void add(std::string_view name, std::string_view bytes);
  void add(const DeflatedPart& part);  // not copied: must live until finish()
  void add(StreamedPart part);
  // The archive. The writer is empty afterwards and can be used again. Throws std::runtime_error.
  [[nodiscard]] std::string finish();
  // The same into a sink: of parts that are streamed only a few kilobytes are in memory at a time.
  void finish(OutputSink& sink);
  // Forgets the parts given so far.
  void clear() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads a package: for reference documents and for checking what was written. Throws std::runtime_error on a
// broken archive; sizes are bounded against bombs.
class MINUTEMILL_API PackageReader {
 public:
  explicit PackageReader(std::string_view bytes, std::uint64_t max_part = 64ULL << 20,
                         std::uint64_t max_total = 512ULL << 20);
  ~PackageReader();
  PackageReader(PackageReader&&) noexcept;
  PackageReader& operator=(PackageReader&&) noexcept;
  struct Entry {
    std::string name;
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
    bool stored = false;
    bool has_extra = false;  // extra fields in the local header; only looked for in the first entry
  };
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept;
  [[nodiscard]] bool has(std::string_view name) const noexcept;
  [[nodiscard]] std::string read(std::string_view name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What is wrong with a part of a package, or with the package when `part` is empty.
struct PackageFinding {
  std::string part;
  std::string message;
};
// Holds a DOCX or EPUB package, told apart by what is in them, against the rules of its format: archive,
// content types, relationships both ways, references and ids, order of the XML, package document, navigation
// and spine, characters. Empty: nothing found. What only the formats' schemas tell is left to their own
// validators. Never throws.
[[nodiscard]] MINUTEMILL_API std::vector<PackageFinding> verify_package(std::string_view bytes);
// The same for a file of any media type: packages as above, JSON and XML for being well-formed, text for
// being UTF-8; what is of a type unknown here has nothing wrong with it.
[[nodiscard]] MINUTEMILL_API std::vector<PackageFinding> verify_file(std::string_view media_type,
                                                                     std::string_view bytes);

// Puts children of WordprocessingML elements (with the prefix w) into the order that the schema fixes for
// them: for markup of programs that do not mind it. What the schema does not know stays behind its elder
// sibling.
MINUTEMILL_API void order_wordprocessing_markup(pugi::xml_node root);

}  // namespace minutemill
