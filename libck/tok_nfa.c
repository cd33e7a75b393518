#include "tok_nfa.h"

#include <string.h>

#include "diag.h"
#include "unicode.h"

enum { DEPTH = 8, MAX_CODE = 1 << 14, MANY = 1000 /* a repeat count has no more */ };

struct reader {
	const char *all, *s;
	struct ck_nfa *out;
	struct ck_arena *a;
	bool failed;
};

static void fail(struct reader *r, const char *why)
{
	if (!r->failed)
		ck_error(NULL, "pre-tokenizer pattern '%s', byte %td: %s", r->all, r->s - r->all, why);
	r->failed = true;
}

static bool within(uint32_t c, const struct ck_set_range *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c >= v[i].lo && c <= v[i].hi)
			return true;
	return false;
}

bool ck_set_has(const struct ck_set *s, uint32_t c)
{
	if (c < CK_SET_ASCII)
		return s->ascii[c / 64] >> (c % 64) & 1;
	unsigned class = ck_uni_class(c);
	bool white = class & CK_UNI_WHITE;
	bool in = s->categories >> (white ? (unsigned)CK_UNI_WHITE : class & CK_UNI_CATEGORY) & 1;
	if (!white)
		in = (in || within(c, s->range.v, s->range.n)) && !within(c, s->off.v, s->off.n);
	return in != s->not;
}

static uint32_t character(struct reader *r)
{
	size_t k;
	if (!*r->s) {
		fail(r, "an end where a character is due");
		return 0;
	}
	uint32_t c = ck_uni_read(r->s, strlen(r->s), &k);
	r->s += k;
	return c;
}

static void put_ascii(struct ck_set *s, uint32_t c, bool in)
{
	uint64_t bit = (uint64_t)1 << (c % 64);
	s->ascii[c / 64] = in ? s->ascii[c / 64] | bit : s->ascii[c / 64] & ~bit;
}

static void add_class(struct ck_set *s, unsigned class)
{
	s->categories |= 1u << class;
	for (uint32_t c = 0; c < CK_SET_ASCII; c++) {
		unsigned of = ck_uni_class(c);
		if (class == CK_UNI_WHITE ? of & CK_UNI_WHITE : (of & CK_UNI_CATEGORY) == class)
			put_ascii(s, c, true);
	}
}

static void add_range(struct reader *r, struct ck_set *s, uint32_t lo, uint32_t hi, bool off)
{
	if (lo > hi)
		fail(r, "a range that ends before it starts");
	for (uint32_t c = lo; c <= hi && c < CK_SET_ASCII; c++)
		put_ascii(s, c, !off);
	if (hi < CK_SET_ASCII)
		return;
	const struct ck_set_range range = { lo < CK_SET_ASCII ? CK_SET_ASCII : lo, hi };
	if (off)
		CK_PUSH(r->a, &s->off, range);
	else
		CK_PUSH(r->a, &s->range, range);
}

/* One character or class, at r->s. True if it was a single character, in *c. */
static bool element(struct reader *r, struct ck_set *s, uint32_t *c)
{
	static const char letter[] = "LMNPS";
	static const unsigned char category[] = { CK_UNI_LETTER, CK_UNI_MARK, CK_UNI_NUMBER, CK_UNI_PUNCTUATION, CK_UNI_SYMBOL };
	if (*r->s != '\\') {
		*c = character(r);
		return true;
	}
	char e = *++r->s;
	const char *known = e == 'p' && r->s[1] == '{' && r->s[2] ? strchr(letter, r->s[2]) : NULL;
	if (known && r->s[3] == '}') {
		add_class(s, category[known - letter]);
		r->s += 4;
		return false;
	}
	if (e == 's') {
		add_class(s, CK_UNI_WHITE);
		r->s++;
		return false;
	}
	if (!e || strchr("pdwbSDWB0123456789", e)) {
		fail(r, "an escape that is not supported");
		return false;
	}
	*c = e == 'r' ? '\r' : e == 'n' ? '\n' : e == 't' ? '\t' : (unsigned char)e;
	r->s++;
	return true;
}

/* What stands between brackets, to the closing one. */
static void members(struct reader *r, struct ck_set *s)
{
	bool off = false;
	while (!r->failed && *r->s && *r->s != ']') {
		uint32_t lo = 0, hi;
		if (!strncmp(r->s, "--", 2)) {
			r->s += 2;
			off = true;
			continue;
		}
		if (!element(r, s, &lo)) {
			if (off)
				fail(r, "a class taken off");
			continue;
		}
		hi = lo;
		if (*r->s == '-' && r->s[1] && r->s[1] != ']' && r->s[1] != '-') {
			r->s++;
			if (!element(r, s, &hi))
				fail(r, "a range to a class");
		}
		add_range(r, s, lo, hi, off);
	}
}

/* A set, class or character at r->s; its number. */
static uint32_t read_set(struct reader *r)
{
	struct ck_set s = { 0 };
	uint32_t c = 0;
	if (*r->s == '[') {
		s.not = *++r->s == '^';
		r->s += s.not;
		members(r, &s);
		if (*r->s == ']')
			r->s++;
		else
			fail(r, "a set without end");
	} else if (element(r, &s, &c)) {
		add_range(r, &s, c, c, false);
	}
	for (int i = 0; s.not && i < 2; i++)
		s.ascii[i] = ~s.ascii[i];
	CK_PUSH(r->a, &r->out->set, s);
	return (uint32_t)r->out->set.n - 1;
}

