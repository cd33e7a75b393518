/* The tokenizer against llama.cpp's ids (tests/golden/tok, ../shared/data/vocab), and hostile vocabularies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "diag.h"
#include "fileio.h"
#include "rng.h"
#include "tok.h"
#include "utf8.h"

static char last_diag[4096];

static void keep_diag(const char *line)
{
	if (strstr(line, "error: "))
		snprintf(last_diag, sizeof last_diag, "%s", line);
}

struct text { char *s; size_t n; };

static struct text slurp(const char *path, struct ck_arena *a)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	long n = ftell(f);
	assert_true(n >= 0);
	rewind(f);
	char *s = ck_alloc(a, (size_t)n + 1);
	assert_int_equal(fread(s, 1, (size_t)n, f), n);
	fclose(f);
	return (struct text){ s, (size_t)n };
}

static struct ck_tok *open_file(const char *path, struct ck_arena *a)
{
	struct ck_gguf *g = ck_alloc(a, sizeof *g);
	int fd = ck_open_regular(path);
	assert_true(fd >= 0);
	assert_true(ck_gguf_read(g, path, fd, a));
	close(fd);
	struct ck_tok *t = ck_tok_open(g, a);
	assert_non_null(t);
	return t;
}

static char *stream(const struct ck_tok *t, struct ck_ids ids, size_t *n, struct ck_arena *a)
{
	struct ck_tok_stream s;
	ck_tok_stream_open(&s, t, a);
	char *text = ck_alloc(a, (ids.n + 1) * 3 * (ck_tok_longest(t) + 4));
	*n = 0;
	for (size_t i = 0; i <= ids.n; i++) {
		struct ck_tok_text part = i < ids.n ? ck_tok_stream_next(&s, ids.v[i]) : ck_tok_stream_end(&s);
		assert_true(ck_utf8_valid(part.s, part.n));
		memcpy(text + *n, part.s, part.n);
		*n += part.n;
	}
	return text;
}

/* What encoding and decoding makes of text: U+2581 is a space. */
static void expect_round_trip(const struct ck_tok *t, const char *s, size_t n)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	assert_true(ck_tok_encode(t, s, n, CK_TOK_FRAME, &a, &ids));
	char *want = ck_alloc(&a, n + 1);
	size_t nwant = 0, ngot;
	for (size_t i = 0; i < n; i++)
		if (n - i >= 3 && !memcmp(s + i, "\xe2\x96\x81", 3)) {
			want[nwant++] = ' ';
			i += 2;
		} else {
			want[nwant++] = s[i];
		}
	char *got = stream(t, ids, &ngot, &a);
	assert_int_equal(ngot, nwant);
	assert_memory_equal(got, want, nwant);
	ck_arena_free(&a);
}

/* Texts, each followed by a line `mark`, against lines of ids. */
static void check_vectors(const struct ck_tok *t, const char *inp, const char *out, const char *mark, int flags)
{
	struct ck_arena a = { 0 };
	struct text texts = slurp(inp, &a), lines = slurp(out, &a);
	char *line = lines.s, *s = texts.s, *end = texts.s + texts.n, *next;
	int n = 0;
	for (; (next = memmem(s, (size_t)(end - s), mark, strlen(mark))); s = next + strlen(mark), n++) {
		struct ck_ids ids;
		assert_true(ck_tok_encode(t, s, (size_t)(next - s), flags, &a, &ids));
		char *stop = strchr(line, '\n');
		assert_non_null(stop);
		for (size_t i = 0; i < ids.n; i++) {
			char *after;
			long id = strtol(line, &after, 10);
			if (after == line || after > stop || id != ids.v[i])
				fail_msg("%s: text %d, token %zu is %d, not %ld", inp, n, i, (int)ids.v[i], id);
			line = after;
		}
		if (line + strspn(line, " ") != stop)
			fail_msg("%s: text %d has only %zu tokens", inp, n, ids.n);
		line = stop + 1;
	}
	assert_true(n > 0);
	ck_arena_free(&a);
}

#define STORIES "tests/golden/llama/stories260K.q8_0.gguf"

