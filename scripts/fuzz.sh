#!/bin/sh
# Runs fuzzers side by side and prints how each ended.
#
#   scripts/fuzz.sh SECONDS NAME...    build/fuzz/NAME over tests/fuzz/corpus/NAME
#
# New inputs go to build/fuzz/NAME.found and are kept for the next run; what fails goes to
# build/fuzz/NAME.crash-*, NAME.leak-*, NAME.timeout-*. The tracked corpus is only read. With SEED=, a
# number, a run begins with the tracked corpus alone and draws the same random numbers again.
# Exit: 0, or 1 if one found something.
set -u
cd "$(dirname "$0")/.." || exit 2

seconds=$1
shift

one() { # name
	found=build/fuzz/$1.found dictionary=tests/fuzz/$1.dict
	if [ -n "${SEED:-}" ]; then
		found=build/fuzz/$1.seeded
		rm -rf "$found"
	fi
	mkdir -p "$found"
	# The target's own stderr is closed: it says of every file what is wrong with it.
	"build/fuzz/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -close_fd_mask=3 \
		-print_final_stats=1 -seed="${SEED:-0}" -dict="$dictionary" -artifact_prefix="build/fuzz/$1." \
		"$found" "tests/fuzz/corpus/$1" >"build/fuzz/$1.log" 2>&1
}

pids=
for name; do
	one "$name" &
	pids="$pids $!"
done
trap 'kill $pids 2>/dev/null; exit 130' INT TERM

status=0
for pid in $pids; do
	name=$1
	shift
	if wait "$pid"; then
		echo "fuzz: $name: nothing found; $(grep -E '^Done' "build/fuzz/$name.log")"
		grep -E '^stat::(average_exec_per_sec|new_units_added|peak_rss_mb)' "build/fuzz/$name.log" | sed 's/^/  /'
	else
		status=1
		echo "fuzz: $name: FAILED; build/fuzz/$name.log ends:" >&2
		tail -n 40 "build/fuzz/$name.log" >&2
	fi
done
exit $status
