#include "tok_split.h"

#include <string.h>

#include "diag.h"
#include "unicode.h"

enum { ASCII = 128, MAX_RANGES = 512, DEPTH = 8 };

struct range { uint32_t lo, hi; };

struct set {
	uint64_t ascii[2];     /* negation applied */
	unsigned categories;   /* bits of enum ck_uni; white characters beyond ASCII are CK_UNI_WHITE and nothing else */
	bool not;
	const struct range *range;
	size_t nranges;
};

enum op { RUN, UNLESS, END, FORK, JUMP, MATCH };

struct code {
	enum op op;
	uint32_t set;          /* RUN, UNLESS */
	uint32_t min, max;     /* RUN */
	uint32_t to;           /* FORK: the second choice; JUMP */
};

struct pattern {
	struct { struct code *v; size_t n; } code;
	struct { struct set *v; size_t n; } set;
};

struct ck_split {
	struct { struct pattern *v; size_t n; } pattern;
};

struct reader {
	const char *all, *s;
	struct pattern *out;
	struct ck_arena *a;
	bool failed;
};

static void fail(struct reader *r, const char *why)
{
	if (!r->failed)
		ck_error(NULL, "pre-tokenizer pattern '%s', byte %td: %s", r->all, r->s - r->all, why);
	r->failed = true;
}

static bool has(const struct set *s, uint32_t c)
{
	if (c < ASCII)
		return s->ascii[c / 64] >> (c % 64) & 1;
	unsigned class = ck_uni_class(c);
	class = class & CK_UNI_WHITE ? CK_UNI_WHITE : class & CK_UNI_CATEGORY;
	bool in = s->categories >> class & 1;
	for (size_t i = 0; !in && class != CK_UNI_WHITE && i < s->nranges; i++)
		in = c >= s->range[i].lo && c <= s->range[i].hi;
	return in != s->not;
}

static uint32_t character(struct reader *r)
{
	size_t k;
	uint32_t c = ck_uni_read(r->s, strlen(r->s), &k);
	r->s += k;
	return c;
}

struct draft { struct set set; struct range range[MAX_RANGES]; };

static void add_class(struct draft *d, unsigned class)
{
	d->set.categories |= 1u << class;
	for (uint32_t c = 0; c < ASCII; c++) {
		unsigned of = ck_uni_class(c);
		if (class == CK_UNI_WHITE ? of & CK_UNI_WHITE : (of & CK_UNI_CATEGORY) == class)
			d->set.ascii[c / 64] |= (uint64_t)1 << (c % 64);
	}
}

static void add_range(struct reader *r, struct draft *d, uint32_t lo, uint32_t hi)
{
	if (lo > hi || d->set.nranges == MAX_RANGES) {
		fail(r, lo > hi ? "a range that ends before it starts" : "too many ranges");
		return;
	}
	for (uint32_t c = lo; c <= hi && c < ASCII; c++)
		d->set.ascii[c / 64] |= (uint64_t)1 << (c % 64);
	d->range[d->set.nranges++] = (struct range){ lo, hi };
}

