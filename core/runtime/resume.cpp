#include "runtime/resume.hpp"

#include <xxhash.h>

#include <algorithm>

namespace minutemill {

bool ResumeCheck::stands(const Job& job, LedgerEntry& entry) {
  if (!entry.done || entry.fingerprint != fingerprint_) return false;
  if (job.naming != Naming::deferred) {
    const bool same_names =
        job.paths.size() == entry.outputs.size() &&
        std::equal(job.paths.begin(), job.paths.end(), entry.outputs.begin(),
                   [](const std::string& path, const OutputRecord& output) { return path == output.path; });
    if (!same_names) return false;
  }
  if (!job.in_memory && reader_.read(job.root, job.path, job.follow)) return false;
  const std::string_view bytes = job.in_memory ? std::string_view(job.bytes) : reader_.bytes();
  if (bytes.size() != entry.input_size || XXH3_64bits(bytes.data(), bytes.size()) != entry.input_hash)
    return false;
  return std::all_of(entry.outputs.begin(), entry.outputs.end(), holds_);
}

}  // namespace minutemill
