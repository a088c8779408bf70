#!/bin/sh
# 100 MB come and go through a relay as they were.
. "${0%/*}/lab.sh"
webserver
head -c 104857600 /dev/urandom >"$dir/www/big"
list $mac1
serve
firewall "$dir/nobody"
get guest1 "http://$web/big" -m 60
want 200
cmp "$dir/www/big" "$dir/answer" || fail 'not what was sent'
get guest1 "http://[$web6]/up" -m 60 -T "$dir/www/big"
want 201
cmp "$dir/www/big" "$dir/www/up" || fail 'not what was sent up'
[ "$(count relays)" = 2 ] || fail 'not by relay'
