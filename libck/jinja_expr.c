/* Expressions, with the precedence that Jinja2 gives them. */
#include <string.h>

#include "jinja_ast.h"

static struct ck_jnode *unary(struct ck_jparser *p, bool filtered);

static bool is_op(const struct ck_jparser *p, const char *op)
{
	return ck_jparse_is(p, CK_J_OP, op);
}

static bool skip_op(struct ck_jparser *p, const char *op)
{
	return ck_jparse_skip(p, CK_J_OP, op);
}

static bool skip_name(struct ck_jparser *p, const char *name)
{
	return ck_jparse_skip(p, CK_J_NAME, name);
}

static struct ck_jtext take(struct ck_jparser *p)
{
	struct ck_jtext t = { p->t->s, p->t->n, NULL };
	if (p->t->type != CK_J_END)
		p->t++;
	return t;
}

static struct ck_jtext name(struct ck_jparser *p)
{
	if (p->t->type == CK_J_NAME)
		return take(p);
	ck_jparse_fail(p, "expected a name");
	return (struct ck_jtext){ "", 0, NULL };
}

static struct ck_jnode *over(struct ck_jparser *p, enum ck_jkind kind, struct ck_jnode *a)
{
	struct ck_jnode *n = ck_jparse_node(p, kind);
	n->a = a;
	return n;
}

static void arguments(struct ck_jparser *p, struct ck_jnodes *list)
{
	ck_jparse_expect(p, CK_J_OP, "(");
	while (!p->failed && !skip_op(p, ")")) {
		if (list->n)
			ck_jparse_expect(p, CK_J_OP, ",");
		if (list->n && skip_op(p, ")"))
			break;
		if (is_op(p, "*") || is_op(p, "**"))
			ck_jparse_fail(p, "arguments with * are not supported");
		struct ck_jnode *arg = ck_jparse_node(p, CK_J_ARG);
		bool keyword = p->t->type == CK_J_NAME && p->t[1].type == CK_J_OP && p->t[1].n == 1 && *p->t[1].s == '=';
		if (keyword) {
			arg->text = take(p);
			take(p);
		} else if (list->n && list->v[list->n - 1]->text.n) {
			ck_jparse_fail(p, "an argument without a name follows one with a name");
		}
		arg->a = ck_jparse_expr(p, true);
		CK_PUSH(p->a, list, arg);
	}
}

static struct ck_jnode *literal(struct ck_jparser *p)
{
	struct ck_jnode *n = ck_jparse_node(p, CK_J_LITERAL);
	n->what = p->t->type;
	n->i = p->t->i;
	n->r = p->t->r;
	n->text = take(p);
	if (n->what != CK_J_STRING || p->t->type != CK_J_STRING)
		return n;
	struct ck_jbuf b = { .a = p->a };
	for (ck_jbuf_add(&b, n->text); p->t->type == CK_J_STRING;)
		ck_jbuf_add(&b, take(p));
	n->text = (struct ck_jtext){ b.s, b.n, NULL };
	return n;
}

static struct ck_jnode *named(struct ck_jparser *p)
{
	static const char *const constant[][2] = { { "true", "true" }, { "True", "true" }, { "false", "false" },
		{ "False", "false" }, { "none", "none" }, { "None", "none" } };
	struct ck_jnode *n = ck_jparse_node(p, CK_J_VARIABLE);
	n->text = take(p);
	for (size_t i = 0; i < sizeof constant / sizeof *constant; i++)
		if (ck_jtext_is(n->text, constant[i][0])) {
			n->kind = CK_J_LITERAL;
			n->what = CK_J_NAME;
			n->text = (struct ck_jtext){ constant[i][1], strlen(constant[i][1]), NULL };
		}
	return n;
}

