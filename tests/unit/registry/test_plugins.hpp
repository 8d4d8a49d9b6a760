// Where the build has the plugins of these tests, one folder a purpose: sound, refused, deadly ...
#pragma once

#include <string>

namespace minutemill {

inline const std::string kTestPlugins = MINUTEMILL_TEST_PLUGINS;

}  // namespace minutemill
