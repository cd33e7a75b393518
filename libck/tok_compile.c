#include "tok_compile.h"

#include <stdlib.h>

#include "diag.h"
#include "tok_kind.h"
#include "tok_vocab.h"
#include "unicode.h"

enum { MAX_MERGES = 1 << 24, MAX_TEXT = INT32_MAX, PAIRS_PER_BIT = 4, MAX_BITS = 1 << 24 };

struct make {
	const struct ck_gguf *g;
	struct ck_vocab v;
	struct ck_tok t;        /* its sections, as they are made */
	uint64_t count[CK_TOK_NSECTIONS];
	struct ck_tok_image image;
	uint16_t written[256];  /* the character that stands for a byte */
	int16_t byte[512];      /* the byte that a character stands for; -1: none */
	uint32_t *at;
	char *text;
	int32_t *alias;
	struct ck_tok_slot *slot;
	struct ck_arena *a;
};

/* Printable Latin-1 stands for itself; the other bytes, in order, for U+0100 and up. */
static void byte_table(struct make *m)
{
	uint16_t next = 256;
	memset(m->byte, -1, sizeof m->byte);
	for (int c = 0; c < 256; c++) {
		bool printable = (c >= '!' && c <= '~') || (c >= 0xa1 && c != 0xad);
		m->written[c] = printable ? (uint16_t)c : next++;
		m->byte[m->written[c]] = (int16_t)c;
	}
}

/* The bytes that s stands for, at most n; false: some characters stand for none, and are left as they are. */
static bool say(const struct make *m, const char *s, size_t n, char *out, size_t *size)
{
	bool all = true;
	*size = 0;
	for (size_t i = 0, k; i < n; i += k) {
		uint32_t c = ck_uni_read(s + i, n - i, &k);
		if (c < sizeof m->byte / sizeof *m->byte && m->byte[c] >= 0) {
			out[(*size)++] = (char)m->byte[c];
		} else {
			memcpy(out + *size, s + i, k);
			*size += k;
			all = false;
		}
	}
	return all;
}

static void put_slot(struct make *m, int32_t i)
{
	size_t n;
	const char *s = ck_tok_string(&m->t, i, &n);
	uint64_t h = XXH3_64bits(s, n);
	uint32_t k = (uint32_t)h & m->t.slots;
	while (m->slot[k].string >= 0)
		k = (k + 1) & m->t.slots;
	m->slot[k] = (struct ck_tok_slot){ (uint32_t)(h >> 32), i };
}

static bool shown_as_text(uint8_t attr)
{
	int type = attr & CK_ATTR_TYPE;
	return type == CK_PIECE_CONTROL || type == CK_PIECE_USER || type == CK_PIECE_UNKNOWN;
}

/* Sections at, text, alias, slot. Of byte-level pieces, those that are shown as they stand but say other bytes get a
 * second string; what says no bytes cannot be reached. */
static bool make_strings(struct make *m)
{
	const struct ck_vocab *v = &m->v;
	const bool bytes = v->form == CK_TOK_BYTES;
	uint64_t total = 0;
	uint32_t n = (uint32_t)v->n, end = 0;
	for (int32_t id = 0; id < v->n; id++)
		total += v->v[id].n * (uint64_t)(bytes && shown_as_text(v->v[id].attr) ? 2 : 1);
	if (total > MAX_TEXT)
		return ck_error(m->g->path, "the vocabulary has %llu bytes of text", (unsigned long long)total);
	m->t.at = m->at = ck_allocn(m->a, 2 * (size_t)n + 1, sizeof *m->at);
	m->t.text = m->text = ck_alloc(m->a, total + 1);
	m->t.alias = m->alias = ck_allocn(m->a, n, sizeof *m->alias);
	unsigned char *indexed = ck_allocn(m->a, 2, n);
	for (int32_t id = 0; id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		size_t size = p->n;
		m->at[id] = end;
		if (bytes && !shown_as_text(p->attr)) {
			indexed[id] = say(m, p->s, p->n, m->text + end, &size) && size;
		} else {
			memcpy(m->text + end, p->s, p->n);
			indexed[id] = !bytes && p->n;
		}
		end += (uint32_t)size;
	}
	uint32_t strings = n;
	for (int32_t id = 0; bytes && id < v->n; id++) {
		const struct ck_piece *p = &v->v[id];
		size_t size;
		if (!shown_as_text(p->attr) || !say(m, p->s, p->n, m->text + end, &size) || !size)
			continue;
		if (size == p->n && !memcmp(m->text + end, p->s, size)) {
			indexed[id] = 1;
			continue;
		}
		m->alias[strings - n] = id;
		indexed[strings] = 1;
		m->at[strings++] = end;
		end += (uint32_t)size;
	}
	m->at[strings] = end;
	uint32_t slots = ck_vocab_room(2 * (uint64_t)strings);
	m->slot = ck_allocn(m->a, slots, sizeof *m->slot);
	m->t.slot = m->slot;
	m->t.slots = slots - 1;
	for (uint32_t i = 0; i < slots; i++)
		m->slot[i].string = -1;
	for (uint32_t i = 0; i < strings; i++)
		if (indexed[i])
			put_slot(m, (int32_t)i);
	m->image.tokens = n;
	m->image.strings = strings;
	m->image.longest = v->longest;
	m->count[CK_TOK_AT_at] = strings + 1;
	m->count[CK_TOK_AT_text] = end;
	m->count[CK_TOK_AT_alias] = strings - n;
	m->count[CK_TOK_AT_slot] = slots;
	return true;
}

