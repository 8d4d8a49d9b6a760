#include "runtime/ledger_statistics.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "runtime/ledger.hpp"
#include "runtime/ledger_statement.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kExamples = 5;
constexpr int kSlowest = 20;
constexpr std::int64_t kMostSpans = 120;  // of the throughput

std::uint64_t positive(std::int64_t number) {
  return number > 0 ? static_cast<std::uint64_t>(number) : 0;
}

class LedgerReader {
 public:
  explicit LedgerReader(const std::string& file) {
    if (::sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) !=
        SQLITE_OK)
      note_error(file);
    ::sqlite3_busy_timeout(database_, 2000);
    check_schema(file);
  }
  ~LedgerReader() { ::sqlite3_close_v2(database_); }
  LedgerReader(const LedgerReader&) = delete;
  LedgerReader& operator=(const LedgerReader&) = delete;

  LedgerStatistics read() {
    for (const auto part :
         {&LedgerReader::read_runs, &LedgerReader::read_documents, &LedgerReader::read_throughput,
          &LedgerReader::read_failures, &LedgerReader::read_slowest, &LedgerReader::read_loss,
          &LedgerReader::read_causes, &LedgerReader::read_reports, &LedgerReader::read_metadata})
      if (error_.empty()) (this->*part)();
    return std::move(out_);
  }
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  void note_error(const std::string& file) {
    if (error_.empty())
      error_ = fmt::format("the ledger {} cannot be read: {}", file,
                           database_ != nullptr ? ::sqlite3_errmsg(database_) : "out of memory");
  }

  void check_schema(const std::string& file) {
    if (!error_.empty()) return;
    LedgerStatement version(database_, "PRAGMA user_version");
    if (!version.row())
      note_error(file);
    else if (version.number(0) != kLedgerSchema)
      error_ = fmt::format("the ledger {} has schema {}, this program knows {}", file, version.number(0),
                           kLedgerSchema);
  }

  // Calls see(row) for each row; every statement is wanted whole.
  template <class See>
  void each(const char* sql, const See& see) {
    LedgerStatement rows(database_, sql);
    while (rows.row()) see(rows);
    if (rows.failed() && error_.empty())
      error_ = fmt::format("the ledger cannot be read: {}", ::sqlite3_errmsg(database_));
  }

  void read_runs() {
    each("SELECT began, ended, state, pipeline, program, inputs, failed FROM runs ORDER BY id",
         [&](auto& row) {
           out_.runs.push_back({row.number(0), row.number(1), row.text(2), row.text(3), row.text(4),
                                positive(row.number(5)), positive(row.number(6))});
         });
  }

  // One pass over all documents: latencies of the whole and of each step.
  void read_documents() {
    each("SELECT done, size, nanoseconds, times FROM documents", [&](auto& row) {
      ++out_.documents;
      out_.done += row.number(0) != 0 ? 1 : 0;
      out_.bytes_in += positive(row.number(1));
      out_.latency.add(positive(row.number(2)));
      const auto times = nlohmann::ordered_json::parse(row.text(3), nullptr, false);
      if (!times.is_object()) return;
      for (const auto& [step, time] : times.items())
        if (time.is_number_integer()) histogram(step).add(positive(time.template get<std::int64_t>()));
    });
    each("SELECT count(*), sum(size) FROM outputs", [&](auto& row) {
      out_.outputs = positive(row.number(0));
      out_.bytes_out = positive(row.number(1));
    });
  }

  Histogram& histogram(const std::string& step) {
    const auto found = std::ranges::find(out_.steps, step, [](const auto& entry) { return entry.first; });
    if (found != out_.steps.end()) return found->second;
    return out_.steps.emplace_back(step, Histogram()).second;
  }

  void read_throughput() {
    std::int64_t first = 0;
    std::int64_t last = 0;
    each("SELECT min(ended), max(ended) FROM documents WHERE run = (SELECT max(run) FROM documents)",
         [&](auto& row) {
           first = row.number(0);
           last = row.number(1);
         });
    if (last == 0) return;
    out_.throughput_began = first;
    out_.throughput_span = (last - first) / kMostSpans + 1;
    out_.throughput.resize(static_cast<std::size_t>((last - first) / out_.throughput_span + 1));
    each("SELECT ended, count(*) FROM documents WHERE run = (SELECT max(run) FROM documents) GROUP BY ended",
         [&](auto& row) {
           const std::int64_t at = (row.number(0) - first) / out_.throughput_span;
           out_.throughput[static_cast<std::size_t>(at)] += positive(row.number(1));
         });
  }

  void read_failures() {
    each("SELECT code, count(*) FROM documents WHERE NOT done GROUP BY code ORDER BY 2 DESC, 1",
         [&](auto& row) {
           out_.failures.push_back({row.text(0), positive(row.number(1)), {}});
         });
    for (LedgerStatistics::Failure& failure : out_.failures) {
      LedgerStatement rows(
          database_,
          "SELECT input, step, message FROM documents WHERE NOT done AND code = ? ORDER BY input LIMIT ?");
      rows.bind(failure.code, static_cast<std::int64_t>(kExamples));
      while (rows.row()) failure.examples.push_back({rows.text(0), rows.text(1), rows.text(2)});
    }
  }

  void read_slowest() {
    LedgerStatement rows(
        database_,
        "SELECT input, nanoseconds, size, times FROM documents ORDER BY nanoseconds DESC, input LIMIT ?");
    rows.bind(kSlowest);
    while (rows.row()) {
      LedgerStatistics::Slow slow{rows.text(0), positive(rows.number(1)), positive(rows.number(2)), {}};
      const auto times = nlohmann::ordered_json::parse(rows.text(3), nullptr, false);
      std::int64_t longest = -1;
      if (times.is_object())
        for (const auto& [step, time] : times.items())
          if (time.is_number_integer() && time.template get<std::int64_t>() > longest) {
            longest = time.template get<std::int64_t>();
            slow.slowest_step = step;
          }
      out_.slowest.push_back(std::move(slow));
    }
  }

  static Tally tally_at(LedgerStatement& row, int column) {
    const auto at = [&](int i) { return positive(row.number(column + i)); };
    return {at(0), at(1), at(2), at(3), at(4), at(5)};
  }

  void read_loss() {
    each(
        "SELECT o.step, count(*), sum(o.size), sum(o.characters < d.characters),"
        " sum(d.characters), sum(d.paragraphs), sum(d.cells), sum(d.images), sum(d.links), sum(d.notes),"
        " sum(o.characters), sum(o.paragraphs), sum(o.cells), sum(o.images), sum(o.links), sum(o.notes)"
        " FROM outputs o JOIN documents d ON d.id = o.document GROUP BY o.step ORDER BY min(o.place), o.step",
        [&](auto& row) {
          out_.loss.push_back({row.text(0),
                               positive(row.number(1)),
                               positive(row.number(2)),
                               positive(row.number(3)),
                               tally_at(row, 4),
                               tally_at(row, 10),
                               {}});
        });
    for (LedgerStatistics::Loss& loss : out_.loss) {
      LedgerStatement rows(
          database_,
          "SELECT d.input, d.characters - o.characters, d.characters FROM outputs o JOIN documents d ON"
          " d.id = o.document WHERE o.step = ? AND o.characters < d.characters ORDER BY 2 DESC, 1 LIMIT ?");
      rows.bind(loss.step, static_cast<std::int64_t>(kExamples));
      while (rows.row())
        loss.worst.push_back(
            {rows.text(0), {}, fmt::format("{} of {} characters", rows.number(1), rows.number(2))});
    }
  }

  // Of an aggregate with one max(), SQLite takes the plain columns from the row that has it.
  void read_causes() {
    each(
        "SELECT l.step, l.kind, l.cause, count(DISTINCT l.document), sum(l.characters), sum(l.paragraphs),"
        " sum(l.cells), sum(l.images), sum(l.links), sum(l.notes), d.input, max(l.characters)"
        " FROM losses l JOIN documents d ON d.id = l.document GROUP BY l.step, l.kind, l.cause"
        " ORDER BY 5 DESC, 4 DESC, 1, 2, 3",
        [&](auto& row) {
          out_.causes.push_back({row.text(0), row.text(1), row.text(2), positive(row.number(3)),
                                 tally_at(row, 4), row.text(10)});
        });
    each(
        "SELECT sum(characters), sum(paragraphs), sum(cells), sum(images), sum(links), sum(notes) FROM "
        "sources",
        [&](auto& row) { out_.source = tally_at(row, 0); });
  }

  void read_reports() {
    each(
        "SELECT number, severity, count(*), count(DISTINCT document), min(message) FROM reports GROUP BY "
        "number,"
        " severity ORDER BY 4 DESC, 1",
        [&](auto& row) {
          out_.reports.push_back({static_cast<std::uint32_t>(row.number(0)),
                                  row.text(1),
                                  positive(row.number(2)),
                                  positive(row.number(3)),
                                  {{}, {}, row.text(4)}});
        });
    for (LedgerStatistics::Kind& kind : out_.reports) {
      LedgerStatement rows(
          database_,
          "SELECT d.input, r.step FROM reports r JOIN documents d ON d.id = r.document WHERE r.number = ?"
          " AND r.message = ? LIMIT 1");
      rows.bind(static_cast<std::int64_t>(kind.number), kind.example.message);
      if (!rows.row()) continue;
      kind.example.input = rows.text(0);
      kind.example.step = rows.text(1);
    }
  }

  // The column holds the names of the fields that have a value, with a space between them.
  void read_metadata() {
    std::map<std::string, std::uint64_t> counts;
    each("SELECT fields, count(*) FROM documents WHERE done GROUP BY fields", [&](auto& row) {
      const std::string fields = row.text(0);
      for (std::size_t begin = 0; begin < fields.size();) {
        const std::size_t end = std::min(fields.find(' ', begin), fields.size());
        if (end > begin) counts[fields.substr(begin, end - begin)] += positive(row.number(1));
        begin = end + 1;
      }
    });
    out_.metadata.assign(counts.begin(), counts.end());
    std::ranges::stable_sort(out_.metadata, std::ranges::greater(),
                             [](const auto& entry) { return entry.second; });
  }

  sqlite3* database_ = nullptr;
  std::string error_;
  LedgerStatistics out_;
};

}  // namespace

LedgerStatistics read_ledger_statistics(const std::string& folder, std::string& error) {
  LedgerReader reader(folder + "/.minutemill/run.db");
  LedgerStatistics out = reader.error().empty() ? reader.read() : LedgerStatistics();
  error = reader.error();
  return out;
}

}  // namespace minutemill
