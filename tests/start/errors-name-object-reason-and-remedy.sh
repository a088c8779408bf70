#!/bin/sh
# Every error of every option and of the list, in its words: the object, the
# reason, the remedy. Exit 2 for wrong input, 1 where the system refuses.
. "${0%/*}/../lib.sh"

# wrong CODE LINE ARGUMENT...: portal says just this line, but for what it says
# of a good start.
wrong() {
	wanted=$1
	line="portal: $2"
	shift 2
	portal "$@"
	[ "$code" = "$wanted" ] || fail "$*: exit $code"
	# musl has another word for one of them.
	tail -n 1 "$dir/said" | sed 's/already in use/in use/' >"$dir/answer"
	[ "$(cat "$dir/answer")" = "$line" ] || fail "$*: not: $line"
}

url=http://192.0.2.9/
tells='(portal -h tells the options)'
hundred=$(printf '%0100d' 0)
wrong 2 "-u: the login page is missing $tells"
for it in ftp://a/ login.example; do
	wrong 2 "-u: it does not begin with http:// or https://: $it" -u $it
done
wrong 2 '-u: it has no host: http:///' -u http:///
for it in 'http://[::1' 'http://[]/' 'http://[a.example]/' 'http://[192.0.2.1]/'
do
	wrong 2 "-u: between [ and ] is no IPv6 address: $it" -u "$it"
done
for it in 'http://[::1]x/' http://login:abc/ http://2001:db8::1/ \
    http://a:99999/ http://a:-1/ 'http://a:80x/'; do
	wrong 2 "-u: its port is no number up to 65535 (an IPv6 address wants\
 brackets): $it" -u "$it"
done
wrong 2 "-u: its port is 0: http://a:0/" -u http://a:0/
wrong 2 "-u: a user's name is in it: http://me@a/" -u http://me@a/
wrong 2 "-u: it is longer than 240 characters: \
$url$hundred$hundred$hundred" -u "$url$hundred$hundred$hundred"
wrong 2 "-u: a space, quote, angle bracket, control or non-ASCII character is\
 in it; write it as %XX: http://a/ b" -u 'http://a/ b'
for it in -Z -rZ; do
	wrong 2 'no option: -Z (portal -h tells them)' -u $url $it
done
# What the shell has cut in two, and what stands alone.
for it in --zebra zebra - http://192.0.2.9/ eth1; do
	wrong 2 "not an option: $it (portal -h tells them; a login page wants\
 -u before it, several interfaces commas between them)" -u $url $it
done
wrong 2 "not an option: $url (portal -h tells them; a login page wants\
 -u before it, several interfaces commas between them)" $url
for o in u a l L p d c k w U n q; do
	wrong 2 "-$o: its argument is missing" -r"$o"
done
# The last of two would win without a word.
for o in u a L p d c k w U n q; do
	wrong 2 "-$o is given twice" -$o 1 -r -$o 2
done
wrong 2 '-c: not a number from 1 to 16384: 0' -u $url -c 0
wrong 2 '-c: not a number from 1 to 16384: 1x' -u $url -c1x
wrong 2 '-k: not a number from 1 to 16384: 99999999999999999999' \
    -u $url -k 99999999999999999999
wrong 2 '-w: not a number from 1 to 3600: ' -u $url -w ''
wrong 2 '-d: not a number from 0 to 86400: -1' -u $url -d -1
wrong 2 '-d: not a number from 0 to 86400: 10s' -u $url -d 10s
for it in xx en-GB 'en,'; do
	wrong 2 "-L $it: no such language; there are en, fr, de, es, it, pt,\
 nl, pl, ja, zh and ar, joined by commas" -u $url -L "$it"
done
# More languages than there are.
portal -t -u $url -L "en$(printf '%0999d' 0 | sed 's/0/,en/g')"
[ "$code" = 2 ] || fail "exit $code for a thousand languages"
wrong 2 "-L en,fr,de,es,it,pt,nl,pl,ja: the answer is more than one segment\
 with all of them" \
    -u $url -L en,fr,de,es,it,pt,nl,pl,ja
for it in 1.2.3:4 8511 localhost:1 :http; do
	wrong 2 "-l: not ADDR:PORT or [ADDR]:PORT: $it" -u $url -l "$it"
done
many=
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
	many="$many -l 127.0.0.1:$n"
done
# shellcheck disable=SC2086 # an option a word
wrong 2 '-l: more than 16' -u $url $many
for it in "$hundred" 65534 nobody-of-that-name; do
	wrong 2 "-U: no such user in /etc/passwd (a number will not do): $it" \
	    -u $url -U "$it" -l 127.0.0.1:0
done

# Files: the list and the page.
none=$dir/none
wrong 2 "$none: No such file or directory" -u $url -a "$none"
wrong 2 "$none: No such file or directory" -u $url -p "$none"
wrong 2 "$dir: not a regular file" -u $url -a "$dir"
mkfifo "$none"
for _ in 'nobody writes' 'somebody may'; do
	wrong 2 "$none: not a regular file" -u $url -a "$none"
	exec 3<>"$none"