static void test_stories_vectors(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(STORIES, &a);
	const char *mark = "\n__ck_text__\n", *inp = "tests/golden/tok/stories260K.inp";
	check_vectors(t, inp, "tests/golden/tok/stories260K.framed.out", mark, CK_TOK_FRAME | CK_TOK_SPECIAL);
	check_vectors(t, inp, "tests/golden/tok/stories260K.plain.out", mark, 0);
	assert_int_equal(ck_tok_count(t), 512);
	assert_true(ck_tok_is_end(t, 2));
	assert_false(ck_tok_is_end(t, 1));
	assert_false(ck_tok_is_end(t, -1));
	assert_false(ck_tok_is_end(t, 512));
	ck_arena_free(&a);
}

#define GOLDEN "tests/golden/tok/"
#define MARK "\n__ck_text__\n"

static void golden_vectors(const char *form)
{
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(ck_printf(&a, GOLDEN "%s.gguf", form), &a);
	static const char *const texts[] = { "texts", "broken" };
	for (int i = 0; i < 2; i++)
		check_vectors(t, ck_printf(&a, GOLDEN "%s.inp", texts[i]), ck_printf(&a, GOLDEN "%s.%s.out", form, texts[i]), MARK,
			CK_TOK_FRAME | CK_TOK_SPECIAL);
	ck_arena_free(&a);
}

static void test_golden_bytes(void **state) { (void)state; golden_vectors("bytes"); }
static void test_golden_characters(void **state) { (void)state; golden_vectors("characters"); }
static void test_golden_words(void **state) { (void)state; golden_vectors("words"); }

/* One vocabulary under every pre-tokenizer: lines of a name and the ids of the next text, names changing after the last. */
static void test_golden_pre(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	struct text texts = slurp(GOLDEN "texts.inp", &a), lines = slurp(GOLDEN "pre.out", &a);
	int fd = ck_open_regular(GOLDEN "bytes.gguf"), names = 0;
	assert_true(fd >= 0 && ck_gguf_read(&g, "bytes.gguf", fd, &a));
	close(fd);
	struct ck_gguf_kv *pre = NULL;
	for (size_t i = 0; i < g.kv.n; i++)
		if (!strcmp(g.kv.v[i].key, "tokenizer.ggml.pre"))
			pre = &g.kv.v[i];
	assert_non_null(pre);
	for (char *line = lines.s; *line; names++) {
		size_t n = strcspn(line, " "), ntexts = 0;
		uint8_t *name = ck_alloc(&a, 8 + n);
		memcpy(name, &n, 8);
		memcpy(name + 8, line, n);
		pre->data = name;
		pre->size = 8 + n;
		struct ck_tok *t = ck_tok_open(&g, &a);
		assert_non_null(t);
		char *s = texts.s, *next;
		for (; (next = strstr(s, MARK)); s = next + strlen(MARK), ntexts++) {
			struct ck_ids ids;
			char *stop = strchr(line, '\n'), *at = line + n;
			assert_true(stop && !memcmp(line, name + 8, n));
			assert_true(ck_tok_encode(t, s, (size_t)(next - s), CK_TOK_FRAME | CK_TOK_SPECIAL, &a, &ids));
			for (size_t i = 0; i < ids.n; i++)
				if (at >= stop || strtol(at, &at, 10) != ids.v[i])
					fail_msg("%.*s: text %zu, token %zu is %d", (int)n, name + 8, ntexts, i, (int)ids.v[i]);
			if (at + strspn(at, " ") != stop)
				fail_msg("%.*s: text %zu has only %zu tokens", (int)n, name + 8, ntexts, ids.n);
			line = stop + 1;
		}
	}
	assert_true(names > 20);
	ck_arena_free(&a);
}

/* Text without a space: what is held back stays small, and decoded it is the text again, never half a character. */
static void expect_steady(const char *path, const char *text)
{
	enum { TIMES = 20000, PART = 4093, HELD = 64 << 10 };
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(path, &a);
	size_t n = strlen(text), fed = 0, said = 0;
	struct ck_tok_feed *f = ck_tok_feed_open(t, 0);
	struct ck_tok_stream s;
	ck_tok_stream_open(&s, t, &a);
	for (bool last = false; !last;) {
		char part[PART];
		struct ck_arena b = { 0 };
		struct ck_ids ids;
		last = fed + PART >= n * TIMES;
		size_t size = last ? n * TIMES - fed : PART;
		for (size_t i = 0; i < size; i++)
			part[i] = text[(fed + i) % n];
		fed += size;
		assert_true(ck_tok_feed(f, part, size, last, &b, &ids));
		for (size_t i = 0; i < ids.n + last; i++) {
			struct ck_tok_text out = i < ids.n ? ck_tok_stream_next(&s, ids.v[i]) : ck_tok_stream_end(&s);
			assert_true(ck_utf8_valid(out.s, out.n));
			for (size_t k = 0; k < out.n; k++, said++)
				assert_int_equal(out.s[k], text[said % n]);
		}
		assert_true(fed - said < HELD);
		ck_arena_free(&b);
	}
	assert_int_equal(said, fed);
	ck_tok_feed_free(f);
	ck_arena_free(&a);
}

