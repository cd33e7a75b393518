/* peer_tok SEED N VOCAB... -- TEXT...: our ids against llama.cpp's.
 *
 * For each vocabulary (a GGUF): every token's bytes and whether it ends a turn; every text, with and without special tokens,
 * and the speed of both programs on it; and its share of N strings per kind of tokenizer, made from SEED: random bytes,
 * random characters, pieces of the texts with bytes changed, and tokens strung together. Each string is also fed in parts,
 * which must give the same ids, and byte-level ids must say the string again. Exit status 1 if anything differs.
 *
 * Left out, for llama.cpp ends the program on it: UTF-8 of four bytes that spells a number above U+10FFFF, but for llama's
 * kind; and for gemma4's, a space spelled with more than one byte. The first byte of such is replaced by 0xff. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <llama.h>

#include "diag.h"
#include "fileio.h"
#include "rng.h"
#include "tok.h"
#include "unicode.h"

enum { LONGEST = 512, MAX_TEXTS = 64, ROUNDS = 3, MODES = 4 };

struct bytes { char *s; size_t n; };

static struct bytes texts[MAX_TEXTS];
static const char *text_name[MAX_TEXTS];
static int ntexts;

struct peer {
	const char *path;
	struct llama_model *model;
	const struct llama_vocab *vocab;
	const struct ck_tok *t;
	bool bytes, any_bytes;          /* byte-level; text need not be UTF-8 */
	bool says[256];                 /* byte-level: some token is this byte */
	unsigned long long strings, tokens, differ, mute;
	llama_token *ids;
	size_t room;
	struct ck_arena a;
};

static _Noreturn void give_up(const char *what, const char *which)
{
	fprintf(stderr, "peer_tok: %s: %s\n", which, what);
	exit(2);
}

static struct bytes slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct bytes b = { 0 };
	long n;
	if (!f || fseek(f, 0, SEEK_END) || (n = ftell(f)) < 0 || !(b.s = malloc((size_t)n + 1)))
		give_up("cannot read", path);
	rewind(f);
	b.n = fread(b.s, 1, (size_t)n, f);
	fclose(f);
	return b;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void quiet(enum ggml_log_level level, const char *text, void *user)
{
	(void)level, (void)text, (void)user;
}

static void print_bytes(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf(s[i] == '\\' || (unsigned char)s[i] < ' ' || (unsigned char)s[i] > '~' ? "\\x%02x" : "%c", (unsigned char)s[i]);
}

/* Counts a difference; true the first time, so that it is told. */
static bool differs(struct peer *p, const char *what)
{
	if (p->differ++)
		return false;
	printf("%s: %s\n", p->path, what);
	return true;
}

static size_t peer_ids(struct peer *p, const char *s, size_t n, int flags)
{
	if (3 * n + 16 > p->room) {
		p->room = 3 * n + 16;
		free(p->ids);
		if (!(p->ids = malloc(p->room * sizeof *p->ids)))
			give_up("out of memory", p->path);
	}
	int32_t k = llama_tokenize(p->vocab, s, (int32_t)n, p->ids, (int32_t)p->room, flags & CK_TOK_FRAME, flags & CK_TOK_SPECIAL);
	if (k < 0)
		give_up("llama_tokenize has more ids than can be", p->path);
	return (size_t)k;
}

static void compare(struct peer *p, const char *s, size_t n, int flags)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	size_t k = peer_ids(p, s, n, flags), i = 0;
	if (!ck_tok_encode(p->t, s, n, flags, &a, &ids))
		give_up("cannot encode", p->path);
	p->strings++;
	p->tokens += k;
	while (i < k && i < ids.n && ids.v[i] == p->ids[i])
		i++;
	if ((i < k || i < ids.n) && differs(p, "ids differ")) {
		printf("  text (%zu bytes, flags %d): ", n, flags);
		print_bytes(s, n < LONGEST ? n : LONGEST);
		printf("\n  from id %zu, llama.cpp and ck:", i);
		for (size_t j = i; j < i + 8 && j < k; j++)
			printf(" %d", p->ids[j]);
		printf(" |");
		for (size_t j = i; j < i + 8 && j < ids.n; j++)
			printf(" %d", ids.v[j]);
		printf("\n");
	}
	ck_arena_free(&a);
}

