// What readers of pipeline files say of a place in one.
#pragma once

#include <string>
#include <utility>

#include <minutemill/config.hpp>

namespace minutemill {

inline void complain(const ConfigNode& at, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.add(at.document().at(at, std::move(message), std::move(hint)));
}

}  // namespace minutemill