static void test_steady(void **state)
{
	(void)state;
	static const char chinese[] = "中文没有空格，标点。日本語のテキスト！", one[] = "漢字仮名交じり文";
	expect_steady(GOLDEN "bytes.gguf", chinese);
	expect_steady(GOLDEN "characters.gguf", chinese);
	expect_steady(GOLDEN "characters.gguf", one);
	expect_steady(STORIES, chinese);
	expect_steady(STORIES, one);
}

static void shared_vectors(const char *name)
{
	char gguf[256], inp[512], out[512];
	snprintf(gguf, sizeof gguf, "../shared/data/vocab/ggml-vocab-%s.gguf", name);
	snprintf(inp, sizeof inp, "%s.inp", gguf);
	snprintf(out, sizeof out, "%s.out", gguf);
	if (access(gguf, R_OK) != 0)
		skip();
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(gguf, &a);
	check_vectors(t, inp, out, "\n__ggml_vocab_test__\n", 0);
	ck_arena_free(&a);
}

#define VECTORS(name, file) static void test_##name##_vectors(void **state) { (void)state; shared_vectors(file); }
VECTORS(llama, "llama-spm")
VECTORS(phi3, "phi-3")
VECTORS(gpt2, "gpt-2")
VECTORS(llama_bpe, "llama-bpe")
VECTORS(qwen2, "qwen2")
VECTORS(qwen35, "qwen35")
VECTORS(deepseek, "deepseek-llm")
VECTORS(starcoder, "starcoder")
VECTORS(gemma4, "gemma-4")
VECTORS(bert, "bert-bge")

static void test_round_trip_texts(void **state)
{
	(void)state;
	static const char *const names[] = { "arabic.utf8", "chinese.utf8", "emoji.utf8", "german.utf8", "hindi.utf8",
		"japanese.utf8", "russian.utf8", "tinyshakespeare" };
	if (access("../shared/data/text", R_OK) != 0)
		skip();
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file("../shared/data/vocab/ggml-vocab-llama-spm.gguf", &a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[256];
		snprintf(path, sizeof path, "../shared/data/text/%s.txt", names[i]);
		struct text text = slurp(path, &a);
		expect_round_trip(t, text.s, text.n);
	}
	ck_arena_free(&a);
}

/* Pieces of any bytes give back those bytes, whether or not they are UTF-8; but a space after a broken
 * character is taken for a part of it, as in llama.cpp, and comes back as U+2581. */
static void test_round_trip_bytes(void **state)
{
	(void)state;
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(STORIES, &a);
	struct ck_rng rng;
	ck_rng_seed(&rng, 1, 1);
	char *piece = ck_alloc(&a, ck_tok_longest(t));
	for (int round = 0; round < 300; round++) {
		char text[512], back[3 * sizeof text];
		size_t n = ck_rng_u32(&rng) % sizeof text, m = 0;
		for (size_t i = 0; i < n; i++)
			text[i] = round & 1 ? (char)ck_rng_u32(&rng) : "ab \xe2\xff\xc3\xf0\n"[ck_rng_u32(&rng) % 8];
		struct ck_ids ids;
		assert_true(ck_tok_encode(t, text, n, 0, &a, &ids));
		for (size_t i = 0; i < ids.n; i++) {
			size_t k = ck_tok_piece(t, ids.v[i], false, piece);
			assert_true(m + k <= sizeof back);
			memcpy(back + m, piece, k);
			m += k;
		}
		size_t at = 0;
		for (size_t i = n ? 1 : 0; i < m; i++)
			if (back[i] == text[at]) {
				at++;
			} else {
				assert_true(text[at] == ' ' && i + 3 <= m && !memcmp(back + i, "\xe2\x96\x81", 3));
				at++;
				i += 2;
			}
		assert_int_equal(at, n);
	}
	ck_arena_free(&a);
}