static void compare_feed(struct peer *p, const char *s, size_t n, int flags, struct ck_rng *rng)
{
	struct ck_arena a = { 0 };
	struct ck_ids whole, part;
	struct ck_tok_feed *f = ck_tok_feed_open(p->t, flags);
	size_t done = 0;
	bool same = ck_tok_encode(p->t, s, n, flags, &a, &whole);
	for (size_t i = 0, k; same; i += k) {
		k = 1 + ck_rng_u32(rng) % 64;
		k = k < n - i ? k : n - i;
		same = ck_tok_feed(f, s + i, k, i + k == n, &a, &part) && part.n <= whole.n - done
			&& (!part.n || !memcmp(part.v, whole.v + done, part.n * sizeof *part.v));
		done += part.n;
		if (i + k == n)
			break;
	}
	if ((!same || done != whole.n) && differs(p, "text fed in parts has other ids")) {
		printf("  text (flags %d): ", flags);
		print_bytes(s, n);
		printf("\n");
	}
	ck_tok_feed_free(f);
	ck_arena_free(&a);
}

/* What a byte-level tokenizer says is the text, as the UTF-8 it is read as. */
static void compare_back(struct peer *p, const char *s, size_t n, int flags)
{
	struct ck_arena a = { 0 };
	struct ck_ids ids;
	char *want = ck_alloc(&a, 3 * n + 1), *piece = ck_alloc(&a, ck_tok_longest(p->t) + 1);
	size_t size = 0, at = 0;
	bool same = ck_tok_encode(p->t, s, n, flags & CK_TOK_SPECIAL, &a, &ids);
	for (size_t i = 0, k; i < n; i += k)
		size += ck_uni_write(ck_uni_read(s + i, n - i, &k), want + size);
	for (size_t i = 0; i < size; i++)
		if (!p->says[(unsigned char)want[i]]) {
			p->mute++;
			ck_arena_free(&a);
			return;
		}
	for (size_t i = 0; same && i < ids.n; i++) {
		size_t k = ck_tok_piece(p->t, ids.v[i], true, piece);
		same = k <= size - at && !memcmp(piece, want + at, k);
		at += k;
	}
	if ((!same || at != size) && differs(p, "the ids say another text")) {
		printf("  text (flags %d): ", flags);
		print_bytes(s, n);
		printf("\n");
	}
	ck_arena_free(&a);
}

static void compare_tokens(struct peer *p)
{
	struct ck_arena a = { 0 };
	char *ours = ck_alloc(&a, ck_tok_longest(p->t) + 1), theirs[4096];
	if (llama_vocab_n_tokens(p->vocab) != ck_tok_count(p->t) && differs(p, "another number of tokens"))
		printf("  %d, %d\n", llama_vocab_n_tokens(p->vocab), ck_tok_count(p->t));
	for (int32_t id = 0; id < ck_tok_count(p->t); id++) {
		for (int special = 0; special < 2; special++) {
			size_t n = ck_tok_piece(p->t, id, special, ours);
			int32_t k = llama_token_to_piece(p->vocab, id, theirs, sizeof theirs, 0, special);
			if ((k < 0 || (size_t)k != n || memcmp(ours, theirs, n)) && differs(p, "a token says other bytes")) {
				printf("  %d, special %d: '%.*s', '%.*s'\n", id, special, k < 0 ? 0 : k, theirs, (int)n, ours);
			}
			if (n == 1 && p->bytes)
				p->says[(unsigned char)*ours] = true;
		}
		if (llama_vocab_is_eog(p->vocab, id) != ck_tok_is_end(p->t, id) && differs(p, "a token ends a turn for one only"))
			printf("  %d\n", id);
	}
	ck_arena_free(&a);
}

