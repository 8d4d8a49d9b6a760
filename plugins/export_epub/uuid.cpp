#include "uuid.hpp"

#include <algorithm>

#include <nettle/sha1.h>

namespace minutemill::epub {

Uuid name_uuid(const Uuid& name_space, std::string_view name) {
  sha1_ctx hash;
  sha1_init(&hash);
  sha1_update(&hash, name_space.size(), name_space.data());
  sha1_update(&hash, name.size(), reinterpret_cast<const std::uint8_t*>(name.data()));
  Uuid uuid;
  std::uint8_t digest[SHA1_DIGEST_SIZE];
  sha1_digest(&hash, sizeof digest, digest);
  std::copy_n(digest, uuid.size(), uuid.begin());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x50U);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);  // the variant of RFC 4122
  return uuid;
}

std::string to_string(const Uuid& uuid) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    out.push_back(kDigits[uuid[i] >> 4U]);
    out.push_back(kDigits[uuid[i] & 0x0fU]);
  }
  return out;
}

}  // namespace minutemill::epub