/* Text in pieces of any size gives the ids of the whole. */
static void expect_feed(const char *path, int flags)
{
	static const char *const part[] = { "word", "\n", "a", "B", " ", "  ", "\n\n", "1", "'s", "!", "</s>", "<|endoftext|>", "/",
		"\xc3\xa9", "\xe2", "\xf0\x9f\x98\x80", "\r\n", "x\ny", "1\nb" };
	if (access(path, R_OK) != 0)
		skip();
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(path, &a);
	struct ck_rng rng;
	ck_rng_seed(&rng, 7, 1);
	size_t early = 0;
	for (int round = 0; round < 300; round++) {
		char text[1024];
		size_t n = 0, done = 0;
		for (int i = 0; i < 100; i++) {
			const char *p = part[ck_rng_u32(&rng) % (sizeof part / sizeof *part)];
			memcpy(text + n, p, strlen(p));
			n += strlen(p);
		}
		struct ck_ids whole, some;
		assert_true(ck_tok_encode(t, text, n, flags, &a, &whole));
		struct ck_tok_feed *f = ck_tok_feed_open(t, flags);
		for (size_t i = 0, k; i <= n; i += k ? k : 1) {
			k = 1 + ck_rng_u32(&rng) % 40;
			k = k < n - i ? k : n - i;
			assert_true(ck_tok_feed(f, text + i, k, !k, &a, &some));
			assert_true(done + some.n <= whole.n);
			if (some.n)
				assert_memory_equal(some.v, whole.v + done, some.n * sizeof *some.v);
			done += some.n;
			early += k ? some.n : 0;
		}
		ck_tok_feed_free(f);
		assert_int_equal(done, whole.n);
	}
	assert_true(early > 1000);
	ck_arena_free(&a);
}

static void test_feed_spm(void **state) { (void)state; expect_feed(STORIES, CK_TOK_FRAME | CK_TOK_SPECIAL); }
static void test_feed_bytes(void **state) { (void)state; expect_feed(GOLDEN "bytes.gguf", CK_TOK_SPECIAL); }
static void test_feed_characters(void **state) { (void)state; expect_feed(GOLDEN "characters.gguf", CK_TOK_FRAME | CK_TOK_SPECIAL); }
static void test_feed_words(void **state) { (void)state; expect_feed(GOLDEN "words.gguf", CK_TOK_FRAME); }
static void test_feed_gpt2(void **state) { (void)state; expect_feed("../shared/data/vocab/ggml-vocab-gpt-2.gguf", CK_TOK_SPECIAL); }
static void test_feed_deepseek(void **state) { (void)state; expect_feed("../shared/data/vocab/ggml-vocab-deepseek-llm.gguf", CK_TOK_FRAME); }

static void expect_stream(const struct ck_tok *t, const char *text, size_t n, const char *want)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	size_t ngot;
	assert_true(ck_tok_encode(t, text, n, 0, &a, &ids));
	char *got = stream(t, ids, &ngot, &a);
	assert_int_equal(ngot, strlen(want));
	assert_memory_equal(got, want, ngot);
	ck_arena_free(&a);
}

/* The examples of Unicode 3.9, table 3-8 to 3-11, and what a stream holds back. */
static void test_stream_utf8(void **state)
{
	(void)state;
#define BAD "\xef\xbf\xbd"
	struct ck_arena a = { 0 };
	struct ck_tok *t = open_file(STORIES, &a);
	expect_stream(t, "\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", 9, BAD BAD BAD BAD BAD BAD BAD BAD "A");
	expect_stream(t, "\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", 9, BAD BAD BAD BAD BAD BAD BAD BAD "A");
	expect_stream(t, "\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", 9, BAD BAD BAD BAD BAD "A" BAD BAD "B");
	expect_stream(t, "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", 9, BAD BAD BAD BAD "A");
	expect_stream(t, "a\xf0\x9f\x98", 4, "a" BAD);

	struct ck_tok_stream s;
	ck_tok_stream_open(&s, t, &a);
	const unsigned char smile[] = { 0xf0, 0x9f, 0x98, 0x80 };
	for (int i = 0; i < 4; i++) {
		struct ck_tok_text part = ck_tok_stream_next(&s, smile[i] + 3); /* byte tokens start at 3 */
		assert_int_equal(part.n, i < 3 ? 0 : 4);
		if (part.n)
			assert_memory_equal(part.s, smile, 4);
	}
	assert_int_equal(ck_tok_stream_end(&s).n, 0);
	ck_arena_free(&a);
}

/* A GGUF head in memory, key/values only. */
struct head { unsigned char b[8192]; size_t n; uint64_t nkv; };

