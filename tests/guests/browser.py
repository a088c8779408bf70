#!/usr/bin/env python3
"""Drives a browser without a window, for the scripts of this folder.

    browser.py chromium|firefox STEP...

pref=NAME:VALUE   a setting of its profile, before it starts
flag=FLAG         Chromium: on its command line
go=URL            go there, as if it had been typed
reload            ask for the page again
at=URL            wait until the tab is there
tab[=URL]         wait until another tab is in front, and there; from now on it
                  is the tab
first             the first tab is the tab again; Firefox: in front, too
heading=TEXT      wait until the page has this heading
look              say what is seen: heading, links, text of the first
key               press the tab key; say what has the focus then
click[=WHAT]      click what this CSS selector finds; else the first link or
                  button
bar               Firefox: wait for the bar that says to sign in; say what it
                  says, and its button
nobar             Firefox: there is no such bar
connect=URL       Firefox: connect there, as the address bar does while somebody
                  types
button            Firefox: click the bar's button
state=N           Firefox: wait until the state of its captive portal service
                  is this: 1 there is none, 2 it is unlocked, 3 it is locked
stay=SECONDS      say where the tab goes meanwhile
only=N            no more tabs than these are open
run=SCRIPT        run it to its end
size=W,H,SCHEME   Chromium: the page is this large from now on, light or dark
shot=FILE         a picture: Firefox's of its window, Chromium's of the page, or
                  of its window if WINDOWS names an X display that has them

What is waited for has 30 seconds, or as many as stand behind it: at=URL,5. Each
step is said with the seconds that have gone by since the last go. One that does
not come true ends it all, with exit 1. Chromium speaks its DevTools protocol on
descriptors 3 and 4, Firefox its Marionette protocol on a port; so no driver is
needed, nor anything to install.
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
WINDOWS = os.environ.get("WINDOWS")
PAGE_S = 30             # and this long to show a page
LOOK_S = 0.1

SEEN = """(() => { const a = document.querySelector("a,button");
    const h = document.querySelector("h1");
    return {heading: h ? h.textContent.trim() : "",
        text: a ? a.textContent : "", links: document.links.length,
        height: a ? Math.floor(a.getBoundingClientRect().height) : 0,
        width: document.documentElement.scrollWidth}; })()"""

# Where to click on something, if it can be clicked.
PLACE = """(() => { const a = document.querySelector(WHAT);
    const r = a && a.getBoundingClientRect();
    return r && r.height && document.readyState != "loading" ?
        {x: r.x + r.width / 2, y: r.y + r.height / 2} : null; })()"""


class Chromium:
    """As it comes, but for background chatter to its maker and graphics."""

    def __init__(self, folder, prefs, flags):
        os.mkdir(folder + "/Default")
        with open(folder + "/Default/Preferences", "w", encoding="ascii") as f:
            json.dump(prefs, f)
        down, self.out = os.pipe()
        self.into, up = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{down} 4>&{up}', "sh", "chromium",
             *(() if WINDOWS else ("--headless",)), "--no-sandbox",
             "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", f"--user-data-dir={folder}",
             "--ignore-certificate-errors-spki-list=" +
             os.environ.get("CERTIFICATE", ""), *flags],
            pass_fds=(down, up), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ,
                                            "DISPLAY": WINDOWS or ""})
        os.close(down)
        os.close(up)
        self.rest, self.last, self.sessions, self.current = b"", 0, {}, None
        self.current = self.home = self.call(
            "Target.createTarget", url="about:blank")["targetId"]

    def call(self, method, **values):
        self.last += 1
        message = {"id": self.last, "method": method, "params": values}
        if self.current and not method.startswith("Target."):
            message["sessionId"] = self.session(self.current)
            message["id"] = self.last
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

    def session(self, tab):
        if tab not in self.sessions:
            self.sessions[tab] = self.call("Target.attachToTarget",
                                           targetId=tab,
                                           flatten=True)["sessionId"]
            self.last += 1
        return self.sessions[tab]

    def tabs(self):
        return {tab["targetId"]: tab["url"]
                for tab in self.call("Target.getTargets")["targetInfos"]
                if tab["type"] == "page" and
                not tab["url"].startswith("chrome:")}

    def use(self, tab):
        self.current = tab

    def first(self):
        self.use(self.home)

    def in_front(self):
        return self.js("document.visibilityState") == "visible"

    def go(self, url):
        self.call("Page.navigate", url=url, transitionType="typed")

    def reload(self):
        self.call("Page.reload")

    def js(self, text):
        return self.call("Runtime.evaluate", expression=text,
                         returnByValue=True).get("result", {}).get("value")

    def key(self):
        for kind in "rawKeyDown", "keyUp":
            self.call("Input.dispatchKeyEvent", type=kind, key="Tab",
                      code="Tab", windowsVirtualKeyCode=9)

    def click(self, what, place):
        for kind in "mousePressed", "mouseReleased":
            self.call("Input.dispatchMouseEvent", type=kind, **place,
                      button="left", clickCount=1)

    def size(self, width, height, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=int(width),
                  height=int(height), deviceScaleFactor=1,
                  mobile=int(width) < 600)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}])

    def shot(self):
        if WINDOWS:
            return base64.b64encode(subprocess.run(
                ["import", "-display", WINDOWS, "-window", "root", "png:-"],
                check=True, stdout=subprocess.PIPE).stdout)
        return self.call("Page.captureScreenshot").get("data")


class Firefox:
    """As it comes, but for what only a browser that is driven has."""

    def __init__(self, folder, prefs, flags):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        prefs = {"marionette.port": port, "remote.prefs.recommended": False,
                 "toolkit.telemetry.server": "", "browser.startup.page": 0,
                 # Else its first start shows pages of its own.
                 "browser.aboutwelcome.enabled": False,
                 "datareporting.policy.dataSubmissionPolicyBypassNotification":
                 True,
                 **prefs}
        with open(folder + "/user.js", "w", encoding="ascii") as file:
            for name, value in prefs.items():
                file.write(f"user_pref({json.dumps(name)}, "
                           f"{json.dumps(value)});\n")
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote",
             "--remote-allow-system-access", "--profile", folder],
            env={**os.environ, "HOME": folder},
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
        self.call("WebDriver:NewSession", pageLoadStrategy="none",
                  acceptInsecureCerts=True)
        self.home = self.call("WebDriver:GetWindowHandle").get("value")

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
        if error is not None:
            return {}
        return result if isinstance(result, dict) else {"value": result}

    def tabs(self):
        now = self.call("WebDriver:GetWindowHandle").get("value")
        found = {}
        for tab in self.call("WebDriver:GetWindowHandles").get("value", ()):
            self.use(tab)
            found[tab] = at(self)
        self.use(now)
        return found

    def use(self, tab, focus=False):
        self.call("WebDriver:SwitchToWindow", handle=tab, focus=focus)

    def first(self):
        self.use(self.home, True)

    def in_front(self):
        return self.js("document.visibilityState") == "visible"

    def go(self, url):
        self.call("WebDriver:Navigate", url=url)

    def reload(self):
        self.call("WebDriver:Refresh")

    def js(self, text):
        return self.call("WebDriver:ExecuteScript", script="return " + text,
                         args=[]).get("value")

    def chrome(self, text):
        """Runs it where the window's own buttons and bars are."""
        self.call("Marionette:SetContext", value="chrome")
        found = self.js(text)
        self.call("Marionette:SetContext", value="content")
        return found

    def key(self):
        self.call("WebDriver:PerformActions", actions=[
            {"type": "key", "id": "keys", "actions": [
                {"type": kind, "value": "\ue004"}
                for kind in ("keyDown", "keyUp")]}])

    def click(self, what, place):
        found = self.call("WebDriver:FindElement", using="css selector",
                          value=what).get("value")
        if found:
            self.call("WebDriver:ElementClick", id=next(iter(found.values())))

    def connect(self, url):
        self.chrome("(w => Services.io.speculativeConnect(Services.io.newURI("
                    f"{json.dumps(url)}), w.gBrowser.contentPrincipal, "
                    "w.docShell.QueryInterface(Ci.nsIInterfaceRequestor), "
                    "false))(Services.wm.getMostRecentWindow("
                    "'navigator:browser'))")

    BAR = ("Services.wm.getMostRecentWindow('navigator:browser')."
           "gNotificationBox.getNotificationWithValue("
           "'captive-portal-detected')")

    def bar(self):
        return self.chrome(f"(b => b ? b.shadowRoot.textContent.trim() + ' [' "
                           f"+ [...b.buttonContainer.children].map(c => "
                           f"c.label).join() + ']' : '')({self.BAR})")

    def button(self):
        """It is grey at first, so that nobody hits it unawares."""
        return self.chrome(f"(b => !b.disabled && (b.click(), true))({self.BAR}"
                           ".buttonContainer.firstElementChild)")

    def state(self):
        return self.chrome("Cc['@mozilla.org/network/captive-portal-service;1'"
                           "].getService(Ci.nsICaptivePortalService).state")

    def shot(self):
        self.call("Marionette:SetContext", value="chrome")
        data = self.call("WebDriver:TakeScreenshot", full=False).get("value")
        self.call("Marionette:SetContext", value="content")
        return data


