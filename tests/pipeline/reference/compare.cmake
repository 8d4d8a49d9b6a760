# Makes the reference pages and schemas in MADE and compares each with its twin in COMMITTED; a page without a stage is an
# error as well. Only the plugins of this build are looked at.
set(ENV{MINUTEMILL_PLUGIN_PATH} "")
set(ENV{XDG_DATA_HOME} ${MADE}/nowhere)
file(REMOVE_RECURSE ${MADE})
file(MAKE_DIRECTORY ${MADE})
execute_process(COMMAND ${PROGRAM} plugins describe --markdown ${MADE} COMMAND_ERROR_IS_FATAL ANY)
foreach(kind pipeline cases)
  execute_process(COMMAND ${PROGRAM} schema ${kind} --out ${MADE}/${kind}.schema.json COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(GLOB_RECURSE made RELATIVE ${MADE} ${MADE}/*)
file(GLOB pages RELATIVE ${COMMITTED} ${COMMITTED}/stages/*.md)
set(stale "")
foreach(page ${made} ${pages})
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${MADE}/${page} ${COMMITTED}/${page}
    RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
  if(differs)
    list(APPEND stale ${page})
  endif()
endforeach()
if(stale)
  list(REMOVE_DUPLICATES stale)
  list(JOIN stale "\n  " stale)
  message(FATAL_ERROR "These pages of docs/reference are not what the stages say; `cmake --build BUILD --target reference` "
    "writes them anew:\n  ${stale}")
endif()
