/* Templates: what an architecture is, as data (templates/<architecture>.yaml; template(5) is its manual).
 *
 * A template is read whole and checked for its form; ck-ir1 binds it to a model. Texts marked E are expressions
 * (expr.h) over dimensions, facts and, in a layer, i; N are names in which {arch} is the architecture and any
 * other {E} the value of an integer expression. */
#ifndef CK_TEMPLATE_H
#define CK_TEMPLATE_H

#include <stdbool.h>

#include "arena.h"

/* A text with its place; s is NULL where it is not given. */
struct ck_text { const char *s; int line, col; };
struct ck_texts { struct ck_text *v; size_t n; };

/* One attribute: name and expression. */
struct ck_setting { struct ck_text name, value; };
struct ck_settings { struct ck_setting *v; size_t n; };

/* A fact of the contract, or a dimension. The first source that is there gives it: gguf, tensor, value, default. */
struct ck_tfact {
	struct ck_text name;
	struct ck_text bind;          /* dimensions: fixed (default), build, call or produced */
	struct ck_texts gguf;         /* N: keys, in order of preference */
	struct ck_text hf;            /* key of config.json */
	struct ck_text tensor, axis;  /* N: a dimension of this tensor, slowest first; E */
	struct ck_text value;         /* E */
	struct ck_text fallback;      /* E: "default" */
	struct ck_text type;          /* int, real, bool, text, id (a token; 2^32-1 is none), list, sha256 (of a text) */
	struct ck_text min, max;      /* E: bounds of a number */
	struct ck_texts choice;       /* texts allowed */
	bool optional;                /* may be absent: has(name) is false */
};

struct ck_tweight {
	struct ck_text name;
	struct ck_texts gguf;         /* N: tensors, in order of preference */
	struct ck_text hf;            /* N */
	struct ck_text hf_interleave; /* E: import interleaves the halves of this many heads' rows */
	struct ck_texts shape;        /* E, slowest first */
	struct ck_text row;           /* E: first row of a part of a combined tensor */
	struct ck_text tied;          /* weight it is where the tensor is not there */
	struct ck_text far, beyond;   /* N: tensor that stands in where the context is longer than E */
	bool optional;
};

struct ck_tstate {
	struct ck_text name;
	struct ck_text kind, dtype, undo, window; /* window is E */
	struct ck_texts shape;
};

struct ck_tinput {
	struct ck_text name;
	struct ck_text dtype, below;
	struct ck_texts shape;
};

struct ck_top {
	struct ck_text name;          /* "id" */
	struct ck_text op, when;      /* when is E: the op is there only if it holds */
	struct ck_texts in, w, state;
	struct ck_texts out;          /* default: one value with the op's id */
	struct ck_texts shape;        /* of its only output; default: what its operands make it */
	struct ck_text dtype, io, observe;
	struct ck_settings attr;      /* E */
};

#define CK_TLIST(x) struct ck_##x##_list { struct ck_##x *v; size_t n; }
CK_TLIST(tfact);
CK_TLIST(tweight);
CK_TLIST(tstate);
CK_TLIST(tinput);
CK_TLIST(top);

struct ck_tblock {
	struct ck_text name;
	struct ck_text layers;        /* E over i: layers made from it; default all */
	struct ck_text in, out;
	struct ck_tweight_list weights;
	struct ck_tstate_list states;
	struct ck_top_list ops;
};
CK_TLIST(tblock);

struct ck_trequire {
	struct ck_text that, why;     /* E; what to say where it does not hold */
};
CK_TLIST(trequire);

struct ck_template {
	const char *path, *name;      /* as opened; the file's own name */
	struct ck_text version;
	struct ck_text layers;        /* E: how many */
	struct ck_tfact_list dims, facts;
	struct ck_trequire_list require;
	struct ck_tweight_list weights;
	struct ck_tinput_list inputs;
	struct ck_tblock header, footer;
	struct ck_tblock_list blocks;
};

/* NULL after a diagnostic with path, line and column. */
struct ck_template *ck_template_parse(const char *path, const char *text, size_t size, struct ck_arena *a);

/* Reads <arch>.yaml of a folder; folder NULL: as ck_datadir says. An unknown architecture is an error that lists the known. */
struct ck_template *ck_template_find(const char *folder, const char *arch, struct ck_arena *a);

/* A diagnostic at a text of the template, offset characters into it. Always false. */
bool ck_template_error(const struct ck_template *t, const struct ck_text *at, size_t offset, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
