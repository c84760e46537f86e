#!/bin/sh
# Which lines and branches of the C under harness/ the tests reach.
#
#   scripts/coverage.sh LINES BRANCHES TEST...   the limits in %, the C tests (build/coverage/tests)
#
# Runs the C tests and the JavaScript tests that drive the two programs, prints a line a file,
# and what is not reached in build/coverage/coverage.txt. Exit: 0, or 1 below a limit.
set -eu
cd "$(dirname "$0")/.."

lines=$1 branches=$2
shift 2

out=build/coverage
find "$out" -name '*.gcda' -delete
# A source that is gone would count as not reached.
find "$out/obj" -name '*.gcno' | while read -r notes; do
	source=${notes#"$out/obj/"}
	[ -e "${source%.gcno}.c" ] || rm "$notes"
done
for test; do
	"$test" >"$out/tests.log" 2>&1 || { cat "$out/tests.log" >&2; exit 1; }
done
TOLLGATE_AGENT=$out/agent TOLLGATE_COMMAND=$out/tollgate \
	"$NODE" --test tests/js/programs.test.js >"$out/tests.log" 2>&1 || { cat "$out/tests.log" >&2; exit 1; }

# Unreachable branches are those that gcc itself adds, on lines without code.
measure() { gcovr --root . --filter harness/ --exclude-unreachable-branches --gcov-executable gcov "$@" "$out"; }
measure --csv --output "$out/coverage.csv"
measure --output "$out/coverage.txt"
measure --branches --output "$out/branches.txt" 2>/dev/null || measure --txt-metric branch --output "$out/branches.txt"

# Columns by name, for versions of gcovr add to them.
awk -F, -v least_lines="$lines" -v least_branches="$branches" '
	function percent(covered, total) { return total > 0 ? 100 * covered / total : 100 }
	function show(name, lt, lc, bt, bc) {
		printf "%-36s %5d %7.1f %% %8d %8.1f %%\n", name, lt, percent(lc, lt), bt, percent(bc, bt)
	}
	NR == 1 {
		for (i = 1; i <= NF; i++) column[$i] = i
		printf "%-36s %5s %9s %8s %10s\n", "file", "lines", "reached", "branches", "reached"
		next
	}
	{
		lt = $column["line_total"]; lc = $column["line_covered"]
		bt = $column["branch_total"]; bc = $column["branch_covered"]
		show($column["filename"], lt, lc, bt, bc)
		lines += lt; lines_covered += lc; branches += bt; branches_covered += bc
	}
	END {
		show("all", lines, lines_covered, branches, branches_covered)
		enough_lines = percent(lines_covered, lines) >= least_lines
		enough_branches = percent(branches_covered, branches) >= least_branches
		if (lines > 0 && enough_lines && enough_branches) exit 0
		printf "coverage: below %s %% of lines or %s %% of branches; ", least_lines, least_branches >"/dev/stderr"
		print "not reached: build/coverage/coverage.txt, branches.txt" >"/dev/stderr"
		exit 1
	}' "$out/coverage.csv"
