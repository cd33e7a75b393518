/* Diagnostics of the code under test, kept for tests to look at. */
#ifndef CK_TESTS_CATCH_H
#define CK_TESTS_CATCH_H

#include <stdio.h>
#include <string.h>

#include "diag.h"

static char caught[8192]; /* lines since catch_start, each ended */

static void catch_line(const char *line)
{
	size_t n = strlen(caught);
	snprintf(caught + n, sizeof caught - n, "%s\n", line);
}

static inline void catch_start(void)
{
	*caught = 0;
	ck_diag_redirect(catch_line);
}

static inline const char *catch_end(void)
{
	ck_diag_redirect(NULL);
	return caught;
}

#endif
