#!/bin/sh
# A kernel without IPv6: where both families were meant portal says so
# and listens on IPv4 alone; an IPv6 address that was asked for is refused.
# Plain only: it is strace that has the kernel answer so.
. "${0%/*}/../lib.sh"
need strace
strace true 2>/dev/null || skip 'cannot trace here'
cat >"$dir/without" <<END
#!/bin/sh
exec strace -D -o "$dir/trace" -e trace=socket \
    -e inject=socket:error=EAFNOSUPPORT:when=\$when "$PORTAL" "\$@"
END
chmod +x "$dir/without"
# Which of its calls is the one for IPv6.
when=99
export when
PORTAL=$dir/without
serve -u "$login" -l '[::1]:0'
when=$(grep '^socket(' "$dir/trace" | grep -n AF_INET6 | cut -d : -f 1)
portal -u "$login" -l '[::1]:0'
[ "$code" = 1 ] || fail "exit $code"
said 'cannot listen on \[::1\]:0: Address family not supported'
serve -u "$login" -l :0
logged 'no IPv6 here: \[::\]:0 is IPv4 alone' || fail 'it does not say so'
[ "$(grep -c 'listening on' "$dir/log")" = 1 ] || fail 'not on one address'
logged 'listening on 0\.0\.0\.0:' || fail 'another address'
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'
