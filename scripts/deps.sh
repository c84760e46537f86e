#!/bin/sh
# Finds out which tools are missing and installs them.
#
#   scripts/deps.sh [bench | engines | test | all]           install what is missing
#   scripts/deps.sh --check [bench | engines | test | all]   only list it
#
# `bench` is what measuring and drawing need; `engines` adds browsers; `test` adds to
# both the test libraries and the linters; `all`, the default, is the same as `test`. The tools
# stand in scripts/tools and harness/toolchains/*/tools. They come from Debian by apt-get; where
# dnf, pacman or Homebrew install, the command is printed that brings them all. The pinned Node
# and the JavaScript linters come from npm. What is there already is used as it is, wherever it
# came from: only what is absent is installed. CC, EMCC and CLANG22 name other compilers.
#
# Exit: 0 all there, 1 something is missing (--check), 2 it cannot be installed.

set -u
cd "$(dirname "$0")/.." || exit 2
PATH=$PATH:/usr/sbin:/sbin

CC=${CC:-cc} EMCC=${EMCC:-emcc}
export CC EMCC
log=build/deps.log

say() { printf 'deps: %s\n' "$*"; }
fail() {
	say "$@" >&2
	exit 2
}
have() { command -v "$1" >/dev/null 2>&1; }

# ---- who installs here -------------------------------------------------------

# Sets manager, the column of its packages in a line of missing(), and its command.
find_manager() {
	for manager in apt-get dnf pacman brew none; do
		have "$manager" && break
	done
	case $manager in
	dnf) column=5 command='sudo dnf install' ;;
	pacman) column=6 command='sudo pacman -S --needed' ;;
	brew) column=7 command='brew install' ;;
	*) column=4 command='on Debian, as root: apt-get install' ;;
	esac
}

# The version that a Debian calls its clang, such as 14; nothing elsewhere.
debian_clang() {
	LC_ALL=C apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1
}

# ---- what is missing ---------------------------------------------------------

# The command in the variable of that name, without its options, or else the default.
value_or() { # variable, default
	eval "set -- \${$1:-$2}"
	echo "$1"
}

# A line a tool: goal, need, kind, name, four packages, purpose. Of NAME:default as a name, what the variable
# says or else the default.
tools() {
	clang=$(debian_clang)
	awk '
		/^[a-z]/ { first = $1 " " $2 " " $3 " " $4; $1 = $2 = $3 = $4 = ""; purpose = $0; next }
		/^ +[^ ]/ { print first, $1, $2, $3, $4, purpose }
	' scripts/tools harness/toolchains/*/tools |
		sed "s/-{clang}/${clang:+-$clang}/" |
		while read -r goal need kind name rest; do
			case $name in
			*:*) name=$(value_or "${name%%:*}" "${name#*:}") ;;
			esac
			echo "$goal $need $kind $name $rest"
		done
}

npm_is_stale() {
	[ ! -e node_modules/.package-lock.json ] ||
		[ -n "$(find package-lock.json -newer node_modules/.package-lock.json)" ]
}

has_pinned_node() {
	for pinned in node_modules/node-26-*/bin/node; do
		[ -x "$pinned" ] && return 0
	done
	return 1
}
has_node() { has_pinned_node || have node; }

# Which headers are missing: one run of the preprocessor answers for all of
# them. It leaves exactly the names of those it did not find.
missing_headers() {
	while read -r _ _ kind name _; do
		[ "$kind" = header ] && printf '#if !__has_include(<%s>)\nmissing %s\n#endif\n' "$name" "$name"
	done <"$scratch/tools" >"$scratch/headers.c"
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
		[ -n "$(find /usr/share/fonts /usr/local/share/fonts /Library/Fonts ~/Library/Fonts -name "$1.ttf" 2>/dev/null)" ]
	fi
}

has_webkit() { [ -n "$(find /usr/lib /usr/lib64 /usr/libexec -name MiniBrowser -path '*webkit*gtk*' 2>/dev/null)" ]; }

