// Runs that are broken off: many inputs, runs in the background, what the ledger says, kills at random
// moments.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "run_fixture.hpp"

class ResumeFixture : public RunFixture {
 protected:
  // d10/r1000.txt and so on, some of which take `milliseconds`, and one that fails. `padding` bytes of text
  // in each.
  void inputs(int count, int milliseconds, std::size_t padding = 0) const;
  // What the ledger says, without times.
  [[nodiscard]] std::vector<std::string> ledger() const;
  // Starts a run over in/ and returns its process id.
  [[nodiscard]] pid_t start(const std::vector<std::string>& arguments) const;
  // The exit status, negative for a signal.
  static int wait_for(pid_t pid);
  static std::vector<pid_t> children(pid_t parent);

  enum class Victim { run, workers };
  // kill -9 at random moments, each followed by --resume; then the rest. The tree and the ledger must be
  // those of a run that nobody disturbed.
  void kill_and_resume(Victim victim, const std::vector<std::string>& arguments = {},
                       std::size_t padding = 0);
};

// MINUTEMILL_KILL_ROUNDS, 6 without.
[[nodiscard]] int kill_rounds();
