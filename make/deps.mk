# Tools and packages that the rest needs, and a record of which compilers they are.

TOOL_LISTS := scripts/deps.sh scripts/tools $(wildcard harness/toolchains/*/tools)
DEPS := EMCC='$(EMCC)' CC='$(CC)' CPPFLAGS='$(CPPFLAGS) $(PLATFORM_CFLAGS)' scripts/deps.sh

# What the stamp stands for may have been removed since.
LOST := $(shell for tool in $(firstword $(EMCC)) hyperfine gnuplot; do \
  command -v "$$tool" >/dev/null || echo "$$tool"; done; \
  [ -e node_modules/.package-lock.json ] || echo node_modules)
ifneq ($(LOST),)
  $(shell rm -f build/deps.stamp)
endif

build/deps.stamp: $(TOOL_LISTS) package-lock.json
	@mkdir -p build
	@$(DEPS) bench
	@touch $@

# After the other one, so that two installers never run at once.
build/deps-test.stamp: $(TOOL_LISTS) package-lock.json | build/deps.stamp
	@mkdir -p build
	@$(DEPS) test
	@touch $@

build/engines/stamp: harness/engines/binaries/package.json harness/engines/binaries/package-lock.json | build/deps.stamp
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
