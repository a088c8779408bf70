#!/bin/sh
# An OCSP question, by POST in HTTP/1.0, ends in an error and in no "good".
. "${0%/*}/../lib.sh"
need openssl
start
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority \
    -keyout "$dir/key" -out "$dir/crt" 2>/dev/null || fail 'no certificate'
timeout 20 openssl ocsp -issuer "$dir/crt" -cert "$dir/crt" -noverify \
    -url "http://127.0.0.1:$port/" >"$dir/said" 2>&1
code=$?
[ "$code" = 1 ] || fail "exit $code"
! grep -q ': good' "$dir/said" || fail 'good'
counted 511 1 || fail 'no 511'
