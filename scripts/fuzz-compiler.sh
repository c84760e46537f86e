#!/bin/sh
# Prints the newest clang on the PATH that can link a fuzzer; exit 1 if none can.
# A clang without the runtime library of its own version is no use.
set -u
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/try.c" <<'END'
int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return n > 9 && d[9] == 9; }
END

candidates() {
	IFS=:
	for folder in $PATH; do
		ls "$folder" 2>/dev/null
	done | grep -xE 'clang-[0-9]+' | sort -t- -k2,2 -nru
	echo clang
}

for compiler in $(candidates); do
	if "$compiler" -fsanitize=fuzzer,address,undefined -o "$scratch/try" "$scratch/try.c" 2>/dev/null; then
		echo "$compiler"
		exit 0
	fi
done
exit 1
