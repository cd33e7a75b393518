/* The tree of a template. */
#ifndef CK_JINJA_AST_H
#define CK_JINJA_AST_H

#include "jinja_lex.h"
#include "jinja_text.h"

enum ck_jkind {
	/* Statements; body is what they enclose. */
	CK_J_TEXT,      /* text */
	CK_J_OUTPUT,    /* a */
	CK_J_IF,        /* list of CK_J_ARM: a (NULL: else) and body */
	CK_J_ARM,
	CK_J_FOR,       /* a target, b iterated, c condition or NULL; body; list: else */
	CK_J_SET,       /* a target, b value */
	CK_J_CAPTURE,   /* a target, b filters over CK_J_BODY or NULL; body */
	CK_J_MACRO,     /* text; list of CK_J_ARG: text, a default or NULL; body */
	CK_J_SCOPE,     /* body: {% generation %} */
	CK_J_BREAK, CK_J_CONTINUE,
	/* Expressions. */
	CK_J_BODY,      /* what was captured */
	CK_J_VARIABLE,  /* text */
	CK_J_LITERAL,   /* what: CK_J_STRING text, CK_J_INT i, CK_J_REAL r, CK_J_NAME text "true", "false" or "none" */
	CK_J_LISTING, CK_J_TUPLE, CK_J_DICT, /* list; of a dict keys and values in turn */
	CK_J_COND,      /* b if a else c; c NULL: undefined */
	CK_J_OR, CK_J_AND, CK_J_NOT, CK_J_NEGATE, CK_J_PLUS,
	CK_J_COMPARE,   /* a; list of CK_J_ARG: text the operator, a */
	CK_J_BINARY,    /* a text b */
	CK_J_CONCAT,    /* list */
	CK_J_ATTR,      /* a.text */
	CK_J_ITEM,      /* a[b] */
	CK_J_SLICE,     /* a[list[0]:list[1]:list[2]], each may be NULL */
	CK_J_CALL,      /* a; list of CK_J_ARG: text the keyword or empty, a */
	CK_J_FILTER,    /* a | text(list) */
	CK_J_TEST,      /* a is text(list) */
	CK_J_ARG,
};

struct ck_jnode {
	enum ck_jkind kind;
	enum ck_jtype what;
	int line, col;
	struct ck_jtext text;
	int64_t i;
	double r;
	struct ck_jnode *a, *b, *c;
	struct ck_jnodes { struct ck_jnode **v; size_t n; } list, body;
};

enum { CK_JINJA_NESTING = 150 }; /* of blocks, brackets and operators in a template */

/* What the halves of the parser share. */
struct ck_jparser {
	const char *name;
	struct ck_arena *a;
	const struct ck_jtoken *t;   /* the next token; CK_J_END once something failed */
	struct ck_jtoken end;
	int depth, loops;
	bool failed;
};

struct ck_jnode *ck_jparse_node(struct ck_jparser *p, enum ck_jkind kind);   /* placed at the next token */
void ck_jparse_fail(struct ck_jparser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool ck_jparse_enter(struct ck_jparser *p);                                  /* false after a diagnostic; else leave with depth-- */
bool ck_jparse_is(const struct ck_jparser *p, enum ck_jtype type, const char *text);
bool ck_jparse_skip(struct ck_jparser *p, enum ck_jtype type, const char *text);
void ck_jparse_expect(struct ck_jparser *p, enum ck_jtype type, const char *text);

struct ck_jnode *ck_jparse_expr(struct ck_jparser *p, bool cond);
struct ck_jnode *ck_jparse_tuple(struct ck_jparser *p, bool cond);           /* or a single expression */
struct ck_jnode *ck_jparse_target(struct ck_jparser *p);                     /* names, perhaps several */
struct ck_jnode *ck_jparse_filters(struct ck_jparser *p, struct ck_jnode *of); /* after a "|" */

#endif
