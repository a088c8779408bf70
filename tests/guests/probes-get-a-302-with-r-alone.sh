#!/bin/sh
# With -r exactly these requests get the constant 302, and what looks like them
# gets the 511; without -r all of them do.
. "${0%/*}/../lib.sh"
login='http://login.example/in?a=1&b=2'

# Host and path, "any" for any host: one line for each row in portal.c.
redirected() {
	cat <<-'END'
	any /generate_204
	any /gen_204
	any /online/status.html
	ipv4.jolla.com /return_204
	ipv6.jolla.com /return_204
	captive.apple.com /hotspot-detect.html
	captive.apple.com /
	www.apple.com /library/test/success.html
	www.appleiphonecell.com /library/test/success.html
	www.airport.us /library/test/success.html
	www.ibook.info /library/test/success.html
	www.itools.info /library/test/success.html
	www.thinkdifferent.us /library/test/success.html
	spectrum.s3.amazonaws.com /kindle-wifi/wifistub.html
	spectrum.s3.amazonaws.com /kindle-wifi/wifistub-eink.html
	spectrum.s3.amazonaws.com /kindle-wifi/wifistub-echo.html
	spectrum.s3.amazonaws.com /kindle-wifi/wifiredirect.html
	www.msftconnecttest.com /redirect
	edge-http.microsoft.com /captiveportal/generate_204
	detectportal.firefox.com /canonical.html
	detectportal.firefox.com /
	END
}

# Probes of clients that know the 511 by what it is, or by what it is not; and
# of those that no 302 is known to help.
left_alone() {
	cat <<-'END'
	www.msftconnecttest.com /connecttest.txt
	ipv6.msftconnecttest.com /connecttest.txt
	www.msftncsi.com /ncsi.txt
	ipv6.msftncsi.com /ncsi.txt
	detectportal.firefox.com /success.txt
	detectportal.firefox.com /success.txt?ipv4
	detectportal.firefox.com /success.txt?ipv6
	nmcheck.gnome.org /check_network_status.txt
	nmcheck.gnome.org /
	network-test.debian.org /nm
	connectivity-check.ubuntu.com /
	fedoraproject.org /static/hotspot.txt
	static.redhat.com /test/rhel-networkmanager.txt
	ping.archlinux.org /
	networkcheck.kde.org /
	ctest.cdn.nintendo.net /
	conntest.nintendowifi.net /
	ena.net.playstation.net /netstart/ps4
	test.steampowered.com /204
	www.google.com /
	www.apple.com /
	ipv4.connman.net /return_204
	jolla.com /return_204
	msftconnecttest.com /redirect
	captive.apple.com /canonical.html
	detectportal.firefox.com /hotspot-detect.html
	edge-http.microsoft.com /redirect
	END
}

# get STATUS REQUEST...: each gets it; with a 302, and only then, the Location.
get() {
	status=$1
	shift
	for request; do
		set -- "$@" open "send=$request\r\n\r\n" read
		shift
	done
	client "$@"
	awk -v n=$(($# / 3)) -v status="$status" -v to="Location: $login" '
		{ sub(/\r$/, "") }
		/^HTTP/ { answers++; right += $2 == status }
		$0 == to { places++ }
		END { exit answers != n || right != n ||
		    places != (status == 302) * n }' "$dir/answer" ||
	    fail "not all $status, or a wrong Location: $at $path"
}

# taken HOST...: with each of these it is that probe.
taken() {
	for h; do
		set -- "$@" "GET $path HTTP/1.1\r\nHost: $h" \
		    "HEAD $path HTTP/1.1\r\nAccept: */*\r\nHost:$h \r\nA: b" \
		    "GET $path HTTP/1.0\r\nHost: $h" \
		    "GET $path? HTTP/1.1\r\nHost: $h" \
		    "GET $path?x=%41&y HTTP/1.1\r\nHost: $h"
		shift
	done
	get 302 "$@"
}

# not_taken HOST...: with each of these it is none.
not_taken() {
	for h; do
		set -- "$@" "GET $path HTTP/1.1\r\nHost: $h" \
		    "HEAD $path? HTTP/1.0\r\nHost: $h"
		shift
	done
	get 511 "$@"
}

# looks_like HOST: requests that are not quite that probe.
looks_like() {
	set -- "HTTP/1.1\r\nHost: $1" "http://$1"
	get 511 "POST $path $1" "OPTIONS $path $1" "GETS $path $1" \
	    "get $path $1" "GET ${path}x $1" "GET $path/ $1" "GET /$path $1" \
	    "GET $path%3f $1" "GET $path%00 $1" "GET $path;a $1" \
	    "GET /a$path $1" "GET /x?$path $1" \
	    "GET $2$path $1" "GET $path HTTP/1.0"
	[ "$path" = / ] || get 511 "GET ${path%?} $1" \
	    "GET $(echo "$path" | tr 'a-z/' 'A-Z/') $1" \
	    "GET /.$path $1" "GET /%$(printf '%x' "'${path#/}")${path#/?} $1"
	get 400 "GET $path $1\r\n${1#*n}" "GET $path HTTP/1.1"
}

start -r
while read -r at path; do
	if [ "$at" = any ]; then
		taken connectivitycheck.gstatic.com a '[2001:db8::7]:80' \
		    203.0.113.7 www.google.com:8080
		looks_like a.example
	else
		taken "$at" "$at." "$at:80" "$at.:80" \
		    "$(echo "$at" | tr '[:lower:]' '[:upper:]')"
		not_taken "$at.evil.example" "x$at" "$at.." "$at:8080" \
		    "$at:" "$at:080" "${at#?}" "${at%?}" a.example ''
		looks_like "$at"
	fi
done <<-END
	$(redirected)
END
while read -r at path; do
	not_taken "$at"
done <<-END
	$(left_alone)
END
stop
[ "$code" = 0 ] || fail "exit $code"

start
while read -r at path; do
	[ "$at" != any ] || at=www.google.com
	not_taken "$at"
done <<-END
	$(redirected)
	$(left_alone)
END
counted 302 0 || fail 'a 302 without -r'
