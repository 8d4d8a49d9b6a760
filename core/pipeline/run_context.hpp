// The run as a stage sees it: reports, limits, time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/loss_ledger.hpp"
#include <minutemill/engine.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

// Reports that the program itself makes while it converts.
inline constexpr ReportKind kTextNotExported{
    5901, Severity::warning, "text not exported",
    "An output holds fewer characters than the document; see the reports of its step."};
inline constexpr ReportKind kNoOutput{
    5902, Severity::warning, "no output",
    "The conditions of all outputs kept this document out; nothing was written for it."};
inline constexpr ReportKind kMoreReports{
    8901, Severity::note, "more reports",
    "A document had more reports than are kept; only their number is told."};
inline constexpr std::array kPipelineReports{kTextNotExported, kNoOutput, kMoreReports};

class RunContext final : public Context {
 public:
  static constexpr std::size_t kMaxReports = 1000;  // of one document

  void set_limits(const Limits& limits) noexcept { limits_ = limits; }
  void set_sibling_reader(Pipeline::SiblingReader reader) { siblings_ = std::move(reader); }

  // Begins a document: the clock starts, reports go to `reports`.
  void begin(std::vector<Report>& reports) noexcept;
  [[nodiscard]] LossLedger& losses() noexcept { return losses_; }
  void begin_step(const std::string& id) noexcept { step_ = &id; }
  // Tells how many reports were not kept.
  void end();

  void report(const ReportKind& kind, std::string_view detail, SourceSpan span) override;
  const Limits& limits() const noexcept override { return limits_; }
  std::optional<std::string> sibling(std::string_view relative_path) override;
  void check_time() override;
  void lose(const ReportKind& kind, std::string_view detail, const Tally& what, SourceSpan span) override;
  [[nodiscard]] bool is_late() const noexcept { return Clock::now() > deadline_; }
  [[nodiscard]] std::string late_message() const;

 private:
  using Clock = std::chrono::steady_clock;
  Limits limits_;
  Pipeline::SiblingReader siblings_;
  Clock::time_point deadline_;
  std::vector<Report>* reports_ = nullptr;
  const std::string* step_ = nullptr;
  std::size_t not_kept_ = 0;
  LossLedger losses_;
};

}  // namespace minutemill
