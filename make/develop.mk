# What those call who change Tollgate; tests are in make/tests.mk, proofs in make/proofs.mk.

## build: kernels by every toolchain, what experiments load, the agent, tollgate
build: build/tollgate build/native/agent build/stats.wasm build/palette.gp $(PRODUCTS)

## deps: install what is missing (apt, npm), or print the command for dnf, pacman, brew
deps:
	@$(DEPS)

## engines: fetch other engines: Node 20, 22, 24, Bun, Deno (into build/engines, 700 MB), browsers (apt)
engines: build/engines/stamp
	@$(DEPS) engines

## format: lay out all C and JavaScript as lint wants it
format:
	@git ls-files -co --exclude-standard '*.c' '*.h' | xargs $(NODE) node_modules/clang-format-node/build/cli.js -i
	@$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level=warn '**/*.js' '**/*.css'

## clean: remove build/ (results and node_modules stay)
clean:
	rm -rf build

## help: this text (the default)
help:
	@scripts/help.sh $(filter-out %.d,$(MAKEFILE_LIST))

.PHONY: build deps engines format clean help
