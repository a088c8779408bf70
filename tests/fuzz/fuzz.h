/*
 * fuzz.h: how the programs of this folder begin: with portal.c, the plain
 * readers that it is compared with, and must, which ends with what is wrong.
 */
#define main portal_main
#include "../../portal.c"
#undef main

#include <stdio.h>
#include <stdlib.h>

#include "../unit/reference.h"

/* Ends with what is wrong, unless all is good. */
static void
must(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "wrong: %s\n", what);
		abort();
	}
}
