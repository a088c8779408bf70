#!/bin/sh
# In each language, with the longest usual URL: one segment, clean HTML, marked
# with its language, one link and nothing else to tab to, nothing from outside;
# a text browser shows the heading and the link.
. "${0%/*}/../lib.sh"
need tidy
need w3m
login=http://login.example/$(printf %0179d 0)
[ ${#login} = 200 ] || fail 'not 200 characters'

for language in en fr de es it pt nl pl ja zh ar; do
	start -L "$language"
	ask 'GET / HTTP/1.0\r\n\r\n'
	[ "$(wc -c <"$dir/answer")" -le 1208 ] ||
	    fail "$language: more than a segment"
	sed '1,/^\r$/d' "$dir/answer" >"$dir/page"
	tidy -e -q -utf8 "$dir/page" >"$dir/said" 2>&1 ||
	    fail "$language: not clean HTML"
	dir_wanted=
	[ "$language" != ar ] || dir_wanted=' dir="rtl"'
	grep -q "^<html lang=\"$language\"$dir_wanted>" "$dir/page" ||
	    fail "$language: no lang, or no direction"
	[ "$(grep -o '<a ' "$dir/page" | grep -c '')" = 1 ] ||
	    fail "$language: not one link"
	! grep -qi '<script\|<img\|<link\|<form\|<input\|<button\|<iframe
src=\|url(\|@import\|tabindex\| on[a-z]*=' "$dir/page" ||
	    fail "$language: more than text and a link"
	LC_ALL=C.UTF-8 w3m -dump -cols 200 -O UTF-8 \
	    -o display_link_number=1 "http://127.0.0.1:$port/" >"$dir/shown"
	title=$(sed -n 's/.*<title>\(.*\)<.*/\1/p' "$dir/page")
	text=$(sed -n 's/.*<a [^>]*>\(.*\)<\/a>.*/\1/p' "$dir/page")
	grep -q "<h1>$title</h1>" "$dir/page" || fail "$language: no heading"
	grep -qFx "$title" "$dir/shown" ||
	    fail "$language: w3m shows no heading"
	grep -q "\[[12]\]$text" "$dir/shown" ||
	    fail "$language: w3m shows no link"
	stop
done
