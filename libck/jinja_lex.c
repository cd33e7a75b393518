#include "jinja_lex.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "jinja_text.h"
#include "unicode.h"
#include "utf8.h"

enum { BRACKETS = 256, NUMBER = 64, MOST = 4 << 20 /* bytes of a template: tokens and nodes take many times as much */ };

struct lexer {
	const char *name;
	struct ck_arena *a;
	struct ck_jtokens *out;
	const char *start, *p, *end;
	const char *at, *line_start;  /* how far lines are counted */
	int line;
	bool fresh;                   /* what was read last ended a line, or nothing was */
};

static void locate(struct lexer *x, const char *p)
{
	if (p < x->line_start) {
		x->at = x->line_start = x->start;
		x->line = 1;
	}
	for (; x->at < p; x->at++)
		if (*x->at == '\n') {
			x->line++;
			x->line_start = x->at + 1;
		}
}

static bool fail(struct lexer *x, const char *p, const char *what)
{
	locate(x, p);
	return ck_error(ck_printf(x->a, "%s:%d:%d", x->name, x->line, (int)(p - x->line_start) + 1), "%s", what);
}

static struct ck_jtoken *put(struct lexer *x, enum ck_jtype type, const char *s, size_t n)
{
	locate(x, s);
	CK_PUSH(x->a, x->out, (struct ck_jtoken){ .type = type, .line = x->line, .col = (int)(s - x->line_start) + 1, .s = s, .n = n });
	return &x->out->v[x->out->n - 1];
}

static bool starts(const struct lexer *x, const char *p, const char *what)
{
	size_t n = strlen(what);
	return (size_t)(x->end - p) >= n && !memcmp(p, what, n);
}

static const char *find(const struct lexer *x, const char *p, const char *what)
{
	return memmem(p, (size_t)(x->end - p), what, strlen(what));
}

static const char *skip_white(const struct lexer *x, const char *p)
{
	size_t n;
	while (p < x->end && ck_jtext_white(p, (size_t)(x->end - p), &n))
		p += n;
	return p;
}

/* What stands before a tag, less the white space that the tag takes: sign '-' all, else unless '+' what indents it. */
static void put_data(struct lexer *x, const char *from, const char *to, char sign, bool indents)
{
	struct ck_jtext t = { from, (size_t)(to - from), NULL };
	if (sign == '-') {
		t = ck_jtext_strip(t, NULL, false, true);
	} else if (sign != '+' && indents) {
		const char *start = memrchr(from, '\n', t.n);
		start = start ? start + 1 : from;
		size_t blank = 0;
		while (start + blank < to && (start[blank] == ' ' || start[blank] == '\t'))
			blank++;
		if (start + blank == to && (start > from || x->fresh))
			t.n = (size_t)(start - from);
	}
	if (t.n)
		put(x, CK_J_DATA, t.s, t.n);
}

/* Behind a tag that ended at p; sign is what stood before its last two characters. */
static void leave(struct lexer *x, const char *p, char sign, bool trims)
{
	const char *before = p;
	if (sign == '-')
		p = skip_white(x, p);
	else if (sign != '+' && trims && p < x->end && *p == '\n')
		p++;
	x->p = p;
	x->fresh = p > before && p[-1] == '\n';
}

static bool is_name(char c, bool first)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool lex_number(struct lexer *x)
{
	const char *p = x->p;
	char buf[NUMBER];
	bool real = false;
	while (p < x->end && is_digit(*p))
		p++;
	if (p + 1 < x->end && *p == '.' && is_digit(p[1])) {
		real = true;
		for (p++; p < x->end && is_digit(*p);)
			p++;
	}
	if (p < x->end && (*p == 'e' || *p == 'E')) {
		const char *e = p + 1;
		if (e < x->end && (*e == '+' || *e == '-'))
			e++;
		if (e < x->end && is_digit(*e)) {
			real = true;
			for (p = e; p < x->end && is_digit(*p);)
				p++;
		}
	}
	size_t n = (size_t)(p - x->p);
	if ((p < x->end && is_name(*p, true)) || n >= sizeof buf || (!real && n > 1 && *x->p == '0'))
		return fail(x, x->p, "this form of a number is not supported");
	memcpy(buf, x->p, n);
	buf[n] = 0;
	struct ck_jtoken *t = put(x, real ? CK_J_REAL : CK_J_INT, x->p, n);
	errno = 0;
	if (real)
		t->r = strtod(buf, NULL);
	else
		t->i = strtoll(buf, NULL, 10);
	if (errno == ERANGE && !real)
		return fail(x, x->p, "integers of more than 64 bits are not supported");
	x->p = p;
	return true;
}

