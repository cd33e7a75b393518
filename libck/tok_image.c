#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "tok_kind.h"
#include "tok_pre.h"

static const struct ck_tok_kind *const kinds[] = {
	[CK_TOK_SPM] = &ck_tok_spm, [CK_TOK_BYTES] = &ck_tok_bytes, [CK_TOK_CHARACTERS] = &ck_tok_characters,
	[CK_TOK_WORDS] = &ck_tok_words,
};

static const struct section { const char *name; size_t element; } sections[] = {
#define X(name, type) { #name, sizeof(type) },
	CK_TOK_SECTIONS(X)
#undef X
};

static bool is_power(uint64_t n)
{
	return n && !(n & (n - 1)) && n <= (uint64_t)1 << 30;
}

/* Whether a section may have so many elements. */
static bool right_count(const struct ck_tok_image *h, enum ck_tok_section s, uint64_t n)
{
	bool merged = h->form == CK_TOK_BYTES || h->form == CK_TOK_CHARACTERS;
	bool pairs = h->form == CK_TOK_SPM || h->form == CK_TOK_CHARACTERS;
	switch (s) {
	case CK_TOK_AT_at: return n == (uint64_t)h->strings + 1;
	case CK_TOK_AT_text: return n <= INT32_MAX;
	case CK_TOK_AT_attr: return n == h->tokens;
	case CK_TOK_AT_alias: return n == h->strings - h->tokens;
	case CK_TOK_AT_rank: return n == (h->form == CK_TOK_SPM ? h->tokens : 0);
	case CK_TOK_AT_slot: return is_power(n);
	case CK_TOK_AT_merge: return merged ? is_power(n) : !n;
	case CK_TOK_AT_special: return is_power(n);
	case CK_TOK_AT_joined: return pairs ? is_power(n) && n <= (uint64_t)1 << 25 : !n;
	case CK_TOK_AT_byte: return n == 256;
	case CK_TOK_NSECTIONS: break;
	}
	return false;
}

static bool is_id(int32_t id, uint32_t n)
{
	return id >= -1 && (id < 0 || (uint32_t)id < n);
}

static bool check_header(const struct ck_tok_image *h, size_t size, const char *path)
{
	if (size < sizeof *h || memcmp(h->magic, CK_TOK_MAGIC, sizeof h->magic))
		return ck_error(path, "not a tokenizer of this version");
	if (h->size != size)
		return ck_error(path, "the tokenizer is %zu bytes, its header says %llu", size, (unsigned long long)h->size);
	if (h->form >= CK_TOK_FORMS || h->zero || !h->tokens || h->tokens > h->strings || h->strings > INT32_MAX / 4
		|| h->longest > h->size || h->facts & ~(unsigned)(CK_TOK_PREFIX | CK_TOK_WHOLE | CK_TOK_LINES))
		return ck_error(path, "tokenizer: the header has a value that is none");
	if (!is_id(h->bos, h->tokens) || !is_id(h->eos, h->tokens) || !is_id(h->unknown, h->tokens)
		|| !is_id(h->separator, h->tokens) || !is_id(h->opening, h->tokens) || !is_id(h->closing, h->tokens))
		return ck_error(path, "tokenizer: a special id is no token");
	if (h->model[sizeof h->model - 1] || h->pre[sizeof h->pre - 1])
		return ck_error(path, "tokenizer: a name does not end");
	size_t end = sizeof *h;
	for (int i = 0; i < CK_TOK_NSECTIONS; i++) {
		uint64_t at = (end + CK_TOK_ALIGN - 1) & ~(size_t)(CK_TOK_ALIGN - 1), n = h->section[i].count;
		if (h->section[i].offset != at || !right_count(h, (enum ck_tok_section)i, n) || at > size
			|| n > (size - at) / sections[i].element)
			return ck_error(path, "tokenizer: section %s is out of place", sections[i].name);
		end = at + n * sections[i].element;
	}
	return end == size || ck_error(path, "tokenizer: %zu bytes after the last section", size - end);
}

static bool check_strings(const struct ck_tok *t, const char *path)
{
	const struct ck_tok_image *h = t->image;
	if (t->at[0] || t->at[h->strings] != h->section[CK_TOK_AT_text].count)
		return ck_error(path, "tokenizer: the strings are not the text");
	for (uint32_t i = 0; i < h->strings; i++)
		if (t->at[i] > t->at[i + 1] || t->at[i + 1] - t->at[i] > h->longest)
			return ck_error(path, "tokenizer: string %u has no place", i);
	for (uint32_t i = 0; i < h->tokens; i++) {
		size_t n;
		const char *s = ck_tok_string(t, (int32_t)i, &n);
		if ((t->attr[i] & CK_ATTR_TYPE) == CK_PIECE_BYTE && ck_tok_byte(s, n) < 0)
			return ck_error(path, "tokenizer: token %u is no byte", i);
	}
	for (uint32_t i = 0; i < h->strings - h->tokens; i++)
		if (!is_id(t->alias[i], h->tokens))
			return ck_error(path, "tokenizer: alias %u is of no token", i);
	for (int i = 0; i < 256; i++)
		if (!is_id(t->byte[i], h->strings))
			return ck_error(path, "tokenizer: byte %d is no string", i);
	return true;
}

