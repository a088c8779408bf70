#!/bin/sh
# If the firewall does not take the list, the guest stays a stranger, here as
# there, and the log says why; once it is mended the guest can sign in.
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
echo 'nft: no such thing' >"$dir/no"
does 1 sign-in 192.0.2.11
as_it_was
grep -q 'the old one stays: nft: no such thing' "$dir/syslog" ||
    fail 'not in the log'
rm "$dir/no"
does 0 sign-in 192.0.2.11
has "$mac # until .*"
