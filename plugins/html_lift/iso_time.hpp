// Days and times as pages write them, in the form of ISO 8601. Figures alone are read: names of months belong
// to a language, and the rules know those.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::lift {

// "2015-07-10 09:53:00 -0400" as "2015-07-10T09:53:00-04:00", "2015/7/1" as "2015-07-01". What already is ISO
// 8601, and what begins with no day in figures, stays as it is.
[[nodiscard]] std::string iso_time(std::string_view text);

// The first day in figures with its year first, whatever stands between: "2015.7.1". Empty: there is none.
[[nodiscard]] std::string day_in(std::string_view text);

// The day in the path of an address: "/2015/07/01/", "/20150701/", "t20150701_12.html". Empty: there is none.
[[nodiscard]] std::string day_in_address(std::string_view url);

}  // namespace minutemill::lift