has_command() { # name, or several between commas, of which one will do
	for one in $(echo "$1" | tr ',' ' '); do
		have "$one" && return 0
	done
	return 1
}

is_wanted() { # goal of a line
	case $want:$1 in
	bench:engines | bench:test | engines:test) return 1 ;;
	esac
}

is_there() { # kind, name
	case $1 in
	command) has_command "$2" ;;
	fuzzer) scripts/fuzz-compiler.sh >/dev/null ;;
	header) ! grep -qxF "$2" "$scratch/headers" ;;
	font) has_font "$2" ;;
	webkit) has_webkit ;;
	npm) have "$2" || { ! npm_is_stale && has_node; } ;;
	*.sh) sh "$1" "$2" ;;
	*) fail "a table of tools has the kind '$1', which is none" ;;
	esac
}

# The lines of tools() that are wanted for the goal and not there, without the goal.
missing() {
	tools >"$scratch/tools"
	missing_headers >"$scratch/headers"
	while read -r goal rest; do
		is_wanted "$goal" || continue
		# shellcheck disable=SC2086 # need, kind, name and more: words
		set -- $rest
		is_there "$2" "$3" </dev/null || echo "$rest"
	done <"$scratch/tools"
}

# The missing tools, for people to read: what is looked for, package, purpose.
list() { # file
	while read -r need _ name apt dnf pacman brew purpose; do
		case $column in
		4) package=$apt ;;
		5) package=$dnf ;;
		6) package=$pacman ;;
		*) package=$brew ;;
		esac
		[ "$need" = optional ] && purpose="$purpose (optional)"
		printf '  %-24s %-18s %s\n' "$name" "$package" "$purpose"
	done <"$1"
}

packages() { awk -v c="$column" '$c != "-" { print $c }' "$1" | sort -u | paste -s -d ' ' -; } # file

# ---- installing --------------------------------------------------------------

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

# Twice, because the first round may bring the compiler that says what the second has to add.
install_by_apt() {
	reason='apt-get did not provide it'
	for _ in 1 2; do
		names=$(packages "$scratch/missing")
		# shellcheck disable=SC2086 # one word a package
		if find_sudo $names; then
			apt_install $names
		else
			reason='neither root nor able to use sudo'
		fi
		missing >"$scratch/missing"
		if [ ! -s "$scratch/missing" ] || [ "$(packages "$scratch/missing")" = "$names" ]; then
			break
		fi
	done
}

install_tools() {
	case $manager in
	apt-get) install_by_apt ;;
	none) reason='no package manager is known here' ;;
	*) reason="$manager is left to you" ;;
	esac
	grep '^required' "$scratch/missing" >"$scratch/required"
	grep '^optional' "$scratch/missing" >"$scratch/optional"
	if [ -s "$scratch/required" ]; then
		{
			say "not installed ($reason): what is looked for, package, purpose"
			list "$scratch/missing"
			say 'one command for all that has a package, and make deps again:'
			say "  $command $(packages "$scratch/missing")"
			say 'of the rest, install the tool of that name; whatever is on the PATH is used'
		} >&2
		exit 2
	fi
	if [ -s "$scratch/optional" ]; then
		say "going on without ($reason):"
		list "$scratch/optional"
		names=$(packages "$scratch/optional")
		[ -z "$names" ] || say "$command $names"
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

find_manager
missing >"$scratch/missing"
if [ "$mode" = check ]; then
	npm_is_stale && echo 'required npm node_modules - - - - npm ci: the pinned Node and the JavaScript linters' \
		>>"$scratch/missing"
	[ -s "$scratch/missing" ] || exit 0
	say "missing: what is looked for, package, purpose"
	list "$scratch/missing"
	exit 1
fi

if [ -s "$scratch/missing" ] || npm_is_stale; then
	{ mkdir -p build && : >"$log"; } || fail "cannot write $log"
fi
[ -s "$scratch/missing" ] && install_tools
npm_is_stale && install_npm
has_pinned_node || say "no Node $(uname -sm) is pinned; the one on the PATH is used: $(command -v node)"
exit 0
