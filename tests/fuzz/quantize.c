/* ck-quantize: any GGUF, to any mix. The input is a byte for the mix, one for options, and the file. What is written is a
 * GGUF with the same tensors, in types that can be quantized to wherever they changed. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "quant.h"
#include "quant_model.h"

enum { MOST = 1 << 18 }; /* elements: more take seconds */

static bool small(const struct ck_gguf_set *s)
{
	uint64_t n = 0;
	for (size_t i = 0; i < s->tensor.n; i++)
		if (__builtin_add_overflow(n, s->tensor.v[i].rows * s->tensor.v[i].row_elements, &n))
			return false;
	return n <= MOST && s->file->alignment <= 4096;
}

static void compare(const struct ck_gguf_set *from, const char *text, size_t size, struct ck_arena *a)
{
	struct ck_gguf to;
	ck_diag_redirect(NULL);
	MUST(ck_gguf_parse(&to, "written", text, size, size, a));
	fuzz_begin();
	MUST(to.file_size == size && to.tensor.n == from->tensor.n);
	for (size_t i = 0; i < to.tensor.n; i++) {
		const struct ck_gguf_tensor *t = &to.tensor.v[i], *f = from->tensor.v, *end = f + from->tensor.n;
		while (f < end && strcmp(f->name, t->name))
			f++;
		MUST(f < end && f->ndims == t->ndims && !memcmp(f->ne, t->ne, sizeof f->ne));
		MUST(f->dtype == t->dtype || ck_quantizable(t->dtype));
	}
}

static void quantize(const struct ck_gguf_set *s, const struct ck_quant_options *o, struct ck_arena *a)
{
	char *text = NULL;
	size_t n = 0;
	struct ck_outfile out = { .f = open_memstream(&text, &n), .path = "written" };
	if (!out.f)
		abort();
	const bool ok = fuzz_told(ck_quant_model(&out, s, o, a));
	fclose(out.f);
	if (ok)
		compare(s, text, n, a);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct ck_arena a = { 0 };
	struct ck_gguf_set s;
	int mixes = 0;
	while (ck_mix_at(mixes))
		mixes++;
	const uint64_t mix = fuzz_take(&in, 1), flags = fuzz_take(&in, 1);
	const struct ck_quant_options o = {
		.mix = ck_mix_at((int)mix % mixes), .pure = flags & 1, .requantize = flags & 2, .threads = 1,
	};
	int fd = memfd_create("gguf", MFD_CLOEXEC);
	if (fd < 0 || (in.n && write(fd, in.p, in.n) != (ssize_t)in.n))
		abort();
	fuzz_begin();
	if (fuzz_told(ck_gguf_set_open(&s, ck_printf(&a, "/proc/self/fd/%d", fd), &a)) && small(&s)) {
		fuzz_errors = 0;
		quantize(&s, &o, &a);
	}
	ck_gguf_set_close(&s);
	close(fd);
	ck_arena_free(&a);
	return 0;
}
