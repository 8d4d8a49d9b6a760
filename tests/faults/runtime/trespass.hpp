// What a stage should not do: each throws what the system answers, and returns when it was let.
#pragma once

#include <string>

// "socket", "unix_socket", "program", "signal", "trace", "mount", "ring", "namespace".
void trespass(const std::string& what);
void read_file_at(const std::string& path);
void write_file_at(const std::string& path);