/* A list or, of pairs, a mapping: from the bracket it begins with to the one that ends it. */
static struct ck_jnode *listing(struct ck_jparser *p, enum ck_jkind kind, const char *end, bool pairs)
{
	struct ck_jnode *n = ck_jparse_node(p, kind);
	take(p);
	while (!p->failed && !skip_op(p, end)) {
		if (n->list.n)
			ck_jparse_expect(p, CK_J_OP, ",");
		if (n->list.n && skip_op(p, end))
			break;
		CK_PUSH(p->a, &n->list, ck_jparse_expr(p, true));
		if (!pairs)
			continue;
		ck_jparse_expect(p, CK_J_OP, ":");
		CK_PUSH(p->a, &n->list, ck_jparse_expr(p, true));
	}
	return n;
}

static struct ck_jnode *primary(struct ck_jparser *p)
{
	if (p->t->type == CK_J_NAME)
		return named(p);
	if (p->t->type == CK_J_STRING || p->t->type == CK_J_INT || p->t->type == CK_J_REAL)
		return literal(p);
	if (is_op(p, "["))
		return listing(p, CK_J_LISTING, "]", false);
	if (is_op(p, "{"))
		return listing(p, CK_J_DICT, "}", true);
	struct ck_jnode *n = ck_jparse_node(p, CK_J_TUPLE);
	if (!skip_op(p, "(")) {
		ck_jparse_fail(p, "expected an expression");
		return n;
	}
	if (skip_op(p, ")"))
		return n;
	n = ck_jparse_tuple(p, true);
	ck_jparse_expect(p, CK_J_OP, ")");
	return n;
}

static struct ck_jnode *subscript(struct ck_jparser *p, struct ck_jnode *of)
{
	struct ck_jnode *n = over(p, CK_J_ITEM, of);
	struct ck_jnode *part[3] = { NULL };
	int parts = 0, colons = 0;
	take(p);
	while (!p->failed && !is_op(p, "]")) {
		if (colons < 2 && skip_op(p, ":")) {
			parts = ++colons;
			continue;
		}
		if (part[parts])
			break;
		part[parts] = ck_jparse_expr(p, true);
	}
	if (is_op(p, ","))
		ck_jparse_fail(p, "subscripts of several parts are not supported");
	ck_jparse_expect(p, CK_J_OP, "]");
	if (colons) {
		n->kind = CK_J_SLICE;
		for (int i = 0; i < 3; i++)
			CK_PUSH(p->a, &n->list, part[i]);
	} else if (!(n->b = part[0])) {
		ck_jparse_fail(p, "a subscript is empty");
	}
	return n;
}

static struct ck_jnode *postfix(struct ck_jparser *p, struct ck_jnode *n)
{
	while (!p->failed) {
		if (is_op(p, ".")) {
			struct ck_jnode *of = n;
			n = over(p, CK_J_ATTR, of);
			take(p);
			if (p->t->type == CK_J_INT) {
				n->kind = CK_J_ITEM;
				n->b = literal(p);
			} else {
				n->text = name(p);
			}
		} else if (is_op(p, "[")) {
			n = subscript(p, n);
		} else if (is_op(p, "(")) {
			n = over(p, CK_J_CALL, n);
			arguments(p, &n->list);
		} else {
			break;
		}
	}
	return n;
}

static struct ck_jnode *filter(struct ck_jparser *p, struct ck_jnode *of)
{
	struct ck_jnode *n = over(p, CK_J_FILTER, of);
	n->text = name(p);
	if (is_op(p, "("))
		arguments(p, &n->list);
	return n;
}

struct ck_jnode *ck_jparse_filters(struct ck_jparser *p, struct ck_jnode *of)
{
	do
		of = filter(p, of);
	while (skip_op(p, "|"));
	return of;
}

