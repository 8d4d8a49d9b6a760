// What of a report the index of a volume lists.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::volumes {

struct Term {
  std::string text;
  std::string place;  // where in the report it is found, in the exporter's own terms; empty: the report
};
struct ReportTerms {
  std::vector<Term> topics;     // of its agenda
  std::vector<Term> documents;  // that it cites
};

// `place_of` names the section of an agenda item, and the block that a value was found in.
[[nodiscard]] ReportTerms report_terms(const Document& document,
                                       const std::function<std::string(const Node&)>& place_of);

template <class Stream>
void pass_terms(Stream& stream, std::vector<Term>& terms) {
  stream.list(terms, [&stream](Term& term) {
    stream.pass(term.text);
    stream.pass(term.place);
  });
}

}  // namespace minutemill::volumes
