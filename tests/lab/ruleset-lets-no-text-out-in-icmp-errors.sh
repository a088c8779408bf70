#!/bin/sh
# A stranger answers nobody by ICMP errors, whose text is free: none passes that
# is about an outsider's flow, about none, or about the login page's flow but
# goes to somebody else. To the login page they pass, as they have to.
. "${0%/*}/lab.sh"
overhears origin
overhears guest1
webserver

# errors FROM TO FLOW: each kind of error about a packet of that flow.
errors() {
	case $1 in
	*:*)	kinds='1 2 3 4' ;;
	*)	kinds='3 4 5 11 12' ;;
	esac
	for kind in $kinds; do
		echo "error $1 $2 $kind $3"
	done
}
list "to $open"
firewall
# An outsider begins; what it sends arrives.
forged origin <<-END
	udp $peer 53 $ip1 1900
	udp $peer6 53 $six1 1900
END
[ "$heard" -ge 10 ] || fail "only $heard of the outsider's packets arrive"
for port in 53 54; do
	{
		errors $ip1 $peer "udp $peer $port $ip1 1900"
		errors $six1 $peer6 "udp $peer6 $port $six1 1900"
	} >"$dir/errors"
	forged <"$dir/errors"
	[ "$heard" = 0 ] || fail "$heard are let out to port $port"
done

for page in $login $web6; do
	case $page in
	*:*)	guest=$six1 other=$peer6 port=40006 host="[$page]" ;;
	*)	guest=$ip1 other=$peer port=40004 host=$page ;;
	esac
	firewall -u "http://$host/"
	get guest1 "http://$host/" --local-port $port
	want 200
	errors $guest "$page" "syn $page 80 $guest $port" >"$dir/errors"
	forged <"$dir/errors"
	# Of 40 or 50; a busy machine loses some.
	[ "$heard" -ge 25 ] || fail "only $heard reach the login page $page"
	errors $guest "$other" "syn $page 80 $guest $port" >"$dir/errors"
	forged <"$dir/errors"
	[ "$heard" = 0 ] || fail "$heard are let out beside the login page"
done
