#!/usr/bin/env python3
"""Drives a browser without a window, for the scripts of this folder.

browser.py chromium|firefox stay URL SECONDS   go there; say what is seen and
                                               where it leads within that time
browser.py chromium|firefox click URL          go there, click the first link
browser.py chromium shots URL FOLDER           pictures: light, dark, phone

Chromium speaks its DevTools protocol on descriptors 3 and 4, Firefox its
Marionette protocol on a port; so no driver is needed, nor anything to install.
"""
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

START_S = 60            # a slow machine may take this long to start one
PAGE_S = 30             # and this long to show a page
LOOK_S = 0.2

SEEN = """(() => { const a = document.links[0];
    const h = document.querySelector("h1");
    const r = a ? a.getBoundingClientRect() : {height: 0, x: 0, y: 0, width: 0};
    return {heading: h ? h.textContent : "", links: document.links.length,
        text: a ? a.textContent : "", height: Math.floor(r.height),
        width: document.documentElement.scrollWidth,
        x: r.x + r.width / 2, y: r.y + r.height / 2}; })()"""


class Chromium:
    def __init__(self, folder):
        down, self.out = os.pipe()
        self.into, up = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{down} 4>&{up}', "sh", "chromium",
             "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--remote-debugging-pipe",
             f"--user-data-dir={folder}"],
            pass_fds=(down, up), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(down)
        os.close(up)
        self.rest, self.last, self.session = b"", 0, None
        target = self.call("Target.createTarget", url="about:blank")
        self.session = self.call(
            "Target.attachToTarget", targetId=target["targetId"],
            flatten=True)["sessionId"]

    def call(self, method, **values):
        self.last += 1
        message = {"id": self.last, "method": method, "params": values}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                octets = os.read(self.into, 1 << 20)
                if not octets:
                    sys.exit("the browser has ended")
                self.rest += octets
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.last:
                return answer.get("result", {})

    def go(self, url):
        self.call("Page.navigate", url=url)

    def js(self, text):
        return self.call("Runtime.evaluate", expression=text,
                         returnByValue=True).get("result", {}).get("value")

    def tab(self):
        for kind in "rawKeyDown", "keyUp":
            self.call("Input.dispatchKeyEvent", type=kind, key="Tab",
                      code="Tab", windowsVirtualKeyCode=9)

    def click(self, seen):
        for kind in "mousePressed", "mouseReleased":
            self.call("Input.dispatchMouseEvent", type=kind, x=seen["x"],
                      y=seen["y"], button="left", clickCount=1)

    def shot(self, path, width, height, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width,
                  height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}])
        data = self.call("Page.captureScreenshot")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))


class Firefox:
    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        # As it comes, but for what only a browser that is driven has.
        with open(folder + "/user.js", "w", encoding="ascii") as file:
            file.write(f'user_pref("marionette.port", {port});\n'
                       'user_pref("remote.prefs.recommended", false);\n'
                       'user_pref("toolkit.telemetry.server", "");\n'
                       'user_pref("browser.startup.page", 0);\n')
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote",
             "--profile", folder], env={**os.environ, "HOME": folder},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_S
        while True:
            try:
                self.s = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.monotonic() > end:
                    sys.exit("the browser does not start")
                time.sleep(LOOK_S)
        self.file, self.last = self.s.makefile("rb"), 0
        self.read()
        self.call("WebDriver:NewSession", pageLoadStrategy="eager")

    def read(self):
        size = b""
        while (c := self.file.read(1)) != b":":
            if not c:
                sys.exit("the browser has ended")
            size += c
        return json.loads(self.file.read(int(size)))

    def call(self, method, **values):
        self.last += 1
        text = json.dumps([0, self.last, method, values]).encode()
        self.s.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.read()
        return result if error is None else {}

    def go(self, url):
        self.call("WebDriver:Navigate", url=url)

    def js(self, text):
        return self.call("WebDriver:ExecuteScript", script="return " + text,
                         args=[]).get("value")

    def tab(self):
        self.call("WebDriver:PerformActions", actions=[
            {"type": "key", "id": "keys", "actions": [
                {"type": kind, "value": "\ue004"}
                for kind in ("keyDown", "keyUp")]}])

    def click(self, seen):
        found = self.call("WebDriver:FindElement", using="css selector",
                          value="a")["value"]
        self.call("WebDriver:ElementClick", id=next(iter(found.values())))


def at(browser):
    return browser.js("document.readyState == 'loading' ? '' : location.href")


def until(browser, wanted, seconds):
    """Looks until the address is as wanted; that address, or the last."""
    end = time.monotonic() + seconds
    while True:
        url = at(browser)
        if (url and wanted(url)) or time.monotonic() > end:
            return url
        time.sleep(LOOK_S)


def arrive(browser, url):
    browser.go(url)
    if until(browser, lambda now: now == url, PAGE_S) != url:
        sys.exit(f"{url} is not shown, but {at(browser)}")
    return browser.js(SEEN)


def stay(browser, url, seconds):
    seen = arrive(browser, url)
    start = time.monotonic()
    for name in "heading", "links", "text", "height":
        print(f"{name}: {seen[name]}")
    browser.tab()
    print("tab:", browser.js("document.activeElement.tagName"), flush=True)
    now = url
    while (left := start + float(seconds) - time.monotonic()) > 0:
        before = now
        now = until(browser, lambda there: there != before, left)
        if now != before:
            print(f"after {time.monotonic() - start:.0f} s: {now}", flush=True)


def click(browser, url):
    browser.click(arrive(browser, url))
    print("clicked:", until(browser, lambda now: now != url, PAGE_S))


def shots(browser, url, folder):
    arrive(browser, url)
    for name, width, height, scheme in (
            ("light", 1024, 640, "light"), ("dark", 1024, 640, "dark"),
            ("phone", 320, 640, "light"), ("phone-dark", 320, 640, "dark")):
        browser.shot(f"{folder}/{name}.png", width, height, scheme)
        print(f"{folder}/{name}.png: {browser.js(SEEN)['width']} pixels wide")


def main():
    kind, what, *values = sys.argv[1:]
    folder = tempfile.mkdtemp(prefix="portal-browser.")
    browser = None
    try:
        browser = {"chromium": Chromium, "firefox": Firefox}[kind](folder)
        {"stay": stay, "click": click, "shots": shots}[what](browser, *values)
    finally:
        if browser:
            browser.process.kill()
            browser.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
