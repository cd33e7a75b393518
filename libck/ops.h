/* The kinds of op, from ops.def: operands, attributes, and how shapes bind their dimensions. */
#ifndef CK_OPS_H
#define CK_OPS_H

#include "arena.h"
#include "extent.h"
#include "schema.h"

enum { CK_OP_OPERANDS = 10, CK_OP_DIMS = 5, CK_OP_ATTRS = 6, CK_OP_SYMBOLS = 10 };
enum ck_role { CK_ROLE_IN, CK_ROLE_W, CK_ROLE_STATE, CK_ROLE_OUT, CK_ROLES };

struct ck_operand {
	const char *name;
	enum ck_role role;
	const char *dtype;     /* "": any that a kernel accepts */
	const char *below;     /* symbol that its elements are below; "": they are no indices */
	bool optional;
	bool written;          /* a weight that the op changes */
	struct ck_operand_dim {
		const char *text;  /* symbol, number or product */
		int sym;           /* index of the symbol, -1: only checked */
		bool rest;         /* takes all remaining dimensions at its end */
	} dim[CK_OP_DIMS];
	int ndims;
};

struct ck_op_attr {
	const char *name;
	char type;             /* i, f, b or s */
	struct ck_strs choice; /* texts that s may have */
	bool has_default;
	struct ck_val value;   /* the default */
};

struct ck_op_kind {
	const char *name, *doc;
	struct ck_operand operand[CK_OP_OPERANDS]; /* in, w, state, out, each in the contract's order */
	int noperands;
	int first[CK_ROLES + 1];     /* operands of a role: first[role] up to first[role + 1] */
	struct ck_op_attr attr[CK_OP_ATTRS];
	int nattrs;
	const char *sym[CK_OP_SYMBOLS]; /* dimensions, in order of appearance */
	int nsyms;
	struct { int out, in; } inplace[4]; /* operand indices that may be the same memory */
	int ninplace;
};

const struct ck_op_kind *ck_op_kind(const char *name); /* NULL: no such kind */
const struct ck_op_kind *ck_op_kind_at(int i);         /* i-th of the table, NULL past the end */

/* Index of an operand, symbol or attribute of a kind; -1: has none. */
int ck_op_operand(const struct ck_op_kind *k, const char *name);
int ck_op_symbol(const struct ck_op_kind *k, const char *name, size_t n);
int ck_op_attr(const struct ck_op_kind *k, const char *name);

/* Type of an actual operand. dtype NULL: absent (optional and left out, or an output to be inferred). */
struct ck_tensor_type {
	const char *id;        /* as diagnostics name it */
	const char *dtype;
	struct ck_strs shape;
};

struct ck_op_binding {
	const struct ck_op_kind *kind;
	const struct ck_dim_list *dims;
	bool bound[CK_OP_SYMBOLS];
	struct ck_extent sym[CK_OP_SYMBOLS];   /* of bound ones */
	struct ck_strs text[CK_OP_SYMBOLS];    /* the shape entries it stands for */
};

/* Binds the kind's dimensions to the types of operands (noperands of them, in table order) and checks dtypes and
 * shapes. False: *why says what is wrong, with operand, expected and found. */
bool ck_op_bind(const struct ck_op_kind *k, const struct ck_tensor_type *operand, const struct ck_dim_list *dims,
	struct ck_op_binding *b, const char **why, struct ck_arena *a);

/* Shape of an operand from bound dimensions, in the terms of the shapes that bound them; of a number that the
 * contract states, that number. False: *why names the dimension that is not bound. */
bool ck_op_infer(const struct ck_op_binding *b, int operand, struct ck_strs *shape, const char **why, struct ck_arena *a);

/* Scope of expressions over an op's dimensions: a struct ck_op_binding is the user. */
bool ck_op_lookup(void *binding, const char *name, size_t n, struct ck_term *out);

/* Checks that attributes are known, of the right type and choice, in the contract's order, and that those without
 * default are there. False: *why. */
bool ck_op_check_attrs(const struct ck_op_kind *k, const struct ck_attrs *attrs, const char **why, struct ck_arena *a);

/* Value of an attribute, its default where it is left out; a real is F32. The attributes must have been checked. */
struct ck_val ck_op_attr_value(const struct ck_op_kind *k, const struct ck_attrs *attrs, const char *name);

#endif
