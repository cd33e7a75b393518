/* Expected diagnostics. */
#ifndef CK_TEST_DIAGNOSED_H
#define CK_TEST_DIAGNOSED_H

#include "catch.h"

/* Since catch_start, exactly one diagnostic, with this text in it; starts anew. */
#define assert_diagnosed(text) do { \
	const char *end_ = strchr(caught, '\n'); \
	if (!end_ || end_[1] || !strstr(caught, (text))) \
		fail_msg("diagnostics '%s', expected '%s'", caught, (text)); \
	catch_start(); \
} while (0)

#define assert_no_diagnostic() assert_string_equal(caught, "")

#endif
