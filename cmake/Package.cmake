# `cpack` in a build folder makes two Debian packages: minutemill (program, library, plugins, configs, manual pages,
# completions) and minutemill-dev (headers and the CMake package, for authors of plugins).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME minutemill)
set(CPACK_PACKAGE_VENDOR minutemill)
set(CPACK_PACKAGE_CONTACT "the minutemill authors <minutemill@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME minutemill)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION text)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)  # what the libraries need, told by dpkg-shlibdeps
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS librsvg2-2)  # export_docx loads it when it meets an SVG
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS minutemill-dev)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME minutemill-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "minutemill (= ${PROJECT_VERSION}), cmake, g++, libboost-dev, libboost-filesystem-dev, libpugixml-dev")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
  "Runs pipelines, written in YAML, that turn reports of meetings into DOCX, EPUB and JSON with a record of each meeting.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Headers and the CMake package for plugins of your own.")
include(CPack)
