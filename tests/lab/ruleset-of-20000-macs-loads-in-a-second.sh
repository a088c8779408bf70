#!/bin/sh
# The ruleset of a list of 20,000 MACs is printed and loaded in about a second
# at most, also on top of itself. The time meant is the processor's, so that a
# busy machine does not matter.
. "${0%/*}/lab.sh"
i=0
while [ $i -lt 20000 ]; do
	printf '02:00:%02x:%02x:%02x:01\n' $((i / 10000)) $((i / 100 % 100)) \
	    $((i % 100))
	i=$((i + 1))
done >"$dir/allow.txt"
cat >"$dir/load" <<'END'
"$1" -u http://192.0.2.9/ -a "$2/allow.txt" -n br.guest >"$2/rules" &&
    nft -f "$2/rules"
END
for time in first again; do
	gateway python3 - "$dir/load" "$PORTAL" "$dir" >"$dir/ms" <<-'END' ||
	import resource, subprocess, sys
	subprocess.run(["sh"] + sys.argv[1:], check=True)
	used = resource.getrusage(resource.RUSAGE_CHILDREN)
	print(int(1000 * (used.ru_utime + used.ru_stime)))
	END
	    fail 'it does not load'
	[ "$(cat "$dir/ms")" -lt 1500 ] || fail "$time: $(cat "$dir/ms") ms"
done
[ "$(gateway nft list set inet portal_8511 allow_mac |
    grep -o '02:00:[0-9a-f:]*:01' | wc -l)" = 20000 ] || fail 'not all of them'
