#!/bin/sh
# make help lists every target; BSD make reads the Makefile too.
. "${0%/*}/../lib.sh"
need make bmake
unset MAKEFLAGS MFLAGS
for make in make bmake; do
	$make -C "$top" help >"$dir/said" || fail "$make help fails"
	for target in $(sed -n 's/^\.PHONY: //p' "$top/Makefile"); do
		said "^${target}[[:space:]]"
	done
done
