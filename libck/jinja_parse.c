/* Statements. */
#include <stdarg.h>
#include <string.h>

#include "diag.h"
#include "jinja_ast.h"
#include "jinja_run.h"

struct ck_jnode *ck_jparse_node(struct ck_jparser *p, enum ck_jkind kind)
{
	struct ck_jnode *n = ck_alloc(p->a, sizeof *n);
	n->kind = kind;
	n->line = p->t->line;
	n->col = p->t->col;
	return n;
}

void ck_jparse_fail(struct ck_jparser *p, const char *fmt, ...)
{
	if (p->failed)
		return;
	va_list ap;
	va_start(ap, fmt);
	ck_error(ck_printf(p->a, "%s:%d:%d", p->name, p->t->line, p->t->col), "%s", ck_vprintf(p->a, fmt, ap));
	va_end(ap);
	p->failed = true;
	p->end = (struct ck_jtoken){ .type = CK_J_END, .line = p->t->line, .col = p->t->col, .s = "" };
	p->t = &p->end;
}

bool ck_jparse_enter(struct ck_jparser *p)
{
	if (p->depth++ < CK_JINJA_NESTING)
		return !p->failed;
	ck_jparse_fail(p, "nested more than %d deep", CK_JINJA_NESTING);
	return false;
}

bool ck_jparse_is(const struct ck_jparser *p, enum ck_jtype type, const char *text)
{
	return p->t->type == type && p->t->n == strlen(text) && !memcmp(p->t->s, text, p->t->n);
}

bool ck_jparse_skip(struct ck_jparser *p, enum ck_jtype type, const char *text)
{
	bool is = ck_jparse_is(p, type, text);
	p->t += is;
	return is;
}

void ck_jparse_expect(struct ck_jparser *p, enum ck_jtype type, const char *text)
{
	if (!ck_jparse_skip(p, type, text))
		ck_jparse_fail(p, "expected '%s'", text);
}

static void end_tag(struct ck_jparser *p)
{
	if (p->t->type == CK_J_BLOCK_END)
		p->t++;
	else
		ck_jparse_fail(p, "expected the end of the tag");
}

/* A name in a tag that is next, if it is one of those that end this body. */
static bool ends_body(const struct ck_jparser *p, const char *const *ends)
{
	if (p->t->type != CK_J_BLOCK || p->t[1].type != CK_J_NAME)
		return false;
	for (; *ends; ends++)
		if (strlen(*ends) == p->t[1].n && !memcmp(*ends, p->t[1].s, p->t[1].n))
			return true;
	return false;
}

static struct ck_jnode *statement(struct ck_jparser *p);

/* Up to a tag that starts with one of `ends`, whose name is next then; at the top level ends is NULL. */
static void body(struct ck_jparser *p, struct ck_jnodes *out, const char *const *ends)
{
	static const char *const none[] = { NULL };
	if (!ck_jparse_enter(p))
		return;
	while (!p->failed && !ends_body(p, ends ? ends : none)) {
		if (p->t->type == CK_J_END) {
			if (ends)
				ck_jparse_fail(p, "{%% %s %%} is missing", *ends);
			break;
		}
		if (p->t->type == CK_J_DATA) {
			struct ck_jnode *n = ck_jparse_node(p, CK_J_TEXT);
			n->text = (struct ck_jtext){ p->t->s, p->t->n, NULL };
			p->t++;
			CK_PUSH(p->a, out, n);
		} else if (p->t->type == CK_J_PRINT) {
			p->t++;
			struct ck_jnode *n = ck_jparse_node(p, CK_J_OUTPUT);
			n->a = ck_jparse_tuple(p, true);
			if (p->t->type == CK_J_PRINT_END)
				p->t++;
			else
				ck_jparse_fail(p, "expected '}}'");
			CK_PUSH(p->a, out, n);
		} else {
			p->t++;
			CK_PUSH(p->a, out, statement(p));
		}
	}
	p->depth--;
	if (ends && !p->failed)
		p->t++;
}

static void parse_if(struct ck_jparser *p, struct ck_jnode *n)
{
	static const char *const ends[] = { "endif", "elif", "else", NULL }, *const last[] = { "endif", NULL };
	bool more = true;
	while (more && !p->failed) {
		struct ck_jnode *arm = ck_jparse_node(p, CK_J_ARM);
		arm->a = ck_jparse_tuple(p, false);
		end_tag(p);
		body(p, &arm->body, ends);
		CK_PUSH(p->a, &n->list, arm);
		more = ck_jparse_skip(p, CK_J_NAME, "elif");
	}
	if (ck_jparse_skip(p, CK_J_NAME, "else")) {
		struct ck_jnode *arm = ck_jparse_node(p, CK_J_ARM);
		end_tag(p);
		body(p, &arm->body, last);
		CK_PUSH(p->a, &n->list, arm);
	}
	ck_jparse_expect(p, CK_J_NAME, "endif");
}