def at(browser):
    return browser.js("document.readyState == 'loading' ? '' : location.href")


def until(what, wanted, seconds):
    """Looks until that is as wanted, or the time is over; returns the last."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if wanted(found) or time.monotonic() > end:
            return found
        time.sleep(LOOK_S)


class Steps:
    def __init__(self, browser):
        self.browser = browser
        self.start = time.monotonic()

    def say(self, *words):
        print(f"{time.monotonic() - self.start:5.1f} s:", *words, flush=True)

    def must(self, true, *words):
        if not true:
            self.say("not", *words)
            sys.exit(1)
        self.say(*words)

    def go(self, url):
        self.start = time.monotonic()
        self.browser.go(url)

    def at(self, url, seconds=PAGE_S):
        now = until(lambda: at(self.browser), lambda now: now == url,
                    float(seconds))
        self.must(now == url, "at", url, *(["but", now] if now != url else []))

    def tab(self, url=None, seconds=PAGE_S):
        def found():
            for tab, there in self.browser.tabs().items():
                self.browser.use(tab)
                if (tab != self.browser.home and self.browser.in_front() and
                        there in ((url,) if url else (there,))):
                    return there
            return ""
        there = until(found, bool, float(seconds))
        self.must(there, "tab", there or url)

    def heading(self, text, seconds=PAGE_S):
        found = until(lambda: (self.browser.js(SEEN) or {}).get("heading"),
                      lambda now: now == text, float(seconds))
        self.must(found == text, "heading:", text)

    def reload(self):
        self.start = time.monotonic()
        self.browser.reload()

    def first(self):
        self.browser.first()

    def look(self):
        seen = until(lambda: self.browser.js(SEEN), bool, PAGE_S)
        for name in "heading", "links", "text", "height", "width":
            self.say(f"{name}: {seen[name]}")

    def key(self):
        self.browser.key()
        self.say("focus:", self.browser.js("document.activeElement.tagName"))

    def click(self, what="a,button"):
        """Again until it leads on: some buttons take no clicks at first, so
        that nobody hits them unawares, and a page moves while it is laid
        out."""
        text = PLACE.replace("WHAT", json.dumps(what))
        places = [None]
        before = until(lambda: at(self.browser), bool, PAGE_S)

        def rests():
            places.append(self.browser.js(text))
            return places[-1] and places[-1] == places[-2]

        def leads():
            if until(rests, bool, 5):
                self.browser.click(what, places[-1])
            return until(lambda: at(self.browser), moved, 5)

        def moved(url):
            return url not in ("", None, before)
        self.must(moved(until(leads, moved, PAGE_S)), "click", what)

    def connect(self, url):
        self.browser.connect(url)

    def bar(self, seconds=PAGE_S):
        text = until(self.browser.bar, bool, float(seconds))
        self.must(text, "bar:", text)

    def nobar(self):
        self.must(not until(self.browser.bar, lambda text: not text, 5),
                  "nobar")

    def button(self):
        self.must(until(self.browser.button, bool, PAGE_S), "button")

    def state(self, number, seconds=PAGE_S):
        found = until(self.browser.state, lambda now: now == int(number),
                      float(seconds))
        self.must(found == int(number), "state", found)

    def stay(self, seconds):
        end = time.monotonic() + float(seconds)
        now = at(self.browser)
        while (left := end - time.monotonic()) > 0:
            before = now
            now = until(lambda: at(self.browser),
                        lambda there: there not in ("", None, before), left)
            if now in ("", None):
                now = before
            elif now != before:
                self.say("goes to", now)

    def only(self, number):
        tabs = self.browser.tabs()
        self.must(len(tabs) <= int(number), "only", number, *tabs.values())

    def run(self, script):
        subprocess.run(["sh", script], check=True)
        self.say("run", os.path.basename(script))

    def size(self, width, height, scheme):
        self.browser.size(width, height, scheme)

    def shot(self, path):
        data = until(self.browser.shot, bool, PAGE_S)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
        self.say("shot", path)


def main():
    kind, *given = sys.argv[1:]
    folder = tempfile.mkdtemp(prefix="portal-browser.")
    browser, prefs, flags, steps = None, {}, [], []
    for step in given:
        name, _, value = step.partition("=")
        if name == "pref":
            name, _, value = value.partition(":")
            prefs[name] = json.loads(value)
        elif name == "flag":
            flags.append(value)
        else:
            steps.append((name, [v for v in value.split(",") if v]))
    try:
        browser = {"chromium": Chromium, "firefox": Firefox}[kind](
            folder, prefs, flags)
        doer = Steps(browser)
        for name, values in steps:
            getattr(doer, name)(*values)
    finally:
        if browser:
            browser.process.kill()
            browser.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
