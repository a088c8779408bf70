#!/bin/sh
# The first screen of README: what make run says, and the answer that curl
# shows, octet for octet.
. "${0%/*}/../lib.sh"
need curl
awk '/^Max open files/ { exit !($5 == "unlimited" || $5 >= 4032) }' \
    /proc/self/limits || skip 'ulimit -n is low here'
# shown COMMAND: prints what README shows behind "$ COMMAND".
shown() {
	awk -v want="\$ $1" '$0 == want { on = 1; next }
	    /^```/ { on = 0 } on' "$top/README.md"
}
shown 'make run' >"$dir/wanted"
cd "$top" || fail 'no folder'
serve -u "$login" -a tests/sample-allow.txt -l 127.0.0.1:0
# This line is for those who run it as root.
sed "/running as root/d; s/:$port\$/:8511/" "$dir/log" >"$dir/got"
diff "$dir/wanted" "$dir/got" || fail 'make run says something else'
shown 'curl -i http://127.0.0.1:8511/' >"$dir/wanted"
[ -s "$dir/wanted" ] || fail 'no answer in README'
curl -si "http://127.0.0.1:$port/" | tr -d '\r' >"$dir/answer"
diff "$dir/wanted" "$dir/answer" || fail 'the answer is another one'
make -n run | grep -q 'portal -u http://login.example/ ' ||
    fail 'make run starts something else'
