# Tests and linters. Whole parts run side by side; each prints its output in one piece, with its runner's own summary.

C_HELPERS := $(filter-out tests/c/test_%,$(wildcard tests/c/*.c))
C_TESTS := $(patsubst tests/c/%.c,%,$(wildcard tests/c/test_*.c))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
# All but the files that have a main().
TESTED := $(filter-out %/main.c %/agent.c,$(sort $(TOLLGATE) $(AGENT)))

JS_TESTS := $(sort $(wildcard tests/js/*.test.js tests/js/*/*.test.js))
# What starts browsers, measures whole runs or draws charts; `make check` runs the others.
SLOW := additions adding-a-kernel adding-a-page bench boundary boundary-batching boundary-dom boundary-gc browsers
SLOW += charts charts-boundary charts-engines charts-look ci doctor engines inspect kernels page peers prove resume
SLOW += webdriver
QUICK_TESTS := $(filter-out $(SLOW:%=tests/js/%.test.js),$(JS_TESTS))
# A test that runs make is not part of this one.
NODE_TEST = MAKEFLAGS= MFLAGS= MAKELEVEL= $(NODE) --test --test-concurrency=$(PROCESSORS)

## check: what to run after each edit, in under a minute: fast linters, unit tests in C and JavaScript
check:
	+@$(call together,tidy fast-linters check-c check-js)
fast-linters: build/deps-test.stamp
	@NODE='$(NODE)' scripts/lint.sh fast
# Simulations of intervals take half a minute by themselves.
check-c: $(filter-out %/test_coverage,$(C_TESTS:%=build/tests/%))
	@$(run_c_tests)
check-js: build $(SANITIZED)
	@$(NODE_TEST) $(QUICK_TESTS)

## test: everything below, side by side, with browsers, charts, a QUICK run
test:
	+@$(call together,test-js tidy linters test-c coverage fuzz-smoke $(if $(HAS_GRID),test-grid))
HAS_GRID = $(and $(shell command -v java),$(shell command -v mvn))

## test-c: statistics, reader and tables by cmocka, under ASan and UBSan
test-c: $(C_TESTS:%=build/tests/%)
	@$(run_c_tests)
run_c_tests = set -e; for test in $^; do echo "== $$test"; $$test; done

$(C_TESTS:%=build/tests/%): build/tests/%: build/sanitize/obj/tests/c/%.o \
  $(call objects,sanitize,$(C_HELPERS) $(TESTED))
	$(call link,sanitize,-lcmocka -lcsv -ldl -lm)

## test-js: harness, kernels in every variant, charts, end to end
test-js: build $(SANITIZED)
	@$(NODE_TEST) $(JS_TESTS)

## test-grid: browsers on two machines of a Selenium Grid, one of which dies (Java and Maven; fetches 45 MB)
test-grid: build build/grid/stamp
	@$(NODE_TEST) tests/grid/grid.test.js

build/grid/stamp: tests/grid/pom.xml
	@mkdir -p $(@D)
	@rm -rf build/grid/lib
	@mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory='$(CURDIR)/build/grid/lib' && touch $@

## coverage: lines (97 %) and branches (90 %) of the C under harness/ that the tests reach
coverage: $(C_TESTS:%=build/coverage/tests/%) build/coverage/agent build/coverage/tollgate
	@NODE='$(NODE)' scripts/coverage.sh 97 90 $(filter build/coverage/tests/%,$^)

$(C_TESTS:%=build/coverage/tests/%): build/coverage/tests/%: build/coverage/obj/tests/c/%.o \
  $(call objects,coverage,$(C_HELPERS) $(TESTED))
	$(call link,coverage,-lcmocka -lcsv -ldl -lm)

## fuzz: any bytes as samples.csv, as a request to the agent and as a module, FUZZ_SECONDS= long
fuzz: $(FUZZERS:%=build/fuzz/%)
	@scripts/fuzz.sh $(FUZZ_SECONDS) $(FUZZERS)

# The corpus, and then a few seconds of the same new inputs every time.
fuzz-smoke: $(FUZZERS:%=build/fuzz/%)
	@SEED=1 scripts/fuzz.sh 5 $(FUZZERS)

$(FUZZERS:%=build/fuzz/%): build/fuzz/%: build/fuzz/obj/tests/fuzz/fuzz_%.o $(call objects,fuzz,$(TESTED))
	$(call link,fuzz,-lcsv -ldl -lm)

## lint: clang-tidy, cppcheck, shellcheck, eslint, types from JSDoc, layout of the code
lint:
	+@$(call together,tidy linters)
linters: build/deps-test.stamp
	@NODE='$(NODE)' scripts/lint.sh all

# clang-tidy takes seconds a file: once for each state of the file and its headers. Relaxed SIMD is only known to
# compilers newer than the oldest clang-tidy.
TIDIED := $(filter-out %_relaxed.c,$(ALL_C) $(wildcard kernels/*/*.c harness/experiments/*/*.c))
tidy: $(TIDIED:%.c=build/tidy/%.ok)
build/tidy/%.ok: %.c .clang-tidy | build/deps-test.stamp
	$(call show,TIDY,$<)
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=c11 -D_GNU_SOURCE -Iharness >$@.log 2>&1 || { cat $@.log; exit 1; }
	@$(CC) -std=c11 -D_GNU_SOURCE -Iharness $(PLATFORM_CFLAGS) -MM -MP -MT $@ -MF $(@:.ok=.d) $< && rm $@.log && touch $@
-include $(wildcard $(TIDIED:%.c=build/tidy/%.d))

.PHONY: check fast-linters check-c check-js linters test test-c test-js test-grid coverage fuzz fuzz-smoke lint tidy
