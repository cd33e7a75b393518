/* Files of log-probabilities, and files of ids: any bytes. */
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "idfile.h"
#include "logprobs.h"

static void read_rows(const struct ck_logprobs *l, struct ck_arena *a)
{
	float *logp = ck_allocn(a, (size_t)l->vocab, sizeof *logp);
	for (int64_t i = 0; i < (int64_t)l->window * l->windows; i++)
		MUST(l->token[i] >= 0 && l->token[i] < l->vocab);
	for (int64_t w = 0; w < l->windows; w++)
		for (int64_t i = 0; i < l->scored; i++)
			if (!fuzz_told(ck_logprobs_row(l, w, i, logp)))
				return;
}

static void read_ids(const uint8_t *data, size_t size, struct ck_arena *a)
{
	struct fuzz_input in = { data, size };
	struct ck_ids ids = { 0 };
	const int64_t vocab = 1 + (int64_t)(fuzz_take(&in, 4) & INT32_MAX);
	const struct ck_bytes b = { ck_strndup(a, (const char *)in.p, in.n), in.n };
	fuzz_errors = 0;
	if (fuzz_told(ck_ids_parse("input", &b, vocab, &ids, a)))
		for (size_t i = 0; i < ids.n; i++)
			MUST(ids.v[i] >= 0 && ids.v[i] < vocab);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_arena a = { 0 };
	struct ck_logprobs l;
	int fd = memfd_create("logprobs", MFD_CLOEXEC);
	if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	fuzz_begin();
	if (fuzz_told(ck_logprobs_open(&l, ck_printf(&a, "/proc/self/fd/%d", fd), &a))) {
		read_rows(&l, &a);
		ck_logprobs_close(&l);
	}
	read_ids(data, size, &a);
	close(fd);
	ck_arena_free(&a);
	return 0;
}
