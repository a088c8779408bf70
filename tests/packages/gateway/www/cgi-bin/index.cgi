#!/bin/sh
# The login page: shows the terms, lets in who accepts them, and out who wants
# to leave. It runs as the web server's user, which can do two things as root,
# by doas or sudo: sign-in and sign-out. Of what a guest sends nothing is used;
# the address is the one that the kernel gave the web server.
box=/etc/portal
guest=${REMOTE_ADDR#\[}
guest=${guest%%\]*}
guest=${guest#::ffff:}		# IPv4, come by a listener of both families

# page TEXT: the whole answer.
page() {
	printf 'Content-Type: text/html; charset=utf-8\r\n'
	printf 'Cache-Control: no-store\r\n\r\n'
	echo '<!DOCTYPE html><html lang="en"><title>Guest network</title>'
	echo '<meta name="viewport" content="width=device-width">'
	echo "<h1>Guest network</h1><p>$1</html>"
	exit
}

# button QUERY TEXT: prints a form that is a button.
button() {
	echo "<form method=\"post\" action=\"/cgi-bin/index.cgi?$1\">
	    <button>$2</button></form>"
}

# as_root COMMAND...: by doas if it is set up, or else by sudo; root needs none.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -f /etc/doas.conf ]; then
		doas -n "$@"
	else
		sudo -n "$@"
	fi
}

case $REQUEST_METHOD:${QUERY_STRING:-} in
POST:out)
	as_root $box/sign-out "$guest" >/dev/null ||
	    page 'Sorry, this did not work. Please tell the house.'
	page "You have left the network. $(button in 'Let me in again')" ;;
POST:*)
	hours=$(as_root $box/sign-in "$guest") ||
	    page 'Sorry, this did not work. Please tell the house.'
	page "Welcome. You can go where you wanted to go, for $hours hours.
	    $(button out 'Leave the network')" ;;
esac
$box/who "$guest" >/dev/null 2>&1
case $? in
0)	page "You are signed in. $(button out 'Leave the network')" ;;
3)	page "Be kind; nobody here reads your mail.
	    $(button in 'I accept, let me in')" ;;
esac
page 'Your device is not on this network.'
