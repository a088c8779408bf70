#!/bin/sh
# With -r exactly these requests get the constant 302, and what looks like them
# gets the 511; without -r all of them do.
. "${0%/*}/../lib.sh"
login='http://login.example/in?a=1&b=2'

# row EXPECTED METHOD TARGET HOST: the status it has to get.
row() {
	ask "$2 $3 HTTP/1.1\r\nHost: $4\r\nAccept: */*\r\n\r\n"
	want "HTTP/1.1 $(($1 == 302 && !r ? 511 : $1)) "
	location=$(sed -n 's/^Location: //p' "$dir/answer" | tr -d '\r')
	case $(head -n 1 "$dir/answer") in
	*' 302 '*) [ "$location" = "$login" ] || fail "Location: $location" ;;
	*) [ -z "$location" ] || fail "a Location with $2 $3 of $4" ;;
	esac
}

all() {
	while read -r line; do
		# shellcheck disable=SC2086 # one word a column
		[ -z "$line" ] || row $line
	done <<-'END'
	302 GET /generate_204 connectivitycheck.gstatic.com
	302 HEAD /generate_204 connectivitycheck.gstatic.com
	302 GET /generate_204 www.google.com
	302 GET /generate_204 connect.rom.miui.com
	302 GET /generate_204 203.0.113.7
	302 GET /generate_204 [2001:db8::7]:80
	302 GET /gen_204 www.google.com
	302 GET /gen_204 play.googleapis.com
	302 GET /online/status.html ipv4.connman.net
	302 GET /online/status.html ipv6.connman.net
	302 GET /hotspot-detect.html captive.apple.com
	302 GET /library/test/success.html www.apple.com
	302 GET /library/test/success.html www.appleiphonecell.com
	302 GET /library/test/success.html www.airport.us
	302 GET /library/test/success.html www.ibook.info
	302 GET /library/test/success.html www.itools.info
	302 GET /library/test/success.html www.thinkdifferent.us
	302 GET /kindle-wifi/wifistub.html spectrum.s3.amazonaws.com
	302 GET /kindle-wifi/wifistub-eink.html spectrum.s3.amazonaws.com
	302 GET /kindle-wifi/wifiredirect.html spectrum.s3.amazonaws.com
	302 GET /redirect www.msftconnecttest.com
	302 GET /captiveportal/generate_204 edge-http.microsoft.com

	302 GET /generate_204?x=%%41 a.example
	302 GET /hotspot-detect.html CAPTIVE.apple.COM.:80
	302 GET /hotspot-detect.html captive.apple.com.
	302 GET /hotspot-detect.html captive.apple.com:80
	302 GET /redirect? www.msftconnecttest.com

	511 GET /connecttest.txt www.msftconnecttest.com
	511 GET /connecttest.txt ipv6.msftconnecttest.com
	511 GET /ncsi.txt www.msftncsi.com
	511 GET /ncsi.txt ipv6.msftncsi.com
	511 GET /canonical.html detectportal.firefox.com
	511 GET /success.txt?ipv4 detectportal.firefox.com
	511 GET /success.txt?ipv6 detectportal.firefox.com
	511 GET /check_network_status.txt nmcheck.gnome.org
	511 GET / nmcheck.gnome.org
	511 GET /nm network-test.debian.org
	511 GET / connectivity-check.ubuntu.com
	511 GET /static/hotspot.txt fedoraproject.org
	511 GET /test/rhel-networkmanager.txt static.redhat.com
	511 GET / ping.archlinux.org
	511 GET / networkcheck.kde.org
	511 GET / ctest.cdn.nintendo.net
	511 GET / conntest.nintendowifi.net
	511 GET /netstart/ps4 ena.net.playstation.net
	511 GET /204 test.steampowered.com

	511 POST /generate_204 connectivitycheck.gstatic.com
	511 OPTIONS /generate_204 connectivitycheck.gstatic.com
	511 GETS /generate_204 connectivitycheck.gstatic.com
	511 get /generate_204 connectivitycheck.gstatic.com
	511 GET /generate_204x connectivitycheck.gstatic.com
	511 GET /generate_20 connectivitycheck.gstatic.com
	511 GET /generate_204/ connectivitycheck.gstatic.com
	511 GET //generate_204 connectivitycheck.gstatic.com
	511 GET /Generate_204 connectivitycheck.gstatic.com
	511 GET /generate%%5f204 connectivitycheck.gstatic.com
	511 GET /a/generate_204 connectivitycheck.gstatic.com
	511 GET http://a.example/generate_204 a.example
	511 GET /hotspot-detect.html captive.apple.com.evil.example
	511 GET /hotspot-detect.html xcaptive.apple.com
	511 GET /hotspot-detect.html captive.apple.com..
	511 GET /hotspot-detect.html captive.apple.com:8080
	511 GET /hotspot-detect.html captive.apple.com:
	511 GET /hotspot-detect.html www.apple.com
	511 GET /library/test/success.html captive.apple.com
	511 GET /online/status.html connman.net
	511 GET /redirect msftconnecttest.com
	511 GET /captiveportal/generate_204 microsoft.com
	END
}

for r in 0 1; do
	if [ $r = 1 ]; then start -r; else start; fi
	all
	ask 'GET /generate_204 HTTP/1.0\r\nHost: a.example\r\n\r\n'
	want "HTTP/1.1 $((r ? 302 : 511)) "
	ask 'GET /generate_204 HTTP/1.0\r\n\r\n'
	want 'HTTP/1.1 511 '
	ask 'GET /generate_204 HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'
	want 'HTTP/1.1 400 '
	stop
	[ "$code" = 0 ] || fail "exit $code"
done