static void compare_texts(struct peer *p)
{
	for (int i = 0; i < ntexts; i++) {
		double ours = 1e9, theirs = 1e9;
		for (int flags = 0; flags < MODES; flags += MODES - 1)
			compare(p, texts[i].s, texts[i].n, flags);
		for (int round = 0; round < ROUNDS; round++) {
			struct ck_arena a = { 0 };
			struct ck_ids ids;
			double t0 = now();
			ck_tok_encode(p->t, texts[i].s, texts[i].n, 0, &a, &ids);
			double t1 = now();
			peer_ids(p, texts[i].s, texts[i].n, 0);
			double t2 = now();
			ours = t1 - t0 < ours ? t1 - t0 : ours;
			theirs = t2 - t1 < theirs ? t2 - t1 : theirs;
			ck_arena_free(&a);
		}
		double mb = (double)texts[i].n / 1e6;
		printf("  %-28s %8.2f MB/s, llama.cpp %6.2f: %.1f times\n", text_name[i], mb / ours, mb / theirs, theirs / ours);
	}
}

static size_t random_bytes(char *s, struct ck_rng *rng)
{
	size_t n = ck_rng_u32(rng) % 96;
	bool few = ck_rng_u32(rng) & 1;
	for (size_t i = 0; i < n; i++)
		s[i] = few ? "ab \n\t'1!\xc3\xa9\xe2\x96\x81\xf0\xff\0"[ck_rng_u32(rng) % 17] : (char)ck_rng_u32(rng);
	return n;
}

/* Characters of a few blocks each time, so that neighbours are alike. */
static size_t random_characters(char *s, struct ck_rng *rng)
{
	size_t n = 0, count = ck_rng_u32(rng) % 48;
	uint32_t block[4];
	for (int i = 0; i < 4; i++)
		block[i] = ck_rng_u32(rng) % (i < 2 ? 0x3400 : 0x110000) & ~0x3fu;
	for (size_t i = 0; i < count; i++) {
		uint32_t r = ck_rng_u32(rng);
		n += ck_uni_write(r & 3 ? block[r >> 2 & 3] + (r >> 4) % 64 : (r >> 4) % 128, s + n);
	}
	return n;
}

static size_t random_text(char *s, struct ck_rng *rng)
{
	const struct bytes *t = &texts[ck_rng_u32(rng) % (unsigned)ntexts];
	size_t n = ck_rng_u32(rng) % 200;
	n = n < t->n ? n : t->n;
	memcpy(s, t->s + (t->n > n ? ck_rng_u32(rng) % (t->n - n) : 0), n);
	for (uint32_t edits = ck_rng_u32(rng) % 6; n && edits; edits--) {
		size_t at = ck_rng_u32(rng) % n;
		if (ck_rng_u32(rng) & 1)
			s[at] = (char)ck_rng_u32(rng);
		else
			memmove(s + at, s + ck_rng_u32(rng) % n / 2, (n - at) / 2);
	}
	return n;
}

static size_t random_tokens(const struct peer *p, char *s, struct ck_rng *rng)
{
	static const char *const between[] = { "", " ", "\n", "  ", "\t\n", "a", "<", ">", "\xc3", "'s " };
	size_t n = 0;
	for (int i = 0; i < 12; i++) {
		const char *b = between[ck_rng_u32(rng) % 10];
		int32_t id = (int32_t)(ck_rng_u32(rng) % (unsigned)ck_tok_count(p->t));
		for (int tries = 0; tries < 2000 && i & 1 && !llama_vocab_is_control(p->vocab, id); tries++)
			id = (int32_t)(ck_rng_u32(rng) % (unsigned)ck_tok_count(p->t));
		int32_t k = llama_token_to_piece(p->vocab, id, s + n, (int32_t)(LONGEST - 8 - n), 0, true);
		n += k > 0 ? (size_t)k : 0;
		memcpy(s + n, b, strlen(b));
		n += strlen(b);
	}
	return n;
}

