# SPDX-License-Identifier: ISC
# portal: `make help` lists the targets. GNU make and BSD make read this. No
# flag is needed: `cc -o portal portal.c` is the whole build. CFLAGS and LDFLAGS
# hold what hardens it, as far as this compiler can; they are the packager's.
# The build is the same octets in any folder.

CC ?= cc
CFLAGS ?= -O2 -g -ffile-prefix-map="$$PWD"=. -fPIE $$can \
    -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
LDFLAGS ?= -pie -Wl,-z,relro,-z,now,-z,noexecstack
INSTALL ?= install
PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
MANDIR ?= $(PREFIX)/share/man
UNITDIR ?= $(PREFIX)/lib/systemd/system

### build
all: portal ## build portal (the default)

# What not every compiler knows is tried without writing a file.
portal: portal.c portal.h
	@can=; \
	for f in -fstack-clash-protection -ftrivial-auto-var-init=zero; do \
		echo | $(CC) -Werror $$f -E -x c - >/dev/null 2>&1 && \
		    can="$$can $$f"; \
	done; \
	set -- $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ portal.c $(LDLIBS); \
	echo "$$*"; "$$@" || { case $$1 in *tcc*) echo 'tcc makes portal with' \
	    'musl alone: see tests/packages/the-compiler-may-be-tcc.sh' ;; \
	esac >&2; exit 1; }

run: portal ## start portal on 127.0.0.1:8511 with a sample list
	./portal -u http://login.example/ -a tests/sample-allow.txt \
	    -l 127.0.0.1:8511
demo: portal ## a day on README's guest network, to look at (root)
	sh tests/need demo && sh tests/lab/demo.sh
clean: ## remove what was built
	rm -rf portal tests/build
help: ## list the targets
	@sed -n 's/^### /	-- /p; s/^\([a-z-]*\):.* ## /\1	/p' Makefile

### test
test: portal ## run every test, installing what they need; ONLY=http for some
	sh tests/need test && sh tests/run $(ONLY)
check: ## compilers' warnings and static analysers
	sh tests/need check && sh tests/check

### look deeper
fuzz: ## fuzz parser, list, netlink, server; FUZZ_S=10 for a short look
	sh tests/need fuzz && sh tests/fuzz/run $(FUZZ_S)
prove: ## prove that no octets lead to undefined operations (frama-c)
	sh tests/need prove && sh tests/prove/run
faults: ## each system call fails once, with each error its manual names
	sh tests/need test && sh tests/faults/run
attack: portal ## attack portal while guests come; ATTACK_S=10 for a longer look
	sh tests/need attack && PORTAL=./portal sh tests/attack/run $(ATTACK_S)
coverage: ## which lines and branches of portal.c the tests reach (root)
	sh tests/need test fuzz && sh tests/coverage
mutants: ## are changes of portal.c noticed? EVERY=60 tries each 60th
	sh tests/need test fuzz && sh tests/mutants $(EVERY)
model: ## every state portal can come to, in small worlds; SLOTS=3
	sh tests/need test && SLOTS="$(SLOTS)" sh tests/model/run
cross: ## the tests on other processors, by qemu; TARGETS=mips-glibc for one
	sh tests/cross $(TARGETS)
boot: ## portal on emulated boards with Debian's kernels; ARCH=mipsel for one
	sh tests/need boot && sh tests/boot $(ARCH)
bench: portal ## measure portal beside others; BENCH=quick for a short look
	sh tests/need bench && PORTAL=./portal sh tests/bench/run
size: ## what portal takes of a small machine
	sh tests/need size && sh tests/size
shots: portal ## pictures of the page in tests/build/shots (chromium)
	sh tests/shots

### package
man: ## make the manual page tests/build/portal.8 of README
	mkdir -p tests/build && sh tests/man >tests/build/portal.8

install: portal man ## install program and manual page to DESTDIR
	$(INSTALL) -d $(DESTDIR)$(SBINDIR) $(DESTDIR)$(MANDIR)/man8
	$(INSTALL) -m 755 portal $(DESTDIR)$(SBINDIR)/portal
	$(INSTALL) -m 644 tests/build/portal.8 $(DESTDIR)$(MANDIR)/man8/portal.8

install-gateway: ## scripts, login page and settings to DESTDIR/etc/portal
	DESTDIR="$(DESTDIR)" INSTALL="$(INSTALL)" \
	    sh tests/packages/gateway/install

install-systemd: install-gateway ## these, and the units to UNITDIR
	$(INSTALL) -d $(DESTDIR)$(UNITDIR)
	$(INSTALL) -m 644 tests/packages/systemd/* $(DESTDIR)$(UNITDIR)

uninstall: ## remove what install and install-systemd put there, but settings
	rm -f $(DESTDIR)$(SBINDIR)/portal $(DESTDIR)$(MANDIR)/man8/portal.8
	for f in tests/packages/systemd/*; do \
	    rm -f $(DESTDIR)$(UNITDIR)/$${f##*/}; done

dist: ## pack what is committed as tests/build/portal-VERSION.tar.gz
	@[ -e .git ] || { echo 'make dist packs what git has'; exit 1; }
	mkdir -p tests/build
	v=$$(sed -n 's/^#define PORTAL_VERSION "\(.*\)"/\1/p' portal.h) && \
	    git archive --prefix=portal-$$v/ \
	    -o tests/build/portal-$$v.tar.gz HEAD

.PHONY: all run test check fuzz coverage mutants prove faults attack boot cross
.PHONY: size demo shots bench install install-gateway install-systemd uninstall
.PHONY: man dist clean help model
