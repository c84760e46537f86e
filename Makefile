# Tollgate: what it costs to cross between JavaScript and WebAssembly.
# `make help` explains every target and variable. What users call stands here; how things are built and
# tested stands in make/, a file a job.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Nothing that a rule made on the way to something else is removed.
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

include make/settings.mk make/platform.mk make/deps.mk make/objects.mk make/kernels.mk make/experiments.mk

# Lines with two hashes and a name are read by `make help`; ##@ begins a group.

##@ Measure

## bench: set up and build what is missing, measure, summarise, draw
# Twins alone measure the noise floor, of which there is no chart. The recipe calls no make: `make -n` would run it.
ASKED = $(subst $(comma), ,$(EXPERIMENTS))
TWINS = $(foreach e,$(ASKED),$(if $(shell grep -s "^ *form: 'twins'" harness/experiments/$e/experiment.js),$e))
HAS_CHARTS = $(or $(filter-out $(TWINS),$(ASKED)),$(if $(ASKED),,yes))
bench: build build/palette.gp
	@status=0; $(NODE) harness/bench.js $(call options,bench) || status=$$?; \
	if [ $$status -le 1 ] && [ -n '$(HAS_CHARTS)' ]; then \
	  NODE='$(NODE)' scripts/charts.sh '$(RUN)' $(CHARTS) || status=$$?; \
	fi; \
	exit $$status

## boundary: what calls, strings, objects, memory, batches and WasmGC cost (6 minutes, docs/BOUNDARY.md)
boundary: EXPERIMENTS = boundary
boundary: bench

## doctor: is this machine fit for measuring? Its noise floor, by A/A pairs (2 minutes)
doctor: build
	@$(NODE) harness/doctor.js $(call options,doctor)

## compare: is the run NEW= slower than BASE=? Table, chart and exit code (docs/CI.md)
compare: build/tollgate build/palette.gp
	@if [ -z '$(BASE)' ] || [ -z '$(NEW)' ]; then \
	  echo 'compare: BASE= and NEW= name the folders of two runs' >&2; exit 2; fi
	@status=0; build/tollgate compare '$(BASE)' '$(NEW)' $(call options,compare) || status=$$?; \
	if [ $$status -ne 2 ] && [ -f '$(NEW)/compare.csv' ]; then scripts/charts.sh '$(NEW)' compare >&2 || status=2; fi; \
	echo "compare: exit code $$status" >&2; exit $$status

## peers: the same pairs by mitata, tinybench and this harness: how steady are they?
peers: build
	@$(NODE) scripts/peers/peers.js $(call options,peers)

##@ Look again

## summary: tables, and every CSV that is made of the run RUN=, again
summary: build/tollgate
	@build/tollgate summarize '$(RUN)'

## charts: SVG and 1920x1080 PNG of RUN=, light and dark
# Only `make compare` makes what its chart shows.
NO_COMPARE = $(if $(wildcard $(RUN)/compare.csv),,plots/compare.gp)
CHARTS = $(patsubst plots/%.gp,%,$(filter-out $(NO_COMPARE),$(wildcard plots/*.gp)))
charts: build/deps.stamp build/palette.gp
	@NODE='$(NODE)' scripts/charts.sh '$(RUN)' $(CHARTS)

build/palette.gp: scripts/palette.js $(wildcard harness/toolchains/*/toolchain.js) | build/deps.stamp
	$(call show,GEN)
	@mkdir -p $(@D)
	$Q$(NODE) $< > $@

## merge: one run out of several, of other machines or of this one: MERGE= names their folders, OUT= the new one
merge: build/tollgate
	@if [ -z '$(MERGE)' ] || [ -z '$(OUT)' ]; then \
	  echo 'merge: MERGE= names the folders of runs, OUT= the folder to be made' >&2; exit 2; fi
	@build/tollgate merge $(MERGE) --out '$(OUT)' && build/tollgate summarize '$(OUT)'

## serve: measure by hand, in any browser: prints the page's address (HOST= PORT=)
serve: build
	@$(NODE) harness/web/serve.js $(call options,serve)

## claims: the claims that are registered in claims/
claims: build/tollgate
	@build/tollgate claims

.PHONY: bench boundary doctor compare peers summary charts merge serve claims

##@ Develop

include make/develop.mk make/tests.mk make/proofs.mk make/toolchain.mk
