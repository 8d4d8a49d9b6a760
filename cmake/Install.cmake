# What is installed: the program and its library, plugins (minutemill_add_plugin), configs and docs; and for authors of plugins, in the
# component "development", the headers, the CMake package, the version script
# and the examples.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/minutemill)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs/ DESTINATION ${MINUTEMILL_CONFIG_DIR} COMPONENT runtime)
# Beside the configs, as in the source tree: the first lines of stock configs name their schemas so.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DATADIR}/minutemill COMPONENT runtime)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime OPTIONAL)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DATADIR}/minutemill COMPONENT development)

install(DIRECTORY core/include/minutemill DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT minutemill NAMESPACE minutemill:: FILE minutemill-targets.cmake DESTINATION ${package_dir} COMPONENT development)
configure_package_config_file(cmake/minutemill-config.cmake.in ${PROJECT_BINARY_DIR}/minutemill-config.cmake
  INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_BINDIR MINUTEMILL_PLUGIN_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/minutemill-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/minutemill-config.cmake ${PROJECT_BINARY_DIR}/minutemill-config-version.cmake
  cmake/MinutemillPlugin.cmake cmake/plugin.map DESTINATION ${package_dir} COMPONENT development)
