#!/bin/sh
# HTTP/1.0 needs no Host: the first probe of Apple, openssl ocsp. (RFC 9112 3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511 Network Authentication Required'
