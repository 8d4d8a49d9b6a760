// A prepared statement of SQLite, bound and stepped.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace minutemill {

class LedgerStatement {
 public:
  LedgerStatement(sqlite3* database, const char* sql) {
    ::sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  }
  ~LedgerStatement() { ::sqlite3_finalize(statement_); }
  LedgerStatement(const LedgerStatement&) = delete;
  LedgerStatement& operator=(const LedgerStatement&) = delete;

  template <class... Values>
  void bind(const Values&... values) {
    ::sqlite3_reset(statement_);
    int at = 0;
    (bind_one(++at, values), ...);
  }
  // True for a row; otherwise the statement is done or has failed.
  [[nodiscard]] bool row() { return statement_ && (last_ = ::sqlite3_step(statement_)) == SQLITE_ROW; }
  // For statements without rows: true when done.
  [[nodiscard]] bool run() {
    if (!statement_) return false;
    last_ = ::sqlite3_step(statement_);
    ::sqlite3_reset(statement_);
    return last_ == SQLITE_DONE || last_ == SQLITE_ROW;
  }
  // After row() was false.
  [[nodiscard]] bool failed() const noexcept {
    return !statement_ || (last_ != SQLITE_DONE && last_ != SQLITE_ROW);
  }
  void reset() { ::sqlite3_reset(statement_); }

  [[nodiscard]] std::int64_t number(int column) { return ::sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string text(int column) {
    const void* bytes = ::sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(::sqlite3_column_bytes(statement_, column));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
  }

 private:
  void bind_one(int at, std::string_view text) {
    ::sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind_one(int at, std::int64_t number) { ::sqlite3_bind_int64(statement_, at, number); }
  void bind_one(int at, std::uint64_t number) {
    ::sqlite3_bind_int64(statement_, at, static_cast<std::int64_t>(number));
  }
  void bind_one(int at, int number) { ::sqlite3_bind_int64(statement_, at, number); }
  void bind_one(int at, unsigned number) { ::sqlite3_bind_int64(statement_, at, number); }
  void bind_one(int at, std::nullptr_t) { ::sqlite3_bind_null(statement_, at); }

  sqlite3_stmt* statement_ = nullptr;
  int last_ = SQLITE_OK;
};

}  // namespace minutemill