static void put(struct head *h, const void *p, size_t n)
{
	assert_true(h->n + n <= sizeof h->b);
	memcpy(h->b + h->n, p, n);
	h->n += n;
}

static void put_u32(struct head *h, uint32_t v) { put(h, &v, 4); }
static void put_u64(struct head *h, uint64_t v) { put(h, &v, 8); }

static void put_text(struct head *h, const char *s)
{
	put_u64(h, strlen(s));
	put(h, s, strlen(s));
}

static void key(struct head *h, const char *name, enum ck_gguf_type type)
{
	put_text(h, name);
	put_u32(h, type);
	h->nkv++;
}

struct piece { const char *s; float score; int type; };

struct recipe {
	const char *model;
	const struct piece *piece;
	size_t n, nscores, ntypes; /* 0: as many as pieces; SIZE_MAX: no array */
	int bos;
	bool no_prefix;
};

static struct ck_tok *build(const struct recipe *r, struct ck_arena *a)
{
	struct head *h = ck_alloc(a, sizeof *h);
	size_t nscores = r->nscores ? r->nscores : r->n, ntypes = r->ntypes ? r->ntypes : r->n;
	put(h, "GGUF", 4);
	put_u32(h, 3);
	put_u64(h, 0);
	put_u64(h, 0);
	key(h, "tokenizer.ggml.model", CK_GGUF_STR);
	put_text(h, r->model ? r->model : "llama");
	key(h, "tokenizer.ggml.tokens", CK_GGUF_ARRAY);
	put_u32(h, CK_GGUF_STR);
	put_u64(h, r->n);
	for (size_t i = 0; i < r->n; i++)
		put_text(h, r->piece[i].s);
	if (nscores != SIZE_MAX) {
		key(h, "tokenizer.ggml.scores", CK_GGUF_ARRAY);
		put_u32(h, CK_GGUF_F32);
		put_u64(h, nscores);
		for (size_t i = 0; i < nscores; i++)
			put(h, &r->piece[i].score, 4);
	}
	if (ntypes != SIZE_MAX) {
		key(h, "tokenizer.ggml.token_type", CK_GGUF_ARRAY);
		put_u32(h, CK_GGUF_I32);
		put_u64(h, ntypes);
		for (size_t i = 0; i < ntypes; i++)
			put_u32(h, (uint32_t)r->piece[i].type);
	}
	key(h, "tokenizer.ggml.bos_token_id", CK_GGUF_U32);
	put_u32(h, (uint32_t)r->bos);
	if (r->no_prefix) {
		key(h, "tokenizer.ggml.add_space_prefix", CK_GGUF_BOOL);
		put(h, "", 1);
	}
	memcpy(h->b + 16, &h->nkv, 8);
	size_t size = (h->n + 31) / 32 * 32;
	struct ck_gguf *g = ck_alloc(a, sizeof *g);
	assert_true(ck_gguf_parse(g, "vocab.gguf", h->b, size, size, a));
	last_diag[0] = 0;
	return ck_tok_open(g, a);
}

static void expect_ids(const struct ck_tok *t, const char *text, int flags, const char *want)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	char got[512] = "";
	assert_true(ck_tok_encode(t, text, strlen(text), flags, &a, &ids));
	for (size_t i = 0, n = 0; i < ids.n; i++)
		n += (size_t)snprintf(got + n, sizeof got - n, "%s%d", i ? " " : "", (int)ids.v[i]);
	assert_string_equal(got, want);
	ck_arena_free(&a);
}

