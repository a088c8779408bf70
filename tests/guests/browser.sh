# browser.sh: a network for browsers, and what is asked of each, on guest1 of
# the lab: names, a website by http and https, and a login page that signs in.
# shellcheck shell=sh disable=SC2034,SC2154

page='Network authentication required'	# headings
misdirected='Signed in'

for tool in openssl dnsmasq; do
	command -v "$tool" >/dev/null || skip "no $tool here"
done

# Any name is the website's, whose pages say so and ask for nothing more, but
# for what browsers look for there to know that they are online.
website() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -days 2 -subj /CN=website \
	    -addext subjectAltName=DNS:www.example.org \
	    -keyout "$dir/key" -out "$dir/crt" 2>/dev/null ||
	    fail 'no certificate'
	CERTIFICATE=$(openssl x509 -in "$dir/crt" -pubkey -noout |
	    openssl pkey -pubin -outform der |
	    openssl dgst -sha256 -binary | openssl base64)
	export CERTIFICATE
	icon='<link rel=icon href=data:,>'
	canonical='<meta http-equiv="refresh" content="0;url=https://'
	canonical="${canonical}support.mozilla.org/kb/captive-portal\"/>"
	nginx_serves <<-END
	default_type text/html;
	ssl_certificate $dir/crt; ssl_certificate_key $dir/key;
	server {
		listen $web:80; listen [$web6]:80;
		listen $web:443 ssl; listen [$web6]:443 ssl;
		location = /generate_204 { return 204; }
		location = /success.txt { return 200 "success\n"; }
		location = /canonical.html { return 200 '$canonical'; }
		location / { return 200 '$icon<h1>Wanted</h1>'; }
	}
	END
}

# takes LIST OPTION...: prints what makes the kernel take this list.
takes() {
	takes=$1
	shift
	cat <<-END
	set -e
	ip netns exec '$lab-gateway' '$PORTAL' -u http://$login/ $* \
	    -a '$takes' -n br.guest >'$dir/rules' 2>'$dir/takes'
	ip netns exec '$lab-gateway' nft -f '$dir/rules'
	END
}

# scripts OPTION...: what browser.py runs. sign-in is what the login page does,
# listed and passes are its halves; who leaves is a stranger again, and who
# joins has been to another network since.
scripts() {
	takes "$dir/signed-in" "$@" >"$dir/passes"
	cat >"$dir/listed" <<-END
	cp '$dir/signed-in' '$dir/allow.txt'
	n=\$(grep -c reloaded '$dir/log')
	kill -HUP '$pid'
	while [ \$(grep -c reloaded '$dir/log') = \$n ]; do sleep 0.1; done
	END
	echo "sh '$dir/passes' && sh '$dir/listed'" >"$dir/sign-in"
	echo "kill -USR1 '$pid'" >"$dir/counts"
	cat >"$dir/leaves" <<-END
	$(takes "$dir/strangers" "$@")
	cp '$dir/strangers' '$dir/allow.txt'
	kill -HUP '$pid'
	END
	cat >"$dir/joins" <<-END
	ip link set eth0 down
	sh '$dir/leaves'
	ip link set eth0 up
	ip address add $six1/64 dev eth0 nodad
	ip route add default via 192.0.2.1
	ip -6 route add default via 2001:db8:2::1
	END
}

# ruleset OPTION...: the kernel has it with these from now on.
ruleset() {
	firewall "$@"
	scripts "$@"
}

# network OPTION...: guest1 is a stranger behind portal with these.
# shellcheck disable=SC2120 # some scripts give none
network() {
	list "to $login"
	website
	on gateway dnsmasq -d -C /dev/null -u root --no-resolv --no-hosts \
	    --local=/#/ --address="/#/$web" --address="/#/$web6"
	echo 'nameserver 192.0.2.1' >"$dir/resolv.conf"
	serve "$@"
	cp "$dir/allow.txt" "$dir/strangers"
	{ cat "$dir/strangers"; echo "$mac1"; } >"$dir/signed-in"
	ruleset "$@"
	on origin python3 "$here/../guests/login.py" "$login" \
	    sh "$dir/sign-in"
	starts 'the login server' origin curl -s -o "$dir/answer" \
	    "http://$login/"
}

# browse BROWSER STEP...: what browser.py does of it; said holds what it said,
# and is shown at the end of the test.
browse() {
	browser=$1
	case $browser in
	firefox) program=firefox-esr ;;
	*) program=$browser ;;
	esac
	command -v "$program" >/dev/null || skip "no $program here"
	# shellcheck disable=SC2016 # expanded there
	guest1 sh -c 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"' \
	    - "$dir/resolv.conf" timeout 100 \
	    python3 "$here/../guests/browser.py" "$@" >"$dir/said" 2>&1 ||
	    fail "$browser fails"
	cat "$dir/said"
}

# seen PATTERN: the browser has said so.
seen() {
	grep -q "^ *[0-9.]* s: $1\$" "$dir/said" ||
	    fail "$browser has not seen: $1"
}

# at_most NUMBER NAME: this counter of portal is not above that.
at_most() {
	counter=$(count "$2")
	echo "$2: $counter"
	[ "$counter" -le "$1" ] || fail "more than $1 times $2"
}

# follows BROWSER: it shows the page, the link first in tab order, follows the
# refresh when its time has come, and the link at once; and is answered with no
# more pages than that in 30 seconds: no favicon, no loop. It knows no names, so
# that nothing else is asked.
follows() {
	network
	: >"$dir/resolv.conf"
	before=$(count 511)
	browse "$1" "go=http://$web/page?a=b" "heading=$page" look key stay=30 \
	    only=1 "go=http://$web/" "heading=$page" click "at=http://$login/,8"
	seen 'links: 1'
	seen 'text: sign in to this network'
	seen 'focus: A'
	seen "goes to http://$login/"
	[ "$(grep -c 'goes to' "$dir/said")" = 1 ] || fail "$1 goes on"
	asked=$(($(count 511) - before))
	[ "$asked" = 2 ] || fail "2 pages, $asked requests"
}

# leaves_421 BROWSER STEP...: listed here and stopped there, then let pass.
leaves_421() {
	browser=$1
	shift
	network
	: >"$dir/resolv.conf"
	browse "$browser" "$@" "go=http://$web/" "heading=$page" \
	    "run=$dir/listed" reload "heading=$misdirected" stay=27 only=1 \
	    "heading=$misdirected,0" "run=$dir/counts" "run=$dir/passes" \
	    heading=Wanted,15
	! grep -q 'goes to' "$dir/said" || fail 'the 421 leads away'
	asked=$(sed -n 's/^portal: counters .* 421=\([0-9]*\) .*/\1/p' \
	    "$dir/log")
	echo "421: $asked in 27 seconds"
	[ "$asked" -ge 8 ] && [ "$asked" -le 12 ] && [ $((asked % 2)) = 0 ] ||
	    fail 'not twice each five seconds'
	at_most $((asked + 3)) 421	# by connections from before it passed
}

# older_connection BROWSER STEP...: of the steps one makes the browser connect
# to the website, before the sign-in; after that the connection is used.
older_connection() {
	network
	browse "$@" stay=1 "run=$dir/sign-in" go=http://www.example.org/ \
	    heading=Wanted,15
	[ "$(count 421)" -gt 0 ] || fail 'the connection was not used'
	at_most 2 421
}
