#include "tok_split.h"

#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok_nfa.h"
#include "unicode.h"

enum { KINDS = 8 /* categories, white in place of the unused one */, WHITE = 7, MAX_CLASSES = 255, MAX_STATES = 1 << 14 };
enum { DEAD, START }; /* states */

/* The automaton of a pattern. Characters of a class are in the same sets. A step goes to the state step[state][class] / 2;
 * it is odd where a match ends before that character. The last class is the end of the word. */
struct automaton {
	uint8_t ascii[CK_SET_ASCII];
	struct { uint32_t *v; size_t n; } bound; /* beyond ASCII, the ranges' ends cut characters into intervals */
	uint8_t (*class)[KINDS];                 /* of an interval and category */
	uint32_t classes;
	struct { uint16_t *v; size_t n; } step;
	const struct ck_set *run;   /* it matches nothing without a run of these: where the first of a run fails, all do */
	const struct ck_set *three; /* no automaton: groups of three of these */
	bool after;                 /* cuts are after groups, the first group included */
};

struct ck_split {
	struct { struct automaton *v; size_t n; } pattern;
};

static unsigned kind_of(uint32_t c)
{
	unsigned class = ck_uni_class(c);
	return class & CK_UNI_WHITE ? (unsigned)WHITE : class & CK_UNI_CATEGORY;
}

