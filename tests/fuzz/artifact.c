/* Artifacts of every kind: any text is refused with a diagnostic, or reads back as written and goes through all later
 * passes. Mutations are of the JSON tree as often as of its bytes (mutate.h). */
#include "chain.h"
#include "mutate.h"

static int64_t pick(uint32_t bits, int64_t usual)
{
	static const int64_t odd[] = { 1, 255, 256, 257, 1 << 16, 1 << 20, 1 << 30 };
	return bits < sizeof odd / sizeof *odd ? odd[bits] : usual;
}

/* The options follow from the text, so that an input is one file. */
static struct fuzz_options options(const uint8_t *data, size_t size)
{
	static const char *const targets[] = { "generic", "x86-64-v3", "x86-64-v4" };
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < size; i++)
		h = (h ^ data[i]) * 16777619u;
	return (struct fuzz_options){
		.fuse = {
			.target = targets[h % 3], .numerics = h & 64 ? "exact" : "fast", .kv = h & 128 ? "f16" : "f32",
			.ctx = pick(h >> 8 & 31, 0), .chunk = pick(h >> 13 & 31, 16), .slots = pick(h >> 18 & 31, 1),
			.fuse = h & 1 << 23 ? "none" : NULL, .patterns = "templates/fusion",
		},
		.grad = {
			.target = targets[h % 3], .patterns = "templates/fusion", .rules = "templates/gradients",
			.batch = h & 1 << 28 ? pick(h >> 8 & 31, 2) : 0, .seq = pick(h >> 13 & 31, 8),
			.beta1 = 0.9, .beta2 = 0.999, .eps = 1e-8, .decay = 0.01,
		},
		.debug = h & 1 << 24, .reread = (h >> 25) % 8 == 0,
	};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_arena a = { 0 };
	struct ck_doc doc;
	struct fuzz_options o = options(data, size);
	fuzz_begin();
	if (fuzz_told(ck_doc_parse(&doc, "input.json", (const char *)data, size, &a))) {
		fuzz_reread(&doc, &a);
		fuzz_chain(&doc, &o, &a);
	}
	ck_arena_free(&a);
	return 0;
}
