/* Fusion patterns: data files that name ops to be replaced by one (templates/fusion, format in ck-fuse(1)). */
#ifndef CK_PATTERN_H
#define CK_PATTERN_H

#include "choose.h"
#include "graph.h"

enum { CK_PATTERN_OPS = 8 };

struct ck_pattern_op {
	const char *as, *op;
	struct ck_strs in, w, state; /* $variables, or in `in` the name of an earlier op of the pattern */
	struct ck_strs out;        /* of the result: names of the outputs that the last op lacks */
	struct ck_attrs attr;      /* values: text beginning with $ is a variable */
};

struct ck_pattern {
	const char *id;
	struct ck_strs modes;      /* programs it is for; none: all */
	struct ck_pattern_op op[CK_PATTERN_OPS]; /* the last one gives the result */
	int nops;
	struct ck_pattern_op replace;
};

struct ck_pattern_list { struct ck_pattern *v; size_t n; };

/* False after a diagnostic. */
bool ck_pattern_read(struct ck_pattern *p, const char *path, struct ck_arena *a);

/* All of a folder, in order of their file names. False after a diagnostic. */
bool ck_patterns_read(struct ck_pattern_list *list, const char *folder, struct ck_arena *a);

/* Whether the pattern names the program among its modes. */
bool ck_pattern_names(const struct ck_pattern *p, const char *program);

/* Applies it wherever it matches within a section, its inner values have no other reader and are not observed, states that
 * the result does not name are named by no other op, and a kernel for the result exists. Keeps what is computed; returns the number of replacements. */
int ck_pattern_apply(const struct ck_pattern *p, struct ck_artifact *art, struct ck_program *program,
	const struct ck_want *want, struct ck_arena *a);

#endif