/* Sections attr and special. */
static void make_specials(struct make *m)
{
	uint8_t *attr = ck_alloc(m->a, m->image.tokens);
	uint32_t n = 0, size;
	for (uint32_t i = 0; i < m->image.tokens; i++) {
		attr[i] = m->v.v[i].attr;
		n += shown_as_text(attr[i]) && m->v.v[i].n;
	}
	size = ck_vocab_room(2 * (uint64_t)n);
	int32_t *special = ck_allocn(m->a, size, sizeof *special);
	memset(special, -1, size * sizeof *special);
	for (uint32_t i = 0; i < m->image.tokens; i++) {
		if (!shown_as_text(attr[i]) || !m->v.v[i].n)
			continue;
		uint32_t k = (uint32_t)XXH3_64bits(m->v.v[i].s, m->v.v[i].n) & (size - 1);
		while (special[k] >= 0)
			k = (k + 1) & (size - 1);
		special[k] = (int32_t)i;
	}
	m->t.attr = attr;
	m->t.special = special;
	m->count[CK_TOK_AT_attr] = m->image.tokens;
	m->count[CK_TOK_AT_special] = size;
}

static int by_score(const void *x, const void *y)
{
	const struct ck_piece *a = *(const struct ck_piece *const *)x, *b = *(const struct ck_piece *const *)y;
	return a->score != b->score ? (a->score < b->score) - (a->score > b->score) : (a > b) - (a < b);
}

/* Section rank: pieces of one score share one. */
static void make_ranks(struct make *m)
{
	uint32_t n = m->image.tokens, *rank = ck_allocn(m->a, n, sizeof *rank), r = 0;
	const struct ck_piece **v = ck_allocn(m->a, n, sizeof *v);
	for (uint32_t i = 0; i < n; i++)
		v[i] = &m->v.v[i];
	qsort(v, n, sizeof *v, by_score);
	for (uint32_t i = 0; i < n; i++) {
		r += i && v[i]->score != v[i - 1]->score;
		rank[v[i] - m->v.v] = r;
	}
	m->t.rank = rank;
	m->count[CK_TOK_AT_rank] = n;
}

/* Section merge. */
static bool make_merges(struct make *m)
{
	const struct ck_gguf_kv *kv = m->v.merges;
	const uint64_t n = kv ? kv->count : 0;
	if (n >= MAX_MERGES)
		return ck_gguf_error(m->g, kv->at, "%llu merges", (unsigned long long)n);
	uint32_t size = ck_vocab_room(n + n / 2);
	struct ck_tok_merge *merge = ck_allocn(m->a, size, sizeof *merge);
	for (uint32_t i = 0; i < size; i++)
		merge[i].left = -1;
	m->t.merge = merge;
	m->count[CK_TOK_AT_merge] = size;
	char *joined = ck_alloc(m->a, 2 * (size_t)m->v.longest + 1);
	struct ck_gguf_text s;
	uint64_t pos = 0;
	for (uint32_t rank = 0; kv && ck_gguf_next_str(kv, &pos, &s); rank++) {
		const char *gap = s.n > 1 ? memchr(s.s + 1, ' ', s.n - 1) : NULL;
		size_t nl = gap ? (size_t)(gap - s.s) : 0, nr = gap ? s.n - nl - 1 : 0;
		bool fits = gap && nl <= m->v.longest && nr <= m->v.longest;
		if (fits && m->v.form == CK_TOK_BYTES) {
			fits = say(m, s.s, nl, joined, &nl) && say(m, gap + 1, nr, joined + nl, &nr);
		} else if (fits) {
			memcpy(joined, s.s, nl);
			memcpy(joined + nl, gap + 1, nr);
		}
		int32_t left = fits && nl ? ck_tok_find(&m->t, joined, nl) : -1;
		int32_t right = left >= 0 && nr ? ck_tok_find(&m->t, joined + nl, nr) : -1;
		int32_t id = right >= 0 ? ck_tok_find(&m->t, joined, nl + nr) : -1;
		if (id < 0)
			return ck_gguf_error(m->g, kv->at, "merge %u, '%.*s', is not two tokens that make a third", (unsigned)rank,
				(int)(s.n < 64 ? s.n : 64), s.s);
		uint32_t i = ck_tok_merge_hash(left, right) & (size - 1);
		while (merge[i].left >= 0 && (merge[i].left != left || merge[i].right != right))
			i = (i + 1) & (size - 1);
		if (merge[i].left < 0)
			merge[i] = (struct ck_tok_merge){ left, right, id, rank };
	}
	return true;
}

