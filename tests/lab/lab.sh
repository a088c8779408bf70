# lab.sh: a small network in namespaces, which the scripts of this folder share.
#
#	guest1 ---+
#		  +--- br.guest  gateway  wan --- origin: nginx, and peer.py
#	guest2 ---+	       lan
#
# Each guest has IPv4, IPv6 and a MAC that is known; portal runs on the gateway
# as nobody. `guest1 COMMAND...` runs it there; so do guest2, gateway, origin.
# From the environment: PORTAL, the program tested (compiled if not given).
# shellcheck shell=sh disable=SC2034

set -u
export LC_ALL=C
here=$(cd "${0%/*}" && pwd)
pids='' pid='' more=''
# shellcheck disable=SC1091 # words.sh is checked by itself
. "$here/../words.sh"

[ "$(id -u)" = 0 ] || skip 'needs root, for network namespaces'
need ip nft nginx curl python3 setpriv
PORTAL=${PORTAL:-$("$here/../compile" portal)} || exit 1
dir=$(mktemp -d "${TMPDIR:-/tmp}/portal-lab.XXXXXX") || exit 1
lab=portal-${dir##*.}		# $$ may be 1, twice

# cleanup: ends what was started here and removes what was made here, nothing
# else.
cleanup() {
	code=$?
	[ -z "$pid" ] || kill -0 "$pid" 2>/dev/null || {
		echo 'portal has ended by itself'
		code=1
	}
	for p in $pids; do
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
	done
	for n in guest1 guest2 gateway origin $more; do
		ip netns del "$lab-$n" 2>/dev/null
	done
	! grep -h 'Sanitizer\|runtime error' "$dir"/log* 2>/dev/null || code=1
	rm -rf "$dir"
	exit "$code"
}
trap cleanup EXIT
trap 'exit 143' HUP INT TERM

# NAME COMMAND...: runs it there.
guest1() { ip netns exec "$lab-guest1" "$@"; }
guest2() { ip netns exec "$lab-guest2" "$@"; }
gateway() { ip netns exec "$lab-gateway" "$@"; }
origin() { ip netns exec "$lab-origin" "$@"; }

# What the guests and the servers are known by.
mac1=02:00:00:00:00:11 mac2=02:00:00:00:00:12
ip1=192.0.2.11 ip2=192.0.2.12
six1=2001:db8:2::11 six2=2001:db8:2::12
web=203.0.113.7 web6=2001:db8:113::7	# nginx
open=203.0.113.8 open6=2001:db8:113::8	# also nginx, for "to" lines
login=203.0.113.9			# also nginx: the login page
peer=203.0.113.20 peer6=2001:db8:113::20	# peer.py

# adds NAME: a namespace. No duplicate address detection: it takes a second in
# which an address cannot be used.
adds() {
	ip netns add "$lab-$1" || skip 'cannot make network namespaces'
	ip netns exec "$lab-$1" sh -c 'cd /proc/sys/net/ipv6/conf
		echo 0 >all/accept_dad
		echo 0 >default/accept_dad'
	ip -n "$lab-$1" link set lo up
}

# more_of NAME...: namespaces that only this script has.
more_of() {
	more=$*
	for n; do
		adds "$n"
	done
}

# forwards NAME: a router, of both families.
forwards() {
	ip netns exec "$lab-$1" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
		echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
}

# joins A PORT B PORT: a cable between two namespaces.
joins() {
	ip link add "$2" netns "$lab-$1" type veth \
	    peer name "$4" netns "$lab-$3"
}

# has NAME PORT ADDRESS...: the port of a namespace goes up with these.
has() {
	name=$1 at=$2
	shift 2
	ip -n "$lab-$name" link set "$at" up
	for address; do
		# Else it is tentative at first, and nobody can bind it.
		nodad=
		case $address in *:*) nodad=nodad ;; esac
		ip -n "$lab-$name" address add "$address" dev "$at" $nodad
	done
}

