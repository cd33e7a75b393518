#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"

struct ck_arena_chunk {
	struct ck_arena_chunk *below;
	size_t used, size;
	_Alignas(16) unsigned char data[];
};

/* Under the address sanitizer every allocation is a chunk of its own, so that none can be overrun unseen. */
#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif
enum { CHUNK = SANITIZED ? 0 : 64 * 1024 };

void *ck_alloc(struct ck_arena *a, size_t size)
{
	if (size > PTRDIFF_MAX / 2)
		ck_die("out of memory: %zu bytes asked for", size);
	if (CHUNK)
		size = (size + 15) & ~(size_t)15;
	struct ck_arena_chunk *c = a->top;
	if (!c || c->size - c->used < size) {
		size_t room = size > CHUNK ? size : CHUNK;
		c = calloc(1, sizeof *c + room);
		if (!c)
			ck_die("out of memory: %zu bytes asked for", size);
		c->size = room;
		c->below = a->top;
		a->top = c;
	}
	void *p = c->data + c->used;
	c->used += size;
	return p;
}

void *ck_allocn(struct ck_arena *a, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		ck_die("out of memory: %zu elements of %zu bytes asked for", count, size);
	return ck_alloc(a, bytes);
}

void *ck_grow(struct ck_arena *a, void *v, size_t n, size_t size)
{
	if (n && (n < 8 || (n & (n - 1))))
		return v;
	void *w = ck_allocn(a, n ? 2 * n : 8, size);
	if (n)
		memcpy(w, v, n * size);
	return w;
}

char *ck_strndup(struct ck_arena *a, const char *s, size_t n)
{
	char *d = ck_alloc(a, n + 1);
	memcpy(d, s, n);
	return d;
}

char *ck_strdup(struct ck_arena *a, const char *s)
{
	return ck_strndup(a, s, strlen(s));
}

char *ck_vprintf(struct ck_arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		ck_die("cannot format '%s'", fmt);
	char *s = ck_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *ck_printf(struct ck_arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = ck_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void ck_arena_free(struct ck_arena *a)
{
	while (a->top) {
		struct ck_arena_chunk *below = a->top->below;
		free(a->top);
		a->top = below;
	}
}
