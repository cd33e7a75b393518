/* Pre-tokenizers: text is cut into words by a list of patterns, each applied to the words that those before it made.
 * What a pattern matches becomes a word; so does what lies between two matches.
 *
 * Patterns are a small part of regular expressions, matched leftmost, alternatives in order, repeats greedy with
 * backtracking: characters, \r \n \t \s, \p{L} \p{M} \p{N} \p{P} \p{S}, sets [...] [^...] with ranges, [...--a-z] that take
 * ASCII off, ? * + {m,n} after those, (?:...) and (?:...)? over alternatives, (?!set), and $ for the end of the word being cut. There is no
 * repeat of a group, so a match looks no deeper than the pattern is long. */
#ifndef CK_TOK_SPLIT_H
#define CK_TOK_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct ck_split;

/* Compiles a NULL-terminated list. NULL after a diagnostic. */
struct ck_split *ck_split_compile(const char *const *patterns, struct ck_arena *a);

/* first[i] != 0: a word starts at code point i. first[0] is set; n > 0. */
void ck_split(const struct ck_split *s, const uint32_t *text, size_t n, unsigned char *first);

#endif
