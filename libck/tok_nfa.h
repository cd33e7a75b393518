/* Patterns of pre-tokenizers, read into the program of a nondeterministic automaton.
 *
 * A small part of regular expressions: characters, \r \n \t \s, \p{L} \p{M} \p{N} \p{P} \p{S}, sets [...] [^...] with
 * ranges, [...--X] that takes characters and ranges X off before the set is negated, ? * + {m,n} after those and after groups
 * (?:...), alternatives, (?!set), and $ for the end of the word being cut. */
#ifndef CK_TOK_NFA_H
#define CK_TOK_NFA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

enum { CK_SET_ASCII = 128 };

struct ck_set_range { uint32_t lo, hi; };

/* Characters. Those that are white and beyond ASCII belong to \s and to no other class or range. */
struct ck_set {
	uint64_t ascii[2];     /* negation applied */
	unsigned categories;   /* bits of enum ck_uni */
	bool not;
	struct { struct ck_set_range *v; size_t n; } range, off; /* beyond ASCII: in, and taken off */
};

bool ck_set_has(const struct ck_set *s, uint32_t c);

enum ck_nfa_op {
	CK_NFA_SET,    /* a character of the set */
	CK_NFA_UNLESS, /* what follows is no character of the set */
	CK_NFA_END,    /* nothing follows */
	CK_NFA_FORK,   /* the next code, else the one at `to` */
	CK_NFA_JUMP,
	CK_NFA_MATCH,
};

struct ck_nfa_code { enum ck_nfa_op op; uint32_t set, to; };

struct ck_nfa {
	struct { struct ck_nfa_code *v; size_t n; } code;
	struct { struct ck_set *v; size_t n; } set;
};

/* False after a diagnostic. */
bool ck_nfa_read(const char *pattern, struct ck_nfa *to, struct ck_arena *a);

#endif
