#!/bin/sh
# The Yocto recipe, as far as its rules can be played without bitbake: compiler
# and flags come by the environment, its tasks compile and install, the sum of
# the licence is that of the line it names, the units and the files to keep that
# it names are there. Plain only.
# shellcheck disable=SC2016 # words of bitbake
. "${0%/*}/packages.sh"
need make md5sum
bb=$here/yocto/portal_$version.bb
[ -f "$bb" ] || fail 'the recipe is of another version'

# value NAME: of that variable.
value() {
	sed -n "s/^$1 = \"\\(.*\\)\"\$/\\1/p" "$bb"
}
[ "$(value LICENSE)" = ISC ] || fail 'another licence'
sum=$(value LIC_FILES_CHKSUM)
file=${sum#file://}
file=${file%%;*}
line=${sum##*beginline=}
line=${line%%;*}
[ "$(sed -n "${line}p" "$top/$file" | md5sum | cut -d ' ' -f 1)" = \
    "${sum##*md5=}" ] || fail "another sum: $sum"
sed -n "${line}p" "$top/$file" | grep -q ISC || fail 'not the licence'

pack "$dir/portal-$version.tar.gz"
cross
tar -C "$dir" -xzf "$dir/portal-$version.tar.gz"
{
	cat <<-END
	set -e
	export CC=mipsel-linux-gcc CFLAGS='-O2 -pipe' LDFLAGS='-Wl,-O1'
	unset CPPFLAGS PREFIX
	D=$dir/image prefix=/usr sbindir=/usr/sbin mandir=/usr/share/man
	systemd_system_unitdir=/usr/lib/systemd/system
	oe_runmake() {
		make "\$@"
	}
	END
	sed -n '/^do_[a-z]*() {$/,/^}$/p' "$bb"
	echo "cd $dir/portal-$version && do_compile && do_install"
} >"$dir/tasks"
sh "$dir/tasks" >"$dir/said" 2>&1 || fail 'no package'
grep -q -x -e '-O2 -pipe -Wl,-O1 -o portal portal.c *' "$dir/cc" ||
    fail "other flags: $(cat "$dir/cc")"
[ "$("$dir/image/usr/sbin/portal" -V)" = "portal $version" ] ||
    fail 'another version'
for unit in $(value 'SYSTEMD_SERVICE:${PN}'); do
	[ -f "$dir/image/usr/lib/systemd/system/$unit" ] || fail "no $unit"
done
for name in $(value 'CONFFILES:${PN}' | sed 's/\${sysconfdir}/etc/g'); do
	[ -f "$dir/image/$name" ] || fail "no $name"
done