done
exec 3>&-
rm "$none"
: >"$none"
wrong 2 "$none: it is empty, or larger than 32768 octets" -u $url -p "$none"
dd if=/dev/zero of="$none" bs=32769 count=1 2>/dev/null
wrong 2 "$none: larger than 32768 octets" -u $url -p "$none"
echo page >"$none"
for it in '-L en' '-d 5'; do
	# shellcheck disable=SC2086 # an option and its argument
	wrong 2 "-p: the page is sent as it is; -L and -d are of the built-in\
 one" -u $url -p "$none" $it
done
dd if=/dev/zero of="$none" bs=1 seek=16777216 count=1 2>/dev/null
wrong 2 "$none: larger than 16777216 octets" -u $url -a "$none"

# entry LINE WORDS: what is said of the second line of a list.
entry() {
	printf '192.0.2.1\n%s\n' "$1" >"$none"
	wrong 2 "$none:2: $2: $1" -u $url -a "$none"
}
entry 10.0.0.300 'not an address, prefix or MAC'
entry login.example 'not an address, prefix or MAC'
for it in login.example 203.0.113.9:443 https://203.0.113.9/ 10.0.0.300 \
    02:00:00:00:00:01; do
	entry "to $it" "not an address or prefix (no name, port or URL)"
done
entry 10.0.0.0/255.0.0.0 'not a prefix length, /0 to /32 or /128'
entry 10.0.0.0/33 'not a prefix length, /0 to /32 or /128'
entry 00:00:00:00:00:00 "no client's MAC (zero, or a group's)"
printf '10.0.1.0/8' >"$none"
wrong 2 "$none:1: host bits are set in 10.0.1.0/8; 10.0.0.0/8?" -u $url \
    -a "$none"

# As an editor on Windows may save it: with both byte order marks.
printf '\377\3761\0009\0002\000' >"$none"
wrong 2 "$none:1: not UTF-8 (UTF-16?); save it as that: ??1?9?2?" \
    -u $url -a "$none"
printf '\376\377\0001\0009\0002' >"$none"
wrong 2 "$none:1: not UTF-8 (UTF-16?); save it as that: ???1?9?2" \
    -u $url -a "$none"

# -q and -n.
wrong 2 '-q: not an address or MAC: x' -u $url -q x
wrong 2 '-q: not an address or MAC: 10.0.0.0/8' -u $url -q 10.0.0.0/8
for it in 'a b' 'a, b' 'a,' sixteen-octets-a; do
	wrong 2 "-n: no name of an interface: ${it#a,} (several: commas\
 between, no space)" -u $url -n "$it"
done
# Fifteen letters each: there is room for some fifty.
portal -u $url -n "$(seq -s , 100000000000001 100000000000099)"
[ "$code" = 2 ] || fail "-n with 99 interfaces: exit $code"
said '^portal: -n: no name of an interface: 10000000000005'
for it in ':0 [::]:0' ':1 -l:2 [::]:2' '127.0.0.1:80 127.0.0.1:80' \
    '[::1]:80 [::1]:80'; do
	# shellcheck disable=SC2086 # options and their arguments
	wrong 2 "-n: guests have to reach each -l, all at one port, not 0: \
${it##* }" -u $url -n lo -l ${it% *}
done

# The system refuses.
start
wrong 1 "cannot listen on 127.0.0.1:$port: Address in use; ss -ltnp\
 says by whom (-R shares it)" -u $url -l "127.0.0.1:$port"
"$PORTAL" -h >/dev/full 2>"$dir/said" && code=0 || code=$?
[ "$code" = 1 ] || fail "-h: exit $code"
said '^portal: cannot write: No space left on device$'

# What will bite is said at start, and does not stop it.
: >"$none"
start -a "$none"
logged "^portal: $none: nothing is on it: everybody is a stranger\$" ||
    fail 'an empty list is not named'
kill -HUP "$pid"
until_true 10 logged 'reloaded, 0 entries' || fail 'not reloaded'
serve -u "$login" -l 192.0.2.1:0
logged '^portal: 192.0.2.1:0: no interface has this address yet$' ||
    fail 'an address that is not there yet is not named'
start
! logged 'yet' || fail 'an address that is there is not known'
logged '^portal: no allowlist: everybody is a stranger$' ||
    fail 'it is not said that there is no list'
start -L en,fr,de
logged '^portal: answer of [0-9]* octets, one segment$' ||
    fail 'the size of the answer is not said'
echo "<a href=\"$login\">$hundred</a>" >"$none"
for _ in 1 2 3 4; do
	cat "$none" "$none" >"$none.twice"
	mv "$none.twice" "$none"
done
start -p "$none"
logged '^portal: answer of [0-9]* octets, more than the 1208 that fit any' ||
    fail 'a large page is not named'
