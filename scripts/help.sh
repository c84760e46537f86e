#!/bin/sh
# Prints what make can do: help.sh MAKEFILE...
# Targets come from lines `## name: text` of those files, in groups that begin with
# `##@ title`; variables from make/settings; the rest is what lies in the folders.
set -eu
cd "$(dirname "$0")/.."

# Lines `name<tab>text`, as two columns of at most 80 characters in all.
two_columns() {
	awk -F '\t' -v width=80 -v indent=18 '
		function flush() { sub(/ +$/, "", line); print line }
		{
			if (NF == 1) { print; next }
			line = sprintf("  %-" (indent - 3) "s ", $1)
			count = split($2, words, " ")
			empty = 1
			for (i = 1; i <= count; i++) {
				if (!empty && length(line) + length(words[i]) > width) {
					flush()
					line = sprintf("%" indent "s", "")
				}
				line = line words[i] " "
				empty = 0
			}
			flush()
		}'
}

targets() {
	sed -n -e 's/^##@ \(.*\)/\
\1/p' -e 's/^## \([a-z-]*\): \(.*\)/\1	\2/p' "$@"
}

variables() {
	awk '
		function flush() { if (name != "") print name "=\t" text given }
		/^[A-Z]/ {
			flush()
			name = $1
			given = $4 == "-" ? "" : " (" $4 ")"
			$1 = $2 = $3 = $4 = ""
			text = $0
			next
		}
		/^ / { text = text $0 }
		END { flush() }' make/settings
}

# Value of a key in a file of JavaScript data, also where it stands on the next line.
value_of() { # key, file
	awk -v key="$1" '
		found || $0 ~ "^ *" key ":" {
			if (match($0, /[\047"`].*[\047"`]/)) { print substr($0, RSTART + 1, RLENGTH - 2); exit }
			found = !found
		}' "$2"
}

experiments() {
	for file in harness/experiments/*/experiment.js; do
		name=${file%/*}
		printf '%s\t%s\n' "${name##*/}" "$(value_of question "$file")"
	done
}

toolchains() {
	for file in harness/toolchains/*/toolchain.js; do
		name=${file%/*}
		printf '%s\t%s: %s\n' "${name##*/}" "$(value_of about "$file")" \
			"$(sed -n "s/^ *variant: '\(.*\)',*\$/\1/p" "$file" | paste -s -d ' ' -)"
	done
}

# A page is a folder with an index.html.
pages() {
	for page in harness/web/pages/*/index.html; do
		echo "${page%/index.html}"
	done
}

names() { # title, files or folders
	title=$1
	shift
	list=
	for path; do
		[ -e "$path" ] || continue
		name=${path%/}
		name=${name##*/}
		list="$list ${name%.*}"
	done
	printf '%s\t%s\n' "$title" "${list:- none}"
}

{
	echo 'Tollgate: what crossing between JavaScript and WebAssembly costs'
	targets "$@"
	printf '\nVariables: make TARGET NAME=value; a name that is not known lists those that are\n'
	variables
	printf '\nExperiments, by EXPERIMENTS=\n'
	experiments
	printf '\nToolchains, and their variants, by VARIANTS=\n'
	toolchains
	printf '\nWhat there is besides\n'
	names charts plots/*.gp
	names claims claims/*.claim
	# shellcheck disable=SC2046 # no spaces in names here
	names pages $(pages)
	printf '\nExamples\n'
	echo '  make bench KERNELS=dot VARIANTS=js,wasm-simd QUICK=1'
	echo '  make bench NODE=/path/to/node OUT=/tmp/run'
	echo '  make charts RUN=/tmp/run'
} | two_columns
