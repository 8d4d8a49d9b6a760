# See CMakeLists.txt. Blocks that begin with "```sh run" are one script, in which every command must work.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/desk ${WORK}/home)
# Pages speak of the samples as one who stands in a clone.
file(CREATE_LINK ${EXAMPLES} ${WORK}/desk/examples SYMBOLIC)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${WORK}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND awk "/^```sh run$/ {on = 1; next} /^```/ {on = 0} on" ${PAGE}
  OUTPUT_FILE ${WORK}/page.sh COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${WORK}/page.sh lines)
list(LENGTH lines count)
if(count LESS COMMANDS)
  message(FATAL_ERROR "only ${count} commands were found in ${PAGE}")
endif()

set(ENV{PATH} "${WORK}/prefix/${BINDIR}:$ENV{PATH}")
set(ENV{HOME} ${WORK}/home)
set(ENV{XDG_DATA_HOME} "")
set(ENV{MINUTEMILL_PLUGIN_PATH} "")
set(ENV{EXAMPLES} ${EXAMPLES})
# What the page's reader has by default.
set(ENV{CMAKE_PREFIX_PATH} ${WORK}/prefix)
set(ENV{CXX} ${COMPILER})
set(ENV{CXXFLAGS} "${FLAGS}")
execute_process(COMMAND sh -eux ${WORK}/page.sh WORKING_DIRECTORY ${WORK}/desk RESULT_VARIABLE status
  OUTPUT_VARIABLE out ERROR_VARIABLE err)
message("${err}\n${out}")
if(NOT status EQUAL 0)
  message(FATAL_ERROR "a command of ${PAGE} failed: ${status}")
endif()