static int hex(const char *s, int digits, uint32_t *out)
{
	*out = 0;
	for (int i = 0; i < digits; i++) {
		char c = s[i];
		int d = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
		if (d < 0)
			return 0;
		*out = *out << 4 | (uint32_t)d;
	}
	return digits;
}

/* Python's escapes; \N{...} is not known. */
static bool lex_string(struct lexer *x)
{
	const char *p = x->p + 1, quote = *x->p;
	const char *close = p;
	while (close < x->end && *close != quote)
		close += *close == '\\' ? 2 : 1;
	if (close >= x->end)
		return fail(x, x->p, "the string does not end");
	char *s = ck_alloc(x->a, (size_t)(close - p) * 2 + 1); /* \xff is two bytes of UTF-8 */
	size_t n = 0;
	while (p < close) {
		static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
		uint32_t c;
		if (*p != '\\') {
			s[n++] = *p++;
			continue;
		}
		const char *known = strchr(from, p[1]);
		if (p[1] == '\n') {
			p += 2;
		} else if (p[1] && known) {
			s[n++] = to[known - from];
			p += 2;
		} else if (p[1] >= '0' && p[1] <= '7') {
			c = 0;
			for (int k = (int)(p += 1, 0); k < 3 && p < close && *p >= '0' && *p <= '7'; k++)
				c = c * 8 + (uint32_t)(*p++ - '0');
			n += ck_uni_write(c, s + n);
		} else if (p[1] == 'x' || p[1] == 'u' || p[1] == 'U') {
			int digits = p[1] == 'x' ? 2 : p[1] == 'u' ? 4 : 8;
			if (close - p < 2 + digits || !hex(p + 2, digits, &c) || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
				return fail(x, p, "this escape is no character");
			n += ck_uni_write(c, s + n);
			p += 2 + digits;
		} else if (p[1] == 'N') {
			return fail(x, p, "escape '\\N' is not supported");
		} else {
			s[n++] = *p++;
		}
	}
	struct ck_jtoken *t = put(x, CK_J_STRING, x->p, 0);
	t->s = s;
	t->n = n;
	x->p = close + 1;
	return true;
}

static bool lex_operator(struct lexer *x, char *stack, int *depth)
{
	static const char *const ops[] = { "//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]",
		"{", "}", ">", "<", "=", ".", ":", "|", ",", ";" };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		if (!starts(x, x->p, ops[i]))
			continue;
		char c = *ops[i], closes = c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : 0;
		if (closes) {
			if (*depth == BRACKETS)
				return fail(x, x->p, "brackets are nested too deeply");
			stack[(*depth)++] = closes;
		} else if (c == ')' || c == ']' || c == '}') {
			if (!*depth || stack[--*depth] != c)
				return fail(x, x->p, "this bracket closes none");
		}
		put(x, CK_J_OP, x->p, strlen(ops[i]));
		x->p += strlen(ops[i]);
		return true;
	}
	return fail(x, x->p, "unexpected character");
}

/* From behind "{%" or "{{" and a sign to behind its end. */
static bool lex_tag(struct lexer *x, const char *open, bool block)
{
	const char *close = block ? "%}" : "}}";
	char stack[BRACKETS];
	int depth = 0;
	put(x, block ? CK_J_BLOCK : CK_J_PRINT, open, 2);
	for (;;) {
		x->p = skip_white(x, x->p);
		if (x->p >= x->end)
			return fail(x, open, "the tag does not end");
		char sign = *x->p == '-' || (*x->p == '+' && block) ? *x->p : 0;
		if (!depth && starts(x, x->p + !!sign, close)) {
			put(x, block ? CK_J_BLOCK_END : CK_J_PRINT_END, x->p, 2);
			leave(x, x->p + !!sign + 2, sign, block);
			return true;
		}
		const char *p = x->p;
		bool ok = true;
		if (is_name(*p, true)) {
			while (p < x->end && is_name(*p, false))
				p++;
			put(x, CK_J_NAME, x->p, (size_t)(p - x->p));
			x->p = p;
		} else if (is_digit(*p)) {
			ok = lex_number(x);
		} else if (*p == '\'' || *p == '"') {
			ok = lex_string(x);
		} else {
			ok = lex_operator(x, stack, &depth);
		}
		if (!ok)
			return false;
	}
}

