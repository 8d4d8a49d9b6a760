// What a run tells while it goes on. The library prints nothing: the command line does, or another program.
#pragma once

#include <cstdint>
#include <string>

#include <minutemill/export.hpp>

#include "runtime/document_result.hpp"
#include "runtime/input_list.hpp"
#include "runtime/volume_result.hpp"

namespace minutemill {

struct RunProgress {
  std::uint64_t found = 0;  // inputs listed so far
  bool all_found = false;   // `found` is the whole number
  std::uint64_t done = 0;   // failed ones included
  std::uint64_t kept = 0;   // of the done: converted by an earlier run
  std::uint64_t failed = 0;
  unsigned busy = 0;  // workers with a document
  unsigned workers = 0;
  double seconds = 0;
};

class MINUTEMILL_API RunObserver {
 public:
  virtual ~RunObserver();
  // A document came to its end; in the order in which they do.
  virtual void document(const DocumentResult& result) = 0;
  // A volume is bound, kept or has failed; after all documents.
  virtual void volume(const VolumeResult& volume) = 0;
  // Something that is no input and no failure was met on the way.
  virtual void note(const InputProblem& problem) = 0;
  // About ten times a second.
  virtual void progress(const RunProgress& progress) = 0;
};

}  // namespace minutemill
