#!/usr/bin/env bash
# Proves that the README's two commands work on a fresh Debian.
#
#   scripts/fresh.sh bookworm | trixie
#
# Builds a minimal root, installs git and make in it, clones HEAD of this
# repository and runs `make bench QUICK=1` and `make test` there. Of this machine
# the root sees the resolver, the CA bundle and the proxy settings, no more.
# Needs root, debootstrap and 6 GB. The steps' output goes to
# build/fresh-SUITE.log.
#
#   KEEP=1      keep the root when a step fails, and say how to enter it
#   MIRROR=     where Debian is (default: where this machine's apt finds it)
#   SECURITY=   where its security suites are (the same)
#   WORKDIR=    where the root is made (default /var/tmp)
#
# Exit: 0 passed, 1 a step failed, 2 usage or something missing here.
#
# Everything inside happens in mount and process namespaces of its own: when the
# last process in them ends, however it ends, the mounts are gone with it, and
# what is removed afterwards is a plain folder.
set -euo pipefail

readonly suites='bookworm trixie'
readonly needed_kb=$((6 * 1024 * 1024))
readonly ca_inside=/usr/local/share/fresh-ca.pem
readonly repository_inside=/srv/tollgate.git
readonly clone_inside=/root/tollgate

say() { printf 'fresh %s: %s\n' "$suite" "$*"; }
refuse() {
	say "$@" >&2
	exit 2
}

# ---- inside the namespaces ---------------------------------------------------

mount_devices() {
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
	mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
}

# Runs one shell command in the root, with an environment that owes this
# machine nothing.
inside() {
	local name environment=(
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
		HOME=/root LANG=C.UTF-8
		SSL_CERT_FILE="$ca_inside" NODE_EXTRA_CA_CERTS="$ca_inside"
	)
	for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
		[[ -z ${!name:-} ]] || environment+=("$name=${!name}")
	done
	chroot "$root" env -i "${environment[@]}" sh -c "$1" </dev/null
}

step() { # title, command and its arguments
	local title=$1 begun=$SECONDS
	shift
	{ printf '\n==== %s\n' "$title"; } >>"$log"
	if "$@" >>"$log" 2>&1; then
		say "$(printf '%-34s %4d s' "$title" $((SECONDS - begun)))"
	else
		say "$(printf '%-34s %4d s  FAILED; the end of %s:' "$title" $((SECONDS - begun)) "$log")"
		tail -n 40 "$log"
		exit 1
	fi
}

apt_sources() {
	cat <<-END
		deb $mirror $suite main
		deb $mirror $suite-updates main
		deb $security $suite-security main
	END
}

# What a finished quick run has to leave behind.
check_run() {
	local run=$root$clone_inside/results/latest file
	run=$root$clone_inside/results/$(basename "$(readlink "$run" || echo latest)")
	for file in samples summary ratios crossings experiments kernels environment; do
		[[ $(wc -l <"$run/$file.csv") -gt 1 ]] || { echo "$file.csv has no rows" && return 1; }
	done
	if [[ -e $run/errors.csv ]] && [[ $(wc -l <"$run/errors.csv") -gt 1 ]]; then
		cat "$run/errors.csv"
		return 1
	fi
	for file in svg png; do
		[[ $(find "$run" -name "*.$file" -size +0 | wc -l) -ge 6 ]] ||
			{ echo "fewer than six charts in $file" && return 1; }
	done
	find "$run" -type f
}

# A second `make bench` may measure, and build nothing.
check_rebuilds_nothing() {
	local marker=$root/tmp/marker newer
	touch "$marker"
	inside "cd $clone_inside && make -q build" || { echo 'make -q build: something is out of date' && return 1; }
	inside "cd $clone_inside && make bench QUICK=1" || return 1
	newer=$(find "$root$clone_inside/build" -newer "$marker" \
		\( -name '*.o' -o -name '*.so' -o -name '*.wasm' -o -path '*/build/tollgate' \))
	[[ -z $newer ]] || { printf 'rebuilt:\n%s\n' "$newer" && return 1; }
}

run_steps() {
	step 'debootstrap' debootstrap --variant=minbase "$suite" "$root" "$mirror"
	mount_devices
	cp /etc/resolv.conf "$root/etc/resolv.conf"
	# What an installer writes, and debootstrap does not; chromedriver asks for localhost by name.
	printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
	cp "$ca_bundle" "$root$ca_inside"
	apt_sources >"$root/etc/apt/sources.list"
	step 'git and make' inside 'apt-get -qq update &&
		DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends git make ca-certificates'
	step 'git clone' clone_head
	step 'make bench QUICK=1' inside "cd $clone_inside && make bench QUICK=1"
	step 'its files' check_run
	step 'make test' inside "cd $clone_inside && make test"
	step 'make bench QUICK=1 again' check_rebuilds_nothing
	# shellcheck disable=SC2016 # for the shell inside
	local versions='emcc --version | head -n 1; echo "Node $(node --version)"; gnuplot --version'
	say "with $(inside "$versions" 2>>"$log" | paste -sd ';')"
}

