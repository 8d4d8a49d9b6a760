#include "runtime/container.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "runtime/archive_stream.hpp"

namespace minutemill {
namespace {

using Kind = ArchiveStream::Kind;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The name without the ending of a compression.
std::string uncompressed(std::string_view name) {
  std::string out = lowered(name);
  for (const std::string_view ending : {".gz", ".zst", ".bz2", ".xz"})
    if (out.size() > ending.size() && out.ends_with(ending)) return out.substr(0, out.size() - ending.size());
  return out;
}

std::string too_large_text(std::uint64_t limit) {
  return fmt::format("larger than the limit of {} bytes; raise it with --set limits.input=SIZE", limit);
}

class ArchiveContainer final : public Container {
 public:
  ArchiveContainer(int fd, ContainerSettings settings)
      : stream_(fd, Kind::entries), settings_(std::move(settings)) {
    error_ = stream_.error();
  }

  std::optional<ContainerRecord> next() override {
    ContainerRecord record;
    while (stream_.next_entry(record.name)) {
      const std::string leaf = record.name.substr(record.name.rfind('/') + 1);
      if (!settings_.takes(leaf.c_str())) {
        settings_.leave_out(leaf);
        stream_.skip_entry();
        continue;
      }
      if (!stream_.read_entry(record.bytes, settings_.max_record, record.too_large)) break;
      if (record.too_large)
        record.problem = too_large_text(settings_.max_record);
      else if (record.bytes.empty())
        record.problem = "an empty file";
      if (const unsigned again = ++seen_[record.name]; again > 1) record.name += fmt::format("~{}", again);
      return record;
    }
    error_ = stream_.error();
    return std::nullopt;
  }

 private:
  ArchiveStream stream_;
  ContainerSettings settings_;
  std::map<std::string, unsigned> seen_;  // archives may hold a name twice
};

class JsonLines final : public Container {
 public:
  JsonLines(int fd, ContainerSettings settings) : stream_(fd, Kind::raw), settings_(std::move(settings)) {
    error_ = stream_.error();
  }

  std::optional<ContainerRecord> next() override {
    std::string line;
    bool too_large = false;
    while (stream_.read_line(line, settings_.max_record, too_large)) {
      ++number_;
      if (!too_large && trimmed(line).empty()) continue;
      ContainerRecord record;
      record.name = std::to_string(number_);
      record.too_large = too_large;
      if (too_large)
        record.problem = too_large_text(settings_.max_record);
      else
        read(line, record);
      return record;
    }
    error_ = stream_.error();
    return std::nullopt;
  }

 private:
  void read(const std::string& line, ContainerRecord& record) const {
    struct Field {
      const char* name;
      const char* media_type;
    };
    static constexpr std::array<Field, 5> kFields{{{"html", "text/html"},
                                                   {"content", ""},
                                                   {"text", "text/plain"},
                                                   {"markdown", "text/markdown"},
                                                   {"body", ""}}};
    // Depth is bounded before the parser recurses.
    const auto guard = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth < 64; };
    const nlohmann::json json = nlohmann::json::parse(line, guard, false);
    if (!json.is_object()) {
      record.problem = "the line is no JSON object";
      return;
    }
    const auto text = [&json](const std::string& field) {
      const auto found = json.find(field);
      return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (!settings_.text_field.empty()) {
      record.bytes = text(settings_.text_field);
    } else {
      for (const Field& field : kFields) {
        record.bytes = text(field.name);
        record.media_type = field.media_type;
        if (!record.bytes.empty()) break;
      }
    }
    record.url = text("url");
    record.charset = "utf-8";
    if (!settings_.name_field.empty())
      if (const std::string name = text(settings_.name_field); !name.empty()) record.name += "-" + name;
    if (record.bytes.empty())
      record.problem = fmt::format("the object has no text in field {}",
                                   settings_.text_field.empty()
                                       ? "html, content, text, markdown or body; name it with --jsonl-text"
                                       : settings_.text_field);
  }

  ArchiveStream stream_;
  ContainerSettings settings_;
  std::uint64_t number_ = 0;
};

// Header lines "Name: value" up to an empty line.
using Headers = std::map<std::string, std::string>;

// WARC 1.0 and 1.1 (ISO 28500): responses and resources that are documents.
class Warc final : public Container {
 public:
  Warc(int fd, ContainerSettings settings) : stream_(fd, Kind::raw), settings_(std::move(settings)) {
    error_ = stream_.error();
  }