static void test_specials(void **state)
{
	(void)state;
	static const struct piece pieces[] = {
		{ "<unk>", 0, 2 }, { "<s>", 0, 3 }, { "</s>", 0, 3 }, { "a", -1, 1 }, { "b", -2, 1 }, { "ab", -3, 1 },
		{ "[bab]", 0, 4 }, { "]a[", 0, 4 }, { "[", -9, 1 }, { "]", -9, 1 }, { "<end_of_turn>", 0, 1 }, { "", 0, 1 },
		{ "a]a[", 0, 3 }, { "bb", -3, 1 },
	};
	struct ck_arena a = { 0 };
	struct ck_tok *t = build(&(struct recipe){ .piece = pieces, .n = sizeof pieces / sizeof *pieces, .bos = 1,
		.no_prefix = true }, &a);
	assert_non_null(t);
	expect_ids(t, "", CK_TOK_FRAME, "1");
	expect_ids(t, "ab", CK_TOK_FRAME, "1 5");
	expect_ids(t, "abb", 0, "5 4");          /* equal scores: the leftmost pair */
	expect_ids(t, "a[bab]b", 0, "3 6 4");    /* user-defined: always */
	expect_ids(t, "b]a[bab]", 0, "4 9 3 6"); /* the longest before the leftmost */
	expect_ids(t, "b]a[", 0, "4 7");
	expect_ids(t, "a]a[", CK_TOK_SPECIAL, "12");
	expect_ids(t, "a]a[", 0, "3 7");
	expect_ids(t, "a</s>b", CK_TOK_SPECIAL, "3 2 4");
	expect_ids(t, "x", 0, "0");              /* no byte tokens: unknown */
	expect_ids(t, "a<end_of_turn>", CK_TOK_SPECIAL, "3 10");
	assert_true(ck_tok_is_end(t, 10));
	char buf[64];
	assert_true(ck_tok_longest(t) <= sizeof buf);
	assert_int_equal(ck_tok_piece(t, 1, false, buf), 0);
	assert_int_equal(ck_tok_piece(t, 1, true, buf), 3);
	assert_int_equal(ck_tok_piece(t, 6, false, buf), 5);
	assert_int_equal(ck_tok_piece(t, 11, true, buf), 0);
	assert_int_equal(ck_tok_piece(t, -1, true, buf), 0);
	assert_int_equal(ck_tok_piece(t, 14, true, buf), 0);
	ck_arena_free(&a);
}

/* text: bytes between { and }, which are left out, are marked. */
static void expect_marked(const struct ck_tok *t, const char *text, const char *want)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	char got[512] = "", s[128];
	uint8_t mark[128], now = 0;
	size_t n = 0;
	assert_true(strlen(text) < sizeof s);
	for (; *text; text++)
		if (*text == '{' || *text == '}') {
			now = *text == '{';
		} else {
			mark[n] = now;
			s[n++] = *text;
		}
	assert_true(ck_tok_encode_marked(t, s, n, mark, CK_TOK_SPECIAL, &a, &ids));
	for (size_t i = 0, k = 0; i < ids.n; i++)
		k += (size_t)snprintf(got + k, sizeof got - k, "%s%d", i ? " " : "", (int)ids.v[i]);
	assert_string_equal(got, want);
	ck_arena_free(&a);
}

/* Who writes a message spells no token that frames messages, whatever its type in the file. */
static void test_marked(void **state)
{
	(void)state;
	static const struct piece pieces[] = {
		{ "<unk>", 0, 2 }, { "<s>", 0, 3 }, { "</s>", 0, 3 }, { "<|start|>", 0, 3 }, { "<|call|>", 0, 3 }, { "<|return|>", 0, 3 },
		{ "<|end|>", 0, 3 }, { "<tool>", 0, 4 }, { "<think>", 0, 4 }, { "</think>", 0, 4 }, { "  ", 0, 4 }, { "\n\n", 0, 4 },
		{ "\xc3\xb8", 0, 4 }, { "a", -1, 1 },
	};
	struct ck_arena a = { 0 };
	struct ck_tok *t = build(&(struct recipe){ .piece = pieces, .n = sizeof pieces / sizeof *pieces, .bos = 1,
		.no_prefix = true }, &a);
	assert_non_null(t);
	expect_marked(t, "<|start|>a<|end|><tool></s>", "3 13 6 7 2");
	expect_ids(t, "<|start|>a<|end|><tool>", 0, "3 13 6 7"); /* user-defined: Harmony's, by name */
	expect_marked(t, "{<|start|>}a", "0 0 0 0 13 0 0 0 0 13");
	expect_marked(t, "{<|end|>}", "0 0 0 0 0 0 0");
	expect_marked(t, "{<tool>}", "0 0 0 0 0 0");
	expect_marked(t, "{</s>}", "0 0 0 0");
	expect_marked(t, "<too{l>}", "0 0 0 0 0 0");
	expect_marked(t, "{<}tool>", "0 0 0 0 0 0");
	expect_marked(t, "{a}<tool>{a}", "13 7 13");
	expect_marked(t, "{<think>a</think>}", "8 13 9");
	expect_marked(t, "{a  a\n}\n{\xc3\xb8}", "13 10 13 11 12");
	ck_arena_free(&a);
}

