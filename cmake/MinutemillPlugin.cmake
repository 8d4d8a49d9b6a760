# minutemill_add_plugin(NAME [SOURCES] source... [LIBRARIES target...]): one plugin file, with nothing exported but its
# manifest. Without sources it is NAME.cpp. Used by the stock plugins and, through find_package(minutemill), by those of
# others; for these a folder `cases` becomes a test that runs it.
get_filename_component(_minutemill_cmake_dir "${CMAKE_CURRENT_LIST_DIR}" ABSOLUTE)
set(MINUTEMILL_PLUGIN_VERSION_SCRIPT "${_minutemill_cmake_dir}/plugin.map" CACHE INTERNAL "")

function(minutemill_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  set(sources ${arg_SOURCES} ${arg_UNPARSED_ARGUMENTS})
  if(NOT sources)
    set(sources ${name}.cpp)
  endif()
  add_library(${name} MODULE ${sources})
  target_compile_features(${name} PRIVATE cxx_std_20)
  target_link_libraries(${name} PRIVATE minutemill::minutemill ${arg_LIBRARIES})
  set_target_properties(${name} PROPERTIES PREFIX "" CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${MINUTEMILL_PLUGIN_VERSION_SCRIPT}")
  target_link_options(${name} PRIVATE "LINKER:--version-script=${MINUTEMILL_PLUGIN_VERSION_SCRIPT}" "LINKER:--no-undefined-version")
  if(TARGET minutemill_plugins)
    add_dependencies(minutemill_plugins ${name})
  endif()
  if(MINUTEMILL_BUILD_PLUGIN_DIR)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${MINUTEMILL_BUILD_PLUGIN_DIR}")
  endif()
  if(MINUTEMILL_PLUGIN_DIR)
    install(TARGETS ${name} LIBRARY DESTINATION ${MINUTEMILL_PLUGIN_DIR} COMPONENT runtime)
  endif()
  if(MINUTEMILL_PROGRAM AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/cases)
    add_test(NAME ${name}_cases
      COMMAND ${MINUTEMILL_PROGRAM} test --plugin-dir $<TARGET_FILE_DIR:${name}> ${CMAKE_CURRENT_SOURCE_DIR}/cases)
  endif()
endfunction()
