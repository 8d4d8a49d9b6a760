#include "pipeline/sha256.hpp"

#include <cstdint>

#include <nettle/sha2.h>

namespace minutemill {

struct Sha256::State {
  sha256_ctx context{};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  nettle_sha256_init(&state_->context);
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  nettle_sha256_update(&state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Sha256::finish() {
  std::uint8_t digest[SHA256_DIGEST_SIZE];
  nettle_sha256_digest(&state_->context, sizeof digest, digest);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * sizeof digest);
  for (const std::uint8_t byte : digest) {
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0xfU]);
  }
  return out;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

}  // namespace minutemill
