/* What filters and methods share. */
#ifndef CK_JINJA_CASE_H
#define CK_JINJA_CASE_H

#include "jinja_run.h"

enum ck_jcase { CK_J_UPPER, CK_J_LOWER, CK_J_CAPITALIZE, CK_J_TITLE };

bool ck_jcase_named(const char *name, enum ck_jcase *how);

/* Letters of ASCII; fails at any other letter. */
struct ck_jv ck_jcased(struct ck_jrun *r, struct ck_jtext t, enum ck_jcase how);

struct ck_jv ck_jreplace(struct ck_jrun *r, struct ck_jtext t, const struct ck_jargs *args);

/* strict: every item is a string, or it fails. */
struct ck_jv ck_jjoin(struct ck_jrun *r, struct ck_jtext between, const struct ck_jlist *l, bool strict);

/* what 0: the keys, 1: the values, 2: pairs of them. */
struct ck_jlist *ck_jitems(struct ck_jrun *r, const struct ck_jmap *m, int what);

#endif