  std::optional<ContainerRecord> next() override {
    Headers headers;
    while (read_headers(headers)) {
      const std::string& text = headers["content-length"];
      std::uint64_t length = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), length).ec != std::errc()) {
        error_ = fmt::format("record {} says no length", number_);
        return std::nullopt;
      }
      ContainerRecord record;
      record.name = std::to_string(number_);
      record.url = headers["warc-target-uri"];
      const bool whole = stream_.read_bytes(record.bytes, length, settings_.max_record + kMostHeaders);
      const std::string& type = headers["warc-type"];
      if (type == "response")
        read_response(record);
      else if (type == "resource")
        set_type(headers["content-type"], record);
      else
        continue;
      if (!whole) record.problem = "the record is cut off";
      if (record.bytes.size() > settings_.max_record || length > settings_.max_record + kMostHeaders) {
        record.too_large = true;
        record.problem = too_large_text(settings_.max_record);
      }
      if (is_document(record)) return record;
      settings_.leave_out(record.media_type.empty() ? std::string_view("no type")
                                                    : std::string_view(record.media_type));
    }
    if (error_.empty()) error_ = stream_.error();
    return std::nullopt;
  }

 private:
  static constexpr std::uint64_t kMostHeaders = 64 * 1024;

  bool read_headers(Headers& headers) {
    headers.clear();
    std::string line;
    bool too_large = false;
    do {
      if (!stream_.read_line(line, kMostHeaders, too_large)) return false;
    } while (line.empty());
    ++number_;
    if (line.rfind("WARC/", 0) != 0) {
      error_ = fmt::format("record {} does not begin with WARC/", number_);
      return false;
    }
    std::size_t size = 0;
    while (stream_.read_line(line, kMostHeaders, too_large) && !line.empty() &&
           (size += line.size()) < kMostHeaders) {
      const std::size_t colon = line.find(':');
      if (colon != std::string::npos)
        headers[lowered(line.substr(0, colon))] = trimmed(std::string_view(line).substr(colon + 1));
    }
    return true;
  }

  // An HTTP message: status line, headers, body.
  static void read_response(ContainerRecord& record) {
    const std::size_t end = record.bytes.find("\r\n\r\n");
    if (end == std::string::npos) return;
    const std::string head = record.bytes.substr(0, end + 2);
    if (head.rfind("HTTP/", 0) != 0 || head.find(" 200") != head.find(' ')) {
      record.media_type = "HTTP status other than 200";
      return;
    }
    Headers headers;
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
      const std::size_t stop = head.find("\r\n", at);
      const std::string_view line = std::string_view(head).substr(at, stop - at);
      const std::size_t colon = line.find(':');
      if (colon != std::string_view::npos)
        headers[lowered(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
      at = stop + 2;
    }
    record.bytes.erase(0, end + 4);
    set_type(headers["content-type"], record);
    if (lowered(headers["transfer-encoding"]) == "chunked") record.bytes = unchunked(record.bytes);
    if (const std::string coding = lowered(headers["content-encoding"]);
        coding == "gzip" || coding == "x-gzip") {
      ArchiveStream unpacked{std::string_view(record.bytes)};
      std::string bytes;
      bool too_large = false;
      if (!unpacked.read_entry(bytes, 256ULL << 20, too_large) || too_large)
        record.problem = "its compressed content cannot be read";
      record.bytes = std::move(bytes);
    }
  }

  // RFC 9112 §7.1; what is not chunked after all is given back as it is.
  static std::string unchunked(const std::string& body) {
    std::string out;
    for (std::size_t at = 0; at < body.size();) {
      std::uint64_t size = 0;
      const auto [end, fault] = std::from_chars(body.data() + at, body.data() + body.size(), size, 16);
      const std::size_t line = body.find("\r\n", at);
      if (fault != std::errc() || end == body.data() + at || line == std::string::npos)
        return out.empty() ? body : out;
      if (size == 0) return out;
      out.append(body, line + 2, static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size())));
      if (size > body.size() - std::min(body.size(), line + 2)) return out;
      at = line + 2 + static_cast<std::size_t>(size) + 2;
    }
    return out;
  }

  static void set_type(std::string_view header, ContainerRecord& record) {
    const std::string type = lowered(header);
    record.media_type = trimmed(std::string_view(type).substr(0, type.find(';')));
    if (const std::size_t at = type.find("charset="); at != std::string::npos) {
      std::string_view charset = std::string_view(type).substr(at + 8);
      charset = trimmed(charset.substr(0, charset.find(';')));
      if (charset.size() > 2 && charset.front() == '"') charset = charset.substr(1, charset.size() - 2);
      record.charset = charset;
    }
  }

  static bool is_document(const ContainerRecord& record) {
    static constexpr std::array<std::string_view, 4> kTypes{"text/html", "application/xhtml+xml",
                                                            "text/plain", "text/markdown"};
    return std::find(kTypes.begin(), kTypes.end(), record.media_type) != kTypes.end();
  }

  ArchiveStream stream_;
  ContainerSettings settings_;
  std::uint64_t number_ = 0;
};

}  // namespace

Container::~Container() = default;

bool Container::is_container(std::string_view name) noexcept {
  const std::string plain = uncompressed(name);
  const bool compressed = plain.size() != name.size();
  for (const std::string_view ending : {".jsonl", ".ndjson", ".tar", ".warc"})
    if (plain.ends_with(ending)) return true;
  if (compressed) return false;
  return plain.ends_with(".zip") || plain.ends_with(".tgz");
}

std::unique_ptr<Container> Container::open(std::string_view name, int fd, ContainerSettings settings) {
  const std::string plain = uncompressed(name);
  if (plain.ends_with(".jsonl") || plain.ends_with(".ndjson"))
    return std::make_unique<JsonLines>(fd, std::move(settings));
  if (plain.ends_with(".warc")) return std::make_unique<Warc>(fd, std::move(settings));
  return std::make_unique<ArchiveContainer>(fd, std::move(settings));
}

}  // namespace minutemill
