#!/bin/sh
# Android: 200 to 399 but 204 is a portal, all else "no internet". Its octets as
# NetworkMonitor.java sends them; verdict as in CaptivePortalProbeResult.java.
. "${0%/*}/detector.sh"
agent='Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'
asks() {
	probe "GET $1 HTTP/1.1\r\nConnection: close\r\nUser-Agent: $agent \
Chrome/60.0.3112.32 Safari/537.36\r\nHost: $2\r\nAccept-Encoding: gzip\r\n\r\n"
}

with_r_alone 302 <<-'END'
/generate_204 connectivitycheck.gstatic.com
/gen_204 www.google.com
/generate_204 play.googleapis.com
/generate_204 connectivitycheck.gstatic.cn
/generate_204 connectivitycheck.grapheneos.network
END
