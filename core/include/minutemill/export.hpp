// What leaves libminutemill. Everything else in it is hidden.
#pragma once

#if defined(__GNUC__)
#define MINUTEMILL_API __attribute__((visibility("default")))
#else
#define MINUTEMILL_API
#endif
