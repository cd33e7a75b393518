/* A hostile tokenizer image and hostile text. The input is two bytes, the text's length, the text, and an image. */
#include <string.h>

#include "fuzz.h"
#include "tok.h"
#include "utf8.h"

static void use(const struct ck_tok *t, const char *text, size_t n, int flags, struct ck_arena *a)
{
	struct ck_ids ids;
	struct ck_tok_stream s;
	struct ck_tok_text said;
	MUST(ck_tok_encode(t, text, n, flags, a, &ids));
	ck_tok_stream_open(&s, t, a);
	for (size_t i = 0; i <= ids.n; i++) {
		MUST(i == ids.n || (ids.v[i] >= 0 && ids.v[i] < ck_tok_count(t)));
		said = i < ids.n ? ck_tok_stream_next(&s, ids.v[i]) : ck_tok_stream_end(&s);
		MUST(ck_utf8_valid(said.s, said.n));
	}
	struct ck_tok_feed *f = ck_tok_feed_open(t, flags);
	for (size_t i = 0, k; i < n; i += k) {
		k = n - i < 7 ? n - i : 7;
		MUST(ck_tok_feed(f, text + i, k, i + k == n, a, &ids));
	}
	ck_tok_feed_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct ck_arena a = { 0 };
	size_t want = fuzz_take(&in, 2), n = want < in.n ? want : in.n;
	char *text = ck_strndup(&a, (const char *)in.p, n), *image = ck_strndup(&a, (const char *)in.p + n, in.n - n);
	fuzz_begin();
	struct ck_tok *t = ck_tok_map(image, in.n - n, "input", &a);
	for (int flags = 0; fuzz_told(t) && flags < 4; flags++)
		use(t, text, n, flags, &a);
	char *piece = t ? ck_alloc(&a, ck_tok_longest(t) + 1) : NULL;
	for (int32_t id = -1; t && id <= ck_tok_count(t); id++)
		MUST(ck_tok_piece(t, id, id & 1, piece) <= ck_tok_longest(t));
	ck_arena_free(&a);
	return 0;
}
