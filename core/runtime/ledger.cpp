#include "runtime/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include <minutemill/engine.hpp>

#include "runtime/channel.hpp"
#include "runtime/ledger_statement.hpp"

namespace minutemill {
namespace {

constexpr std::uint64_t kCommitEvery = 300'000'000;  // nanoseconds
constexpr unsigned kCommitAfter = 1000;              // documents

constexpr const char* kSchema = R"sql(
CREATE TABLE ledger (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, began INTEGER NOT NULL, ended INTEGER, state TEXT NOT NULL, pipeline TEXT NOT NULL,
  fingerprint TEXT NOT NULL, program TEXT NOT NULL, inputs INTEGER, failed INTEGER);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, input TEXT NOT NULL UNIQUE, run INTEGER NOT NULL REFERENCES runs, done INTEGER NOT NULL,
  fingerprint TEXT NOT NULL, size INTEGER NOT NULL, hash INTEGER NOT NULL, code TEXT, step TEXT, message TEXT, byte INTEGER,
  warnings INTEGER NOT NULL, errors INTEGER NOT NULL, nanoseconds INTEGER NOT NULL, worker INTEGER NOT NULL,
  ended INTEGER NOT NULL, characters INTEGER NOT NULL, paragraphs INTEGER NOT NULL, cells INTEGER NOT NULL,
  images INTEGER NOT NULL, links INTEGER NOT NULL, notes INTEGER NOT NULL, times TEXT NOT NULL,
  fields TEXT NOT NULL);
CREATE TABLE outputs (
  path TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, place INTEGER NOT NULL, step TEXT NOT NULL,
  size INTEGER NOT NULL, hash INTEGER NOT NULL, characters INTEGER NOT NULL, paragraphs INTEGER NOT NULL,
  cells INTEGER NOT NULL, images INTEGER NOT NULL, links INTEGER NOT NULL, notes INTEGER NOT NULL,
  pack INTEGER NOT NULL, begin INTEGER NOT NULL, offset INTEGER NOT NULL, made_by INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX outputs_of ON outputs (document);
CREATE TABLE reports (
  document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, severity TEXT NOT NULL, step TEXT NOT NULL,
  message TEXT NOT NULL, begin INTEGER, end INTEGER);
CREATE INDEX reports_of ON reports (document);
)sql";

// What schema 3 has more than 2; a ledger of schema 2 gets it when it is opened.
constexpr const char* kSchema3 = R"sql(
CREATE TABLE sources (
  document INTEGER PRIMARY KEY REFERENCES documents, characters INTEGER NOT NULL, paragraphs INTEGER NOT NULL,
  cells INTEGER NOT NULL, images INTEGER NOT NULL, links INTEGER NOT NULL, notes INTEGER NOT NULL);
CREATE TABLE losses (
  document INTEGER NOT NULL REFERENCES documents, step TEXT NOT NULL, kind TEXT NOT NULL, cause TEXT NOT NULL,
  characters INTEGER NOT NULL, paragraphs INTEGER NOT NULL, cells INTEGER NOT NULL, images INTEGER NOT NULL,
  links INTEGER NOT NULL, notes INTEGER NOT NULL);
CREATE INDEX losses_of ON losses (document);
CREATE TABLE volumes (
  path TEXT PRIMARY KEY, step TEXT NOT NULL, parts_hash INTEGER NOT NULL, parts INTEGER NOT NULL, size INTEGER NOT NULL,
  hash INTEGER NOT NULL) WITHOUT ROWID;
)sql";

// Both with the same values in the same places.
constexpr const char* kAddDocument = R"sql(
INSERT INTO documents (input, run, done, fingerprint, size, hash, code, step, message, byte, warnings, errors, nanoseconds,
  worker, ended, characters, paragraphs, cells, images, links, notes, times, fields)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
ON CONFLICT (input) DO NOTHING)sql";
constexpr const char* kChangeDocument = R"sql(
UPDATE documents SET run = ?2, done = ?3, fingerprint = ?4, size = ?5, hash = ?6, code = ?7, step = ?8, message = ?9,
  byte = ?10, warnings = ?11, errors = ?12, nanoseconds = ?13, worker = ?14, ended = ?15, characters = ?16,
  paragraphs = ?17, cells = ?18, images = ?19, links = ?20, notes = ?21, times = ?22, fields = ?23
