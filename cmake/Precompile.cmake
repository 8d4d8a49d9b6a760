# minutemill_precompile(TARGET HEADER...): with MINUTEMILL_PCH the standard headers that nearly every file includes, and those
# named, are read once for the whole target. Off by default: a cache of objects (ccache) serves daily work better, and without
# it each file proves that it includes what it uses.
option(MINUTEMILL_PCH "Precompile headers: a faster build from nothing" OFF)
function(minutemill_precompile target)
  if(MINUTEMILL_PCH)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <string>
      <string_view> <unordered_map> <utility> <vector> ${ARGN})
    # GCC 12 forgets that the precompiled ones are system headers, and warns of what it inlines from them.
    target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
  endif()
endfunction()
