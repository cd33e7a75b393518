/* manifest -> ir1: binds the model to its architecture's template. */
#ifndef CK_PASS_IR1_H
#define CK_PASS_IR1_H

#include "artifact.h"
#include "template.h"

struct ck_ir1_options {
	const char *templates; /* folder; NULL: as installed */
	bool strict;           /* a tensor that no template line uses is an error, not a warning */
};

/* Requires a verified manifest. Every dimension without an earlier value, fact and weight of the result comes from a
 * template line; every tensor's shape is the template's. Drops the metadata. False after a diagnostic. */
bool ck_pass_ir1(struct ck_doc *doc, const struct ck_ir1_options *o, struct ck_arena *a);

/* The same with a template already read. */
bool ck_ir1_bind(struct ck_doc *doc, const struct ck_template *t, bool strict, struct ck_arena *a);

#endif
