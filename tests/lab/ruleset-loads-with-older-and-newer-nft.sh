#!/bin/sh
# The ruleset loads, again on top of itself, and goes with this machine's nft
# and with those of Debian 11 (0.9.8) and 13 (1.1.3), with every kind of entry,
# with and without -S. The packages are fetched as this machine's apt is
# configured, from its first mirror, and stay in tests/build. Plain only: one
# download is enough.
. "${0%/*}/../lib.sh"
[ "$(id -u)" = 0 ] || skip 'needs root, for a network namespace and chroot'
need unshare chroot nft
cat >"$dir/list" <<'END'
02:00:00:00:00:01
192.0.2.0/24
198.51.100.7
2001:db8:7::/48
2001:db8::1
to 203.0.113.7
to 203.0.113.128/25
to 2001:db8:113::/48
END
for more in -r -S; do
	for url in http://192.0.2.9/ 'https://[2001:db8::9]:8443/' \
	    https://login.lan/; do
		file=$dir/rules$((n = ${n:-0} + 1))
		"$PORTAL" -u "$url" $more -a "$dir/list" -n br-guest,eth0.20 \
		    >"$file" 2>"$dir/said" || fail 'portal -n failed'
	done
done

# loads ROOT: its nft does what the ruleset's head says.
loads() {
	for file in "$dir"/rules?; do
		rules=$file
		[ "$1" = / ] || {
			rules=/${dir##*/}
			cp "$file" "$1$rules"
		}
		# shellcheck disable=SC2016 # expanded there
		unshare -n chroot "$1" /bin/sh -c '
			PATH=/usr/sbin:/sbin:$PATH
			nft -c -f "$1" && nft -f "$1" && nft -f "$1" &&
			    nft list set inet portal_8511 allow_mac |
			    while read -r line; do
				case $line in
				*02:00:00:00:00:01*) echo found ;;
				esac
			    done && nft delete table inet portal_8511 &&
			    nft list ruleset
			' - "$rules" >"$dir/said" 2>&1
		[ "$1" = / ] || rm "$1$rules"
		[ "$(cat "$dir/said")" = found ] || {
			nft --version
			fail "does not load in ${1##*/}: ${file##*/}"
		}
	done
}
loads /

# fetch: the nft of $suite, with libraries and a shell, in $kept/$suite. False:
# it cannot be had.
fetch() {
	[ ! -d "$kept/$suite" ] || return 0
	at=$dir/$suite
	mkdir -p "$at/lists/partial" "$at/archives/partial" "$at/root"
	: >"$at/status"
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]\
 $site $suite main" >"$at/sources"
	set -- -qq -o "Dir::State::Lists=$at/lists" \
	    -o "Dir::State::status=$at/status" -o "Dir::Cache=$at" \
	    -o "Dir::Etc::sourcelist=$at/sources" \
	    -o Dir::Etc::sourceparts=/dev/null -o Acquire::Retries=0 \
	    -o Acquire::http::Timeout=20 -o APT::Sandbox::User=root \
	    -o Acquire::Languages=none
	timeout 60 apt-get "$@" update || return
	all='nftables libnftables1 libnftnl11 libmnl0 libxtables12 libjansson4
	    libedit2 libgmp10 libtinfo6 libbsd0 libmd0 libc6 dash'
	# shellcheck disable=SC2086 # words
	(cd "$at" && { apt-get "$@" download $all libreadline8t64 ||
	    apt-get "$@" download $all libreadline8; }) || return
	for package in "$at"/*.deb; do
		dpkg-deb -x "$package" "$at/root" || return
	done
	for folder in bin sbin lib lib64; do
		[ -e "$at/root/$folder" ] ||
		    ln -s "usr/$folder" "$at/root/$folder"
	done
	[ -e "$at/root/bin/sh" ] || ln -s dash "$at/root/bin/sh"
	chroot "$at/root" /usr/sbin/nft --version || return
	mkdir -p "$kept"
	mv "$at/root" "$kept/$suite"
}
for tool in apt-get dpkg-deb; do
	command -v "$tool" >/dev/null ||
	    skip "no $tool here: only $(nft --version) was tried"
done
# shellcheck disable=SC2016 # apt expands it
site=$(apt-get indextargets --format '$(SITE)' 2>"$dir/said" | head -n 1)
missing='' kept=$tests/build/nft
for suite in bullseye trixie; do
	if fetch >"$dir/$suite.out" 2>&1; then
		loads "$kept/$suite"
	else
		missing="$missing $suite"
	fi
done
[ -z "$missing" ] || skip "cannot fetch the nft of$missing; others load it"
