#!/bin/sh
# systemctl reload portal: the kernel takes the list and portal reads it. If the
# list is wrong, or nft cannot take it, the reload fails, the log says why, and
# kernel and portal keep the old one, which a restart keeps, too. Plain only.
. "${0%/*}/service.sh"
port=8511
list=/etc/portal/list/allow
echo 02:00:00:00:00:01 >$list
systemctl start portal || fail 'it does not start'
echo 02:00:00:00:00:02 >>$list
systemctl reload portal || fail 'no reload'
until_true 10 logged 'reloaded, 2 entries' || fail 'the list is the old one'
passes() {
	nft list ruleset >"$dir/said"
	grep -q "02:00:00:00:00:0$1" "$dir/said"
}
passes 2 || fail 'not in the kernel'

# refused WHY: a reload fails, and says so; nothing has changed.
refused() {
	before=$(grep -c reloaded /run/log)
	! systemctl reload portal || fail 'a reload that fails says it is done'
	logged "$1" || fail "not said: $1"
	passes 2 && ! passes 3 || fail 'the kernel has another list'
	kill -USR1 "$(main_pid portal)"
	until_true 10 logged 'portal: counters' || fail 'portal has ended'
	[ "$(grep -c reloaded /run/log)" = "$before" ] || fail 'portal was told'
}
echo 02:00:00:00:00:03 >>$list
echo rubbish >>$list
refused "$list:4: .*rubbish"
sed -i 3d $list
nft flush ruleset
refused "$list:3: .*rubbish"
systemctl restart portal || fail 'no restart'
until_true 10 logged '/run/portal/portal/allow: 2 entries' ||
    fail 'another list'
get

printf '02:00:00:00:00:0%s\n' 1 2 3 >$list
printf '#!/bin/sh\necho nft: no memory >&2\nexit 1\n' >/run/bin/nft
chmod +x /run/bin/nft
systemctl reload portal && fail 'done without nft'
rm /run/bin/nft
logged 'nft: no memory' || fail 'not said: no memory'
logged 'nft did not take the list' || fail 'not said: nft'
passes 2 && ! passes 3 || fail 'the kernel has another list'
systemctl reload portal || fail 'no reload'
passes 3 || fail 'not in the kernel'
until_true 10 logged 'reloaded, 3 entries' || fail 'the list is the old one'
