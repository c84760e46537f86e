# Proofs that the harness measures what it says; they take minutes.

build/prove/%: scripts/prove/%.c build/toolchain.txt
	$(call show,CC)
	@mkdir -p $(@D)
	$Q$(NATIVE_CC) $(filter-out -Iharness,$(TOOL_FLAGS)) -O2 -o $@ $<

## prove-aa: 200 A/A comparisons, idle and beside a busy loop (10 minutes)
prove-aa: build
	@$(NODE) scripts/prove/aa.js

## prove-planted: 3 % more work is found, and the same code is not called slower (20 runs, 15 minutes)
prove-planted: build
	@$(NODE) scripts/prove/planted.js

## prove-calls: the same call twice costs the same, and a known cost shows up (10 runs, 4 minutes)
prove-calls: build build/prove/multiplication
	@$(NODE) scripts/prove/calls.js

## prove-inlining: V8 without inlining moves the calls that it inlines and no others (6 minutes)
prove-inlining: build
	@$(NODE) scripts/prove/inlining.js

## prove-kills: kill KILLS= runs at random instants, resume them, compare with an undisturbed one
prove-kills: build
	@$(NODE) scripts/prove/kills.js $(call options,prove-kills)

## fresh: the two commands of the README in a new Debian root, as root
fresh:
	@scripts/fresh.sh $(SUITE)

.PHONY: prove-aa prove-planted prove-calls prove-inlining prove-kills fresh
