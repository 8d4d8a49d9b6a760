#include "runtime/resume.hpp"

#include <algorithm>

#include "runtime/content_hash.hpp"

namespace minutemill {

bool ResumeCheck::same_input(const Job& job, const LedgerEntry& entry) {
  if (!job.in_memory && reader_.read(job.root, job.path, job.follow)) return false;
  const std::string_view bytes = job.in_memory ? std::string_view(job.bytes) : reader_.bytes();
  return bytes.size() == entry.input_size && content_hash(bytes) == entry.input_hash;
}

Standing ResumeCheck::look(const Job& job, LedgerEntry& entry) {
  Standing standing;
  if (!entry.done || !same_input(job, entry)) return standing;
  if (job.naming == Naming::deferred) {
    standing.whole = entry.fingerprint == made_by_.pipeline &&
                     std::all_of(entry.outputs.begin(), entry.outputs.end(), made_by_.holds);
    return standing;
  }
  for (OutputRecord& output : entry.outputs) {
    const auto step = made_by_.steps.find(output.step);
    const bool planned = std::find(job.paths.begin(), job.paths.end(), output.path) != job.paths.end();
    if (!planned || step == made_by_.steps.end()) {
      standing.extra.push_back(output.path);
    } else if (output.made_by == step->second && made_by_.holds(output)) {
      standing.outputs.push_back(output);
    }
  }
  standing.whole = standing.outputs.size() == job.paths.size();
  return standing;
}

}  // namespace minutemill