static struct ck_jnode *test(struct ck_jparser *p, struct ck_jnode *of)
{
	struct ck_jnode *n = ck_jparse_node(p, CK_J_TEST);
	bool negated = skip_name(p, "not");
	n->a = of;
	n->text = name(p);
	if (is_op(p, "(")) {
		arguments(p, &n->list);
	} else if (p->t->type == CK_J_STRING || p->t->type == CK_J_INT || p->t->type == CK_J_REAL || is_op(p, "[") || is_op(p, "{")
		|| (p->t->type == CK_J_NAME && !ck_jparse_is(p, CK_J_NAME, "else") && !ck_jparse_is(p, CK_J_NAME, "or")
			&& !ck_jparse_is(p, CK_J_NAME, "and"))) {
		if (ck_jparse_is(p, CK_J_NAME, "is"))
			ck_jparse_fail(p, "tests cannot be chained");
		struct ck_jnode *arg = ck_jparse_node(p, CK_J_ARG);
		arg->a = postfix(p, primary(p));
		CK_PUSH(p->a, &n->list, arg);
	}
	return negated ? over(p, CK_J_NOT, n) : n;
}

static struct ck_jnode *filtered_and_tested(struct ck_jparser *p, struct ck_jnode *n)
{
	while (!p->failed) {
		if (skip_op(p, "|")) {
			n = filter(p, n);
		} else if (skip_name(p, "is")) {
			n = test(p, n);
		} else if (is_op(p, "(")) {
			n = over(p, CK_J_CALL, n);
			arguments(p, &n->list);
		} else {
			break;
		}
	}
	return n;
}

static struct ck_jnode *unary(struct ck_jparser *p, bool filtered)
{
	struct ck_jnode *n = ck_jparse_node(p, is_op(p, "-") ? CK_J_NEGATE : CK_J_PLUS);
	if (!ck_jparse_enter(p))
		return n;
	if (skip_op(p, "-") || skip_op(p, "+"))
		n->a = unary(p, false);
	else
		n = primary(p);
	n = postfix(p, n);
	p->depth--;
	return filtered ? filtered_and_tested(p, n) : n;
}

typedef struct ck_jnode *level(struct ck_jparser *p);

/* Operators of one level, those on the left first. */
static struct ck_jnode *chain(struct ck_jparser *p, level *next, const char *const *ops)
{
	struct ck_jnode *n = next(p);
	for (const char *const *op = ops; *op && !p->failed;) {
		if (!is_op(p, *op)) {
			op++;
			continue;
		}
		n = over(p, CK_J_BINARY, n);
		n->text = take(p);
		n->b = next(p);
		op = ops;
	}
	return n;
}

static struct ck_jnode *filtered(struct ck_jparser *p) { return unary(p, true); }
static struct ck_jnode *power(struct ck_jparser *p) { return chain(p, filtered, (const char *const[]){ "**", NULL }); }
static struct ck_jnode *product(struct ck_jparser *p) { return chain(p, power, (const char *const[]){ "*", "/", "//", "%", NULL }); }

static struct ck_jnode *concat(struct ck_jparser *p)
{
	struct ck_jnode *first = product(p);
	if (!is_op(p, "~"))
		return first;
	struct ck_jnode *n = ck_jparse_node(p, CK_J_CONCAT);
	CK_PUSH(p->a, &n->list, first);
	while (skip_op(p, "~"))
		CK_PUSH(p->a, &n->list, product(p));
	return n;
}

static struct ck_jnode *sum(struct ck_jparser *p) { return chain(p, concat, (const char *const[]){ "+", "-", NULL }); }

static bool comparison(struct ck_jparser *p, struct ck_jtext *op)
{
	static const char *const ops[] = { "==", "!=", "<", "<=", ">", ">=" };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (is_op(p, ops[i]))
			return *op = take(p), true;
	if (skip_name(p, "in"))
		return *op = (struct ck_jtext){ "in", 2, NULL }, true;
	if (!ck_jparse_is(p, CK_J_NAME, "not") || p->t[1].type != CK_J_NAME || p->t[1].n != 2 || memcmp(p->t[1].s, "in", 2))
		return false;
	p->t += 2;
	return *op = (struct ck_jtext){ "not in", 6, NULL }, true;
}