static void test_marked_gemma4(void **state)
{
	(void)state;
	static const char gguf[] = "../shared/data/vocab/ggml-vocab-gemma-4.gguf";
	static const char *const frames[] = { "<|tool_call>", "<tool_call|>", "<tool_response|>", "<|channel>", "<channel|>", "<|\"|>" };
	if (access(gguf, R_OK) != 0)
		skip();
	struct ck_arena a = { 0 };
	const struct ck_tok *t = open_file(gguf, &a);
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct ck_ids plain, marked;
		uint8_t mark[32];
		memset(mark, 1, sizeof mark);
		assert_true(ck_tok_encode(t, frames[i], strlen(frames[i]), 0, &a, &plain));
		assert_int_equal(plain.n, 1);
		assert_true(ck_tok_encode_marked(t, frames[i], strlen(frames[i]), mark, CK_TOK_SPECIAL, &a, &marked));
		assert_true(marked.n > 1);
		for (size_t k = 0; k < marked.n; k++)
			assert_int_not_equal(marked.v[k], plain.v[0]);
	}
	ck_arena_free(&a);
}

/* A piece that goes on after a space forbids merging word by word. */
static void test_piece_across_words(void **state)
{
	(void)state;
#define SP "\xe2\x96\x81"
	static const struct piece pieces[] = {
		{ "<unk>", 0, 2 }, { "<s>", 0, 3 }, { "</s>", 0, 3 }, { "a", -1, 1 }, { SP, -1, 1 }, { "a" SP, -2, 1 },
		{ "a" SP "a", -3, 1 }, { SP "a", -4, 1 },
	};
	struct ck_arena a = { 0 };
	struct ck_tok *t = build(&(struct recipe){ .piece = pieces, .n = 8, .bos = 1 }, &a);
	assert_non_null(t);
	expect_ids(t, "a a", 0, "4 6");
	t = build(&(struct recipe){ .piece = pieces, .n = 5, .bos = 1 }, &a);
	assert_non_null(t);
	expect_ids(t, "a a", 0, "4 3 4 3");
	ck_arena_free(&a);
}

static void expect_refused(const struct recipe *r, const char *why)
{
	struct ck_arena a = { 0 };
	assert_null(build(r, &a));
	if (!strstr(last_diag, why))
		fail_msg("'%s' does not say '%s'", last_diag, why);
	ck_arena_free(&a);
}

static void test_hostile_vocabulary(void **state)
{
	(void)state;
	static const struct piece good[] = { { "<unk>", 0, 2 }, { "a", -1, 1 } };
	static const struct piece twice[] = { { "<unk>", 0, 2 }, { "a", -1, 1 }, { "a", -2, 1 } };
	static const struct piece byte[] = { { "<unk>", 0, 2 }, { "<0xZZ>", -1, 6 } };
	struct piece nan[] = { { "<unk>", 0, 2 }, { "a", 0, 1 } };
	nan[1].score = __builtin_nanf("");

	expect_refused(&(struct recipe){ .piece = good, .n = 2, .model = "t5" }, "'t5' is not supported");
	expect_refused(&(struct recipe){ .piece = nan, .n = 2 }, "score of token 1 is not a number");
	expect_refused(&(struct recipe){ .piece = twice, .n = 3 }, "tokens 1 and 2 are the same piece 'a'");
	expect_refused(&(struct recipe){ .piece = byte, .n = 2 }, "byte token 1 is '<0xZZ>'");
	expect_refused(&(struct recipe){ .piece = good, .n = 2, .nscores = SIZE_MAX }, "no tokenizer.ggml.scores");
	expect_refused(&(struct recipe){ .piece = good, .n = 2, .ntypes = SIZE_MAX }, "no tokenizer.ggml.token_type");
	expect_refused(&(struct recipe){ .piece = good, .n = 2, .nscores = 1 }, "1 elements for 2 tokens");
	expect_refused(&(struct recipe){ .piece = good, .n = 0, .nscores = SIZE_MAX, .ntypes = SIZE_MAX }, "vocabulary of 0 tokens");

	struct ck_arena a = { 0 };
	struct ck_ids ids;
	struct ck_tok *t = build(&(struct recipe){ .piece = good, .n = 2, .bos = -1, .no_prefix = true }, &a);
	assert_non_null(t);
	expect_ids(t, "a", CK_TOK_FRAME, "1 1"); /* an id that is none: the default */
	t = build(&(struct recipe){ .piece = good + 1, .n = 1, .no_prefix = true }, &a);
	assert_non_null(t);
	expect_ids(t, "aa", 0, "0 0");
	static const struct piece only[] = { { "b", 0, 1 } };
	t = build(&(struct recipe){ .piece = only, .n = 1, .no_prefix = true }, &a);
	assert_non_null(t);
	assert_true(ck_tok_encode(t, "b", 1, CK_TOK_FRAME, &a, &ids));
	ck_arena_free(&a);
}

