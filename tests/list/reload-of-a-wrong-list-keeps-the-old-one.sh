#!/bin/sh
# SIGHUP with a list that is wrong in any way, missing, too large, or no file
# that can be read: the old list stays, whole, and one line says why. Nobody is
# let in or shut out by it, not by a storm of such signals either; a request
# that has begun goes on, no descriptor stays open, and the next good list is
# taken. (S9)
. "${0%/*}/../lib.sh"
tiny
mkdir "$dir/etc"
allow=$dir/etc/allow
echo 127.0.0.2 >"$allow"
start -a "$allow" -w 60
"$client" 127.0.0.1 "$port" open=127.0.0.2 'send=GET / HT' \
    "when=$dir/go" 'send=TP/1.0\r\n\r\n' read >"$dir/late" 2>/dev/null &
late=$!
others=$late
until_true 10 counted held 1 || fail 'not held'

descriptors() {
	find "/proc/$pid/fd" -type l | grep -c ''
}
opened=$(descriptors)

no_more_open() {
	[ "$(descriptors)" = "$opened" ]
}

# as_ever WHAT: who was on the first list is, and nobody else.
as_ever() {
	client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read \
	    open=127.0.0.3 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 421'
	[ "$(answers 511)" = 1 ] || fail "$1: a stranger is let in"
	until_true 10 no_more_open || fail "$1: $(descriptors) are open"
}

# keeps WHAT WORDS: what is there is refused with these words.
keeps() {
	: >"$dir/log"
	kill -HUP "$pid"
	until_true 10 logged 'the old list stays' || fail "$1: no word of it"
	logged "^portal: $allow:$2" || fail "$1: not said: $2"
	[ "$(grep -c '' "$dir/log")" = 2 ] || fail "$1: more than two lines"
	as_ever "$1"
	rm -rf "$allow"
}

# wrong WORDS LINE: it stands behind a line that is right.
wrong() {
	printf '127.0.0.3\n%b\n127.0.0.4\n' "$2" >"$allow"
	keeps "$2" "2: $1"
}
wrong 'not an address' 10.0.0.300
wrong 'not a prefix length' 127.0.0.4/33
wrong 'host bits are set in 127.0.0.4/8; 127.0.0.0/8?' 127.0.0.4/8
wrong "no client's MAC" 01:00:5e:00:00:01
wrong 'not an address' '127.0.0.4\0000'
wrong 'not an address' "$(printf '%0300d' 0)"
wrong 'not an address' '\0033[2J\0033]0;a\0007'
wrong 'not UTF-8' '\0377\03761\00002'
wrong 'not an address or prefix (no name' 'to login.example'
printf '127.0.0.%s\n' 3 5 7 9 11 >"$allow"
keeps 'too many entries' '5: one entry too many'
printf '127.0.0.3\n#%05000d\n' 0 >"$allow"
keeps 'a large file' ' larger than 4096 octets'
truncate -s 1T "$allow" && keeps 'a file full of holes' ' larger than'
keeps 'a missing file' ' No such file'
ln -s nothing "$allow"
keeps 'a link to nothing' ' No such file'
ln -s allow "$allow"
keeps 'a link to itself' ' '
ln -s /etc/passwd "$allow"
keeps 'a link to another folder' '.*'
ln -s /dev/zero "$allow"
keeps 'a device' ' \(Permission denied\|not a regular file\)'
mkdir "$allow"
keeps 'a folder' ' \(Permission denied\|not a regular file\)'
mkfifo "$allow"
keeps 'a FIFO that nobody writes to' ' not a regular file'
echo 127.0.0.3 >"$allow"
chmod 0 "$allow"
keeps 'a file that is not for portal' ' Permission denied'

# Good lists, wrong ones and none take turns, while signals come all the time.
for n in $(seq 15); do
	case $((n % 3)) in
	0)	printf '127.0.0.2\nto 203.0.113.%s\n' "$n" >"$dir/etc/new" ;;
	1)	printf '127.0.0.3\n10.0.0.300\n' >"$dir/etc/new" ;;
	*)	printf '127.0.0.%s\n' 3 5 7 9 11 >"$dir/etc/new" ;;
	esac
	mv "$dir/etc/new" "$allow"
	kill -HUP "$pid"
	as_ever 'in a storm'
	kill -HUP "$pid"
done

: >"$dir/go"
wait "$late"
others=
grep -q '^HTTP/1.1 421' "$dir/late" || fail 'who was there is cut off'
echo 127.0.0.3 >"$dir/etc/new"
mv "$dir/etc/new" "$allow"
: >"$dir/log"
kill -HUP "$pid"
until_true 10 logged 'reloaded, 1 entries' || fail 'the good one is not taken'
client open=127.0.0.3 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'
