// The volumes of a ledger.
#include "runtime/ledger.hpp"

#include "runtime/ledger_statement.hpp"

namespace minutemill {

std::optional<LedgerVolume> Ledger::find_volume(const std::string& path) {
  if (!error_.empty()) return std::nullopt;
  LedgerStatement find(database_, "SELECT step, parts_hash, parts, size, hash FROM volumes WHERE path = ?");
  find.bind(path);
  if (!find.row()) {
    if (find.failed()) note_error();
    return std::nullopt;
  }
  const auto number = [&find](int column) { return static_cast<std::uint64_t>(find.number(column)); };
  return LedgerVolume{path, find.text(0), number(1), number(2), number(3), number(4)};
}

void Ledger::record_volume(const LedgerVolume& volume) {
  if (!error_.empty()) return;
  LedgerStatement insert(database_, "INSERT OR REPLACE INTO volumes VALUES (?,?,?,?,?,?)");
  insert.bind(volume.path, volume.step, volume.parts_hash, volume.parts, volume.size, volume.hash);
  if (!insert.run()) note_error();
}

std::vector<std::string> Ledger::volumes() {
  std::vector<std::string> paths;
  if (!error_.empty()) return paths;
  LedgerStatement all(database_, "SELECT path FROM volumes ORDER BY path");
  while (all.row()) paths.push_back(all.text(0));
  if (all.failed()) note_error();
  return paths;
}

void Ledger::forget_volume(const std::string& path) {
  if (!error_.empty()) return;
  LedgerStatement drop(database_, "DELETE FROM volumes WHERE path = ?");
  drop.bind(path);
  if (!drop.run()) note_error();
}

}  // namespace minutemill
