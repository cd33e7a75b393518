/* A template while it is rendered. After a failure every step does nothing, and values are undefined. */
#ifndef CK_JINJA_RUN_H
#define CK_JINJA_RUN_H

#include "jinja.h"
#include "jinja_ast.h"
#include "jinja_value.h"

struct ck_jinja {
	const char *name;
	struct ck_jnodes body;
};

struct ck_jscope {
	struct ck_jscope *outer;
	struct ck_jmap var;
};

struct ck_jrun {
	const char *name, *date;
	struct ck_arena *a;
	bool failed;
	uint64_t work;                    /* left */
	int depth;
	int line, col;                    /* where it is */
	struct ck_jbuf *out;
	struct ck_jv body;                /* of CK_J_BODY */
	enum { CK_J_GOES_ON, CK_J_BREAKS, CK_J_CONTINUES } flow;
};

enum { CK_JINJA_DEPTH = 600 };        /* of expressions, statements and macro calls while rendering */

/* Arguments: positional ones first, then those with a name. */
struct ck_jargs {
	const struct ck_jv *v;
	const struct ck_jtext *name;      /* empty: positional */
	size_t n;
};

static inline void ck_jat(struct ck_jrun *r, const struct ck_jnode *n)
{
	r->line = n->line;
	r->col = n->col;
}

static inline bool ck_jis_number(struct ck_jv v)
{
	return v.kind == CK_JV_BOOL || v.kind == CK_JV_INT || v.kind == CK_JV_REAL;
}

/* The value of a number. */
static inline double ck_jreal(struct ck_jv v)
{
	return v.kind == CK_JV_REAL ? v.r : v.kind == CK_JV_INT ? (double)v.i : v.b;
}

/* Says what is wrong at run->line and run->col, once. Returns the undefined value. */
struct ck_jv ck_jfail(struct ck_jrun *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Takes n units of work. False when it has failed, or this made it fail. */
bool ck_jwork(struct ck_jrun *r, uint64_t n);

/* The argument at position i or of that name; NULL: not given. */
const struct ck_jv *ck_jarg(const struct ck_jargs *args, size_t i, const char *name);

/* False after a diagnostic: an argument that is none of the `names`, or too many. what: who takes them. */
bool ck_jargs_known(struct ck_jrun *r, const char *what, const struct ck_jargs *args, const char *const *names);

struct ck_jv ck_jeval(struct ck_jrun *r, const struct ck_jnode *n, struct ck_jscope *s);
void ck_jexec(struct ck_jrun *r, const struct ck_jnodes *body, struct ck_jscope *s);
struct ck_jv ck_jcall(struct ck_jrun *r, struct ck_jv f, const struct ck_jargs *args);
struct ck_jv ck_jattr(struct ck_jrun *r, struct ck_jv of, struct ck_jtext name);
struct ck_jv ck_jitem(struct ck_jrun *r, struct ck_jv of, struct ck_jv key);

struct ck_jv ck_jfilter(struct ck_jrun *r, struct ck_jtext name, struct ck_jv v, const struct ck_jargs *args);
bool ck_jtest(struct ck_jrun *r, struct ck_jtext name, struct ck_jv v, const struct ck_jargs *args);
struct ck_jv ck_jmethod(struct ck_jrun *r, struct ck_jv self, struct ck_jtext name, const struct ck_jargs *args);
bool ck_jhas_method(struct ck_jv self, struct ck_jtext name);
bool ck_jglobal(struct ck_jrun *r, struct ck_jtext name, struct ck_jv *out);
struct ck_jv ck_jglobal_call(struct ck_jrun *r, struct ck_jtext name, const struct ck_jargs *args);

/* Texts of values: str(), the undefined value being empty; and tojson. */
struct ck_jtext ck_jstr(struct ck_jrun *r, struct ck_jv v);
struct ck_jtext ck_jdump(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args);

bool ck_jtruth(struct ck_jrun *r, struct ck_jv v);
bool ck_jequal(struct ck_jrun *r, struct ck_jv a, struct ck_jv b);
int ck_jorder(struct ck_jrun *r, struct ck_jv a, struct ck_jv b);   /* -1, 0, 1; fails where Python has none */
bool ck_jcontains(struct ck_jrun *r, struct ck_jv all, struct ck_jv one);

/* What a loop over v goes through, as a list. */
struct ck_jlist *ck_jiterate(struct ck_jrun *r, struct ck_jv v);

struct ck_jv ck_jv_bool(bool b);
struct ck_jv ck_jv_int(int64_t i);
struct ck_jv ck_jv_text(struct ck_jtext t);
struct ck_jv ck_jv_list(struct ck_jlist *l, enum ck_jsort sort);
struct ck_jlist *ck_jlist_new(struct ck_jrun *r);
void ck_jlist_add(struct ck_jrun *r, struct ck_jlist *l, struct ck_jv v);
struct ck_jv *ck_jmap_find(struct ck_jrun *r, const struct ck_jmap *m, struct ck_jv key);
void ck_jmap_set(struct ck_jrun *r, struct ck_jmap *m, struct ck_jv key, struct ck_jv value);
struct ck_jv ck_jfrom_json(struct ck_jrun *r, const json_t *j, bool mark);

#endif
