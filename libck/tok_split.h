/* Pre-tokenizers: text is cut into words by a list of patterns (tok_nfa.h), each applied to the words that those before
 * it made. What a pattern matches becomes a word; so does what lies between two matches. Matches are leftmost, alternatives
 * in order, repeats greedy. Each pattern is a deterministic automaton: a character costs one step in it.
 *
 * "(?=(SET{3})+(?!SET))" as a whole pattern cuts before what is followed by a multiple of three of SET up to the end of
 * their run; "(?<=SET{1,3})(?=(SET{3})*(?!SET))" cuts after such places, and not before the run. */
#ifndef CK_TOK_SPLIT_H
#define CK_TOK_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct ck_split;

/* Compiles a NULL-terminated list. NULL after a diagnostic. */
struct ck_split *ck_split_compile(const char *const *patterns, struct ck_arena *a);

typedef void ck_split_word(void *with, const char *s, size_t n);

/* Words of n bytes of UTF-8 (any that ck_uni_write gives), in order. If text goes on (!last), only the words that it
 * cannot change. Returns the bytes of those; the others come again, with what follows them, in the next call. */
size_t ck_split(const struct ck_split *s, const char *text, size_t n, bool last, ck_split_word *word, void *with);

#endif
