#!/bin/sh
# OpenWrt's init script: each section of /etc/config/portal is a network, with a
# ruleset and a portal whose flags are its options, in a jail that sees where
# links lead; a reload puts the list in force, and fails if it is wrong; wrong
# options change nothing; what is not enabled, or removed, leaves no ruleset.
# Under busybox's sh, as OpenWrt has it, with stand-ins for procd and UCI that
# write down what they are told. Plain only.
. "${0%/*}/packages.sh"
need make nft
root
gateway
nft_inside
rm "$dir/root/etc/portal/settings"
mkdir -p "$dir/root/etc/config"
cp "$here/openwrt/files/portal.init" "$dir/root/init"
cp "$here/openwrt/files/portal.config" "$dir/root/etc/config/portal"

# rc.common, libubox and UCI, as far as they are asked for.
cat >"$dir/root/rc" <<'END'
config_load() {
	[ -f "/etc/config/$1" ] || exit 9
}
# of SECTION OPTION: its values.
of() {
	sed -n "/^config portal '$1'/,/^config/p" /etc/config/portal |
	    sed -n "s/^[[:space:]]*[a-z]* $2 '\(.*\)'\$/\1/p"
}
config_get() {
	export "$1=$(of "$2" "$3" | tr '\n' ' ')"
}
config_foreach() {
	for section in $(sed -n "s/^config portal '\(.*\)'/\1/p" \
	    /etc/config/portal); do
		"$1" "$section" "$3"
	done
}
# Sets each option, as validate_data does; numbers are looked at, no more.
uci_load_validate() {
	then=$4 section=$3 result=0
	shift 4
	for rule; do
		name=${rule%%:*} default=${rule#*:*:}
		[ "$default" != "$rule" ] || default=
		value=$(of "$section" "$name" | tail -n 1)
		case $rule in
		*:range*) [ -z "${value##[0-9]*}" ] || result=1 ;;
		esac
		export "$name=${value:-$default}"
	done
	$then "$section" "$result"
}
procd_open_instance() {
	echo >/tmp/command
}
procd_append_param() {
	shift
	for word; do
		echo "$word" >>/tmp/command
	done
}
procd_set_param() {
	echo "$*" >>/tmp/told
	[ "$1" != command ] || procd_append_param "$@"
}
procd_close_instance() {
	sed 1d /tmp/command | tr '\n' ' ' >>/tmp/commands
	echo >>/tmp/commands
}
for name in procd_add_jail procd_add_jail_mount procd_add_validation \
    procd_add_reload_trigger logger extra_command; do
	eval "$name() { echo $name \"\$@\" >>/tmp/told; }"
done
start() {
	start_service
}
. /init
wrong() {
	echo "$*"
	cat /tmp/told /tmp/commands
	nft list tables
	exit 1
}
# given LINE...: starts with these lines more in the configuration.
given() {
	: >/tmp/told
	: >/tmp/commands
	cp /tmp/config /etc/config/portal
	for line; do
		echo "$line" >>/etc/config/portal
	done
	reload_service
}
# told, commands PATTERN...: there is such a line, its words joined by spaces.
told() {
	grep -q -e "$1" /tmp/told || wrong "not told: $1"
}
commands() {
	grep -q -x -e "$* *" /tmp/commands || wrong "not the command: $*"
}
# table PORT PATTERN: the table of that port has it.
table() {
	nft list table inet "portal_$1" | grep -q -e "$2" ||
	    wrong "not in the table: $2"
}
list=/etc/portal/list/allow
END
inside <<'END' || fail 'the init script does something else'
. /rc
cp /etc/config/portal /tmp/config
given || wrong 'not enabled is no failure'
[ ! -s /tmp/commands ] || wrong 'starts though not enabled'
! nft list tables | grep portal || wrong 'a ruleset though not enabled'

sed -i "s/enabled '0'/enabled '1'/" /tmp/config
cp /tmp/config /etc/config/portal
echo 02:00:00:00:00:07 >$list
rm -rf /run /var/run
mkdir -p /var/run
boot
commands /usr/sbin/portal -u http://192.0.2.1:8080/ -l :8511 \
    -a /run/portal/portal/allow -r
told '^user nobody$'
told '^respawn 3600 5 0$'
told '^limits nofile=20000 20000$'
told '^no_new_privs 1$'
told '^procd_add_jail portal ronly$'
told '^procd_add_jail_mount /var/run/portal/portal *$'
table 8511 br-guest
table 8511 02:00:00:00:00:07
grep -q '^uplink="wan"$' /etc/portal/settings || wrong 'no settings'

mkdir -p /tmp/pages
echo '<a href="http://192.0.2.1:8080/">' >/tmp/pages/page
ln -s /tmp/pages/page /etc/portal/page.html
given "option port '8512'" "option requests '256'" "option per_client '8'" \
    "option wait '5'" "option verbose '1'" "list interface 'br-two'" \
    "option page '/etc/portal/page.html'" "option processes '2'" ||
    wrong 'no reload'
commands /usr/sbin/portal -u http://192.0.2.1:8080/ -l :8512 \
    -a /run/portal/portal/allow -p /etc/portal/page.html -c 256 -k 8 -w 5 \
    -r -v -R
[ "$(grep -c '' /tmp/commands)" = 2 ] || wrong 'not two'
$(head -n 1 /tmp/commands) -t || wrong 'portal does not take them'
told '^file /etc/portal/page.html$'
told '^procd_add_jail_mount /var/run/portal/portal /tmp/pages/page$'
table 8512 br-guest
table 8512 br-two
! nft list tables | grep portal_8511 || wrong 'the table of the old port stays'
given "option languages 'fr'" "option delay 'no'" || wrong 'no reload'
commands '.* -L fr -d no -r'

# Another network beside it.
given "config portal 'cafe'" "option enabled '1'" "option port '8513'" \
    "list interface 'br-cafe'" "option login 'http://192.0.3.1/'" ||
    wrong 'no reload'
commands /usr/sbin/portal -u http://192.0.3.1/ -l :8513 \
    -a /run/portal/cafe/allow
table 8513 br-cafe
table 8511 02:00:00:00:00:07
sed -i "/cafe/,\$s/enabled '1'/enabled '0'/" /etc/config/portal
reload_service || wrong 'no reload'
! nft list tables | grep portal_8513 || wrong 'its ruleset stays'
table 8511 02:00:00:00:00:07

# Wrong options, a wrong list: what was in force is.
! given "option port 'auto'" || wrong 'it is not said'
commands /usr/sbin/portal -u http://192.0.2.1:8080/ -l :8511 \
    -a /run/portal/portal/allow -r
table 8511 02:00:00:00:00:07
echo rubbish >>$list
! given || wrong 'a wrong list is in force'
commands '/usr/sbin/portal .* -l :8511 .*'
table 8511 02:00:00:00:00:07
nft flush ruleset
: >/tmp/commands
boot
commands '/usr/sbin/portal .* -l :8511 .*'
table 8511 'set allow4'
! nft list ruleset | grep 02:00:00:00:00:07 || wrong 'somebody passes'

service_triggers
told '^procd_add_reload_trigger portal$'
open
! nft list tables | grep portal_ || wrong 'not opened'
echo done
END
said '^done$'
said 'allow:2: .*rubbish'
