/* Bump files. The input says how long each section is and what it holds; the file around it is made whole, checksums and
 * all, but for patches the input asks for. Then it is opened, checked and turned back into a GGUF. */
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "export.h"
#include "fuzz.h"
#include "hash.h"

enum { SECTIONS = 5, HEAD = 2, FILES = 4, LONGEST = 1 << 14 };

static void put(int fd, const void *p, size_t n, uint64_t at)
{
	if (n && pwrite(fd, p, n, (off_t)at) != (ssize_t)n)
		abort();
}

/* Header fields of one section, as pointers. */
struct place { uint64_t *offset, *size, *xxh3; };

static void compose(int fd, struct fuzz_input *in)
{
	struct ck_bump_header h = { .magic = CK_BUMP_MAGIC, .flavour = fuzz_take(in, 1) };
	const struct place s[SECTIONS] = {
		{ &h.data_offset, &h.data_size, NULL }, { &h.kept_offset, &h.kept_size, NULL },
		{ &h.head_offset, &h.head_size, &h.head_xxh3 }, { &h.rest_offset, &h.rest_size, &h.rest_xxh3 },
		{ &h.index_offset, &h.index_size, &h.index_xxh3 },
	};
	struct { struct ck_bump_file file[FILES]; uint8_t bytes[LONGEST]; } head = { .file[0].size = fuzz_take(in, 3) };
	size_t size[SECTIONS], counts = fuzz_take(in, 1), patches = counts % 4;
	h.files = 1 + counts / 4 % FILES;
	for (size_t i = 1; i < h.files; i++)
		head.file[i] = (struct ck_bump_file){ fuzz_take(in, 3), fuzz_take(in, 2) };
	struct { size_t at; uint64_t value; bool after; } patch[4];
	for (size_t i = 0; i < patches; i++) {
		patch[i].at = fuzz_take(in, 1) % (sizeof h - 7);
		patch[i].after = fuzz_take(in, 1) & 1;
		patch[i].value = fuzz_take(in, 8);
	}
	for (int i = 0; i < SECTIONS; i++)
		size[i] = fuzz_take(in, 2) % LONGEST;
	uint64_t end = CK_BUMP_DATA_OFFSET;
	for (int i = 0; i < SECTIONS; i++) {
		size_t have = size[i] < in->n ? size[i] : in->n;
		const uint8_t *p = in->p;
		in->p += have;
		in->n -= have;
		if (i == HEAD) {
			head.file[0].head_size = have;
			for (size_t j = 1; j < h.files; j++)
				head.file[0].head_size -= head.file[j].head_size;
			size_t table = h.files * sizeof *head.file;
			memcpy((uint8_t *)&head + table, p, have);
			p = (const uint8_t *)&head;
			have += table;
		}
		*s[i].offset = ck_bump_align(end, CK_BUMP_SECTION_ALIGN);
		*s[i].size = have;
		put(fd, p, have, *s[i].offset);
		if (s[i].xxh3)
			*s[i].xxh3 = XXH3_64bits(p, have);
		end = *s[i].offset + have;
	}
	h.size = end;
	if (ftruncate(fd, (off_t)end) != 0)
		abort();
	for (int after = 0; after < 2; after++) {
		for (size_t i = 0; i < patches; i++)
			if (patch[i].after == after)
				memcpy((char *)&h + patch[i].at, &patch[i].value, sizeof patch[i].value);
		if (!after)
			h.header_xxh3 = XXH3_64bits(&h, offsetof(struct ck_bump_header, header_xxh3));
	}
	put(fd, &h, sizeof h, 0);
}

/* Gaps of zeros take no room in a bump, so that a source may be of any length: elsewhere the disk bounds it. */
static void export_file(const struct ck_export *x, size_t file)
{
	char *text = NULL;
	size_t n = 0;
	if (x->set.file[file].file_size > 1 << 20)
		return;
	struct ck_outfile o = { .f = open_memstream(&text, &n) };
	if (!o.f)
		abort();
	bool ok = fuzz_told(ck_export_file(x, file, &o));
	fclose(o.f);
	MUST(!ok || n == x->set.file[file].file_size);
	free(text);
}

static void export(const struct ck_bump *b, struct ck_arena *a)
{
	struct ck_export x;
	if (fuzz_told(ck_export_open(&x, b, a)))
		for (size_t i = 0; i < x.set.files; i++)
			export_file(&x, i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct ck_arena a = { 0 };
	struct ck_bump b;
	int fd = memfd_create("bump", MFD_CLOEXEC);
	if (fd < 0)
		abort();
	compose(fd, &in);
	const char *path = ck_printf(&a, "/proc/self/fd/%d", fd);
	fuzz_begin();
	if (fuzz_told(ck_bump_open_any(&b, path))) {
		fuzz_told(ck_bump_check(&b));
		fuzz_errors = 0;
		export(&b, &a);
		ck_bump_close(&b);
	}
	close(fd);
	ck_arena_free(&a);
	return 0;
}
