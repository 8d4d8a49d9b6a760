# See CMakeLists.txt. Each step must work; the last ones look at what came out.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(prefix ${WORK}/prefix)
set(program ${prefix}/${BINDIR}/minutemill)
# Nothing that happens to be installed on this machine, and nothing of the build tree, may help.
set(ENV{MINUTEMILL_PLUGIN_PATH} "")
set(ENV{XDG_DATA_HOME} ${WORK}/data)
set(ENV{HOME} ${WORK}/home)
unset(ENV{LD_LIBRARY_PATH})

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK}/plugin RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${status}\n${out}\n${err}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

function(expect text words)
  string(FIND "${text}" "${words}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "'${words}' is missing in:\n${text}")
  endif()
endfunction()

file(COPY ${EXAMPLE}/ DESTINATION ${WORK}/plugin)
run(${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${prefix})
# Moved as a whole: nothing in it may remember where it was installed.
file(RENAME ${prefix} ${WORK}/moved)
set(prefix ${WORK}/moved)
set(program ${prefix}/${BINDIR}/minutemill)

run(${program} plugins list)
expect("${out}" "html_parse")
expect("${out}" "${prefix}/${LIBDIR}/minutemill/plugins-${ABI}")

run(${CMAKE_COMMAND} -S . -B build -D CMAKE_PREFIX_PATH=${prefix} -D CMAKE_BUILD_TYPE=${CONFIG} -D CMAKE_CXX_COMPILER=${COMPILER}
  "-DCMAKE_CXX_FLAGS=${FLAGS}" -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
run(${CMAKE_COMMAND} --build build)
run(${CMAKE_CTEST_COMMAND} --test-dir build --output-on-failure)
expect("${out}" "100% tests passed")
run(${program} plugins check build/anonymise.so)
expect("${out}" "good: plugin anonymise 1.0.0")
run(${program} run --plugin-dir build pipeline.yaml report.html --out out)
file(READ ${WORK}/plugin/out/report.json report)
expect("${report}" "Present: N. N., N. N..")
string(FIND "${report}" "Ann Lee" at)
if(NOT at EQUAL -1)
  message(FATAL_ERROR "the name is still there:\n${report}")
endif()

# Installed, it is found without being told where.
run(${CMAKE_COMMAND} --install build)
run(${program} plugins describe anonymise)
expect("${out}" "${prefix}/${LIBDIR}/minutemill/plugins-${ABI}/anonymise.so")
# And for one user alone.
run(${CMAKE_COMMAND} -E rm ${prefix}/${LIBDIR}/minutemill/plugins-${ABI}/anonymise.so)
run(${CMAKE_COMMAND} -S . -B build -D MINUTEMILL_PLUGIN_DIR=${WORK}/data/minutemill/plugins-${ABI})
run(${CMAKE_COMMAND} --install build)
run(${program} plugins describe anonymise)
expect("${out}" "${WORK}/data/minutemill/plugins-${ABI}/anonymise.so")