# build: makes the network above. The bridge's name has a dot, as VLANs' names
# do.
build() {
	for n in guest1 guest2 gateway origin; do
		adds $n
	done
	ip -n "$lab-gateway" link add br.guest type bridge
	ip -n "$lab-gateway" link add lan type bridge
	for n in 1 2; do
		joins "guest$n" eth0 gateway "port$n"
		ip -n "$lab-guest$n" link set eth0 address "02:00:00:00:00:1$n"
		ip -n "$lab-gateway" link set "port$n" master br.guest up
		has "guest$n" eth0 "192.0.2.1$n/24" "2001:db8:2::1$n/64"
	done
	joins gateway wan origin eth0
	has gateway br.guest 192.0.2.1/24 2001:db8:2::1/64 fe80::1/64
	has gateway lan 198.51.100.1/24 2001:db8:51::1/64
	has gateway wan 203.0.113.1/24 2001:db8:113::1/64
	for n in 7 8 9 20; do
		has origin eth0 "203.0.113.$n/24" "2001:db8:113::$n/64"
	done
	for n in guest1 guest2; do
		ip -n "$lab-$n" route add default via 192.0.2.1
		ip -n "$lab-$n" -6 route add default via 2001:db8:2::1
	done
	ip -n "$lab-origin" route add default via 203.0.113.1
	ip -n "$lab-origin" -6 route add default via 2001:db8:113::1
	forwards gateway
}

# on NAME COMMAND...: starts it there, until the script ends. Sets $started.
on() {
	name=$1
	shift
	ip netns exec "$lab-$name" "$@" >>"$dir/$name.out" 2>&1 &
	started=$!
	pids="$pids $started"
}

# starts WHAT COMMAND...: what was begun by on has started when COMMAND is true.
# Fails, with its own words, when it has ended instead.
starts() {
	what=$1
	shift
	until_true 10 true_or_over "$@"
	"$@" || fail "$what did not start: $(tail -qn 5 "$dir/$name.out" \
	    "$dir/nginx.log" 2>/dev/null)"
}

# The command is true, or what was started has ended.
true_or_over() {
	"$@" || ! kill -0 "$started" 2>/dev/null
}