static size_t interval(const struct automaton *m, uint32_t c)
{
	size_t lo = 0, hi = m->bound.n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (m->bound.v[mid] <= c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint8_t class_of(const struct automaton *m, uint32_t c)
{
	return c < CK_SET_ASCII ? m->ascii[c] : m->class[interval(m, c)][kind_of(c)];
}

static int order(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

/* Whether sets have a character of an interval (of which c is one) and category. */
static bool has_kind(const struct ck_set *s, uint32_t c, unsigned kind)
{
	bool in = s->categories >> (kind == WHITE ? (unsigned)CK_UNI_WHITE : kind) & 1;
	for (size_t i = 0; kind != WHITE && i < s->range.n; i++)
		in |= c >= s->range.v[i].lo && c <= s->range.v[i].hi;
	for (size_t i = 0; kind != WHITE && i < s->off.n; i++)
		in &= c < s->off.v[i].lo || c > s->off.v[i].hi;
	return in != s->not;
}

struct classes { unsigned char *seen; size_t nsets; uint32_t n; struct ck_arena *a; }; /* seen: [class][set] */

static uint8_t class_number(struct classes *k, const unsigned char *in)
{
	uint32_t i = 0;
	while (i < k->n && memcmp(k->seen + i * k->nsets, in, k->nsets))
		i++;
	if (i == k->n && i < MAX_CLASSES)
		memcpy(k->seen + k->n++ * k->nsets, in, k->nsets);
	return (uint8_t)i;
}

static void make_classes(struct automaton *m, const struct ck_nfa *nfa, struct classes *k)
{
	const struct ck_set *set = nfa->set.v;
	unsigned char *in = ck_alloc(k->a, k->nsets + 1);
	for (uint32_t c = 0; c < CK_SET_ASCII; c++) {
		for (size_t i = 0; i < k->nsets; i++)
			in[i] = ck_set_has(&set[i], c);
		m->ascii[c] = class_number(k, in);
	}
	for (size_t i = 0; i < k->nsets; i++)
		for (int off = 0; off < 2; off++)
			for (size_t j = 0; j < (off ? set[i].off.n : set[i].range.n); j++) {
				const struct ck_set_range *r = off ? &set[i].off.v[j] : &set[i].range.v[j];
				CK_PUSH(k->a, &m->bound, r->lo);
				CK_PUSH(k->a, &m->bound, r->hi + 1);
			}
	if (m->bound.n)
		qsort(m->bound.v, m->bound.n, sizeof *m->bound.v, order);
	m->class = ck_allocn(k->a, m->bound.n + 1, sizeof *m->class);
	for (size_t i = 0; i <= m->bound.n; i++)
		for (unsigned kind = 0; kind < KINDS; kind++) {
			for (size_t j = 0; j < k->nsets; j++)
				in[j] = has_kind(&set[j], i ? m->bound.v[i - 1] : CK_SET_ASCII, kind);
			m->class[i][kind] = class_number(k, in);
		}
	m->classes = k->n;
}

/* A state: places in the program, best first. */
struct state { uint32_t *v; size_t n; };

struct maker {
	struct automaton *m;
	const struct ck_nfa *nfa;
	const struct classes *k;
	struct { struct state *v; size_t n; } state;
	unsigned char *reached, *queued; /* places of the program */
	struct state next;
	bool match;
	struct ck_arena *a;
};

/* Follows the program from pc up to the characters it takes, the next one being of a class. */
static void follow(struct maker *x, uint32_t pc, uint32_t class)
{
	bool end = class == x->m->classes;
	while (!x->match && !x->reached[pc]) {
		const struct ck_nfa_code *c = &x->nfa->code.v[pc];
		bool in = !end && x->k->seen && (c->op == CK_NFA_SET || c->op == CK_NFA_UNLESS)
			&& x->k->seen[class * x->k->nsets + c->set];
		x->reached[pc++] = 1;
		switch (c->op) {
		case CK_NFA_SET:
			if (in && !x->queued[pc]) {
				x->queued[pc] = 1;
				CK_PUSH(x->a, &x->next, pc);
			}
			return;
		case CK_NFA_UNLESS:
			if (in)
				return;
			break;
		case CK_NFA_END:
			if (!end)
				return;
			break;
		case CK_NFA_FORK:
			follow(x, pc, class);
			pc = c->to;
			break;
		case CK_NFA_JUMP:
			pc = c->to;
			break;
		case CK_NFA_MATCH:
			x->match = true;
			return;
		}
	}
}

static uint16_t state_number(struct maker *x, const struct state *s)
{
	for (size_t i = s->n ? START : DEAD; i < x->state.n; i++)
		if (x->state.v[i].n == s->n && (!s->n || !memcmp(x->state.v[i].v, s->v, s->n * sizeof *s->v)))
			return (uint16_t)i;
	CK_PUSH(x->a, &x->state, *s);
	return (uint16_t)(x->state.n - 1);
}

static bool make_steps(struct maker *x)
{
	struct state start = { 0 };
	CK_PUSH(x->a, &x->state, start);
	CK_PUSH(x->a, &start, 0);
	CK_PUSH(x->a, &x->state, start);
	for (size_t i = 0; i < x->state.n; i++)
		for (uint32_t class = 0; class <= x->m->classes; class++) {
			const struct state s = x->state.v[i];
			memset(x->reached, 0, x->nfa->code.n);
			memset(x->queued, 0, x->nfa->code.n + 1);
			x->next = (struct state){ 0 };
			x->match = false;
			for (size_t j = 0; j < s.n; j++)
				follow(x, s.v[j], class);
			uint16_t to = state_number(x, &x->next);
			if (x->state.n >= MAX_STATES)
				return ck_error(NULL, "a pre-tokenizer pattern has too many states");
			CK_PUSH(x->a, &x->m->step, (uint16_t)(to * 2 + x->match));
		}
	return true;
}

static bool same_set(uint32_t i, uint32_t j, const struct classes *k)
{
	for (uint32_t c = 0; c < k->n; c++)
		if (k->seen[c * k->nsets + i] != k->seen[c * k->nsets + j])
			return false;
	return true;
}

static bool make_automaton(struct automaton *m, const char *pattern, struct ck_arena *a)
{
	struct ck_nfa nfa;
	if (!ck_nfa_read(pattern, &nfa, a))
		return false;
	struct classes k = { .nsets = nfa.set.n, .a = a };
	k.seen = ck_allocn(a, MAX_CLASSES, k.nsets + 1);
	make_classes(m, &nfa, &k);
	if (k.n == MAX_CLASSES)
		return ck_error(NULL, "pre-tokenizer pattern '%s' has too many sets", pattern);
	const struct ck_nfa_code *c = nfa.code.v;
	if (nfa.code.n > 3 && c[0].op == CK_NFA_SET && c[1].op == CK_NFA_FORK && c[2].op == CK_NFA_SET
		&& c[3].op == CK_NFA_JUMP && c[3].to == 1 && same_set(c[0].set, c[2].set, &k))
		m->run = &nfa.set.v[c[0].set];
	struct maker x = { .m = m, .nfa = &nfa, .k = &k, .a = a,
		.reached = ck_alloc(a, nfa.code.n), .queued = ck_alloc(a, nfa.code.n + 1) };
	return make_steps(&x);
}

/* The two forms that are no automaton; false: another one. */
static bool make_three(struct automaton *m, const char *pattern, struct ck_arena *a)
{
	static const char *const head[] = { "(?=(", "(?<=" }, *const tail[] = { "{3})+(?!", "{1,3})(?=(" };
	for (int after = 0; after < 2; after++) {
		const char *set = pattern + strlen(head[after]), *stop;
		struct ck_nfa nfa;
		if (strncmp(pattern, head[after], strlen(head[after])) || !(stop = strstr(set, tail[after])))
			continue;
		if (!ck_nfa_read(ck_strndup(a, set, (size_t)(stop - set)), &nfa, a) || nfa.set.n != 1)
			continue;
		m->three = nfa.set.v;
		m->after = after;
		return true;
	}
	return false;
}

struct ck_split *ck_split_compile(const char *const *patterns, struct ck_arena *a)
{
	struct ck_split *s = ck_alloc(a, sizeof *s);
	for (; *patterns; patterns++) {
		struct automaton m = { 0 };
		if (!make_three(&m, *patterns, a) && !make_automaton(&m, *patterns, a))
			return NULL;
		CK_PUSH(a, &s->pattern, m);
	}
	return s;
}

struct job { const struct ck_split *s; ck_split_word *word; void *with; };

enum found { NONE, FOUND, OPEN }; /* OPEN: what follows decides */

/* The match that starts at s, n > 0 bytes; *end receives its bytes. */
static enum found match(const struct automaton *m, const char *s, size_t n, bool last, size_t *end)
{
	const uint16_t *step = m->step.v;
	const uint32_t width = m->classes + 1;
	uint32_t state = START;
	*end = 0;
	for (size_t i = 0, k = 0; i < n; i += k) {
		unsigned char b = (unsigned char)s[i];
		uint8_t class;
		k = 1;
		if (b < CK_SET_ASCII)
			class = m->ascii[b];
		else
			class = class_of(m, ck_uni_read(s + i, n - i, &k));
		uint32_t to = step[state * width + class];
		if (to & 1)
			*end = i;
		state = to >> 1;
		if (state == DEAD)
			return *end ? FOUND : NONE;
	}
	if (!last)
		return OPEN;
	if (step[state * width + m->classes] & 1)
		*end = n;
	return *end ? FOUND : NONE;
}

/* The next place after i where a match may start, if none starts at i. */
static size_t skip(const struct automaton *m, const char *s, size_t n, size_t i)
{
	size_t k;
	bool run = m->run && ck_set_has(m->run, ck_uni_read(s + i, n - i, &k));
	do {
		ck_uni_read(s + i, n - i, &k);
		i += k;
	} while (run && i < n && ck_set_has(m->run, ck_uni_read(s + i, n - i, &k)));
	return i;
}

static size_t cut(const struct job *j, size_t level, const char *s, size_t n, bool last);

static size_t cut_threes(const struct job *j, size_t level, const char *s, size_t n, bool last)
{
	const struct automaton *m = &j->s->pattern.v[level];
	size_t done = 0, i = 0, k;
	while (i < n) {
		size_t run = i, count = 0;
		while (i < n && ck_set_has(m->three, ck_uni_read(s + i, n - i, &k))) {
			i += k;
			count++;
		}
		if (i == n && !last)
			return done + cut(j, level + 1, s + done, run - done, false);
		for (size_t left = count; run < i; run += k, left--) {
			if (left % 3 == 0 && run > done && (!m->after || left < count))
				done += cut(j, level + 1, s + done, run - done, true);
			ck_uni_read(s + run, n - run, &k);
		}
		if (count && m->after)
			done += cut(j, level + 1, s + done, i - done, true);
		if (i < n) {
			ck_uni_read(s + i, n - i, &k);
			i += k;
		}
	}
	return done + cut(j, level + 1, s + done, n - done, last);
}

/* Cuts by the patterns from `level` on; returns the bytes of words that are certain. Starting again there finds the same
 * words, for no pattern looks back. */
static size_t cut(const struct job *j, size_t level, const char *s, size_t n, bool last)
{
	if (level == j->s->pattern.n) {
		if (last && n)
			j->word(j->with, s, n);
		return last ? n : 0;
	}
	const struct automaton *m = &j->s->pattern.v[level];
	if (m->three)
		return cut_threes(j, level, s, n, last);
	size_t done = 0, i = 0, end;
	while (i < n) {
		switch (match(m, s + i, n - i, last, &end)) {
		case OPEN:
			return done + cut(j, level + 1, s + done, i - done, false);
		case FOUND:
			if (i > done)
				cut(j, level + 1, s + done, i - done, true);
			cut(j, level + 1, s + i, end, true);
			done = i += end;
			break;
		case NONE:
			i = skip(m, s, n, i);
		}
	}
	return done + cut(j, level + 1, s + done, n - done, last);
}

size_t ck_split(const struct ck_split *s, const char *text, size_t n, bool last, ck_split_word *word, void *with)
{
	const struct job j = { s, word, with };
	return cut(&j, 0, text, n, last);
}