/* Tables by hash lead to what there is, and have a free place, so that every search ends. */
static bool check_tables(const struct ck_tok *t, const char *path)
{
	const struct ck_tok_image *h = t->image;
	uint32_t free_slots = 0, free_merges = 0, free_specials = 0;
	bool merged = h->section[CK_TOK_AT_merge].count > 0;
	for (uint32_t i = 0; i <= t->slots; i++) {
		if (!is_id(t->slot[i].string, h->strings))
			return ck_error(path, "tokenizer: slot %u leads to no string", i);
		free_slots += t->slot[i].string < 0;
	}
	for (uint32_t i = 0; i <= t->specials; i++) {
		if (!is_id(t->special[i], h->tokens) || (t->special[i] >= 0 && t->at[t->special[i]] == t->at[t->special[i] + 1]))
			return ck_error(path, "tokenizer: special slot %u leads to no token", i);
		free_specials += t->special[i] < 0;
	}
	for (uint32_t i = 0; merged && i <= t->merges; i++) {
		const struct ck_tok_merge *m = &t->merge[i];
		if (m->left >= 0 && (!is_id(m->right, h->strings) || m->right < 0 || !is_id(m->id, h->strings) || m->id < 0
			|| !is_id(m->left, h->strings)))
			return ck_error(path, "tokenizer: merge slot %u leads to no string", i);
		free_merges += m->left < 0;
	}
	return (free_slots && free_specials && (free_merges || !merged)) || ck_error(path, "tokenizer: a table has no free place");
}

static int longer(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a < b) - (a > b);
}

/* Special tokens' lengths by first byte, and the sum of all that there are. */
static void make_lengths(struct ck_tok *t, bool all, struct ck_tok_lengths *out, struct ck_arena *a)
{
	struct { uint32_t *v; size_t n; } of[256] = { 0 };
	size_t total = 0;
	for (uint32_t i = 0; i <= t->specials; i++) {
		int32_t id = t->special[i];
		if (id < 0 || (!all && (t->attr[id] & CK_ATTR_TYPE) != CK_PIECE_USER))
			continue;
		size_t n, k = 0;
		unsigned char first = (unsigned char)*ck_tok_string(t, id, &n);
		while (k < of[first].n && of[first].v[k] != n)
			k++;
		if (k == of[first].n)
			CK_PUSH(a, &of[first], (uint32_t)n);
	}
	for (int c = 0; c < 256; c++)
		total += of[c].n;
	out->v = ck_allocn(a, total, sizeof *out->v);
	uint32_t *every = ck_allocn(a, total, sizeof *every), n = 0;
	for (int c = 0; c < 256; c++) {
		if (of[c].n)
			qsort(of[c].v, of[c].n, sizeof *of[c].v, longer);
		out->from[c] = n;
		for (size_t i = 0; i < of[c].n; i++)
			every[n] = out->v[n] = of[c].v[i], n++;
	}
	out->from[256] = n;
	qsort(every, n, sizeof *every, longer);
	for (uint32_t i = 0; i < n; i++)
		if (!i || every[i] != every[i - 1])
			out->sum = every[i] > UINT32_MAX / 2 - out->sum ? UINT32_MAX / 2 : out->sum + every[i];
}

bool ck_tok_bind(struct ck_tok *t, const void *image, size_t size, const char *path, struct ck_arena *a)
{
	const struct ck_tok_image *h = image;
	static const char *const no_patterns[] = { NULL };
	*t = (struct ck_tok){ .path = path, .image = h };
	if (!check_header(h, size, path))
		return false;
#define X(name, type) t->name = (const type *)((const char *)image + h->section[CK_TOK_AT_##name].offset);
	CK_TOK_SECTIONS(X)
#undef X
	t->slots = (uint32_t)h->section[CK_TOK_AT_slot].count - 1;
	t->merges = (uint32_t)h->section[CK_TOK_AT_merge].count - 1;
	t->specials = (uint32_t)h->section[CK_TOK_AT_special].count - 1;
	t->bits = (uint32_t)h->section[CK_TOK_AT_joined].count * 64 - 1;
	t->kind = kinds[h->form];
	if (!check_strings(t, path) || !check_tables(t, path))
		return false;
	const struct ck_pre *pre = h->pre[0] ? ck_pre_find(h->pre, strlen(h->pre)) : NULL;
	if (!pre && (h->pre[0] || h->form == CK_TOK_BYTES))
		return ck_error(path, "tokenizer: pre-tokenizer '%s' is not known", h->pre);
	t->split = ck_split_compile(pre ? pre->patterns : no_patterns, a);
	make_lengths(t, false, &t->lengths[0], a);
	make_lengths(t, true, &t->lengths[1], a);
	return t->split;
}
