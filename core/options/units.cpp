// Durations and sizes: a decimal number and a unit. No unit is ever assumed.
#include "options/bind.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace minutemill {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

// From the largest to the smallest, for writing.
constexpr std::array kDurations{Unit{"h", 3'600'000}, Unit{"min", 60'000}, Unit{"s", 1000}, Unit{"ms", 1}};
constexpr std::array kBinarySizes{Unit{"GiB", 1073741824.0}, Unit{"MiB", 1048576.0}, Unit{"KiB", 1024.0}};
constexpr std::array kDecimalSizes{Unit{"GB", 1e9}, Unit{"MB", 1e6}, Unit{"kB", 1e3}, Unit{"B", 1}};

// All whole numbers up to this are exact in a double.
constexpr double kLargest = 9007199254740992.0;

struct Quantity {
  double number = 0;
  std::string_view unit;
};

std::optional<Quantity> split(std::string_view text) noexcept {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  Quantity quantity;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), quantity.number, std::chars_format::fixed);
  if (error != std::errc()) return std::nullopt;
  quantity.unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return quantity;
}

// The whole number of smallest units, or nothing when it is none ("0.5ms") or too large.
template <std::size_t N>
std::optional<double> in_units(const Quantity& quantity, const std::array<Unit, N>& units) noexcept {
  for (const Unit& unit : units) {
    if (unit.name != quantity.unit) continue;
    const double exact = quantity.number * unit.factor;
    const double whole = std::round(exact);
    if (whole > kLargest || std::fabs(exact - whole) > 1e-6) return std::nullopt;
    return whole;
  }
  return std::nullopt;
}

template <std::size_t N>
const Unit* largest_that_divides(std::uint64_t value, const std::array<Unit, N>& units) {
  for (const Unit& unit : units) {
    const auto factor = static_cast<std::uint64_t>(unit.factor);
    if (value >= factor && value % factor == 0) return &unit;
  }
  return nullptr;
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) noexcept {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  const auto value = in_units(*quantity, kDurations);
  if (!value) return std::nullopt;
  return Milliseconds(static_cast<std::int64_t>(*value));
}

std::optional<ByteSize> parse_size(std::string_view text) noexcept {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  auto value = in_units(*quantity, kBinarySizes);
  if (!value) value = in_units(*quantity, kDecimalSizes);
  if (!value) return std::nullopt;
  return ByteSize{static_cast<std::uint64_t>(*value)};
}

std::string format_duration(Milliseconds value) {
  if (value.count() <= 0) return fmt::format("{}ms", value.count());
  const auto count = static_cast<std::uint64_t>(value.count());
  const Unit* unit = largest_that_divides(count, kDurations);
  return fmt::format("{}{}", count / static_cast<std::uint64_t>(unit->factor), unit->name);
}

std::string format_size(ByteSize value) {
  const Unit* unit = largest_that_divides(value.bytes, kBinarySizes);
  if (unit == nullptr) unit = largest_that_divides(value.bytes, kDecimalSizes);
  if (unit == nullptr) return fmt::format("{}B", value.bytes);
  return fmt::format("{}{}", value.bytes / static_cast<std::uint64_t>(unit->factor), unit->name);
}

}  // namespace minutemill
