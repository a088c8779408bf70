#!/bin/sh
# SIGHUP and SIGUSR1 end nothing, also not what only prints or has not started;
# nor does a log that has reached its largest size. Plain only.
. "${0%/*}/../lib.sh"
n=0
while [ $((n += 1)) -le 5000 ]; do
	echo "10.1.$((n / 250)).$((n % 250))"
done >"$dir/allow.txt"
mkfifo "$dir/pipe"
"$PORTAL" -u "$login" -a "$dir/allow.txt" -n br0 >"$dir/pipe" 2>"$dir/log" &
pid=$!
exec 9<"$dir/pipe"
printing() {
	grep -q 'State:[[:space:]]S' "/proc/$pid/status" &&
	    grep -q portal "/proc/$pid/cmdline"
}
until_true 10 printing || fail 'it does not print'
kill -HUP "$pid"
kill -USR1 "$pid"
cat <&9 >"$dir/said"
exec 9<&-
rm "$dir/pipe"
wait "$pid" || fail "exit $?"
[ "$(tail -n 1 "$dir/said")" = '}' ] || fail 'the ruleset is cut'
really=$PORTAL
PORTAL=$dir/limited
printf '#!/bin/sh\nulimit -f 4\nexec "%s" "$@"\n' "$really" >"$PORTAL"
chmod 755 "$PORTAL"
start -v
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 \
    21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40; do
	client open 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 511'
done
[ "$(wc -c <"$dir/log")" -le 2048 ] || fail 'the log is not limited'
