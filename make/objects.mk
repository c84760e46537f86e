# C of the harness: one rule for objects, in four configurations, and the programs made of them.

CFLAGS ?= -O2 -g
TOOL_FLAGS := -std=c11 -D_GNU_SOURCE -Iharness -Wall -Wextra -Wconversion -Wshadow -Werror $(PLATFORM_CFLAGS)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# The newest clang that has the runtime of libFuzzer.
FUZZ_CC ?= $(call once,FUZZ_CC,scripts/fuzz-compiler.sh)

# Of each configuration: its folder, its compiler, flags for compiling and linking, and flags for compiling alone.
CONFIGURATIONS := plain sanitize coverage fuzz
dir.plain := build
cc.plain = $(CC)
flags.plain = $(CFLAGS)

dir.sanitize := build/sanitize
cc.sanitize = $(CC)
flags.sanitize := -O1 -g $(SANITIZE)
defines.sanitize := -DTOLLGATE_SEPARATE_BUFFERS

# By gcc, whatever compiles the rest: gcov belongs to it.
dir.coverage := build/coverage
cc.coverage = gcc
flags.coverage := -O0 -g --coverage -fprofile-update=atomic

dir.fuzz := build/fuzz
cc.fuzz = $(FUZZ_CC)
flags.fuzz := -O1 -g -fsanitize=fuzzer $(SANITIZE)
defines.fuzz := -DTOLLGATE_SEPARATE_BUFFERS

# $(call objects,CONFIGURATION,SOURCES)
objects = $(patsubst %.c,$(dir.$1)/obj/%.o,$2)

# $(call object_rule,CONFIGURATION): all but the plain one are for tests, whose tools may have to be installed first.
define object_rule
$(dir.$1)/obj/%.o: %.c build/toolchain.txt | $(if $(filter plain,$1),build/deps.stamp,build/deps-test.stamp)
	$$(call show,CC)
	@mkdir -p $$(@D)
	$$Q$$(cc.$1) $$(TOOL_FLAGS) $$(flags.$1) $$(defines.$1) -MMD -MP -c -o $$@ $$<
endef
$(foreach c,$(CONFIGURATIONS),$(eval $(call object_rule,$c)))

# $(call link,CONFIGURATION,LIBRARIES)
define link
$(call show,LINK)
@mkdir -p $(@D)
$Q$(cc.$1) $(flags.$1) $(PLATFORM_LDFLAGS) -o $@ $^ $2
endef

STATS := $(wildcard harness/stats/*.c)
TOLLGATE := $(wildcard harness/tollgate/*.c harness/tollgate/*/*.c) $(STATS)
# Of the statistics, the agent needs these.
AGENT := $(wildcard harness/native/*.c) harness/stats/quantile.c harness/stats/quiet.c

build/tollgate: $(call objects,plain,$(TOLLGATE))
	$(call link,plain,-lcsv -lm)
build/coverage/tollgate: $(call objects,coverage,$(TOLLGATE))
	$(call link,coverage,-lcsv -lm)
build/native/agent: $(call objects,plain,$(AGENT))
	$(call link,plain,-ldl -lm)
build/sanitize/agent: $(call objects,sanitize,$(AGENT))
	$(call link,sanitize,-ldl -lm)
build/coverage/agent: $(call objects,coverage,$(AGENT))
	$(call link,coverage,-ldl -lm)

# The same statistics for the runner, as a module.
STATS_WASM_FLAGS := -std=c11 -O2 -Iharness --no-entry -sSTANDALONE_WASM=1 -Wall -Wextra -Werror
build/stats.wasm: $(STATS) $(wildcard harness/stats/*.h) build/toolchain.txt
	$(call show,WASM)
	$Q$(EMCC) $(STATS_WASM_FLAGS) -o $@ $(STATS)

ALL_C := $(sort $(TOLLGATE) $(AGENT) $(wildcard tests/c/*.c tests/fuzz/*.c))
-include $(wildcard $(patsubst %.o,%.d,$(foreach c,$(CONFIGURATIONS),$(call objects,$c,$(ALL_C)))))
