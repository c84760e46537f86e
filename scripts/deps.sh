#!/bin/sh
# Finds out which tools are missing and installs them.
#
#   scripts/deps.sh [bench | engines | test | all]           install what is missing
#   scripts/deps.sh --check [bench | engines | test | all]   only list it
#
# `bench` is what measuring and drawing need; `engines` adds browsers; `test` adds to
# both the test libraries and the linters; `all`, the default, is the same as `test`. Tools come from Debian
# by apt-get, the pinned Node and the JavaScript linters from npm. What is there
# already is used as it is, wherever it came from: only what is absent is
# installed. CC, EMCC and CLANG22 name other compilers.
#
# Exit: 0 all there, 1 something is missing (--check), 2 it cannot be installed.

set -u
cd "$(dirname "$0")/.." || exit 2
PATH=$PATH:/usr/sbin:/sbin

CC=${CC:-cc} EMCC=${EMCC:-emcc} CLANG22=${CLANG22:-clang-22}
log=build/deps.log

# One line a tool: goal, need, kind, what to look for, Debian package, purpose.
# An optional tool that nobody offers is mentioned and done without.
tools() {
	cat <<END
bench required command ${EMCC%% *}             emscripten       compiles the kernels to WebAssembly
bench required command ${CC%% *}               gcc              compiles the native twins and tollgate
bench required header  stdlib.h          libc6-dev        the C library
bench required header  simde/wasm/simd128.h libsimde-dev  runs the SIMD kernels natively
bench required header  csv.h             libcsv-dev       reads CSV in tollgate
bench required command wasm-objdump      wabt             checks what the build made
bench required command hyperfine         hyperfine        times whole processes
bench required command gnuplot           gnuplot-nox      draws the charts
bench optional font    DejaVuSans        fonts-dejavu-core the charts' letters
bench optional relaxed ${CLANG22%% *}          clang-22         builds the variant wasm-relaxed
bench optional relaxed wasm-ld-22        lld-22           builds the variant wasm-relaxed
engines optional command chromium        chromium         a browser to measure
engines optional command firefox-esr     firefox-esr      a browser to measure
engines optional webkit  MiniBrowser     webkit2gtk-driver a browser to measure
engines optional command Xvfb            xvfb             the display that WebKit draws on
test  optional command chromedriver      chromium-driver  drives Chromium in tests
test  optional command WebKitWebDriver   webkit2gtk-driver drives WebKit in tests
test  required header  cmocka.h          libcmocka-dev    runs the C tests
test  required command clang-tidy        clang-tidy       checks the C code
test  required command cppcheck          cppcheck         checks the C code
test  required command gcc               gcc              counts which lines the tests reach
test  required command gcovr             gcovr            sums up which lines the tests reach
test  required fuzzer  libFuzzer         $(of_clang clang)         compiles the fuzzers
test  required fuzzer  libFuzzer         $(of_clang libclang-rt dev) the runtime of the fuzzers
END
	if npm_is_stale || ! has_node; then
		cat <<END
bench required command node              nodejs           runs the agent, and npm
bench required command npm               npm              fetches the pinned Node and the linters
END
	fi
}

say() { printf 'deps: %s\n' "$*"; }
fail() {
	say "$@" >&2
	exit 2
}
have() { command -v "$1" >/dev/null 2>&1; }

npm_is_stale() {
	[ ! -e node_modules/.package-lock.json ] || [ node_modules/.package-lock.json -ot package-lock.json ]
}

has_pinned_node() {
	for pinned in node_modules/node-26-*/bin/node; do
		[ -x "$pinned" ] && return 0
	done
	return 1
}
has_node() { has_pinned_node || have node; }

# A second WebAssembly compiler is wanted only where Emscripten's own, once it is
# there, is too old for relaxed SIMD.
emcc_lacks_relaxed() {
	have "${EMCC%% *}" || return 1
	llvm=$($EMCC -dM -E -x c /dev/null 2>/dev/null | sed -n 's/.*__clang_major__ //p')
	[ "${llvm:-0}" -lt 18 ]
}

# A package of the clang that the suite calls its own: clang-14, libclang-rt-14-dev.
of_clang() { # first part, last part
	version=$(LC_ALL=C apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1)
	echo "$1${version:+-$version}${2:+-$2}"
}

# Which headers are missing: one run of the preprocessor answers for all of
# them. It leaves exactly the names of those it did not find.
missing_headers() {
	tools | while read -r _ _ kind name _; do
		[ "$kind" = header ] && printf '#if !__has_include(<%s>)\nmissing %s\n#endif\n' "$name" "$name"
	done >"$scratch/headers.c"
	if have "${CC%% *}"; then
		# shellcheck disable=SC2086 # CC and CPPFLAGS may carry options
		$CC ${CPPFLAGS:-} -E -P -x c "$scratch/headers.c" 2>/dev/null
	else
		sed -n '/^missing/p' "$scratch/headers.c"
	fi | sed -n 's/^missing *//p' | tr -d ' '
}

has_font() {
	if have fc-list; then
		[ -n "$(fc-list ":postscriptname=$1" 2>/dev/null)" ]
	else
		[ -n "$(find /usr/share/fonts /usr/local/share/fonts -name "$1.ttf" 2>/dev/null)" ]
	fi
}

