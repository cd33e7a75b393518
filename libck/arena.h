/* Region allocator: everything a pass makes lives in one arena and is freed with it.
 * Allocation never returns NULL: out of memory is diagnosed and ends the process with status 1. */
#ifndef CK_ARENA_H
#define CK_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct ck_arena {
	struct ck_arena_chunk *top;
};

void *ck_alloc(struct ck_arena *a, size_t size);                  /* zeroed, 16-byte aligned */
void *ck_allocn(struct ck_arena *a, size_t count, size_t size);   /* count * size, overflow diagnosed */
char *ck_strdup(struct ck_arena *a, const char *s);
char *ck_strndup(struct ck_arena *a, const char *s, size_t n);
char *ck_printf(struct ck_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *ck_vprintf(struct ck_arena *a, const char *fmt, va_list ap);
void ck_arena_free(struct ck_arena *a);

/* Grow an arena array so that it holds one element more; returns the (possibly moved) array.
 * Capacity is implied by n: powers of two from 8. */
void *ck_grow(struct ck_arena *a, void *v, size_t n, size_t size);

/* Append to a list with members v and n. */
#define CK_PUSH(a, list, ...) \
	((list)->v = ck_grow((a), (list)->v, (list)->n, sizeof *(list)->v), \
	 (list)->v[(list)->n++] = (__VA_ARGS__))

#endif
