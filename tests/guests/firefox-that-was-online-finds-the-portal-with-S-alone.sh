#!/bin/sh
# Firefox whose guest becomes a stranger while it is open: an https page brings
# its bar at once with -S, and not without. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -r
sh "$dir/sign-in"
takes "$dir/strangers" -S >"$dir/with-S"
browse firefox state=1 "run=$dir/leaves" go=https://www.example.org/ stay=5 \
    nobar state=1,0 "run=$dir/with-S" reload bar=15 button \
    "tab=http://$login/,9" click "at=http://$login/done" state=2 nobar \
    first reload heading=Wanted