static void parse_for(struct ck_jparser *p, struct ck_jnode *n)
{
	static const char *const ends[] = { "endfor", "else", NULL }, *const last[] = { "endfor", NULL };
	n->kind = CK_J_FOR;
	n->a = ck_jparse_target(p);
	if (n->a->kind == CK_J_ATTR)
		ck_jparse_fail(p, "a loop cannot assign to an attribute");
	ck_jparse_expect(p, CK_J_NAME, "in");
	n->b = ck_jparse_tuple(p, false);
	if (ck_jparse_skip(p, CK_J_NAME, "if"))
		n->c = ck_jparse_expr(p, true);
	if (ck_jparse_is(p, CK_J_NAME, "recursive"))
		ck_jparse_fail(p, "recursive loops are not supported");
	end_tag(p);
	p->loops++;
	body(p, &n->body, ends);
	p->loops--;
	if (ck_jparse_skip(p, CK_J_NAME, "else")) {
		end_tag(p);
		body(p, &n->list, last);
	}
	ck_jparse_expect(p, CK_J_NAME, "endfor");
}

static void parse_set(struct ck_jparser *p, struct ck_jnode *n)
{
	static const char *const ends[] = { "endset", NULL };
	n->kind = CK_J_SET;
	n->a = ck_jparse_target(p);
	if (ck_jparse_skip(p, CK_J_OP, "=")) {
		n->b = ck_jparse_tuple(p, true);
		return;
	}
	n->kind = CK_J_CAPTURE;
	if (ck_jparse_skip(p, CK_J_OP, "|"))
		n->b = ck_jparse_filters(p, ck_jparse_node(p, CK_J_BODY));
	end_tag(p);
	int loops = p->loops;
	p->loops = 0;
	body(p, &n->body, ends);
	p->loops = loops;
	ck_jparse_expect(p, CK_J_NAME, "endset");
}

static void parse_macro(struct ck_jparser *p, struct ck_jnode *n)
{
	static const char *const ends[] = { "endmacro", NULL };
	n->kind = CK_J_MACRO;
	struct ck_jnode *name = ck_jparse_target(p);
	if (name->kind != CK_J_VARIABLE)
		ck_jparse_fail(p, "expected the name of a macro");
	n->text = name->text;
	ck_jparse_expect(p, CK_J_OP, "(");
	bool defaults = false;
	while (!p->failed && !ck_jparse_skip(p, CK_J_OP, ")")) {
		if (n->list.n)
			ck_jparse_expect(p, CK_J_OP, ",");
		struct ck_jnode *arg = ck_jparse_node(p, CK_J_ARG);
		if (p->t->type != CK_J_NAME) {
			ck_jparse_fail(p, "expected the name of a parameter");
			break;
		}
		arg->text = (struct ck_jtext){ p->t->s, p->t->n, NULL };
		p->t++;
		if (ck_jparse_skip(p, CK_J_OP, "=")) {
			defaults = true;
			arg->a = ck_jparse_expr(p, true);
		} else if (defaults) {
			ck_jparse_fail(p, "a parameter without default follows one with a default");
		}
		CK_PUSH(p->a, &n->list, arg);
	}
	end_tag(p);
	int loops = p->loops;
	p->loops = 0;
	body(p, &n->body, ends);
	p->loops = loops;
	ck_jparse_expect(p, CK_J_NAME, "endmacro");
}

static void parse_generation(struct ck_jparser *p, struct ck_jnode *n)
{
	static const char *const ends[] = { "endgeneration", NULL };
	n->kind = CK_J_SCOPE;
	end_tag(p);
	int loops = p->loops;
	p->loops = 0;
	body(p, &n->body, ends);
	p->loops = loops;
	ck_jparse_expect(p, CK_J_NAME, "endgeneration");
}

/* After "{%". */
static struct ck_jnode *statement(struct ck_jparser *p)
{
	struct ck_jnode *n = ck_jparse_node(p, CK_J_IF);
	if (ck_jparse_skip(p, CK_J_NAME, "if")) {
		parse_if(p, n);
	} else if (ck_jparse_skip(p, CK_J_NAME, "for")) {
		parse_for(p, n);
	} else if (ck_jparse_skip(p, CK_J_NAME, "set")) {
		parse_set(p, n);
	} else if (ck_jparse_skip(p, CK_J_NAME, "macro")) {
		parse_macro(p, n);
	} else if (ck_jparse_skip(p, CK_J_NAME, "generation")) {
		parse_generation(p, n);
	} else if (ck_jparse_is(p, CK_J_NAME, "break") || ck_jparse_is(p, CK_J_NAME, "continue")) {
		n->kind = p->t->n == 5 ? CK_J_BREAK : CK_J_CONTINUE;
		if (!p->loops)
			ck_jparse_fail(p, "'%.*s' outside a loop", (int)p->t->n, p->t->s);
		else
			p->t++;
	} else if (p->t->type == CK_J_NAME) {
		ck_jparse_fail(p, "statement '%.*s' is not supported", (int)p->t->n, p->t->s);
	} else {
		ck_jparse_fail(p, "expected a statement");
	}
	end_tag(p);
	return n;
}

const struct ck_jinja *ck_jinja_parse(const char *name, const char *text, size_t n, struct ck_arena *a)
{
	struct ck_jinja *t = ck_alloc(a, sizeof *t);
	struct ck_jtokens tokens;
	t->name = name;
	if (!ck_jinja_lex(name, text, n, a, &tokens))
		return NULL;
	struct ck_jparser p = { .name = name, .a = a, .t = tokens.v };
	body(&p, &t->body, NULL);
	return p.failed ? NULL : t;
}
