"""The login server of the lab: a page with one button, which signs in.

login.py ADDRESS COMMAND...: at POST runs the command and waits for its end;
who is signed in is then sent to a page of its own, so that the browser moves.
"""
import http.server
import subprocess
import sys

PAGE = (b"<!DOCTYPE html><title>login</title><link rel=icon href=data:,>"
        b"<h1>Login page</h1><form method=post action=/in>"
        b"<button>Sign in</button></form>")
DONE = (b"<!DOCTYPE html><title>signed in</title><link rel=icon href=data:,>"
        b"<h1>Signed in</h1>")


class Login(http.server.BaseHTTPRequestHandler):
    def answer(self, status, page, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_GET(self):
        self.answer(200, DONE if self.path == "/done" else PAGE)

    def do_POST(self):
        subprocess.run(sys.argv[2:], check=True)
        self.answer(303, b"", Location="/done")


http.server.ThreadingHTTPServer((sys.argv[1], 80), Login).serve_forever()