static void mend(char *s, size_t n)
{
	static const char *const space[] = { "\xc0\xa0", "\xe0\x80\xa0", "\xf0\x80\x80\xa0" };
	for (int k = 0; k < 3; k++)
		for (char *at = s; (at = memmem(at, (size_t)(s + n - at), space[k], (size_t)k + 2));)
			*at = (char)0xff;
	for (size_t i = 0; i + 3 < n; i++) {
		const unsigned char *b = (const unsigned char *)s + i;
		if ((b[0] & 0xf8) == 0xf0 && (b[1] & 0xc0) == 0x80 && (b[2] & 0xc0) == 0x80 && (b[3] & 0xc0) == 0x80
			&& (b[0] > 0xf4 || (b[0] == 0xf4 && b[1] > 0x8f)))
			s[i] = (char)0xff;
	}
}

static void compare_random(struct peer *p, unsigned long long seed, unsigned stream, unsigned long long n)
{
	struct ck_rng rng;
	ck_rng_seed(&rng, seed, stream);
	for (unsigned long long i = 0; i < n; i++) {
		char s[LONGEST];
		int flags = (int)(ck_rng_u32(&rng) % MODES);
		size_t k = i % 4 == 0 ? random_bytes(s, &rng) : i % 4 == 1 ? random_characters(s, &rng)
			: i % 4 == 2 && ntexts ? random_text(s, &rng) : random_tokens(p, s, &rng);
		if (!p->any_bytes)
			mend(s, k);
		compare(p, s, k, flags);
		if (i % 8 < 4)
			compare_feed(p, s, k, flags, &rng);
		if (p->bytes)
			compare_back(p, s, k, flags);
	}
}

static void open_peer(struct peer *p, const char *path)
{
	struct llama_model_params params = llama_model_default_params();
	struct ck_gguf *g = ck_alloc(&p->a, sizeof *g);
	int fd = ck_open_regular(path);
	params.vocab_only = true;
	p->path = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	p->model = llama_model_load_from_file(path, params);
	if (!p->model || fd < 0 || !ck_gguf_read(g, path, fd, &p->a) || !(p->t = ck_tok_open(g, &p->a)))
		give_up("cannot open", path);
	close(fd);
	p->vocab = llama_model_get_vocab(p->model);
	p->any_bytes = llama_vocab_type(p->vocab) == LLAMA_VOCAB_TYPE_SPM;
	p->bytes = !strcmp(ck_tok_info(p->t).model, "gpt2");
}

int main(int argc, char **argv)
{
	int nvocabs = 0, of_kind[8] = { 0 };
	bool any = false;
	if (argc < 4)
		give_up("SEED N VOCAB... -- TEXT...", "usage");
	unsigned long long seed = strtoull(argv[1], NULL, 10), n = strtoull(argv[2], NULL, 10);
	while (3 + nvocabs < argc && strcmp(argv[3 + nvocabs], "--"))
		nvocabs++;
	for (int i = 4 + nvocabs; i < argc && ntexts < MAX_TEXTS; i++, ntexts++) {
		texts[ntexts] = slurp(argv[i]);
		text_name[ntexts] = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
	}
	llama_log_set(quiet, NULL);
	struct peer *peers = calloc((size_t)nvocabs, sizeof *peers);
	for (int i = 0; i < nvocabs; i++) {
		open_peer(&peers[i], argv[3 + i]);
		of_kind[llama_vocab_type(peers[i].vocab) & 7]++;
	}
	printf("seed %llu, %llu strings per kind\n", seed, n);
	for (int i = 0; i < nvocabs; i++) {
		struct peer *p = &peers[i];
		printf("%s\n", p->path);
		compare_tokens(p);
		compare_texts(p);
		compare_random(p, seed, (unsigned)i, n / (unsigned)of_kind[llama_vocab_type(p->vocab) & 7]);
		printf("  %llu strings, %llu tokens, %llu disagreements", p->strings, p->tokens, p->differ);
		printf(p->mute ? "; %llu hold a byte that is no token, and are not said again\n" : "\n", p->mute);
		fflush(stdout);
		any |= p->differ != 0;
		llama_model_free(p->model);
		ck_arena_free(&p->a);
		free(p->ids);
	}
	free(peers);
	return any;
}