has_webkit() { [ -n "$(find /usr/lib /usr/lib64 /usr/libexec -name MiniBrowser -path '*webkit*gtk*' 2>/dev/null)" ]; }

is_wanted() { # goal of a line
	case $want:$1 in
	bench:engines | bench:test | engines:test) return 1 ;;
	esac
}

# The lines of tools() that are wanted for the goal and not there.
missing() {
	missing_headers >"$scratch/headers"
	tools | while read -r goal need kind name package purpose; do
		is_wanted "$goal" || continue
		case $kind in
		command) have "$name" && continue ;;
		fuzzer) scripts/fuzz-compiler.sh >/dev/null && continue ;;
		relaxed) { have "$name" || ! emcc_lacks_relaxed; } && continue ;;
		header) grep -qxF "$name" "$scratch/headers" || continue ;;
		font) has_font "$name" && continue ;;
		webkit) has_webkit && continue ;;
		esac
		echo "$need $kind $name $package $purpose"
	done
}

list() { # file: the missing tools, for people to read
	while read -r need kind name package purpose; do
		[ "$need" = optional ] && purpose="$purpose (optional)"
		printf '  %-24s %-18s %s\n' "$name" "$package" "$purpose"
	done <"$1"
}

packages() { awk '{ print $4 }' "$1" | sort -u | paste -sd ' ' -; }

# How to become root without a question that nobody can answer.
find_sudo() {
	sudo=
	[ "$(id -u)" -eq 0 ] && return 0
	have sudo || return 1
	sudo=sudo
	say "root is needed to install: $*"
	[ -t 0 ] || sudo='sudo -n'
	$sudo true
}

apt() {
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
		-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >>"$log" 2>&1 </dev/null
}

# Drops the packages that the suite does not have, and says which are left.
offered() {
	for package; do
		LC_ALL=C apt-cache policy "$package" 2>/dev/null |
			grep 'Candidate:' | grep -qv '(none)' && printf '%s ' "$package"
	done
}

apt_install() { # names of packages
	begun=$(date +%s)
	found=$(offered "$@")
	if [ "$found" != "$* " ]; then
		apt update
		found=$(offered "$@")
	fi
	[ -n "$found" ] || return 0
	say "installing with apt-get: $found(details in $log)"
	# Lists that are older than the archive name files that are gone.
	# shellcheck disable=SC2086 # one word a package
	apt install --no-install-recommends $found ||
		{ apt update && apt install --no-install-recommends $found; } || {
		tail -n 20 "$log" >&2
		return 1
	}
	say "installed in $(($(date +%s) - begun)) s"
}

install_tools() {
	reason='apt-get did not provide it'
	# Twice, because the first round may bring the compiler that says what the
	# second has to add.
	for _ in 1 2; do
		names=$(packages "$scratch/missing")
		# shellcheck disable=SC2086 # one word a package
		if ! have apt-get; then
			reason='there is no apt-get here'
		elif ! find_sudo $names; then
			reason='neither root nor able to use sudo'
		else
			apt_install $names
		fi
		missing >"$scratch/missing"
		[ -s "$scratch/missing" ] && [ "$(packages "$scratch/missing")" != "$names" ] || break
	done
	grep '^required' "$scratch/missing" >"$scratch/required"
	grep '^optional' "$scratch/missing" >"$scratch/optional"
	if [ -s "$scratch/required" ]; then
		{
			say "cannot install ($reason): what is looked for, Debian's package, purpose"
			list "$scratch/required"
			say "on Debian, as root: apt-get install $(packages "$scratch/required")"
			say 'elsewhere: install the tool of that name; whatever is on the PATH is used'
		} >&2
		exit 2
	fi
	if [ -s "$scratch/optional" ]; then
		say "going on without ($reason):"
		list "$scratch/optional"
		say "on Debian, as root: apt-get install $(packages "$scratch/optional")"
	fi
}

install_npm() {
	begun=$(date +%s)
	say "fetching npm packages: npm ci (details in $log)"
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >>"$log" 2>&1 </dev/null || {
		tail -n 20 "$log" >&2
		fail 'npm ci failed; the command to try again is: npm ci'
	}
	say "fetched in $(($(date +%s) - begun)) s"
}

mode=install want=all
for argument; do
	case $argument in
	--check) mode=check ;;
	bench | engines | test | all) want=$argument ;;
	*) fail "unknown argument '$argument'; known: --check bench engines test all" ;;
	esac
done

scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

missing >"$scratch/missing"
if [ "$mode" = check ]; then
	npm_is_stale && echo 'required npm node_modules npm-ci the pinned Node and the JavaScript linters' >>"$scratch/missing"
	[ -s "$scratch/missing" ] || exit 0
	say "missing: what is looked for, Debian's package, purpose"
	list "$scratch/missing"
	exit 1
fi

if [ -s "$scratch/missing" ] || npm_is_stale; then
	mkdir -p build && : >"$log" || fail "cannot write $log"
fi
[ -s "$scratch/missing" ] && install_tools
npm_is_stale && install_npm
has_pinned_node || say "no Node $(uname -sm) is pinned; the one on the PATH is used: $(command -v node)"
exit 0
