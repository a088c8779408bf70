#!/bin/sh
# Nothing a client sends is in an answer or a log line: whatever stands in each
# place of a request, the lines of each answer are those that everyone gets, -v
# says who got which and how long it took, and without it nothing is said. (S1)
. "${0%/*}/../lib.sh"
long=$(printf '%016400d' 0)
echo 127.0.0.2 >"$dir/allow"

# places FROM: a request from there for each place that $word can have; what
# comes back is in answer. Sets $asked.
places() {
	from=$1
	set --
	asked=0
	while IFS= read -r place; do
		asked=$((asked + 1))
		after=${place#*WORD}
		case $after in
		*LONG*)	after=${after%LONG*}$long${after##*LONG} ;;
		esac
		set -- "$@" "open=$from" "send=${place%%WORD*}$word$after" read
	done <<-'END'
	WORD / HTTP/1.1\r\nHost: a\r\n\r\n
	GWORDLONG / HTTP/1.1\r\nHost: a\r\n\r\n
	GET /WORD HTTP/1.1\r\nHost: a\r\n\r\n
	GET /?WORD HTTP/1.1\r\nHost: a\r\n\r\n
	GET /WORDLONG HTTP/1.1\r\nHost: a\r\n\r\n
	GET http://WORD/ HTTP/1.1\r\nHost: a\r\n\r\n
	GET http://WORD@a/ HTTP/1.1\r\nHost: a\r\n\r\n
	CONNECT WORD:443 HTTP/1.1\r\nHost: a\r\n\r\n
	GET / WORD\r\nHost: a\r\n\r\n
	GET / HTTP/WORD\r\nHost: a\r\n\r\n
	GET /WORD HTTP/2.0\r\nHost: a\r\n\r\n
	GET / HTTP/1.1\r\nHost: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a:WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: [WORD]\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nHost: WORD\r\n\r\n
	GET /generate_204 HTTP/1.1\r\nHost: WORD\r\n\r\n
	GET /generate_204?WORD HTTP/1.1\r\nHost: a\r\n\r\n
	GET /generate_204 HTTP/1.1\r\nHost: a\r\nReferer: WORD\r\n\r\n
	HEAD /WORD HTTP/1.1\r\nHost: a\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nWORD: a\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\n WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nWORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nX: WORDLONG\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nCookie: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nForwarded: for=WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nOrigin: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nExpect: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nUpgrade: WORD\r\n\r\n
	GET / HTTP/1.1\r\nHost: a\r\nContent-Length: WORD\r\n\r\n
	POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nWORD
	POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: WORD\r\n\r\n
	POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: a;WORD, chunked\r\n\r\n
	POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nWORD
	GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /WORD HTTP/1.1\r\nHost: a\r\n\r\n
	PROXY TCP4 WORD 127.0.0.1 1 80\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n
	END
	client "$@"
}

# What everyone gets: the lines of all answers of a portal that has heard no
# other word than this.
word=a
start -a "$dir/allow" -r -w 1
places 127.0.0.1
cp "$dir/answer" "$dir/known"
places 127.0.0.2
cat "$dir/answer" >>"$dir/known"
client open 'send=GET / HTTP/1.1\r\nX: a' read
sort -u "$dir/known" "$dir/answer" >"$dir/lines"
mv "$dir/lines" "$dir/known"

cat >"$dir/words" <<'END'
sesame"><script>alert('sesame')</script>&lt;b&gt;
%0d%0aSesame:%20a%s%n%p%99999d
\r\nSesame: a\r\n\r\nsesame
\r\nportal: 127.0.0.9:9 511 9 octets 0 ms\r\n
\nportal: counters accepted=0
sesame\x00sesame
\x1b]0;sesame\x07\x1b[2J\x08\x7f\x9b
sesame\xc3\xa9\xe2\x80\xae\xf0\x9f\x98\x80\xff\xfe\xc0\xaf
../../etc/passwd?${jndi:ldap://sesame/a}`sesame`$(sesame)
http://sesame.example:80/
END

# nothing_new N: an answer to each of N requests, as they are known.
nothing_new() {
	[ "$(grep -ac '^HTTP/1\.1 ' "$dir/answer")" -ge "$1" ] ||
	    fail "not all have an answer: $word"
	sort -u "$dir/answer" | comm -23 - "$dir/known" >"$dir/new"
	[ ! -s "$dir/new" ] || fail "new: $(cat -v "$dir/new"), by $word"
	all=$((all + $1))
}

who='127\.0\.0\.[12]:[0-9]+'
# hear OPTION...: all words in all places, from a stranger and from a guest on
# the list. What the log says then, but for counters and the firewall, is in
# said_of_it.
hear() {
	start -a "$dir/allow" -r -w 1 "$@"
	lines=$(grep -c '' "$dir/log")
	all=0
	set --
	while IFS= read -r word; do
		set -- "$@" open "send=GET / HTTP/1.1\r\nX:$word"
	done <"$dir/words"
	for n in $(seq 10); do
		set -- "$@" "use=$n" read
	done
	client "$@"
	nothing_new 10		# their time was over
	while IFS= read -r word; do
		for from in 127.0.0.1 127.0.0.2; do
			places $from
			nothing_new $asked
		done
	done <"$dir/words"
	client open "send=\x16\x03\x01\x01\x00\x01sesame.example" read
	[ "$(od -An -tx1 <"$dir/answer")" = ' 15 03 03 00 02 02 31' ] ||
	    fail 'not the alert'
	counted tls 1 || fail 'the alert is not counted'
	! logged ' counters .* [1-5][0-9]*=0 ' || fail 'not all of them'
	sed "1,${lines}d" "$dir/log" | grep -avE \
	    -e '^portal: counters( [a-z_0-9]+=[0-9]+)+$' -e "^portal: $who \
came here, but .* lets it pass: 127\.0\.0\.2; firewall and list differ: \
load the ruleset again\$" >"$dir/said_of_it"
}
hear
[ ! -s "$dir/said_of_it" ] || fail "without -v: $(cat -v "$dir/said_of_it")"
hear -v
[ "$(grep -c '' "$dir/said_of_it")" = $((all + 1)) ] ||
    fail "not a line for each of $all answers and the alert"
what='(511|302|421|400|408|414|431|501|505|tls)'
! grep -avE "^portal: $who $what [0-9]+ octets [0-9]+ ms\$" \
    "$dir/said_of_it" || fail 'something else is in the log'
