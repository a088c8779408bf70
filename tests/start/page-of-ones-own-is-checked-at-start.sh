#!/bin/sh
# -p: a page that is missing, empty, too large, no file, or not UTF-8 is an
# error that names it.
. "${0%/*}/../lib.sh"
: >"$dir/empty"
head -c 32769 /dev/zero | tr '\000' x >"$dir/large"
printf '<title>caf\351</title>\n' >"$dir/latin"
printf '<title>\355\240\200</title>\n' >"$dir/surrogate"
printf '<title>\300\200</title>\n' >"$dir/overlong"
printf '<title>\303' >"$dir/cut"
for page in missing empty large latin surrogate overlong cut .; do
	portal -u "$login" -p "$dir/$page" -t
	[ "$code" = 1 ] && [ $page = missing ] || [ "$code" = 2 ] ||
	    fail "$page: exit $code"
	said "^portal: .*/$page"
done
