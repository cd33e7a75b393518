/* The tokenizer: a hostile vocabulary and hostile text. The input is two bytes, the text's length, the text, and a GGUF. */
#include <string.h>

#include "fuzz.h"
#include "tok.h"
#include "utf8.h"

static void stream(const struct ck_tok *t, const struct ck_ids *ids, struct ck_arena *a)
{
	struct ck_tok_stream s;
	struct ck_tok_text text;
	ck_tok_stream_open(&s, t, a);
	for (size_t i = 0; i < ids->n; i++) {
		text = ck_tok_stream_next(&s, ids->v[i]);
		MUST(ck_utf8_valid(text.s, text.n));
	}
	text = ck_tok_stream_end(&s);
	MUST(ck_utf8_valid(text.s, text.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct ck_arena a = { 0 };
	struct ck_gguf g;
	struct ck_tok *t;
	size_t want = fuzz_take(&in, 2), n = want < in.n ? want : in.n;
	char *text = ck_strndup(&a, (const char *)in.p, n);
	fuzz_begin();
	if (ck_gguf_parse(&g, "input.gguf", in.p + n, in.n - n, in.n - n, &a)) {
		fuzz_errors = 0;
		t = ck_tok_open(&g, &a);
		for (int flags = 0; fuzz_told(t) && flags < 4; flags++) {
			struct ck_ids ids;
			if (!fuzz_told(ck_tok_encode(t, text, n, flags, &a, &ids)))
				continue;
			for (size_t i = 0; i < ids.n; i++)
				MUST(ids.v[i] >= 0 && ids.v[i] < ck_tok_count(t));
			stream(t, &ids, &a);
		}
		char *piece = t ? ck_alloc(&a, ck_tok_longest(t)) : NULL;
		for (int32_t id = -1; t && id <= ck_tok_count(t); id++)
			MUST(ck_tok_piece(t, id, id & 1, piece) <= ck_tok_longest(t));
	}
	ck_arena_free(&a);
	return 0;
}
