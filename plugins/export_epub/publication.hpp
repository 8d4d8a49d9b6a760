// What is said about a book as a whole, read from the record of its report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/mapping.hpp>

namespace minutemill::epub {

struct Publication {
  std::string identifier;  // urn:uuid:..., the same for the same report
  std::string title;
  std::string subtitle;
  std::string language;  // BCP 47
  std::string date;      // ISO 8601, year first; empty when not known
  std::string modified;  // CCYY-MM-DDThh:mm:ssZ
  std::string publisher;
  std::string description;
  std::string source;      // URL, or the name of the source
  std::string collection;  // the body that meets
  std::string position;    // the meeting's number in it
  std::vector<std::string> subjects;
  struct Person {
    std::string name;
    std::string role;  // MARC relator
  };
  std::vector<Person> creators;
};

// The part of a mapping file that read_publication() goes by.
[[nodiscard]] RecordMapping publication_mapping(const MappingFile& file, Diagnostics& diagnostics);

// `fallback_language` is for documents whose language is neither stated nor told by their script.
[[nodiscard]] Publication read_publication(const Document& document, const RecordMapping& mapping,
                                           std::string_view fallback_language);

// UUID of version 5 (RFC 4122 §4.3) as urn:uuid. A report with an address of its own is known by it, another
// by its words.
[[nodiscard]] std::string identity_of(const Document& document);
// The same of a volume, which is known by its name.
[[nodiscard]] std::string identity_of_volume(std::string_view name);

}  // namespace minutemill::epub
