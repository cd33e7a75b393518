/* Values of templates. */
#ifndef CK_JINJA_VALUE_H
#define CK_JINJA_VALUE_H

#include "jinja_text.h"

enum ck_jvkind {
	CK_JV_UNDEFINED,  /* t: the name that is */
	CK_JV_NONE, CK_JV_BOOL, CK_JV_INT, CK_JV_REAL, CK_JV_TEXT, CK_JV_LIST, CK_JV_MAP,
	CK_JV_SPACE,      /* namespace(): map */
	CK_JV_LOOP, CK_JV_MACRO,
	CK_JV_METHOD,     /* a value's: method */
	CK_JV_GLOBAL      /* t: a function's name */
};

enum ck_jsort { CK_J_LIST, CK_J_TUPLES, CK_J_VIEW, CK_J_GENERATOR, CK_J_MARKUP };

struct ck_jv {
	enum ck_jvkind kind;
	enum ck_jsort sort; /* of a list; of a text CK_J_MARKUP, if |safe made it: what is added to it is escaped */
	union {
		bool b;
		int64_t i;
		double r;
		struct ck_jtext t;
		struct ck_jlist *list;
		struct ck_jmap *map;
		struct ck_jloop *loop;
		struct ck_jmacro *macro;
		struct ck_jmethod *method;
	};
};

struct ck_jlist { struct ck_jv *v; size_t n; bool used; /* a generator that was gone through */ };
struct ck_jmap { struct ck_jpair *v; size_t n; };       /* in the order of setting */
struct ck_jpair { struct ck_jv key, value; };
struct ck_jloop { const struct ck_jlist *over; size_t at; };
struct ck_jmacro { const struct ck_jnode *node; struct ck_jscope *scope; };
struct ck_jmethod { struct ck_jv self; struct ck_jtext name; };

#endif
