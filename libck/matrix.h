/* Which op kinds the layers of each family are made of, and which kernel each target would use for a kind and its types. */
#ifndef CK_MATRIX_H
#define CK_MATRIX_H

#include <stdio.h>

#include "arena.h"
#include "kernel.h"
#include "schema.h"

enum { CK_MATRIX_TARGETS = 8, CK_MATRIX_PROGRAMS = 2 };
extern const char *const ck_matrix_program[CK_MATRIX_PROGRAMS]; /* prefill, decode */

struct ck_matrix_family {
	const char *name;
	struct ck_strs ops;     /* of its template, and those that fusion and lowering make of them; as in ops.def */
};

/* Numerics are exact but where it says fast, and the conditions that kernels have on shapes hold. */
struct ck_matrix_row {
	const char *op;
	const char *types;      /* "w=q4_0": of operands that are no inputs and that the contract leaves open */
	const struct ck_kernel *kernel[CK_MATRIX_TARGETS][CK_MATRIX_PROGRAMS]; /* NULL: none */
	const char *fast;       /* "amx | prefill": ISAs and programs of kernels that round more, for numerics fast; NULL: none */
};

struct ck_matrix {
	struct { struct ck_matrix_family *v; size_t n; } families;
	struct { struct ck_matrix_row *v; size_t n; } rows;
};

/* From the linked registry and the folders of templates and patterns. False after a diagnostic. */
bool ck_matrix_make(struct ck_matrix *m, const char *templates, const char *patterns, struct ck_arena *a);

void ck_matrix_write_json(const struct ck_matrix *m, FILE *f);
void ck_matrix_write_markdown(const struct ck_matrix *m, FILE *f, struct ck_arena *a);

#endif
