#!/bin/sh
# With few descriptors the table is smaller; how small, and what would be
# enough, is said. With too few for anything portal says so, and exits 1.
. "${0%/*}/../lib.sh"
few=$dir/portal
cat >"$few" <<END
#!/bin/sh
ulimit -n \$LIMIT
exec "$PORTAL" "\$@"
END
chmod +x "$few"
PORTAL=$few
export LIMIT=128
start -w 60
size=$(sed -n 's/^portal: holds \([0-9]*\) unfinished.*/\1/p' "$dir/log")
[ "${size:-128}" -lt 128 ] || fail 'holds more than descriptors, or says not'
logged '^portal: ulimit -n is low: raise it to 4032 for all of -c$' ||
    fail 'it does not say what would be enough'
set --
for _ in $(seq 140); do
	set -- "$@" open 'send=GET /'
done
client "$@" 'send= HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
[ "$(count peak)" -le "$size" ] || fail 'more held than said'
LIMIT=16
portal -u "$login" -l 127.0.0.1:0
[ "$code" = 1 ] || fail "exit $code"
said '^portal: ulimit -n is low: raise it to 4032 for all of -c$'
said '^portal: too few descriptors for one connection$'
