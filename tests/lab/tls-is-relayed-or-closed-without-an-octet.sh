#!/bin/sh
# Where an operator redirects 443 in spite of all advice: an allowed client is
# relayed to it, a stranger's ClientHello is closed without an octet.
. "${0%/*}/lab.sh"
command -v nc >/dev/null || skip 'no nc here'
webserver
list $mac1
serve
firewall "$dir/nobody"
gateway nft insert rule inet portal prerouting \
    iifname br.guest tcp dport 443 redirect to :8511
get guest1 "http://$web:443/"
want 200
grep -q 'sees 203.0.113.1$' "$dir/answer" || fail 'not relayed'
printf '\026\003\001\002\000\001' |
    guest2 nc -w 10 $web 443 >"$dir/answer" 2>&1
[ ! -s "$dir/answer" ] || fail 'an octet'
[ "$(count silent)" = 1 ] || fail 'not closed by portal'
