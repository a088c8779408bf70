#!/bin/sh
# -p: the octets of the file are the body; up to 32 KiB.
. "${0%/*}/../lib.sh"
printf '<!DOCTYPE html>\n<title>é</title>\n  %s &amp;\r\n' '%s %n' >"$dir/page"
head -c 32768 /dev/zero | tr '\000' x >"$dir/large"
for page in page large; do
	start -p "$dir/$page"
	client open 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 511'
	sed '1,/^\r*$/d' "$dir/answer" >"$dir/body"
	cmp -s "$dir/body" "$dir/$page" || fail "another $page"
	size=$(wc -c <"$dir/$page")
	grep -q "^Content-Length: $((size))" "$dir/answer" || fail "no $size"
done