/* One character or class, at r->s. True if it was a single character, in *c. */
static bool element(struct reader *r, struct draft *d, uint32_t *c)
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
		add_class(d, category[known - letter]);
		r->s += 4;
		return false;
	}
	if (e == 's') {
		add_class(d, CK_UNI_WHITE);
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

/* "--" and ASCII characters or ranges of them: not those. At r->s, to the end of the set. */
static void subtract(struct reader *r, struct draft *d)
{
	for (r->s += 2; *r->s && *r->s != ']';) {
		uint32_t lo = character(r), hi = lo;
		if (*r->s == '-') {
			r->s++;
			hi = character(r);
		}
		if (hi >= ASCII || d->set.not)
			fail(r, "only ASCII can be taken off, and not from a negated set");
		for (; lo <= hi && lo < ASCII; lo++)
			d->set.ascii[lo / 64] &= ~((uint64_t)1 << (lo % 64));
	}
}

/* A set, class or character at r->s; its number. */
static uint32_t read_set(struct reader *r)
{
	struct draft d = { 0 };
	uint32_t lo = 0, hi = 0;
	if (*r->s == '[') {
		d.set.not = *++r->s == '^';
		r->s += d.set.not;
		while (!r->failed && *r->s && *r->s != ']') {
			if (!strncmp(r->s, "--", 2)) {
				subtract(r, &d);
				continue;
			}
			if (!element(r, &d, &lo))
				continue;
			hi = lo;
			if (*r->s == '-' && r->s[1] && r->s[1] != ']') {
				r->s++;
				if (!element(r, &d, &hi))
					fail(r, "a range to a class");
			}
			add_range(r, &d, lo, hi);
		}
		if (*r->s == ']')
			r->s++;
		else
			fail(r, "a set without end");
	} else if (element(r, &d, &lo)) {
		add_range(r, &d, lo, lo);
	}
	for (int i = 0; d.set.not && i < 2; i++)
		d.set.ascii[i] = ~d.set.ascii[i];
	struct range *kept = ck_allocn(r->a, d.set.nranges, sizeof *kept);
	memcpy(kept, d.range, d.set.nranges * sizeof *kept);
	d.set.range = kept;
	CK_PUSH(r->a, &r->out->set, d.set);
	return (uint32_t)r->out->set.n - 1;
}

static uint32_t emit(struct reader *r, struct code c)
{
	CK_PUSH(r->a, &r->out->code, c);
	return (uint32_t)r->out->code.n - 1;
}

static uint32_t here(const struct reader *r)
{
	return (uint32_t)r->out->code.n;
}

static uint32_t number(struct reader *r)
{
	uint32_t n = 0;
	for (; *r->s >= '0' && *r->s <= '9' && n < 1000; r->s++)
		n = n * 10 + (uint32_t)(*r->s - '0');
	return n;
}

static void repeat(struct reader *r, struct code *c)
{
	c->min = c->max = 1;
	if (*r->s == '?' || *r->s == '*' || *r->s == '+') {
		c->min = *r->s == '+';
		c->max = *r->s == '?' ? 1 : UINT32_MAX;
		r->s++;
	} else if (*r->s == '{') {
		r->s++;
		c->min = c->max = number(r);
		if (*r->s == ',') {
			r->s++;
			c->max = number(r);
		}
		if (*r->s != '}' || c->max < c->min || !c->max)
			fail(r, "a repeat count that is none");
		else
			r->s++;
	}
}

static void alternatives(struct reader *r, int depth);

static void item(struct reader *r, int depth)
{
	if (!strncmp(r->s, "(?!", 3)) {
		r->s += 3;
		emit(r, (struct code){ .op = UNLESS, .set = read_set(r) });
		if (*r->s == ')')
			r->s++;
		else
			fail(r, "what must not follow is more than one set");
	} else if (!strncmp(r->s, "(?:", 3)) {
		r->s += 3;
		uint32_t fork = emit(r, (struct code){ .op = FORK });
		alternatives(r, depth + 1);
		if (*r->s != ')') {
			fail(r, "a group without end");
			return;
		}
		bool optional = *++r->s == '?';
		r->s += optional;
		if (optional)
			r->out->code.v[fork].to = here(r);
		else
			r->out->code.v[fork] = (struct code){ .op = JUMP, .to = fork + 1 };
		if (*r->s && strchr("?*+{", *r->s))
			fail(r, "a repeated group");
	} else if (*r->s == '$') {
		r->s++;
		emit(r, (struct code){ .op = END });
	} else if (strchr("(?*+{}]", *r->s)) {
		fail(r, "not supported here");
	} else {
		struct code c = { .op = RUN, .set = read_set(r) };
		repeat(r, &c);
		emit(r, c);
	}
}

/* FORK second / first / JUMP end / second: FORK third / ... / end */
static void alternatives(struct reader *r, int depth)
{
	struct { uint32_t *v; size_t n; } jumps = { 0 };
	if (depth > DEPTH)
		fail(r, "groups too deep");
	for (bool more = true; more && !r->failed;) {
		uint32_t fork = emit(r, (struct code){ .op = FORK });
		while (!r->failed && *r->s && *r->s != '|' && *r->s != ')')
			item(r, depth);
		more = *r->s == '|';
		if (more) {
			r->s++;
			CK_PUSH(r->a, &jumps, emit(r, (struct code){ .op = JUMP }));
			r->out->code.v[fork].to = here(r);
		} else {
			r->out->code.v[fork] = (struct code){ .op = JUMP, .to = fork + 1 };
		}
	}
	for (size_t i = 0; i < jumps.n; i++)
		r->out->code.v[jumps.v[i]].to = here(r);
}

struct ck_split *ck_split_compile(const char *const *patterns, struct ck_arena *a)
{
	struct ck_split *s = ck_alloc(a, sizeof *s);
	for (; *patterns; patterns++) {
		struct pattern p = { 0 };
		struct reader r = { .all = *patterns, .s = *patterns, .out = &p, .a = a };
		alternatives(&r, 0);
		if (!r.failed && *r.s)
			fail(&r, "an end of a group that has none");
		if (r.failed)
			return NULL;
		emit(&r, (struct code){ .op = MATCH });
		CK_PUSH(a, &s->pattern, p);
	}
	return s;
}

struct word { const struct pattern *p; const uint32_t *text; size_t end; };

/* Where the match ends that starts at i, with the code from pc; SIZE_MAX: there is none. */
static size_t match(const struct word *w, uint32_t pc, size_t i)
{
	for (;; pc++) {
		const struct code *c = &w->p->code.v[pc];
		const struct set *set = &w->p->set.v[c->set];
		size_t k = 0, end;
		switch (c->op) {
		case MATCH:
			return i;
		case END:
			if (i < w->end)
				return SIZE_MAX;
			break;
		case UNLESS:
			if (i < w->end && has(set, w->text[i]))
				return SIZE_MAX;
			break;
		case JUMP:
			pc = c->to - 1;
			break;
		case FORK:
			if ((end = match(w, pc + 1, i)) != SIZE_MAX)
				return end;
			pc = c->to - 1;
			break;
		case RUN:
			while (k < c->max && i + k < w->end && has(set, w->text[i + k]))
				k++;
			if (k < c->min)
				return SIZE_MAX;
			for (; k > c->min; k--)
				if ((end = match(w, pc + 1, i + k)) != SIZE_MAX)
					return end;
			i += k;
			break;
		}
	}
}

/* The set of a pattern that is nothing without a run of it: where the run's first start fails, all its starts do. */
static const struct set *leading_run(const struct pattern *p)
{
	uint32_t pc = 0;
	while (p->code.v[pc].op == JUMP)
		pc = p->code.v[pc].to;
	const struct code *c = &p->code.v[pc];
	return c->op == RUN && c->min == 1 && c->max == UINT32_MAX ? &p->set.v[c->set] : NULL;
}

static void cut(const struct pattern *p, const uint32_t *text, size_t i, size_t end, unsigned char *first)
{
	const struct word w = { p, text, end };
	const struct set *run = leading_run(p);
	while (i < end) {
		size_t stop = match(&w, 0, i);
		if (stop != SIZE_MAX && stop > i) {
			first[i] = 1;
			i = stop;
			if (i < end)
				first[i] = 1;
			continue;
		}
		bool inside = run && has(run, text[i]);
		for (i++; inside && i < end && has(run, text[i]); i++)
			;
	}
}

void ck_split(const struct ck_split *s, const uint32_t *text, size_t n, unsigned char *first)
{
	memset(first, 0, n);
	first[0] = 1;
	for (size_t k = 0; k < s->pattern.n; k++)
		for (size_t i = 0, end; i < n; i = end) {
			for (end = i + 1; end < n && !first[end]; end++)
				;
			cut(&s->pattern.v[k], text, i, end, first);
		}
}
