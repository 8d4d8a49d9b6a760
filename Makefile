# The commands of the README. For daily work there are the presets: cmake --preset dev, cmake --build --preset dev, ctest --preset dev.
.PHONY: build demo test bench install clean

# Whole folders at once, which is the fastest from nothing, and from a cache of objects where there is one.
faster := -DCMAKE_UNITY_BUILD=ON $(if $(shell command -v ccache),-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
configure = tools/quietly "Configuring $(1)" cmake --preset $(1) $(faster)
compile = tools/quietly "Building $(1)" cmake --build --preset $(1)

# Only builds: build/bin/minutemill.
build:
	@$(call configure,release) -DMINUTEMILL_TESTS=OFF -DMINUTEMILL_BENCH=OFF
	@$(call compile,release)

# Installs what is missing, builds, and converts the sample reports.
demo:
	@tools/install-packages
	@$(MAKE) --no-print-directory build
	@tools/demo build/bin/minutemill build/demo

# Installs what is missing, builds a release and one with sanitizers, and runs every test with both.
test:
	@tools/install-packages test
	@$(call configure,release) -DMINUTEMILL_TESTS=ON
	@$(call compile,release)
	@$(call configure,asan-ubsan)
	@$(call compile,asan-ubsan)
	@tools/run-tests release asan-ubsan

bench:
	@tools/install-packages test
	@$(call configure,release) -DMINUTEMILL_BENCH=ON
	@$(call compile,release)
	@build/bench/stages
	@build/bench/parsing
	@tests/bench/bulk/bulk.py build --neighbours
	@build/bench/calls

# DESTDIR and PREFIX as usual.
install: build
	@DESTDIR=$(DESTDIR) cmake --install build $(if $(PREFIX),--prefix $(PREFIX))

clean:
	@rm -rf build
