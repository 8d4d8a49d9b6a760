// The contract between the program and a plugin's file: what is compared before any plugin code runs.
// See docs/plugin-abi.md.
#pragma once

#include <cstdint>

// The ABI number. It grows only when an old plugin could no longer work; the release number is another thing.
#define MINUTEMILL_ABI 1

// The ELF section that holds the exported symbol. Its name carries the ABI number, so that a file can be
// refused by reading its section table alone.
#define MINUTEMILL_ABI_SECTION mm_abi1
#define MINUTEMILL_ABI_SECTION_NAME "mm_abi1"

// The one symbol a plugin exports: a pointer to its Manifest.
#define MINUTEMILL_SYMBOL minutemill_plugin
#define MINUTEMILL_SYMBOL_NAME "minutemill_plugin"

#if defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define MINUTEMILL_CXX11_TAG "1"
#else
#define MINUTEMILL_CXX11_TAG "0"
#endif
#if defined(_GLIBCXX_DEBUG)
#define MINUTEMILL_DEBUG_TAG "1"
#else
#define MINUTEMILL_DEBUG_TAG "0"
#endif
#if defined(PUGIXML_WCHAR_MODE)
#define MINUTEMILL_WCHAR_TAG "1"
#else
#define MINUTEMILL_WCHAR_TAG "0"
#endif

// What the compiled layouts depend on beside the ABI number; compared as text.
#define MINUTEMILL_ABI_TAG                                                     \
  "mm1;itanium;cxx11=" MINUTEMILL_CXX11_TAG ";stl_debug=" MINUTEMILL_DEBUG_TAG \
  ";pugi_wchar=" MINUTEMILL_WCHAR_TAG

namespace minutemill {

// First eight bytes of every manifest: "MMPLUGIN", little endian.
inline constexpr std::uint64_t kManifestMagic = 0x4e4947554c504d4dULL;

}  // namespace minutemill