/* Any byte of an image changed: it is refused, or can be used. */
static void test_damaged_image(void **state)
{
	(void)state;
	static const struct piece pieces[] = { { "<unk>", 0, 2 }, { "a", -1, 1 }, { "aa", -2, 1 }, { "[x]", 0, 4 } };
	struct ck_arena a = { 0 };
	struct ck_tok *t = build(&(struct recipe){ .piece = pieces, .n = 4 }, &a);
	assert_non_null(t);
	size_t n, refused = 0;
	const char *image = ck_tok_image(t, &n);
	char *copy = ck_strndup(&a, image, n);
	for (size_t i = 0; i < n; i++) {
		struct ck_arena b = { 0 };
		struct ck_ids ids;
		copy[i] = (char)~image[i];
		last_diag[0] = 0;
		struct ck_tok *u = ck_tok_map(copy, n, "damaged", &b);
		if (u)
			assert_true(ck_tok_encode(u, "aa[x] aaa", 9, CK_TOK_FRAME | CK_TOK_SPECIAL, &b, &ids));
		else
			assert_non_null(strstr(last_diag, "damaged: error: "));
		refused += !u;
		copy[i] = image[i];
		ck_arena_free(&b);
	}
	assert_true(refused > 200);
	assert_non_null(ck_tok_map(copy, n, "whole", &a));
	for (size_t i = 0; i < n; i++)
		assert_null(ck_tok_map(copy, i, "short", &a));
	ck_arena_free(&a);
}

/* One word of a megabyte, every pair of which can be merged: n log n, not n squared. */
static void test_long_word(void **state)
{
	(void)state;
	static const struct piece pieces[] = { { "<unk>", 0, 2 }, { "a", -1, 1 }, { "aa", -2, 1 }, { "aaaa", -3, 1 } };
	enum { N = 1 << 20 };
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	struct ck_tok *t = build(&(struct recipe){ .piece = pieces, .n = 4, .no_prefix = true }, &a);
	assert_non_null(t);
	char *text = ck_alloc(&a, N);
	memset(text, 'a', N);
	assert_true(ck_tok_encode(t, text, N, 0, &a, &ids));
	assert_int_equal(ids.n, N / 4);
	for (size_t i = 0; i < ids.n; i++)
		assert_int_equal(ids.v[i], 3);
	ck_arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stories_vectors),
		cmocka_unit_test(test_golden_bytes),
		cmocka_unit_test(test_golden_characters),
		cmocka_unit_test(test_golden_words),
		cmocka_unit_test(test_golden_pre),
		cmocka_unit_test(test_steady),
		cmocka_unit_test(test_llama_vectors),
		cmocka_unit_test(test_phi3_vectors),
		cmocka_unit_test(test_gpt2_vectors),
		cmocka_unit_test(test_llama_bpe_vectors),
		cmocka_unit_test(test_qwen2_vectors),
		cmocka_unit_test(test_qwen35_vectors),
		cmocka_unit_test(test_deepseek_vectors),
		cmocka_unit_test(test_starcoder_vectors),
		cmocka_unit_test(test_gemma4_vectors),
		cmocka_unit_test(test_bert_vectors),
		cmocka_unit_test(test_round_trip_texts),
		cmocka_unit_test(test_round_trip_bytes),
		cmocka_unit_test(test_feed_spm),
		cmocka_unit_test(test_feed_bytes),
		cmocka_unit_test(test_feed_characters),
		cmocka_unit_test(test_feed_words),
		cmocka_unit_test(test_feed_gpt2),
		cmocka_unit_test(test_feed_deepseek),
		cmocka_unit_test(test_stream_utf8),
		cmocka_unit_test(test_specials),
		cmocka_unit_test(test_marked),
		cmocka_unit_test(test_marked_gemma4),
		cmocka_unit_test(test_piece_across_words),
		cmocka_unit_test(test_hostile_vocabulary),
		cmocka_unit_test(test_damaged_image),
		cmocka_unit_test(test_long_word),
	};
	ck_diag_redirect(keep_diag);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