/* Section joined. */
static void make_joined(struct make *m)
{
	uint32_t bits = ck_vocab_room((uint64_t)m->count[CK_TOK_AT_text] * PAIRS_PER_BIT);
	bits = bits < 64 ? 64 : bits > MAX_BITS ? MAX_BITS : bits;
	uint64_t *joined = ck_allocn(m->a, bits / 64, sizeof *joined);
	for (uint32_t i = 0; i < m->image.strings; i++) {
		size_t n, k, next;
		const char *s = ck_tok_string(&m->t, (int32_t)i, &n);
		for (size_t at = 0; at < n && at + (k = ck_tok_character(s + at, n - at)) < n; at += k) {
			next = ck_tok_character(s + at + k, n - at - k);
			uint32_t h = ck_tok_joined_hash(s + at, k, s + at + k, next) & (bits - 1);
			joined[h / 64] |= (uint64_t)1 << (h % 64);
		}
	}
	m->t.joined = joined;
	m->count[CK_TOK_AT_joined] = bits / 64;
}

/* Section byte. */
static void make_bytes(struct make *m)
{
	int32_t *byte = ck_allocn(m->a, 256, sizeof *byte);
	for (int c = 0; c < 256; c++) {
		const char name[] = { '<', '0', 'x', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15], '>' }, self = (char)c;
		byte[c] = m->v.form == CK_TOK_BYTES ? -1 : ck_tok_find(&m->t, name, sizeof name);
		if (byte[c] < 0 && m->v.form != CK_TOK_CHARACTERS)
			byte[c] = ck_tok_find(&m->t, &self, 1);
	}
	m->t.byte = byte;
	m->count[CK_TOK_AT_byte] = 256;
}

static void assemble(struct make *m, struct ck_tok_bytes *out)
{
	static const size_t element[] = {
#define X(name, type) sizeof(type),
		CK_TOK_SECTIONS(X)
#undef X
	};
	const void *const part[] = {
#define X(name, type) m->t.name,
		CK_TOK_SECTIONS(X)
#undef X
	};
	struct ck_tok_image *h = &m->image;
	size_t end = sizeof *h;
	for (int i = 0; i < CK_TOK_NSECTIONS; i++) {
		h->section[i].offset = (end + CK_TOK_ALIGN - 1) & ~(size_t)(CK_TOK_ALIGN - 1);
		h->section[i].count = m->count[i];
		end = h->section[i].offset + element[i] * m->count[i];
	}
	memcpy(h->magic, CK_TOK_MAGIC, sizeof h->magic);
	h->size = end;
	h->form = m->v.form;
	h->facts = m->v.facts;
	h->bos = m->v.bos;
	h->eos = m->v.eos;
	h->unknown = m->v.unknown;
	h->separator = m->v.separator;
	h->opening = m->v.opening;
	h->closing = m->v.closing;
	memcpy(h->model, m->v.model, strlen(m->v.model));
	if (m->v.pre)
		memcpy(h->pre, m->v.pre->name, strlen(m->v.pre->name));
	char *p = ck_alloc(m->a, end);
	for (int i = 0; i < CK_TOK_NSECTIONS; i++)
		if (m->count[i])
			memcpy(p + h->section[i].offset, part[i], element[i] * m->count[i]);
	h->xxh3 = XXH3_64bits(p + sizeof *h, end - sizeof *h);
	memcpy(p, h, sizeof *h);
	*out = (struct ck_tok_bytes){ p, end };
}

bool ck_tok_compile(const struct ck_gguf *g, struct ck_tok_bytes *image, struct ck_arena *a)
{
	struct ck_arena scratch = { 0 };
	struct make m = { .g = g, .a = &scratch };
	byte_table(&m);
	m.t.image = &m.image;
	bool ok = ck_vocab_read(&m.v, g, &scratch) && make_strings(&m);
	if (ok) {
		make_specials(&m);
		make_bytes(&m);
		bool merged = m.v.form == CK_TOK_BYTES || m.v.form == CK_TOK_CHARACTERS;
		if (m.v.form == CK_TOK_SPM)
			make_ranks(&m);
		if (m.v.form == CK_TOK_SPM || m.v.form == CK_TOK_CHARACTERS)
			make_joined(&m);
		ok = !merged || make_merges(&m);
	}
	if (ok) {
		m.a = a;
		assemble(&m, image);
	}
	ck_arena_free(&scratch);
	return ok;
}