WHERE input = ?1 RETURNING id)sql";

}  // namespace

struct Ledger::Statements {
  explicit Statements(sqlite3* db)
      : find(db, "SELECT id, done, fingerprint, size, hash FROM documents WHERE input = ?"),
        outputs_of(db,
                   "SELECT path, step, size, hash, pack, begin, offset, made_by, characters, paragraphs, "
                   "cells, images, links, "
                   "notes FROM outputs WHERE document = ? ORDER "
                   "BY place"),
        add_document(db, kAddDocument),
        change_document(db, kChangeDocument),
        drop_outputs(db, "DELETE FROM outputs WHERE document = ?"),
        drop_reports(db, "DELETE FROM reports WHERE document = ?"),
        output(db, "INSERT OR REPLACE INTO outputs VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        move(db, "UPDATE outputs SET pack = ?, begin = ?, offset = ? WHERE path = ?"),
        report(db, "INSERT INTO reports VALUES (?,?,?,?,?,?,?)"),
        source(db, "INSERT OR REPLACE INTO sources VALUES (?,?,?,?,?,?,?)"),
        drop_losses(db, "DELETE FROM losses WHERE document = ?"),
        loss(db, "INSERT INTO losses VALUES (?,?,?,?,?,?,?,?,?,?)") {}
  LedgerStatement find, outputs_of, add_document, change_document, drop_outputs, drop_reports, output, move,
      report, source, drop_losses, loss;
  std::int64_t document_id = 0;
};

Ledger::Ledger(const std::string& file) : file_(file) {
  if (::sqlite3_open_v2(file.c_str(), &database_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK) {
    note_error();
    return;
  }
  ::sqlite3_busy_timeout(database_, 2000);
  // A commit that a power cut takes back is a document done again; a damaged file would be worse.
  execute("PRAGMA journal_mode = WAL");
  execute("PRAGMA synchronous = NORMAL");
  prepare_schema();
  if (error_.empty()) statements_ = std::make_unique<Statements>(database_);
}

Ledger::~Ledger() {
  commit();
  statements_.reset();
  ::sqlite3_close_v2(database_);
}

void Ledger::note_error() {
  if (!error_.empty()) return;
  const int code = database_ ? ::sqlite3_errcode(database_) : SQLITE_NOMEM;
  const char* text = database_ ? ::sqlite3_errmsg(database_) : "out of memory";
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  error_ = fmt::format("the ledger {} {}: {}{}", file_, damaged ? "is damaged" : "cannot be used", text,
                       damaged ? "; --force begins a new one and converts everything again" : "");
}

void Ledger::execute(const char* sql) {
  if (error_.empty() && ::sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) note_error();
}

void Ledger::prepare_schema() {
  if (!error_.empty()) return;
  LedgerStatement version(database_, "PRAGMA user_version");
  if (!version.row()) return note_error();
  const std::int64_t found = version.number(0);
  version.reset();
  if (found == kLedgerSchema) return;
  if (found != 0 && found != 2) {
    error_ = fmt::format(
        "the ledger {} has schema {}, this program knows {}; use the program that made it, or --force", file_,
        found, kLedgerSchema);
    return;
  }
  execute("BEGIN IMMEDIATE");
  if (found == 0) execute(kSchema);
  execute(kSchema3);
  execute(fmt::format("PRAGMA user_version = {}", kLedgerSchema).c_str());
  execute("COMMIT");
}

void Ledger::begin_run(const LedgerRun& run) {
  if (!error_.empty()) return;
  fingerprint_ = run.fingerprint;
  steps_ = run.steps;
  LedgerStatement last(database_, "SELECT coalesce(max(id), 0) FROM documents");
  if (last.row()) last_document_ = last.number(0);
  was_empty_ = last_document_ == 0;
  last.reset();
  check_layout(run.layout);
  if (!error_.empty()) return;
  LedgerStatement insert(
      database_,
      "INSERT INTO runs (began, state, pipeline, fingerprint, program) VALUES (?,'running',?,?,?)");
  insert.bind(static_cast<std::int64_t>(std::time(nullptr)), run.pipeline, run.fingerprint, run.program);
  if (!insert.run()) return note_error();
  run_ = ::sqlite3_last_insert_rowid(database_);
}

void Ledger::check_layout(const std::string& layout) {
  LedgerStatement find(database_, "SELECT value FROM ledger WHERE key = 'layout'");
  if (find.row()) {
    const std::string found = find.text(0);
    find.reset();
    if (found != layout)
      error_ = fmt::format(
          "the folder holds the outputs of a run as {}, this run would make {}; give the same --pack and "
          "--pack-size, another --out, or --force",
          found, layout);
    return;
  }
  if (find.failed()) return note_error();
  LedgerStatement insert(database_, "INSERT INTO ledger VALUES ('layout', ?)");
  insert.bind(layout);
  if (!insert.run()) note_error();
}

void Ledger::end_run(std::string_view state, std::uint64_t inputs, std::uint64_t failed) {
  commit();
  if (!error_.empty()) return;
  LedgerStatement update(database_,
                         "UPDATE runs SET ended = ?, state = ?, inputs = ?, failed = ? WHERE id = ?");
  update.bind(static_cast<std::int64_t>(std::time(nullptr)), state, inputs, failed, run_);
  if (!update.run()) note_error();
}

std::optional<LedgerEntry> Ledger::find(std::string_view input) {
  if (!error_.empty()) return std::nullopt;
  LedgerStatement& find = statements_->find;
  find.bind(input);
  if (!find.row()) {
    if (find.failed()) note_error();
    find.reset();
    return std::nullopt;
  }
  LedgerEntry entry;
  const std::int64_t id = find.number(0);
  entry.done = find.number(1) != 0;
  entry.fingerprint = find.text(2);
  entry.input_size = static_cast<std::uint64_t>(find.number(3));
  entry.input_hash = static_cast<std::uint64_t>(find.number(4));
  find.reset();
  LedgerStatement& outputs = statements_->outputs_of;
  outputs.bind(id);
  while (outputs.row()) {
    OutputRecord& output = entry.outputs.emplace_back();
    output.path = outputs.text(0);
    output.step = outputs.text(1);
    output.size = static_cast<std::uint64_t>(outputs.number(2));
    output.hash = static_cast<std::uint64_t>(outputs.number(3));
    output.pack = static_cast<std::uint32_t>(outputs.number(4));
    output.begin = static_cast<std::uint64_t>(outputs.number(5));
    output.offset = static_cast<std::uint64_t>(outputs.number(6));
    output.made_by = static_cast<std::uint64_t>(outputs.number(7));
    Tally& t = output.tally;
    int column = 8;
    for (std::uint64_t* n : {&t.characters, &t.paragraphs, &t.cells, &t.images, &t.links, &t.notes})
      *n = static_cast<std::uint64_t>(outputs.number(column++));
  }
  if (outputs.failed()) note_error();
  outputs.reset();
  return entry;
}

void Ledger::begin_transaction() {
  if (open_transaction_) return;
  execute("BEGIN");
  open_transaction_ = true;
  transaction_began_ = monotonic_nanoseconds();
}

std::vector<std::string> Ledger::record(const DocumentResult& result) {
  std::vector<std::string> stale;
  if (!error_.empty()) return stale;
  begin_transaction();
  record_document(result);
  if (statements_->document_id > last_document_) {  // its first time: it has nothing to replace
    last_document_ = statements_->document_id;
  } else {
    stale = forget_outcome(result);
  }
  record_outputs(result);
  record_reports(result);
  record_losses(result);
  ++pending_;
  commit_if_due();
  return stale;
}

// Away with the outputs and reports of an earlier run. Returns outputs that are not made again.
std::vector<std::string> Ledger::forget_outcome(const DocumentResult& result) {
  std::vector<std::string> stale;
  LedgerStatement& before = statements_->outputs_of;
  before.bind(statements_->document_id);
  while (before.row()) {
    std::string path = before.text(0);
    const bool again = std::any_of(result.outputs.begin(), result.outputs.end(),
                                   [&path](const OutputRecord& output) { return output.path == path; });
    if (!again) stale.push_back(std::move(path));
  }
  before.reset();
  for (LedgerStatement* drop :
       {&statements_->drop_outputs, &statements_->drop_reports, &statements_->drop_losses}) {
    drop->bind(statements_->document_id);
    if (!drop->run()) note_error();
  }
  return stale;
}

void Ledger::record_document(const DocumentResult& r) {
  std::string times = "{";
  for (const StepTime& time : r.times) {
    times.append(times.size() > 1 ? ", \"" : "\"").append(time.id).append("\": ");
    times.append(fmt::format_int(time.nanoseconds).c_str());
  }
  times += '}';
  const Tally& t = r.tally;
  const std::int64_t byte = r.span.known() ? static_cast<std::int64_t>(r.span.begin) : -1;
  const auto bind_to = [&](LedgerStatement& statement) {
    statement.bind(r.input, run_, r.ok() ? 1 : 0, fingerprint_, r.input_size, r.input_hash,
                   to_string(r.failure), r.step, r.message, byte, r.warnings, r.errors, r.nanoseconds,
                   r.worker, static_cast<std::int64_t>(std::time(nullptr)), t.characters, t.paragraphs,
                   t.cells, t.images, t.links, t.notes, times, r.fields);
  };
  // Most are new; the statement that can do both costs three times as much.
  bind_to(statements_->add_document);
  if (!statements_->add_document.run()) return note_error();
  if (::sqlite3_changes(database_) > 0) {
    statements_->document_id = ::sqlite3_last_insert_rowid(database_);
    return;
  }
  LedgerStatement& change = statements_->change_document;
  bind_to(change);
  if (change.row())
    statements_->document_id = change.number(0);
  else
    note_error();
  change.reset();
}

void Ledger::record_outputs(const DocumentResult& r) {
  int place = 0;
  for (const OutputRecord& output : r.outputs) {
    const Tally& t = output.tally;
    statements_->output.bind(output.path, statements_->document_id, place++, output.step, output.size,
                             output.hash, t.characters, t.paragraphs, t.cells, t.images, t.links, t.notes,
                             output.pack, output.begin, output.offset, steps_[output.step]);
    if (!statements_->output.run()) note_error();
  }
}

void Ledger::record_reports(const DocumentResult& r) {
  for (const Report& report : r.reports) {
    const auto offset = [&report](std::uint32_t at) {
      return report.span.known() ? static_cast<std::int64_t>(at) : -1;
    };
    statements_->report.bind(statements_->document_id, static_cast<int>(report.number),
                             to_string(report.severity), report.stage, report.message,
                             offset(report.span.begin), offset(report.span.end));
    if (!statements_->report.run()) note_error();
  }
}

void Ledger::move_outputs(const DocumentResult& r) {
  if (!error_.empty()) return;
  begin_transaction();
  for (const OutputRecord& output : r.outputs) {
    statements_->move.bind(output.pack, output.begin, output.offset, output.path);
    if (!statements_->move.run()) note_error();
  }
  ++pending_;
  commit_if_due();
}

void Ledger::forget_output(const std::string& path) {
  if (!error_.empty()) return;
  begin_transaction();
  LedgerStatement forget(database_, "DELETE FROM outputs WHERE path = ?");
  forget.bind(path);
  if (!forget.run()) note_error();
  ++pending_;
  commit_if_due();
}

void Ledger::record_losses(const DocumentResult& r) {
  const std::int64_t id = statements_->document_id;
  const Tally& s = r.source;
  statements_->source.bind(id, s.characters, s.paragraphs, s.cells, s.images, s.links, s.notes);
  if (!statements_->source.run()) note_error();
  for (const Loss& loss : r.losses) {
    const Tally& t = loss.what;
    statements_->loss.bind(id, loss.step, to_string(loss.kind), loss.cause, t.characters, t.paragraphs,
                           t.cells, t.images, t.links, t.notes);
    if (!statements_->loss.run()) note_error();
  }
}

void Ledger::each_output(const std::function<void(const std::string&)>& see) {
  if (!error_.empty()) return;
  LedgerStatement all(database_, "SELECT path FROM outputs");
  while (all.row()) see(all.text(0));
  if (all.failed()) note_error();
}

void Ledger::commit() {
  if (!open_transaction_) return;
  std::string refused = prepare_ ? prepare_() : std::string();
  execute(refused.empty() ? "COMMIT" : "ROLLBACK");
  if (error_.empty()) error_ = std::move(refused);
  open_transaction_ = false;
  pending_ = 0;
}

void Ledger::commit_if_due() {
  if (open_transaction_ &&
      (pending_ >= kCommitAfter || monotonic_nanoseconds() - transaction_began_ > kCommitEvery))
    commit();
}

}  // namespace minutemill
