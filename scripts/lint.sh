#!/bin/sh
# What a machine can find wrong with the code, but for clang-tidy, which make runs a file at a
# time (make/tests.mk). All run, whatever one of them says.
#
#   scripts/lint.sh fast | all    fast: without cppcheck
#
# NODE names the Node that runs the JavaScript ones.
# shellcheck disable=SC2317,SC2329 # functions are called by run
set -u
cd "$(dirname "$0")/.." || exit 2
status=0

run() { # title, command
	title=$1
	shift
	if "$@"; then echo "lint: $title: ok"; else echo "lint: $title: FAILED" >&2; status=1; fi
}

# Newer versions count a note on their own depth as an error, and do not see that a cmocka assertion ends the test.
cpp() {
	mkdir -p build/cppcheck
	find harness kernels tests -name '*.c' ! -name '*_relaxed.c' | sort >build/cppcheck/files
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
		--suppress=normalCheckLevelMaxBranches '--suppress=nullPointerOutOfResources:tests/*' \
		--cppcheck-build-dir=build/cppcheck -j "$(getconf _NPROCESSORS_ONLN)" \
		--std=c11 -D_GNU_SOURCE -Iharness --file-list=build/cppcheck/files
}

# Both versions are pinned by package-lock.json, for others break lines elsewhere.
clang_format() {
	git ls-files -co --exclude-standard '*.c' '*.h' |
		xargs "$NODE" node_modules/clang-format-node/build/cli.js --dry-run -Werror
}

# Whatever begins as a shell script does.
shell_scripts() {
	git ls-files -co --exclude-standard -- scripts harness .ci | while read -r file; do
		[ -f "$file" ] && head -n 1 "$file" | grep -qE '^#!.*[/ ](ba)?sh$' && echo "$file"
	done | xargs shellcheck
}

# One tag of JSDoc a line.
one_tag_a_line() {
	! git grep -nE '^ *(/\*\*| \*) .*[^{`'"'"'"]@[a-z]+ .* @(param|returns|throws|template|property)' -- '*.js'
}

run clang-format clang_format
run prettier "$NODE" node_modules/prettier/bin/prettier.cjs --check --log-level=warn '**/*.js' '**/*.css'
run 'one tag a line' one_tag_a_line
run shellcheck shell_scripts
run eslint "$NODE" node_modules/eslint/bin/eslint.js --max-warnings=0 .
run tsc "$NODE" node_modules/typescript/bin/tsc -p .
[ "${1:-all}" = fast ] || run cppcheck cpp
exit $status