static uint32_t here(const struct reader *r)
{
	return (uint32_t)r->out->code.n;
}

static uint32_t emit(struct reader *r, enum ck_nfa_op op, uint32_t set, uint32_t to)
{
	if (here(r) >= MAX_CODE)
		fail(r, "too long");
	else
		CK_PUSH(r->a, &r->out->code, (struct ck_nfa_code){ op, set, to });
	return here(r) - 1;
}

static uint32_t number(struct reader *r)
{
	uint32_t n = 0;
	for (; *r->s >= '0' && *r->s <= '9' && n <= MANY; r->s++)
		n = n * 10 + (uint32_t)(*r->s - '0');
	return n;
}

/* The repeat at r->s; 1 and 1 if there is none. */
static void read_count(struct reader *r, uint32_t *min, uint32_t *max)
{
	*min = *max = 1;
	if (*r->s == '?' || *r->s == '*' || *r->s == '+') {
		*min = *r->s == '+';
		*max = *r->s == '?' ? 1 : UINT32_MAX;
		r->s++;
	} else if (*r->s == '{') {
		r->s++;
		*min = *max = number(r);
		if (*r->s == ',') {
			r->s++;
			*max = number(r);
		}
		if (*r->s != '}' || *max < *min || !*max || *max > MANY)
			fail(r, "a repeat count that is none");
		else
			r->s++;
	}
}

/* Appends code that stood at `from`. */
static void copy(struct reader *r, const struct ck_nfa_code *c, uint32_t n, uint32_t from)
{
	uint32_t by = here(r) - from;
	for (uint32_t i = 0; i < n; i++)
		emit(r, c[i].op, c[i].set, c[i].to + by);
}

/* Repeats the item whose code starts at `from`, as r->s says. */
static void repeat(struct reader *r, uint32_t from)
{
	uint32_t min, max, n = here(r) - from;
	read_count(r, &min, &max);
	if (r->failed || (min == 1 && max == 1))
		return;
	struct ck_nfa_code *c = ck_allocn(r->a, n, sizeof *c);
	memcpy(c, r->out->code.v + from, n * sizeof *c);
	r->out->code.n = from;
	for (uint32_t i = 0; i < min; i++)
		copy(r, c, n, from);
	if (max == UINT32_MAX) {
		uint32_t fork = emit(r, CK_NFA_FORK, 0, 0);
		copy(r, c, n, from);
		emit(r, CK_NFA_JUMP, 0, fork);
		r->out->code.v[fork].to = here(r);
		return;
	}
	uint32_t optional = here(r);
	for (uint32_t i = min; i < max; i++) {
		emit(r, CK_NFA_FORK, 0, 0);
		copy(r, c, n, from);
	}
	for (uint32_t i = min; !r->failed && i < max; i++, optional += n + 1)
		r->out->code.v[optional].to = here(r);
}

static void alternatives(struct reader *r, int depth);

static void item(struct reader *r, int depth)
{
	uint32_t from = here(r);
	if (!strncmp(r->s, "(?!", 3)) {
		r->s += 3;
		emit(r, CK_NFA_UNLESS, read_set(r), 0);
		if (*r->s == ')')
			r->s++;
		else
			fail(r, "what must not follow is more than one set");
		return;
	}
	if (*r->s == '$') {
		r->s++;
		emit(r, CK_NFA_END, 0, 0);
		return;
	}
	if (!strncmp(r->s, "(?:", 3)) {
		r->s += 3;
		alternatives(r, depth + 1);
		if (*r->s == ')')
			r->s++;
		else
			fail(r, "a group without end");
	} else if (strchr("(?*+{}]", *r->s)) {
		fail(r, "not supported here");
	} else {
		emit(r, CK_NFA_SET, read_set(r), 0);
	}
	repeat(r, from);
}

/* FORK second / first / JUMP end / second: FORK third / ... / last / end */
static void alternatives(struct reader *r, int depth)
{
	struct { uint32_t *v; size_t n; } jumps = { 0 };
	if (depth > DEPTH)
		fail(r, "groups too deep");
	for (bool more = true; more && !r->failed;) {
		uint32_t start = here(r);
		while (!r->failed && *r->s && *r->s != '|' && *r->s != ')')
			item(r, depth);
		more = !r->failed && *r->s == '|';
		if (!more)
			break;
		r->s++;
		uint32_t n = here(r) - start;
		struct ck_nfa_code *c = ck_allocn(r->a, n, sizeof *c);
		memcpy(c, r->out->code.v + start, n * sizeof *c);
		r->out->code.n = start;
		emit(r, CK_NFA_FORK, 0, 0);
		copy(r, c, n, start);
		CK_PUSH(r->a, &jumps, emit(r, CK_NFA_JUMP, 0, 0));
		r->out->code.v[start].to = here(r);
	}
	for (size_t i = 0; !r->failed && i < jumps.n; i++)
		r->out->code.v[jumps.v[i]].to = here(r);
}

bool ck_nfa_read(const char *pattern, struct ck_nfa *to, struct ck_arena *a)
{
	struct reader r = { .all = pattern, .s = pattern, .out = to, .a = a };
	*to = (struct ck_nfa){ 0 };
	alternatives(&r, 0);
	if (!r.failed && *r.s)
		fail(&r, "an end of a group that has none");
	emit(&r, CK_NFA_MATCH, 0, 0);
	return !r.failed;
}
