install(DIRECTORY core/include/minutemill DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
