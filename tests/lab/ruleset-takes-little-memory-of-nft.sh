#!/bin/sh
# What README's Limits says that nft needs while it loads a long list in the
# place of another: 0.4 KB for each MAC, 1.9 KB for each prefix. Prints the
# figures, which have nft's own few MB in them; fails if they are well above.
# Plain only.
. "${0%/*}/lab.sh"
many=50000
awk -v n=$many 'BEGIN { for (i = 0; i < n; i++)
	printf "02:00:%02x:%02x:%02x:01\n", i / 10000, i / 100 % 100, i % 100
}' >"$dir/MAC"
# None is beside another: neighbours would be merged.
awk -v n=$many 'BEGIN { for (i = 0; i < n; i++)
	printf "10.%d.%d.%d/26\n", i / 512, i / 2 % 256, i % 2 * 128
}' >"$dir/prefix"

# load: prints the KiB that nft has at most.
load() {
	gateway python3 - "$dir/rules" <<-'END' || fail 'it does not load'
	import resource, subprocess, sys
	subprocess.run(["nft", "-f", sys.argv[1]], check=True)
	print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
	END
}

# needs KIND OCTETS: for each entry of that list, loaded once more, nft has no
# more than that.
needs() {
	"$PORTAL" -u http://192.0.2.9/ -a "$dir/$1" -n lo >"$dir/rules" ||
	    fail 'no ruleset'
	load >/dev/null
	octets=$(($(load) * 1024 / many))
	echo "nft needs $octets octets for each $1 of $many"
	[ "$octets" -le "$2" ] || fail "more than $2"
	gateway nft flush ruleset
}
needs MAC 600
needs prefix 2500
