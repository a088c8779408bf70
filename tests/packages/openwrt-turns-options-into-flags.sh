#!/bin/sh
# The procd init script, in README and in the OpenWrt package alike: options of
# /etc/config/portal become flags that portal takes; a jail that sees the list's
# folder; reload is SIGHUP and a new ruleset; a wrong list stops nothing.
# Under busybox's sh, as OpenWrt has it, with stand-ins for procd and UCI that
# write down what they are told. Plain only.
. "${0%/*}/packages.sh"
. "${0%/*}/../guests/readme.sh"
for name in init.d/portal=portal.init config/portal=portal.config; do
	block "/etc/${name%=*}" >"$dir/said"
	diff "$dir/said" "$here/openwrt/files/${name#*=}" ||
	    fail "README and the package differ: ${name%=*}"
done
root
mkdir -p "$dir/root/etc/config" "$dir/root/etc/portal"
cp "$here/openwrt/files/portal.init" "$dir/root/init"
cp "$here/openwrt/files/portal.config" "$dir/root/etc/config/portal"
cp "$here/openwrt/files/allow.txt" "$dir/root/etc/portal"

# rc.common, libubox and UCI, as far as they are asked for.
cat >"$dir/root/rc" <<'END'
config_load() {
	[ -f "/etc/config/$1" ] || exit 9
}
# An option's value; of a list, its values with spaces between.
config_get() {
	got=$(sed -n "s/^[[:space:]]*\(option\|list\) $3 '\(.*\)'\$/\2/p" \
	    /etc/config/portal | tr '\n' ' ')
	got=${got% }
	export "$1=${got:-$4}"
}
config_get_bool() {
	config_get "$@"
	eval "case \$$1 in 1|on|true|yes) $1=1 ;; *) $1=0 ;; esac"
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
for name in procd_add_jail procd_add_jail_mount procd_send_signal \
    procd_add_reload_trigger logger extra_command; do
	eval "$name() { echo $name \"\$@\" >>/tmp/told; }"
done
nft() {
	echo "nft $*" >>/tmp/told
	cat >/tmp/rules
}
start() {
	start_service
}
. /init
# given LINE...: starts with these lines more in the configuration.
given() {
	: >/tmp/told
	: >/tmp/commands
	: >/tmp/rules
	cp /tmp/config /etc/config/portal
	for line; do
		echo "	$line" >>/etc/config/portal
	done
	start_service
}
# told, commands PATTERN...: there is such a line, its words joined by spaces.
told() {
	grep -q -e "$1" /tmp/told || {
		echo "not told: $1"
		cat /tmp/told
		exit 1
	}
}
commands() {
	set -- "$* "
	grep -q -x -e "$1" /tmp/commands || {
		echo "not the command: $1"
		cat /tmp/commands
		exit 1
	}
}
END
inside <<'END' || fail 'the init script does something else'
. /rc
cp /etc/config/portal /tmp/config
given
[ ! -s /tmp/commands ] || { echo 'starts though not enabled'; exit 1; }

sed -i "s/enabled '0'/enabled '1'/" /tmp/config
given
commands /usr/sbin/portal -l :8511 -a /etc/portal/allow.txt \
    -u http://192.0.2.1:8080/ -r
told '^user nobody$'
told '^respawn 3600 5 0$'
told '^no_new_privs 1$'
told '^procd_add_jail portal ronly$'
told '^procd_add_jail_mount /etc/portal *$'
told '^nft -f -$'
grep -q '"br-guest"' /tmp/rules || { echo 'no ruleset'; exit 1; }

given "option port '8512'" "option languages 'fr'" "option delay 'no'" \
    "option requests '256'" "option per_client '8'" "option relays '32'" \
    "option wait '5'" "option verbose '1'" "list interface 'br-two'" \
    "option page '/etc/portal/page.html'" "option processes '2'"
sed -i 's/ -p [^ ]*//' /tmp/commands
commands /usr/sbin/portal -l :8512 -a /etc/portal/allow.txt \
    -u http://192.0.2.1:8080/ -L fr -d no -c 256 -k 8 -s 32 -w 5 -r -v -R
[ "$(grep -c '' /tmp/commands)" = 2 ] || { echo 'not two'; exit 1; }
$(head -n 1 /tmp/commands) -t
told '^file /etc/portal/page.html$'
told '^procd_add_jail_mount /etc/portal /etc/portal/page.html$'
grep -q '"br-guest", "br-two"' /tmp/rules &&
    grep -q 'redirect to :8512' /tmp/rules || { echo 'not both'; exit 1; }

service_triggers
told '^procd_add_reload_trigger portal$'
: >/tmp/told
reload_service
[ "$(head -n 1 /tmp/told)" = 'procd_send_signal portal * HUP' ]
told '^nft -f -$'
open
told '^nft delete table inet portal$'

echo rubbish >>/etc/portal/allow.txt
given
told 'the old ruleset stays'
! grep -q '^nft' /tmp/told
commands '/usr/sbin/portal -l :8511 .*'
echo done
END
said '^done$'