static struct ck_jnode *compare(struct ck_jparser *p)
{
	struct ck_jnode *first = sum(p), *n = over(p, CK_J_COMPARE, first);
	struct ck_jtext op;
	while (!p->failed && comparison(p, &op)) {
		struct ck_jnode *arg = ck_jparse_node(p, CK_J_ARG);
		arg->text = op;
		arg->a = sum(p);
		CK_PUSH(p->a, &n->list, arg);
	}
	return n->list.n ? n : first;
}

static struct ck_jnode *negation(struct ck_jparser *p)
{
	struct ck_jnode *n = ck_jparse_node(p, CK_J_NOT);
	if (!ck_jparse_is(p, CK_J_NAME, "not"))
		return compare(p);
	if (!ck_jparse_enter(p))
		return n;
	take(p);
	n->a = negation(p);
	p->depth--;
	return n;
}

static struct ck_jnode *words(struct ck_jparser *p, level *next, const char *word, enum ck_jkind kind)
{
	struct ck_jnode *n = next(p);
	while (skip_name(p, word)) {
		n = over(p, kind, n);
		n->b = next(p);
	}
	return n;
}

static struct ck_jnode *conjunction(struct ck_jparser *p) { return words(p, negation, "and", CK_J_AND); }
static struct ck_jnode *disjunction(struct ck_jparser *p) { return words(p, conjunction, "or", CK_J_OR); }

struct ck_jnode *ck_jparse_expr(struct ck_jparser *p, bool cond)
{
	struct ck_jnode *n = ck_jparse_node(p, CK_J_COND);
	if (!ck_jparse_enter(p))
		return n;
	n = disjunction(p);
	while (cond && skip_name(p, "if")) {
		struct ck_jnode *c = ck_jparse_node(p, CK_J_COND);
		c->b = n;
		c->a = disjunction(p);
		if (skip_name(p, "else"))
			c->c = ck_jparse_expr(p, true);
		n = c;
	}
	p->depth--;
	return n;
}

static bool ends_tuple(const struct ck_jparser *p)
{
	return p->t->type == CK_J_PRINT_END || p->t->type == CK_J_BLOCK_END || p->t->type == CK_J_END || is_op(p, ")")
		|| ck_jparse_is(p, CK_J_NAME, "in");
}

static struct ck_jnode *tuple_of(struct ck_jparser *p, struct ck_jnode *(*item)(struct ck_jparser *, bool), bool cond)
{
	struct ck_jnode *first = item(p, cond);
	if (!is_op(p, ","))
		return first;
	struct ck_jnode *n = ck_jparse_node(p, CK_J_TUPLE);
	CK_PUSH(p->a, &n->list, first);
	while (skip_op(p, ",") && !ends_tuple(p))
		CK_PUSH(p->a, &n->list, item(p, cond));
	return n;
}

struct ck_jnode *ck_jparse_tuple(struct ck_jparser *p, bool cond)
{
	return tuple_of(p, ck_jparse_expr, cond);
}

static struct ck_jnode *variable(struct ck_jparser *p, bool cond)
{
	(void)cond;
	struct ck_jnode *n = named(p);
	if (!p->failed && n->kind != CK_J_VARIABLE)
		ck_jparse_fail(p, "cannot assign to a constant");
	return n;
}

struct ck_jnode *ck_jparse_target(struct ck_jparser *p)
{
	bool bracket = skip_op(p, "(");
	if (p->t->type != CK_J_NAME)
		ck_jparse_fail(p, "expected a name");
	struct ck_jnode *n = tuple_of(p, variable, false);
	if (bracket)
		ck_jparse_expect(p, CK_J_OP, ")");
	if (!bracket && n->kind == CK_J_VARIABLE && is_op(p, ".")) {
		n = over(p, CK_J_ATTR, n);
		take(p);
		n->text = name(p);
	}
	return n;
}
