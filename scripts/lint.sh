#!/bin/sh
# What a machine can find wrong with the code: clang-tidy and cppcheck for C,
# eslint and types from JSDoc for JavaScript. All run, whatever one of them says.
# NODE names the Node that runs the last two.
set -u
cd "$(dirname "$0")/.." || exit 2
status=0

run() { # title, command
	title=$1
	shift
	if "$@"; then echo "lint: $title: ok"; else echo "lint: $title: FAILED" >&2; status=1; fi
}

# Relaxed SIMD is only known to compilers newer than the oldest clang-tidy.
sources() { find harness kernels tests -name '*.c' ! -name '*_relaxed.c' | sort; }

tidy() {
	sources | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh -c '
		found=$(clang-tidy --quiet "$0" -- -std=c11 -D_GNU_SOURCE -Iharness 2>&1) ||
			{ printf "%s\n" "$found"; exit 1; }'
}

# Newer versions count a note on their own depth as an error, and do not see that a cmocka assertion ends the test.
cpp() {
	# shellcheck disable=SC2046 # no spaces in names here
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
		--suppress=normalCheckLevelMaxBranches '--suppress=nullPointerOutOfResources:tests/*' --std=c11 -D_GNU_SOURCE -Iharness $(sources)
}

# Both versions are pinned by package-lock.json, for others break lines elsewhere.
clang_format() {
	git ls-files -co --exclude-standard '*.c' '*.h' |
		xargs "$NODE" node_modules/clang-format-node/build/cli.js --dry-run -Werror
}

# One tag of JSDoc a line.
one_tag_a_line() {
	! git grep -nE '^ *(/\*\*| \*) .*[^{`'"'"'"]@[a-z]+ .* @(param|returns|throws|template|property)' -- '*.js'
}

run clang-tidy tidy
run clang-format clang_format
run prettier "$NODE" node_modules/prettier/bin/prettier.cjs --check --log-level=warn '**/*.js' '**/*.css'
run 'one tag a line' one_tag_a_line
run cppcheck cpp
run eslint "$NODE" node_modules/eslint/bin/eslint.js --max-warnings=0 .
run tsc "$NODE" node_modules/typescript/bin/tsc -p .
exit $status
