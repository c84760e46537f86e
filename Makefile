# Tollgate: what it costs to cross between JavaScript and WebAssembly.
# `make help` explains every target and variable.

# Variables of `make bench`, empty for all; `make help` prints the lines that begin with two hashes.
## KERNELS=      kernels or families: dot, blur-box, ...
KERNELS ?=
## VARIANTS=     js js-tuned wasm wasm-simd wasm-relaxed native native-simd ...
VARIANTS ?=
## SIZES=        of throughput, by label: 1024, 256x256, ...
SIZES ?=
## BATCHES=      of crossings and batching, elements per call: 1 4 16 64 ...
BATCHES ?=
## TRANSFERS=    resident copy
TRANSFERS ?=
## ENGINES=      node native, others by `make engines` (node-20 bun chromium ...), name:/path, webdriver:URL; all: those here
ENGINES ?=
## EXPERIMENTS=  throughput crossings startup, dom where browsers are; on request calls marshal memory batching gc (`make boundary`), aa
EXPERIMENTS ?=
## TIER=         detected (as the engine does it), baseline, optimized
TIER ?=
## PROCESSES=    a fixed number of fresh engine processes for each group (else 5 to 40, as PRECISION= needs)
PROCESSES ?=
## PRECISION=    percent: sampling stops when each compared interval is narrower; 0: never early (2)
PRECISION ?=
## BUDGET=       seconds of measuring, about, at most (260 for each JavaScript engine; with QUICK=1 50, of several 62 each)
BUDGET ?=
## QUICK=1       few sizes, under a minute for Node and native code
QUICK ?=
## OUT=          folder of the run (results/<UTC date and time>-<host>)
OUT ?=
## RESUME=       folder of an interrupted run, to be finished; of the others only BUDGET= may be given with it
RESUME ?=
## RUN=          folder of `make charts` and `make summary` (results/latest)
RUN ?= $(or $(OUT),$(RESUME),results/latest)
## RUNS=         repetitions of `make peers` (8)
RUNS ?=
## PEER_SECONDS= of each tool in each repetition (12; this harness needs about 7)
PEER_SECONDS ?=
## BUSY=1        `make peers` beside a busy loop on another core
BUSY ?=
## BASE= NEW=    folders of the two runs of `make compare`
BASE ?=
NEW ?=
## MERGE=        folders of the runs of `make merge`
MERGE ?=
## THRESHOLD=    of `make compare`: slowdowns up to so many percent are no regression (5)
THRESHOLD ?=
## FORMAT=       of `make compare`: text markdown json (text)
FORMAT ?=
## FUZZ_SECONDS= for each fuzzer of `make fuzz` (1800)
FUZZ_SECONDS ?= 1800
## KILLS=        of `make prove-kills` (100)
KILLS ?= 100
## SUITE=        bookworm trixie, for `make fresh`
SUITE ?= bookworm
## HOST= PORT=   of `make serve` (127.0.0.1, 8125)
HOST ?=
PORT ?=
## NODE=         the Node that measures and is measured (the pinned npm package)
PINNED_NODE = node_modules/node-26-$(NODE_PLATFORM)/bin/node
NODE_PLATFORM := $(shell uname -s | tr A-Z a-z)-$(shell uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
NODE = $(if $(wildcard $(PINNED_NODE)),$(abspath $(PINNED_NODE)),node)
## EMCC=         the Emscripten compiler (emcc)
EMCC ?= emcc

# ---- compilers -------------------------------------------------------------

# The same LLVM on both sides of the comparison where it can build native code; else cc.
EMCC_LLVM = $(shell $(EMCC) -dM -E -x c /dev/null 2>/dev/null | sed -n 's/.*__clang_major__ //p')
NATIVE_CC ?= $(shell command -v clang-$(EMCC_LLVM) || command -v clang || command -v $(CC))
# Relaxed SIMD: emcc itself from LLVM 18 on, else a newer clang, else the variant is left out.
RELAXED_CC ?= $(shell if [ "$(or $(EMCC_LLVM),0)" -ge 18 ]; then echo $(EMCC); else command -v clang-22; fi)

WASM_FLAGS := -std=c11
WASM_FLAGS += -O3
WASM_FLAGS += --no-entry                # a module to be called, not a program
WASM_FLAGS += -sSTANDALONE_WASM=1       # no JavaScript glue: the boundary, not the glue
WASM_FLAGS += -sALLOW_MEMORY_GROWTH=1   # grown once, before anything is timed
WASM_FLAGS += -sMAXIMUM_MEMORY=4GB
WASM_FLAGS += -Wl,--export=__heap_base  # where the caller's buffers may begin
WASM_FLAGS += -Wall -Wextra -Werror
WASM_SIMD_FLAGS := -msimd128
RELAXED_FLAGS := -msimd128 -mrelaxed-simd
STATS_WASM_FLAGS := -std=c11 -O2 -Iharness --no-entry -sSTANDALONE_WASM=1 -Wall -Wextra -Werror

# The newest clang that has the runtime of libFuzzer.
FUZZ_CC ?= $(eval FUZZ_CC := $(shell scripts/fuzz-compiler.sh))$(FUZZ_CC)

# "Scalar" means scalar, and SIMD means what was written by hand.
SCALAR_FLAGS := -fno-vectorize -fno-slp-vectorize

# Boundary experiments: C that imports and exports by attribute, and C behind Emscripten's own glue.
BOUNDARY_FLAGS := -std=c11 -O3 -mbulk-memory --no-entry
BOUNDARY_FLAGS += -sSTANDALONE_WASM=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB
# The linker knows what is imported, the compiler driver does not.
BOUNDARY_FLAGS += -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0
BOUNDARY_FLAGS += -Wall -Wextra -Werror $(SCALAR_FLAGS)
GLUE_FLAGS := -std=c11 -O3 -Wall -Wextra -Werror
GLUE_FLAGS += -sMODULARIZE=1 -sEXPORT_ES6=1 -sALLOW_MEMORY_GROWTH=1 -sENVIRONMENT=web  # no require() in a module; the bytes are handed over
GLUE_FLAGS += -sEXPORTED_RUNTIME_METHODS=ccall,cwrap,stringToUTF8,lengthBytesUTF8,UTF8ToString

NATIVE_FLAGS := -std=c11
NATIVE_FLAGS += -O3
NATIVE_FLAGS += -fPIC -shared
NATIVE_FLAGS += -ffp-contract=off       # WebAssembly has no fused multiply-add; the reference has none
NATIVE_FLAGS += -Wall -Wextra -Werror
ARCH := $(shell uname -m)
# What V8 itself may rely on: SSE4.2 and popcnt, 128-bit vectors.
NATIVE_ARCH_FLAGS := $(if $(filter x86_64,$(ARCH)),-march=x86-64-v2)
# What a compiler may do for this very machine: any instruction, vectorised, sums reordered.
NATIVE_MARCH_FLAGS := $(if $(filter x86_64,$(ARCH)),-march=native,-mcpu=native)
NATIVE_MARCH_FLAGS += -fassociative-math -fno-signed-zeros -fno-trapping-math
# gcc and clang spell "do not vectorise" differently.
NATIVE_SCALAR_FLAGS = $(if $(findstring clang,$(NATIVE_CC)),$(SCALAR_FLAGS),-fno-tree-vectorize)

CFLAGS ?= -O2 -g
TOOL_FLAGS := -std=c11 -D_GNU_SOURCE -Iharness -Wall -Wextra -Wconversion -Wshadow -Werror
FUZZ := -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
COVERAGE := -O0 -g --coverage -fprofile-update=atomic
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# What scripts get of the above, worked out when a recipe runs, because make deps may have to
# install the compilers first.
SCRIPT_VARIABLES := EMCC CC NATIVE_CC RELAXED_CC WASM_FLAGS WASM_SIMD_FLAGS RELAXED_FLAGS SCALAR_FLAGS \
  NATIVE_FLAGS NATIVE_ARCH_FLAGS NATIVE_SCALAR_FLAGS NATIVE_MARCH_FLAGS BOUNDARY_FLAGS GLUE_FLAGS TOOL_FLAGS CFLAGS
SCRIPT_ENV = $(foreach v,$(SCRIPT_VARIABLES),$v='$($v)')

# ---- what is built ---------------------------------------------------------

FAMILIES := $(patsubst kernels/%/definition.js,%,$(wildcard kernels/*/definition.js))
SCALAR := $(foreach f,$(FAMILIES),$(if $(wildcard kernels/$f/$f.c),$f))
SIMD := $(foreach f,$(FAMILIES),$(if $(wildcard kernels/$f/$f_simd.c),$f))
RELAXED := $(foreach f,$(FAMILIES),$(if $(wildcard kernels/$f/$f_relaxed.c),$f))

WASM := $(SCALAR:%=build/wasm/%.wasm) $(SIMD:%=build/wasm/%_simd.wasm)
WASM_RELAXED := $(RELAXED:%=build/wasm/%_relaxed.stamp)
NATIVE := $(SCALAR:%=build/native/%-native.so) $(SIMD:%=build/native/%-native-simd.so) $(SCALAR:%=build/native/%-native-march.so)
SANITIZED := build/sanitize/agent $(SCALAR:%=build/sanitize/%-native.so) $(SIMD:%=build/sanitize/%-native-simd.so)

# What the boundary experiments load: hand-written WebAssembly, C with imports and exports by
# attribute, and C behind Emscripten's own glue.
BOUNDARY := $(patsubst harness/%.wat,build/%.wasm,$(wildcard harness/experiments/*/*.wat))
BOUNDARY += $(patsubst harness/%.wat.js,build/%.wasm,$(wildcard harness/experiments/*/*.wat.js))
BOUNDARY += $(patsubst harness/%.c,build/%.wasm,$(wildcard harness/experiments/*/*.c))
BOUNDARY += $(patsubst harness/%.c,build/%.mjs,$(wildcard harness/experiments/*/*.glue.c))

STATS_SOURCES := $(wildcard harness/stats/*.c)
TOLLGATE_SOURCES := $(wildcard harness/tollgate/*.c harness/tollgate/*/*.c) $(STATS_SOURCES)
AGENT_SOURCES := $(wildcard harness/native/*.c)
AGENT_STATS := harness/stats/quantile.c harness/stats/quiet.c
# All but the files that have a main().
TESTED_SOURCES := $(filter-out %/main.c %/agent.c,$(TOLLGATE_SOURCES) $(AGENT_SOURCES))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
C_TESTS := $(patsubst tests/c/%.c,build/tests/%,$(wildcard tests/c/test_*.c))
JS_TESTS := $(sort $(wildcard tests/js/*.test.js tests/js/*/*.test.js))
# Only `make compare` makes what its chart shows.
CHARTS = $(patsubst plots/%.gp,%,$(filter-out $(if $(wildcard $(RUN)/compare.csv),,plots/compare.gp),$(wildcard plots/*.gp)))

.PHONY: help bench boundary merge serve peers build deps summary charts test test-c test-js test-grid lint fresh clean engines compare coverage fuzz fuzz-smoke prove-kills doctor prove-aa prove-planted prove-calls prove-inlining
.DELETE_ON_ERROR:
# Nothing that a rule made on the way to something else is removed.
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

## help:         this text (the default)
help:
	@echo 'Tollgate: what crossing between JavaScript and WebAssembly costs'
	@echo; echo 'Targets:'
	@sed -n 's/^## \([a-z-]*:.*\)/  \1/p' $(firstword $(MAKEFILE_LIST))
	@echo; echo 'Variables (empty: all; a name that is not known lists those that are):'
	@sed -n 's/^## \([A-Z_]*=.*\)/  \1/p' $(firstword $(MAKEFILE_LIST))
	@echo; echo 'Examples:'
	@echo '  make bench KERNELS=dot VARIANTS=js,wasm-simd QUICK=1'
	@echo '  make bench NODE=/path/to/node OUT=/tmp/run && make charts RUN=/tmp/run'

## bench:        set up and build what is missing, measure, summarise, draw
BENCH_ARGS = $(if $(KERNELS),--kernels '$(KERNELS)') $(if $(VARIANTS),--variants '$(VARIANTS)') \
  $(if $(SIZES),--sizes '$(SIZES)') $(if $(BATCHES),--batches '$(BATCHES)') \
  $(if $(TRANSFERS),--transfers '$(TRANSFERS)') $(if $(ENGINES),--engines '$(ENGINES)') \
  $(if $(EXPERIMENTS),--experiments '$(EXPERIMENTS)') $(if $(TIER),--tier '$(TIER)') \
  $(if $(PROCESSES),--processes '$(PROCESSES)')   $(if $(PRECISION),--precision '$(PRECISION)') $(if $(BUDGET),--budget '$(BUDGET)') \
  $(if $(filter-out 0,$(QUICK)),--quick) $(if $(OUT),--out '$(OUT)') $(if $(RESUME),--resume '$(RESUME)')
bench: build
	@status=0; $(NODE) harness/bench.js $(BENCH_ARGS) || status=$$?; \
	if [ $$status -le 1 ] && [ '$(EXPERIMENTS)' != aa ]; then $(MAKE) --no-print-directory charts || status=$$?; fi; \
	exit $$status

## boundary:     what calls, strings, objects, memory, batches and WasmGC cost (6 minutes, docs/BOUNDARY.md)
boundary: EXPERIMENTS = calls,marshal,memory,batching,gc
boundary: bench

## peers:        the same pairs by mitata, tinybench and this harness: how steady are they?
PEERS_ARGS = $(if $(RUNS),--runs '$(RUNS)') $(if $(PEER_SECONDS),--seconds '$(PEER_SECONDS)') \
  $(if $(filter-out 0,$(BUSY)),--busy) $(if $(PROCESSES),--processes '$(PROCESSES)') $(if $(OUT),--out '$(OUT)')
peers: build
	@$(NODE) scripts/peers/peers.js $(PEERS_ARGS)

## doctor:       is this machine fit for measuring? Its noise floor, by A/A pairs (2 minutes)
doctor: build
	@$(NODE) harness/doctor.js $(if $(KERNELS),--kernels '$(KERNELS)') $(if $(VARIANTS),--variants '$(VARIANTS)') \
	  $(if $(SIZES),--sizes '$(SIZES)') $(if $(ENGINES),--engines '$(ENGINES)') $(if $(PROCESSES),--processes '$(PROCESSES)') \
	  $(if $(BUDGET),--budget '$(BUDGET)') $(if $(OUT),--out '$(OUT)')

## prove-aa:     200 A/A comparisons, idle and beside a busy loop (10 minutes)
prove-aa: build
	@$(NODE) scripts/prove/aa.js

## prove-planted: 3 % more work is found, and the same code is not called slower (20 runs, 15 minutes)
prove-planted: build
	@$(NODE) scripts/prove/planted.js

## prove-calls:  the same call twice costs the same, and a known cost shows up (10 runs, 4 minutes)
prove-calls: build build/prove/multiplication
	@$(NODE) scripts/prove/calls.js

## prove-inlining: V8 without inlining moves the calls that it inlines and no others (6 minutes)
prove-inlining: build
	@$(NODE) scripts/prove/inlining.js

## build:        kernels (WebAssembly and native), the agent, tollgate
build: build/tollgate build/native/agent build/stats.wasm $(WASM) $(WASM_RELAXED) $(NATIVE) $(BOUNDARY)

## engines:      fetch other engines: Node 20, 22, 24, Bun, Deno (into build/engines, 700 MB), browsers (apt)
engines: build/engines/stamp
	@EMCC='$(EMCC)' CC='$(CC)' scripts/deps.sh engines
build/engines/stamp: harness/engines/binaries/package.json harness/engines/binaries/package-lock.json | build/deps.stamp
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

## serve:        measure by hand, in any browser: prints the page's address (HOST= PORT=)
serve: build
	@$(NODE) harness/web/serve.js $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

build/grid/stamp: tests/grid/pom.xml
	@mkdir -p $(@D)
	@rm -rf build/grid/lib
	@mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory='$(CURDIR)/build/grid/lib' && touch $@

## deps:         install what is missing (apt, npm); does nothing when nothing is
deps:
	@EMCC='$(EMCC)' CC='$(CC)' scripts/deps.sh

## summary:      tables, summary.csv, ratios.csv, crossings.csv and batching.csv of RUN= again
summary: build/tollgate
	build/tollgate summarize $(RUN)
	build/tollgate crossings $(RUN)

## charts:       SVG and 1920x1080 PNG of RUN=, light and dark
charts: build/deps.stamp
	@scripts/charts.sh "$(RUN)" $(CHARTS)

## compare:      is the run NEW= slower than BASE=? Table, chart and exit code (docs/CI.md)
COMPARE_ARGS = $(if $(THRESHOLD),--threshold '$(THRESHOLD)') $(if $(FORMAT),--format '$(FORMAT)')
compare: build/tollgate
	@if [ -z '$(BASE)' ] || [ -z '$(NEW)' ]; then echo 'compare: BASE= and NEW= name the folders of two runs' >&2; exit 2; fi
	@status=0; build/tollgate compare '$(BASE)' '$(NEW)' $(COMPARE_ARGS) || status=$$?; \
	if [ $$status -ne 2 ] && [ -f '$(NEW)/compare.csv' ]; then scripts/charts.sh '$(NEW)' compare >&2 || status=2; fi; \
	echo "compare: exit code $$status" >&2; exit $$status

## merge:        one run out of several, of other machines or of this one: MERGE= names their folders, OUT= the new one
merge: build/tollgate
	@if [ -z '$(MERGE)' ] || [ -z '$(OUT)' ]; then echo 'merge: MERGE= names the folders of runs, OUT= the folder to be made' >&2; exit 2; fi
	@build/tollgate merge $(MERGE) --out '$(OUT)' && build/tollgate summarize '$(OUT)'

## test:         lint, C under sanitizers, coverage, fuzzers for a moment, JavaScript, charts, browsers, a QUICK run
test: lint test-c coverage fuzz-smoke test-js $(if $(and $(shell command -v java),$(shell command -v mvn)),test-grid)

## test-c:       statistics, reader and tables by cmocka, under ASan and UBSan
test-c: $(C_TESTS)
	@set -e; for test in $(C_TESTS); do echo "== $$test"; $$test; done

## test-js:      harness, kernels in every variant, charts, end to end
test-js: build $(SANITIZED)
	@$(NODE) --test $(JS_TESTS)

## test-grid:    browsers on two machines of a Selenium Grid, one of which dies (Java and Maven; fetches 45 MB)
test-grid: build build/grid/stamp
	@$(NODE) --test tests/grid/grid.test.js

## coverage:     lines (97 %) and branches (90 %) of the C under harness/ that the tests reach
coverage: $(C_TESTS:build/tests/%=build/coverage/tests/%) build/coverage/agent build/coverage/tollgate
	@NODE='$(NODE)' scripts/coverage.sh 97 90 $(C_TESTS:build/tests/%=build/coverage/tests/%)

## fuzz:         any bytes as samples.csv, as a request to the agent and as a module, FUZZ_SECONDS= long
fuzz: $(FUZZERS:%=build/fuzz/%)
	@scripts/fuzz.sh $(FUZZ_SECONDS) $(FUZZERS)

# The corpus, and then a few seconds of the same new inputs every time.
fuzz-smoke: $(FUZZERS:%=build/fuzz/%)
	@SEED=1 scripts/fuzz.sh 5 $(FUZZERS)

## lint:         clang-tidy, cppcheck, eslint, types from JSDoc
lint: build/deps-test.stamp
	@NODE='$(NODE)' scripts/lint.sh

## prove-kills:  kill KILLS= runs at random instants, resume them, compare with an undisturbed one
prove-kills: build
	@$(NODE) scripts/prove/kills.js --kills '$(KILLS)'

## fresh:        the two commands of the README in a new Debian root, as root
fresh:
	@scripts/fresh.sh $(SUITE)

## clean:        remove build/ (results and node_modules stay)
clean:
	rm -rf build

# ---- rules -----------------------------------------------------------------

# What the stamp stands for may have been removed since.
ifeq ($(and $(shell command -v $(EMCC)),$(shell command -v hyperfine),$(shell command -v gnuplot),$(wildcard node_modules/.package-lock.json)),)
  $(shell rm -f build/deps.stamp)
endif
build/deps.stamp: scripts/deps.sh package-lock.json
	@mkdir -p build
	@EMCC='$(EMCC)' CC='$(CC)' scripts/deps.sh bench
	@touch $@

# Behind the other one, so that two installers never run at once.
build/deps-test.stamp: scripts/deps.sh package-lock.json | build/deps.stamp
	@mkdir -p build
	@EMCC='$(EMCC)' CC='$(CC)' scripts/deps.sh test
	@touch $@

# Rewritten when versions or flags change, and then everything built with them is rebuilt.
ifneq ($(wildcard build/toolchain.txt),)
  ifneq ($(filter-out help clean deps,$(or $(MAKECMDGOALS),help)),)
    $(shell $(SCRIPT_ENV) scripts/toolchain.sh)
  endif
endif
build/toolchain.txt: | build/deps.stamp
	@$(SCRIPT_ENV) scripts/toolchain.sh

# C objects: build/obj as shipped, build/sanitize/obj under the sanitizers.
build/obj/%.o: %.c build/toolchain.txt
	@mkdir -p $(@D)
	$(CC) $(TOOL_FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
build/sanitize/obj/%.o: %.c build/toolchain.txt
	@mkdir -p $(@D)
	$(CC) $(TOOL_FLAGS) $(SANITIZE) -DTOLLGATE_SEPARATE_BUFFERS -MMD -MP -c -o $@ $<
-include $(shell find build/obj build/sanitize/obj build/fuzz/obj build/coverage/obj -name '*.d' 2>/dev/null)

build/tollgate: $(TOLLGATE_SOURCES:%.c=build/obj/%.o)
	$(CC) -o $@ $^ -lcsv -lm

# The same statistics for the runner, as a module.
build/stats.wasm: $(STATS_SOURCES) $(wildcard harness/stats/*.h) build/toolchain.txt
	$(EMCC) $(STATS_WASM_FLAGS) -o $@ $(STATS_SOURCES)

build/native/agent: $(AGENT_SOURCES:%.c=build/obj/%.o) $(AGENT_STATS:%.c=build/obj/%.o)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -ldl -lm

build/sanitize/agent: $(AGENT_SOURCES:%.c=build/sanitize/obj/%.o) $(AGENT_STATS:%.c=build/sanitize/obj/%.o)
	$(CC) $(SANITIZE) -o $@ $^ -ldl -lm

build/tests/%: build/sanitize/obj/tests/c/%.o build/sanitize/obj/tests/c/random.o $(TESTED_SOURCES:%.c=build/sanitize/obj/%.o) | build/deps-test.stamp
	@mkdir -p $(@D)
	$(CC) $(SANITIZE) -o $@ $^ -lcmocka -lcsv -ldl -lm
$(patsubst %.c,build/sanitize/obj/%.o,$(wildcard tests/c/*.c)): | build/deps-test.stamp

# Instrumented by gcc, whatever compiles the rest: gcov belongs to it. As shipped otherwise.
build/coverage/obj/%.o: %.c build/toolchain.txt
	@mkdir -p $(@D)
	gcc $(TOOL_FLAGS) $(COVERAGE) -MMD -MP -c -o $@ $<
$(patsubst %.c,build/coverage/obj/%.o,$(wildcard tests/c/*.c) $(TOLLGATE_SOURCES) $(AGENT_SOURCES)): | build/deps-test.stamp
build/coverage/tests/%: build/coverage/obj/tests/c/%.o build/coverage/obj/tests/c/random.o $(TESTED_SOURCES:%.c=build/coverage/obj/%.o)
	@mkdir -p $(@D)
	gcc $(COVERAGE) -o $@ $^ -lcmocka -lcsv -ldl -lm
build/coverage/tollgate: $(TOLLGATE_SOURCES:%.c=build/coverage/obj/%.o)
	gcc $(COVERAGE) -o $@ $^ -lcsv -lm
build/coverage/agent: $(AGENT_SOURCES:%.c=build/coverage/obj/%.o) $(AGENT_STATS:%.c=build/coverage/obj/%.o)
	gcc $(COVERAGE) -o $@ $^ -ldl -lm

# Inputs that any C file of the harness may be driven by, under the sanitizers and libFuzzer.
build/fuzz/obj/%.o: %.c build/toolchain.txt
	@mkdir -p $(@D)
	$(FUZZ_CC) $(TOOL_FLAGS) $(FUZZ) -DTOLLGATE_SEPARATE_BUFFERS -MMD -MP -c -o $@ $<
$(patsubst %.c,build/fuzz/obj/%.o,$(TESTED_SOURCES) $(wildcard tests/fuzz/*.c)): | build/deps-test.stamp
build/fuzz/%: build/fuzz/obj/tests/fuzz/fuzz_%.o $(patsubst %.c,build/fuzz/obj/%.o,$(TESTED_SOURCES))
	$(FUZZ_CC) $(FUZZ) -o $@ $^ -lcsv -ldl -lm

build/native/%.bodies.c: kernels/%/definition.js harness/native/bodies.js harness/agent/body.js harness/plan/cells.js harness/plan/definitions.js | build/deps.stamp
	@mkdir -p $(@D)
	$(NODE) harness/native/bodies.js $* > $@

# $(call wasm,FAMILY,SUFFIX,FLAGS): one module, checked as soon as it is built.
define wasm
build/wasm/$1$2.wasm: kernels/$1/$1$2.c $(wildcard kernels/$1/*.h) kernels/$1/definition.js $(wildcard kernels/*.h) build/toolchain.txt scripts/check-wasm.js
	@mkdir -p build/wasm
	$$(EMCC) $$(WASM_FLAGS) $3 $$(SCALAR_FLAGS) -sEXPORTED_FUNCTIONS=$$$$($$(NODE) scripts/kernel-exports.js $1 _) -o $$@ $$<
	@$$(NODE) scripts/check-wasm.js $$@
endef
$(foreach f,$(SCALAR),$(eval $(call wasm,$f,,)))
$(foreach f,$(SIMD),$(eval $(call wasm,$f,_simd,$$(WASM_SIMD_FLAGS))))

# Optional: where no compiler knows relaxed SIMD, the stamp says so and the variant does not exist.
define relaxed
build/wasm/$1_relaxed.stamp: kernels/$1/$1_relaxed.c $(wildcard kernels/$1/*.h) kernels/$1/definition.js $(wildcard kernels/*.h) build/toolchain.txt scripts/check-wasm.js scripts/build-relaxed.sh
	@mkdir -p build/wasm
	@rm -f build/wasm/$1_relaxed.wasm
	@$$(SCRIPT_ENV) scripts/build-relaxed.sh '$$(RELAXED_CC)' '$$(NODE)' $1 && touch $$@
endef
$(foreach f,$(RELAXED),$(eval $(call relaxed,$f)))

# $(call native,FAMILY,VARIANT,SOURCE SUFFIX,FLAGS)
define native
build/native/$1-$2.so: kernels/$1/$1$3.c $(wildcard kernels/$1/*.h) $(wildcard kernels/*.h) build/native/$1.bodies.c harness/native/body.h build/toolchain.txt
	@mkdir -p build/native
	$$(NATIVE_CC) $$(NATIVE_FLAGS) $4 -o $$@ $$< build/native/$1.bodies.c -lm
endef
$(foreach f,$(SCALAR),$(eval $(call native,$f,native,,$$(NATIVE_ARCH_FLAGS) $$(NATIVE_SCALAR_FLAGS))))
$(foreach f,$(SIMD),$(eval $(call native,$f,native-simd,_simd,$$(NATIVE_ARCH_FLAGS) $$(NATIVE_SCALAR_FLAGS))))
$(foreach f,$(SCALAR),$(eval $(call native,$f,native-march,,$$(NATIVE_MARCH_FLAGS))))

# Every instruction that is known, imports as engines read them today; engines that lack one are found out when they load the module.
build/experiments/%.wasm: harness/experiments/%.wat package-lock.json | build/deps.stamp
	@mkdir -p $(@D)
	$(NODE) node_modules/binaryen/bin/wasm-as --all-features --disable-compact-imports -o $@ $<
# The same from WebAssembly text that a script prints, with no more than calls need: all engines take it.
build/experiments/%.wasm: harness/experiments/%.wat.js $(wildcard harness/experiments/*/*.js) harness/agent/subject.js harness/agent/features.js package-lock.json | build/deps.stamp
	@mkdir -p $(@D)
	$(NODE) $< > $(@:.wasm=.wat)
	$(NODE) node_modules/binaryen/bin/wasm-as --mvp-features --enable-mutable-globals --enable-reference-types --enable-bulk-memory --enable-multivalue -o $@ $(@:.wasm=.wat)
build/experiments/%.glue.wasm build/experiments/%.glue.mjs: harness/experiments/%.glue.c build/toolchain.txt
	@mkdir -p $(@D)
	NODE_PATH='$(CURDIR)/node_modules' $(EMCC) $(GLUE_FLAGS) -o build/experiments/$*.glue.mjs $<
# The allocator itself, with no function around it.
build/experiments/memory/malloc.wasm: BOUNDARY_FLAGS += -Wl,--export=malloc,--export=calloc,--export=free
build/experiments/%.wasm: harness/experiments/%.c build/toolchain.txt
	@mkdir -p $(@D)
	$(EMCC) $(BOUNDARY_FLAGS) -o $@ $<

build/prove/%: scripts/prove/%.c build/toolchain.txt
	@mkdir -p $(@D)
	$(NATIVE_CC) $(filter-out -Iharness,$(TOOL_FLAGS)) -O2 -o $@ $<

# The same sources under the sanitizers, for the tests.
define sanitized
build/sanitize/$1-$2.so: kernels/$1/$1$3.c $(wildcard kernels/$1/*.h) $(wildcard kernels/*.h) build/native/$1.bodies.c build/toolchain.txt
	@mkdir -p build/sanitize
	$$(CC) -std=c11 -fPIC -shared $$(SANITIZE) $$(NATIVE_ARCH_FLAGS) -o $$@ $$< build/native/$1.bodies.c -lm
endef
$(foreach f,$(SCALAR),$(eval $(call sanitized,$f,native,)))
$(foreach f,$(SIMD),$(eval $(call sanitized,$f,native-simd,_simd)))
