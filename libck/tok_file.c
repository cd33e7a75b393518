#include "tok_file.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "diag.h"
#include "fileio.h"
#include "tok_image.h"

struct ck_tok *ck_tok_of_bump(const struct ck_bump *b, struct ck_arena *a)
{
	const struct ck_bump_header *h = b->header;
	if (h->tokenizer_size)
		return ck_tok_map(b->map + h->tokenizer_offset, h->tokenizer_size, b->path, a);
	struct ck_gguf *g = ck_alloc(a, sizeof *g);
	return ck_bump_gguf(b, g, a) ? ck_tok_open(g, a) : NULL;
}

static bool map_image(struct ck_tok_file *f, const char *path, int fd, size_t size, struct ck_arena *a)
{
	void *map = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return ck_error(path, "cannot map %zu bytes", size);
	f->map = map;
	f->size = size;
	f->tok = ck_tok_map(map, size, path, a);
	return f->tok;
}

bool ck_tok_file_open(struct ck_tok_file *f, const char *path, struct ck_arena *a)
{
	char magic[8] = { 0 };
	struct stat st;
	int fd = ck_open_regular(path);
	*f = (struct ck_tok_file){ .bump.fd = -1 };
	if (fd < 0)
		return false;
	bool ok = ck_stat_regular(fd, path, &st) && (st.st_size < (off_t)sizeof magic || ck_pread(fd, path, magic, sizeof magic, 0));
	bool gguf = ok && !memcmp(magic, "GGUF", 4), image = ok && !memcmp(magic, CK_TOK_MAGIC, sizeof magic);
	if (gguf) {
		struct ck_gguf *g = ck_alloc(a, sizeof *g);
		ok = ck_gguf_read(g, path, fd, a) && (f->tok = ck_tok_open(g, a));
	} else if (image) {
		ok = map_image(f, path, fd, (size_t)st.st_size, a);
	}
	close(fd);
	if (ok && !gguf && !image)
		ok = ck_bump_open_any(&f->bump, path) && (f->tok = ck_tok_of_bump(&f->bump, a));
	if (!ok)
		ck_tok_file_close(f);
	return ok;
}

void ck_tok_file_close(struct ck_tok_file *f)
{
	if (f->map)
		munmap(f->map, f->size);
	if (f->bump.fd >= 0)
		ck_bump_close(&f->bump);
	*f = (struct ck_tok_file){ .bump.fd = -1 };
}
