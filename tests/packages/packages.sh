# packages.sh: what the scripts of this folder share: the sources as a tar, a
# cross compiler that is seen to be used, and a small root file system to run
# things in with the paths they will have.
# shellcheck shell=sh disable=SC2034,SC2154

. "${0%/*}/../lib.sh"
here=$tests/packages
README=${README:-$top/README.md}
unset MAKEFLAGS MFLAGS MAKELEVEL
version=$(sed -n 's/^#define PORTAL_VERSION "\(.*\)"/\1/p' "$top/portal.h")
[ -n "$version" ] || fail 'portal.h has no version'

# pack TO: the sources as make dist packs them, but as they are now.
pack() {
	tar -C "$top" -czf "$1" --transform "s,^,portal-$version/," \
	    --exclude=tests/build portal.c portal.h Makefile README.md tests
}

# cross: a cross compiler's name, and no other to be found: $dir/bin is to be
# the front of PATH. What it is called with is in $dir/cc.
cross() {
	real=$(command -v "${CC:-cc}")
	unset CC CFLAGS CPPFLAGS LDFLAGS
	mkdir -p "$dir/bin"
	for name in cc gcc c99; do
		printf '#!/bin/sh\necho "%s is called" >&2\nexit 1\n' $name
	done >"$dir/bin/cc"
	cp "$dir/bin/cc" "$dir/bin/gcc"
	cat >"$dir/bin/mipsel-linux-gcc" <<-END
	#!/bin/sh
	echo "\$*" >>"$dir/cc"
	exec "$real" "\$@"
	END
	chmod +x "$dir"/bin/*
	PATH=$dir/bin:$PATH
}

# root: a root file system in $dir/root: busybox, portal and what they load.
root() {
	need busybox
	[ "$(id -u)" = 0 ] || skip 'needs root, for namespaces'
	for name in bin dev etc lib lib64 proc run sbin tmp usr/sbin usr/bin \
	    var/log; do
		mkdir -p "$dir/root/$name"
	done
	ln -s ../run "$dir/root/var/run"
	cp -L "$(command -v busybox)" "$dir/root/bin/busybox"
	for name in $(busybox --list); do
		ln -s busybox "$dir/root/bin/$name"
	done
	cp -L "$PORTAL" "$dir/root/usr/sbin/portal"
	printf '%s\n' 'root:x:0:0::/:/bin/sh' \
	    'nobody:x:65534:65534::/:/bin/false' >"$dir/root/etc/passwd"
	: >"$dir/root/dev/null"
	loads "$dir/root/bin/busybox" "$dir/root/usr/sbin/portal"
}

# loads PROGRAM...: copies the libraries they load into the root file system.
loads() {
	for name in $(ldd "$@" | grep -o '/[^ :]* (' | tr -d ' ('); do
		[ -f "$dir/root$name" ] || {
			mkdir -p "$dir/root${name%/*}"
			cp -L "$name" "$dir/root$name"
		}
	done
}

# gateway: /etc/portal there, as make install-gateway has it.
gateway() {
	make -s -C "$top" DESTDIR="$dir/root" install-gateway \
	    >"$dir/said" 2>&1 || fail 'no gateway'
}

# nft_inside: nft there, too. What /dev it needs is there.
nft_inside() {
	cp -L "$(command -v nft)" "$dir/root/usr/sbin/nft"
	loads "$dir/root/usr/sbin/nft"
}

# inside: runs stdin there by busybox's sh, with processes and a network of its
# own: whatever it starts ends with it.
inside() {
	cat >"$dir/root/script"
	# shellcheck disable=SC2016 # expanded there
	unshare -mnpf --kill-child sh -ec '
		mount -t proc none "$1/proc"
		mount --bind /dev/null "$1/dev/null"
		ip link set lo up
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$1" \
		    /bin/sh /script' - "$dir/root" >"$dir/said" 2>&1
}

# service_words: words for such scripts.
service_words() {
	cat <<-'END'
	wrong() {
		echo "$*"
		cat "${log:-/var/log/portal}"
		exit 1
	}
	# within SECONDS COMMAND...: it becomes true in that time.
	within() {
		tries=$(($1 * 10))
		shift
		until "$@"; do
			[ "$tries" -gt 0 ] || return 1
			tries=$((tries - 1))
			sleep 0.1
		done
	}
	answer() {
		printf 'GET / HTTP/1.0\r\n\r\n' | nc -w 5 127.0.0.1 8511 2>&1 |
		    grep -q '^HTTP/1.1 511 '
	}
	answers() {
		within 10 answer || wrong 'no answer'
	}
	END
}
