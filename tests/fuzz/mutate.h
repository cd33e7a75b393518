/* A libFuzzer mutator for JSON: one edit of the tree (an integer to a limit, a text to another of the same document, an
 * element dropped, doubled or moved), or of the bytes. */
#ifndef CK_FUZZ_MUTATE_H
#define CK_FUZZ_MUTATE_H

#include <jansson.h>
#include <string.h>

#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

struct fuzz_nodes {
	struct fuzz_node { json_t *up; const char *key; size_t index; } v[4096];
	size_t n;
};

static inline uint32_t fuzz_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static inline json_t *fuzz_node_value(const struct fuzz_node *n)
{
	return n->key ? json_object_get(n->up, n->key) : json_array_get(n->up, n->index);
}

static inline void fuzz_collect(struct fuzz_nodes *all, json_t *j)
{
	const char *key;
	json_t *v;
	size_t i;
	if (json_is_object(j)) {
		json_object_foreach(j, key, v)
			if (all->n < sizeof all->v / sizeof *all->v) {
				all->v[all->n++] = (struct fuzz_node){ j, key, 0 };
				fuzz_collect(all, v);
			}
	} else if (json_is_array(j)) {
		json_array_foreach(j, i, v)
			if (all->n < sizeof all->v / sizeof *all->v) {
				all->v[all->n++] = (struct fuzz_node){ j, NULL, i };
				fuzz_collect(all, v);
			}
	}
}

static inline json_t *fuzz_limit(uint32_t r)
{
	static const long long limit[] = { 0, 1, -1, 2, 3, 31, 32, 63, 64, 256, 4096, 1 << 20, INT32_MAX, UINT32_MAX, 1LL << 32,
		1LL << 60, INT64_MAX / 64, INT64_MAX - 63, INT64_MAX, INT64_MIN };
	return json_integer(limit[r % (sizeof limit / sizeof *limit)]);
}

static inline json_t *fuzz_text(uint32_t r)
{
	static const char *const text[] = { "", "T", "O", "T*T", "T*9223372036854775807", "9223372036854775807", "T - T + 1", "S",
		"*/", "\"", "\n", "\\", "x'", "input", "output", "observe", "f32", "f16", "q8_0", "a8_32", "i32", "rows", "call", "act",
		"produced", "header", "../x", "%n%s" };
	return json_string(text[r % (sizeof text / sizeof *text)]);
}

static inline void fuzz_replace(const struct fuzz_node *n, json_t *value)
{
	if (n->key)
		json_object_set_new(n->up, n->key, value);
	else
		json_array_set_new(n->up, n->index, value);
}

static inline void fuzz_edit(const struct fuzz_nodes *all, uint32_t *seed)
{
	const struct fuzz_node *n = &all->v[fuzz_random(seed) % all->n];
	json_t *value = fuzz_node_value(n);
	uint32_t r = fuzz_random(seed);
	if (r % 4 == 0) { /* another value of the same type from elsewhere */
		for (int i = 0; i < 64; i++) {
			json_t *other = fuzz_node_value(&all->v[fuzz_random(seed) % all->n]);
			if (other != value && json_typeof(other) == json_typeof(value)) {
				fuzz_replace(n, json_deep_copy(other));
				return;
			}
		}
	}
	if (json_is_integer(value) && r % 4 == 1)
		fuzz_replace(n, json_integer((long long)((unsigned long long)json_integer_value(value) + fuzz_random(seed) % 5 - 2)));
	else if (json_is_integer(value))
		fuzz_replace(n, fuzz_limit(fuzz_random(seed)));
	else if (json_is_string(value) && r % 4)
		fuzz_replace(n, fuzz_text(fuzz_random(seed)));
	else if (n->key && r % 4 == 3)
		json_object_del(n->up, n->key);
	else if (!n->key && r % 4 == 1)
		json_array_remove(n->up, n->index);
	else if (!n->key && r % 4 == 2)
		json_array_insert_new(n->up, n->index, json_deep_copy(value));
	else if (!n->key)
		json_array_append_new(n->up, json_deep_copy(value));
	else if (json_is_array(value))
		json_array_clear(value);
}

#ifdef FUZZ_MUTATE
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	uint32_t state = seed;
	json_t *root = fuzz_random(&state) % 4 ? json_loadb((const char *)data, size, 0, NULL) : NULL;
	static struct fuzz_nodes all;
	all.n = 0;
	if (root)
		fuzz_collect(&all, root);
	size_t n = 0;
	if (all.n) {
		fuzz_edit(&all, &state);
		n = json_dumpb(root, (char *)data, max, JSON_COMPACT);
	}
	json_decref(root);
	return n && n <= max ? n : LLVMFuzzerMutate(data, size, max);
}
#endif

#endif
