#!/bin/sh
# -p: a page that is missing, empty, too large or no file is an error that names
# it; one without a link to the login page is named, and sent. 900 octets, as
# README has it, are one segment; 1,000 are not.
. "${0%/*}/../lib.sh"
: >"$dir/empty"
head -c 32769 /dev/zero | tr '\000' x >"$dir/large"
for page in missing empty large .; do
	portal -u "$login" -p "$dir/$page" -t
	[ "$code" = 1 ] && [ $page = missing ] || [ "$code" = 2 ] ||
	    fail "$page: exit $code"
	said "^portal: .*/$page"
done
echo '<a href="http://elsewhere.example/">sign in</a>' >"$dir/page"
portal -u "$login" -p "$dir/page" -t
[ "$code" = 0 ] || fail "no link: exit $code"
said "^portal: $dir/page: no link to the login page is in it: $login\$"
# In HTML an & of the URL may be written &amp; or not.
for url in "$login?a=1&b=2" "$login"; do
	for amp in '&' '&amp;'; do
		echo "$url" | sed "s/&/\\$amp/" >"$dir/page"
		portal -u "$url" -p "$dir/page" -t
		! grep -q 'no link' "$dir/said" || fail "not seen: $url"
	done
done
for size in 900 1000; do
	printf "%0${size}d" 0 >"$dir/page"
	portal -u "$login" -p "$dir/page" -t
	grep -q 'octets, one segment$' "$dir/said" && one=900 || one=1000
	[ "$one" = "$size" ] || fail "$size octets: $(cat "$dir/said")"
done