static bool lex_comment(struct lexer *x, const char *open)
{
	const char *close = find(x, x->p, "#}");
	if (!close)
		return fail(x, open, "the comment does not end");
	leave(x, close + 2, close > x->p ? close[-1] : 0, true);
	return true;
}

/* Behind "{% word": the end of this tag, and the sign before it; NULL: it is none. */
static const char *bare_tag(const struct lexer *x, const char *p, const char *word, char *sign)
{
	p = skip_white(x, p);
	if (!starts(x, p, word))
		return NULL;
	p = skip_white(x, p + strlen(word));
	*sign = p < x->end && (*p == '-' || *p == '+') ? *p : 0;
	p += !!*sign;
	return starts(x, p, "%}") ? p + 2 : NULL;
}

static char sign_after(const struct lexer *x, const char *open)
{
	return open + 2 < x->end && (open[2] == '-' || open[2] == '+') ? open[2] : 0;
}

/* Everything up to {% endraw %} is text. */
static bool lex_raw(struct lexer *x, const char *open, const char *body, char sign)
{
	leave(x, body, sign, false);
	for (const char *p = x->p; (p = find(x, p, "{%")); p += 2) {
		char before = sign_after(x, p), after;
		const char *end = bare_tag(x, p + 2 + !!before, "endraw", &after);
		if (!end)
			continue;
		put_data(x, x->p, p, before, true);
		leave(x, end, after, true);
		return true;
	}
	return fail(x, open, "{% raw %} does not end");
}

static bool lex_text(struct lexer *x)
{
	const char *open = x->p;
	while ((open = memchr(open, '{', (size_t)(x->end - open))) && !(open + 1 < x->end && strchr("{%#", open[1]) && open[1]))
		open++;
	if (!open) {
		put_data(x, x->p, x->end, '+', false);
		x->p = x->end;
		return true;
	}
	char sign = sign_after(x, open), after, kind = open[1];
	put_data(x, x->p, open, sign, kind != '{');
	x->p = open + 2 + !!sign;
	const char *raw = kind == '%' ? bare_tag(x, x->p, "raw", &after) : NULL;
	return kind == '#' ? lex_comment(x, open) : raw && after != '+' ? lex_raw(x, open, raw, after) : lex_tag(x, open, kind == '%');
}

/* One kind of line end, and none at the end of the text. */
static char *one_newline(const char *text, size_t *n, struct ck_arena *a)
{
	char *s = ck_strndup(a, text, *n);
	size_t k = 0;
	for (size_t i = 0; i < *n; i++) {
		s[k++] = text[i] == '\r' ? '\n' : text[i];
		i += text[i] == '\r' && i + 1 < *n && text[i + 1] == '\n';
	}
	*n = k && s[k - 1] == '\n' ? k - 1 : k;
	return s;
}

bool ck_jinja_lex(const char *name, const char *text, size_t n, struct ck_arena *a, struct ck_jtokens *out)
{
	*out = (struct ck_jtokens){ 0 };
	if (!ck_utf8_valid(text, n) || memchr(text, 0, n))
		return ck_error(name, "the template is not UTF-8 text");
	if (n > MOST)
		return ck_error(name, "the template has %zu bytes", n);
	char *s = one_newline(text, &n, a);
	struct lexer x = { .name = name, .a = a, .out = out, .start = s, .p = s, .end = s + n, .at = s, .line_start = s, .line = 1, .fresh = true };
	while (x.p < x.end)
		if (!lex_text(&x))
			return false;
	put(&x, CK_J_END, x.end, 0);
	return true;
}
