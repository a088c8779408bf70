#!/bin/sh
# -v: a line for each answer; without it, none.
. "${0%/*}/../lib.sh"
start -v
ask 'GET /secret HTTP/1.0\r\n\r\n'
size=$(($(wc -c <"$dir/answer")))
until_true 10 logged \
    "^portal: 127.0.0.1:[0-9]* 511 $size octets [0-9]* ms\$" ||
    fail 'no such line'
start
ask 'GET / HTTP/1.0\r\n\r\n'
counted 511 1 || fail 'not counted'
! logged ' 511 .* octets' || fail 'logged without -v'