# nginx_serves: nginx on the origin, with what stdin has for its http block.
nginx_serves() {
	{
		cat <<-END
		daemon off; master_process off; user root;
		pid $dir/nginx.pid; error_log $dir/nginx.log;
		events { }
		http {
			access_log $dir/access.log;
			client_body_temp_path $dir/0; proxy_temp_path $dir/1;
			fastcgi_temp_path $dir/2; uwsgi_temp_path $dir/3;
			scgi_temp_path $dir/4;
		END
		cat
		echo '}'
	} >"$dir/nginx.conf"
	on origin nginx -e "$dir/nginx.log" -c "$dir/nginx.conf"
	starts nginx origin curl -s -o "$dir/answer" "http://$web/"
}

# webserver: / says whom it sees, the rest is in $dir/www, and PUT stores there.
webserver() {
	mkdir -p "$dir/www"
	listens=
	for address in $web $open $login "[$web6]" "[$open6]"; do
		listens="$listens listen $address:80; listen $address:443;"
	done
	nginx_serves <<-END
	client_max_body_size 0;
	server {
		$listens
		location = / { return 200 "origin sees \$remote_addr\n"; }
		location / { root $dir/www; dav_methods PUT; }
	}
	END
}

# peers: peer.py echoes on port 80 of $peer.
peers() {
	on origin python3 "$here/peer.py" echo $peer 80
	starts peer.py grep -q "listening: echo" "$dir/origin.out"
}

# as_expected NAME: what stdin says that can be reached from there, and cannot.
as_expected() {
	ip netns exec "$lab-$1" timeout 60 python3 "$here/peer.py" reach \
	    >"$dir/said" 2>&1 || fail "not as it should be from $1"
}

# answers NAME INTERFACE [ADDRESS...]: something listens there on each of
# peer.py's services.
answers() {
	name=$1
	shift
	on "$name" python3 "$here/peer.py" answers "$@"
	starts peer.py grep -q listening "$dir/$name.out"
}

# open_session NAME MODE...: peer.py's client there, beside the script: what is
# written to descriptor 3 goes in, its output is in session.
open_session() {
	name=$1 mode=$2
	shift 2
	mkfifo "$dir/in"
	: >"$dir/session"
	ip netns exec "$lab-$name" python3 "$here/peer.py" "$mode" \
	    "$@" $peer 80 <"$dir/in" >"$dir/session" 2>&1 &
	pids="$pids $!"
	exec 3>"$dir/in"
}

# many NAME MODE TO FROM...: many.py there, beside the script: its connections
# to portal are open, and stay as long as the file NAME.open. What it prints at
# its end is in NAME.out.
many() {
	name=$1 mode=$2 to=$3
	shift 3
	on "$name" python3 "$here/many.py" "$mode" "$dir/$name.open" \
	    "$to" 8511 "$@"
	until_true 60 test -e "$dir/$name.open" || fail "$name opens not all"
}

# says TEXT: the session does, within a while.
says() {
	until_true 20 grep -q "$1" "$dir/session"
}

# overhears NAME: what forged packets bring it is counted there.
overhears() {
	on "$1" python3 "$here/stranger.py" hears eth0
	starts stranger.py grep -q listening "$dir/$1.out"
}

# forged [origin]: a guest, or else the origin, sends what stdin says, as
# stranger.py has it, and a last packet that passes if $open is open. Sets
# $heard, how many of them the other heard.
forged() {
	from=guest1 hearer=origin last="$ip1 $open"
	[ $# = 0 ] || from=origin hearer=guest1 last="$peer $ip1"
	before=$(grep -c '^[0-9]' "$dir/$hearer.out")
	{
		cat
		echo "end $last"
	} | ip netns exec "$lab-$from" python3 "$here/stranger.py" sends \
	    >"$dir/said" 2>&1 || fail 'not sent'
	until_true 10 more_than "$before" '^[0-9]' "$dir/$hearer.out" ||
	    fail 'the last is not heard'
	heard=$(tail -n 1 "$dir/$hearer.out")
}

# list LINE...: these are the allowlist now; they are put there at once.
list() {
	printf '%s\n' "$@" >"$dir/new"
	mv "$dir/new" "$dir/allow.txt"
}

# serve ARGUMENT...: starts portal on the gateway with the list. Sets $pid.
serve() {
	cp "$PORTAL" "$dir/portal"
	: >"$dir/log"
	ip netns exec "$lab-gateway" setpriv --reuid 65534 --regid 65534 \
	    --clear-groups --inh-caps=-all --ambient-caps=-all \
	    "$dir/portal" -u "http://$login/" -a "$dir/allow.txt" \
	    -l '[::]:8511' -v "$@" 2>>"$dir/log" >"$dir/out" &
	pid=$!
	pids="$pids $pid"
	await_portal
}

# gate [LINE]...: a web server beyond the gateway, where portal and the kernel
# have this list.
gate() {
	webserver
	[ $# = 0 ] || list "$@"
	serve
	firewall
}

# firewall [OPTION...]: loads what portal -n prints for its list; with options,
# as for another login page, or more.
firewall() {
	case ${1:-} in -u*) ;; *) set -- -u "http://$login/" "$@" ;; esac
	load_rules "$@" -a "$dir/allow.txt"
}

# nobody: loads a ruleset by which nobody passes, so that all come to portal.
nobody() {
	load_rules -u "http://$login/"
}

# load_rules OPTION...: loads what portal -n prints by these, which is in rules.
load_rules() {
	gateway "$PORTAL" "$@" -n br.guest >"$dir/rules" 2>"$dir/said" ||
	    fail 'portal -n failed'
	gateway nft -f "$dir/rules" 2>>"$dir/said" || fail 'nft refuses'
}

# get NAME URL [OPTION...]: by curl; the answer is in answer. Sets $status,
# 000 if there was none; then said holds why.
get() {
	name=$1 url=$2
	shift 2
	status=$(ip netns exec "$lab-$name" curl -gsS -m 10 -w '%{http_code}' \
	    -o "$dir/answer" "$@" "$url" 2>"$dir/said")
}

# want STATUS, after get.
want() {
	[ "$status" = "$1" ] || fail "wanted $1 of $url for $name, got $status"
}

# reload: SIGHUP, and portal has said what became of it.
reload() {
	became='reloaded\|the old list stays'
	before=$(grep -c "$became" "$dir/log")
	kill -HUP "$pid"
	until_true 10 more_than "$before" "$became" "$dir/log" ||
	    fail 'no reload'
}

chmod 755 "$dir"
touch "$dir/guest1.out" "$dir/gateway.out" "$dir/origin.out"
list '# nobody'
build