# The road over a bare copy also works from a shallow clone, and the owner of
# the checkout may be somebody else.
clone_head() {
	git -c safe.directory='*' clone --quiet --bare "file://$repository" "$root$repository_inside"
	inside "git clone --quiet $repository_inside $clone_inside && git -C $clone_inside log -1 --oneline"
}

# ---- outside -----------------------------------------------------------------

prerequisites() {
	[[ $(id -u) -eq 0 ]] || refuse "needs root: sudo make fresh SUITE=$suite"
	if ! command -v debootstrap >/dev/null; then
		command -v apt-get >/dev/null || refuse 'needs debootstrap, and there is no apt-get to install it'
		{ apt-get -qq update && apt-get -qq -y install --no-install-recommends debootstrap; } >"$log" 2>&1 </dev/null ||
			refuse 'cannot install it: apt-get install debootstrap'
	fi
	unshare --mount --pid --fork true 2>/dev/null ||
		refuse 'may not make namespaces here (a container without CAP_SYS_ADMIN?)'
	[[ -r $ca_bundle ]] || refuse "no CA bundle at $ca_bundle; name one with SSL_CERT_FILE="
	local free_kb
	free_kb=$(df -Pk "$workdir" | awk 'NR == 2 { print $4 }')
	[[ $free_kb -ge $needed_kb ]] ||
		refuse "$workdir has $((free_kb / 1024)) MB free, $((needed_kb / 1024)) are needed; name another place with WORKDIR="
	[[ -z $(git -c safe.directory='*' -C "$repository" status --porcelain) ]] ||
		say 'note: what is not committed is not part of this'
}

# Ends whatever still runs inside and waits for it.
end_inside() {
	local first
	[[ -n ${unshare_pid:-} ]] || return 0
	first=$(cat "/proc/$unshare_pid/task/$unshare_pid/children" 2>/dev/null || true)
	kill -KILL "$unshare_pid" 2>/dev/null || true
	wait "$unshare_pid" 2>/dev/null || true
	for _ in {1..100}; do
		# shellcheck disable=SC2086 # one word a process
		if [[ -z ${first// /} ]] || ! kill -0 $first 2>/dev/null; then break; fi
		sleep 0.1
	done
}

clean_up() {
	local status=$?
	trap '' INT TERM HUP
	end_inside
	if [[ $status -ne 0 && ${KEEP:-} == 1 ]]; then
		say "kept: $root (look around: chroot $root; remove: rm -rf --one-file-system $root)"
	elif grep -qF " $root/" /proc/self/mountinfo; then
		say "still mounted below $root; not removed" >&2
	else
		rm -rf --one-file-system "$root"
	fi
	if [[ $status -eq 0 ]]; then say passed; else say 'NOT passed'; fi
}

# Where this machine's apt finds the archive of that label.
archive() {
	# shellcheck disable=SC2016 # for apt-get
	apt-get indextargets --format '$(REPO_URI)' "Label: $1" | sed -n 1p
}

main() {
	suite=${1:-}
	[[ $# -eq 1 && " $suites " == *" $suite "* ]] || {
		echo "fresh: unknown suite '$suite'; known: $suites" >&2
		exit 2
	}
	repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
	mirror=${MIRROR:-$(archive Debian)}
	security=${SECURITY:-$(archive Debian-Security)}
	ca_bundle=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
	workdir=${WORKDIR:-/var/tmp}
	log=$repository/build/fresh-$suite.log
	[[ -n $mirror && -n $security ]] || refuse 'apt here knows no Debian archive; name one with MIRROR= and SECURITY='
	mkdir -p "$repository/build"
	: >"$log"
	prerequisites

	root=$(mktemp -d "$workdir/tollgate-fresh-$suite.XXXXXX")
	chmod 755 "$root"
	trap clean_up EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP

	export suite repository mirror security ca_bundle log root
	# setpriv ends it even when this shell is killed without a word.
	setpriv --pdeathsig KILL \
		unshare --mount --pid --fork --kill-child --propagation private \
		"$BASH" "${BASH_SOURCE[0]}" --inside &
	unshare_pid=$!
	wait "$unshare_pid"
	unshare_pid=
}

if [[ ${1:-} == --inside ]]; then
	run_steps
else
	main "$@"
fi
