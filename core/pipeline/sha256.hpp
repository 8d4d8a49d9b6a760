// SHA-256 (FIPS 180-4), in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

class MINUTEMILL_API Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  // 64 hexadecimal digits, in lower case; the next add() starts anew.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] MINUTEMILL_API std::string sha256(std::string_view bytes);

}  // namespace minutemill
