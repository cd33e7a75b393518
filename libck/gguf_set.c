#include "gguf_set.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "fileio.h"
#include "names.h"

static bool split_key(const struct ck_gguf *g, const char *key, int64_t *v)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, key);
	if (!kv)
		return ck_error(g->path, "a part of a split model without %s", key);
	if (!ck_gguf_int(kv, v) || *v < 0)
		return ck_gguf_error(g, kv->at, "%s is not a count", key);
	return true;
}

/* How many files the model has, by one of them: a merged one may say 0. */
static bool count_files(const struct ck_gguf *g, size_t *n)
{
	int64_t v = 1;
	if (ck_gguf_find(g, "split.count") && !split_key(g, "split.count", &v))
		return false;
	if (v > CK_GGUF_FILES)
		return ck_gguf_error(g, ck_gguf_find(g, "split.count")->at, "%" PRId64 " parts of a split model, at most %d are allowed",
			v, CK_GGUF_FILES);
	*n = v ? (size_t)v : 1;
	return true;
}

static bool check_number(const struct ck_gguf *g, size_t i, size_t files)
{
	int64_t no;
	if (!split_key(g, "split.no", &no))
		return false;
	if (no == (int64_t)i)
		return true;
	uint64_t at = ck_gguf_find(g, "split.no")->at;
	return i ? ck_gguf_error(g, at, "split.no is %" PRId64 ", in part %zu of %zu", no, i + 1, files)
		: ck_gguf_error(g, at, "part %" PRId64 " of %zu of a split model: name the first one", no + 1, files);
}

/* What parts of one model repeat, they agree in. */
static bool check_keys(const struct ck_gguf *first, const struct ck_gguf *g)
{
	for (size_t i = 0; i < g->kv.n; i++) {
		const struct ck_gguf_kv *kv = &g->kv.v[i], *other = ck_gguf_find(first, kv->key);
		if (!strcmp(kv->key, "split.no") || !strcmp(kv->key, "general.alignment") || !other)
			continue;
		if (kv->type != other->type || kv->item != other->item || kv->size != other->size || memcmp(kv->data, other->data, kv->size))
			return ck_gguf_error(g, kv->at, "another %s than in the first part: not a part of the same model", kv->key);
	}
	return true;
}

void ck_gguf_set_make(struct ck_gguf_set *s, size_t n, struct ck_arena *a)
{
	*s = (struct ck_gguf_set){ .files = n };
	s->file = ck_allocn(a, n, sizeof *s->file);
	s->fd = ck_allocn(a, n, sizeof *s->fd);
	s->first = ck_allocn(a, n, sizeof *s->first);
	for (size_t i = 0; i < n; i++)
		s->fd[i] = -1;
}

static bool join_tensors(struct ck_gguf_set *s, struct ck_arena *a)
{
	struct ck_names owner = { 0 };
	s->tensor.n = 0;
	for (size_t i = 0; i < s->files; i++) {
		s->first[i] = s->tensor.n;
		s->tensor.n += s->file[i].tensor.n;
	}
	s->tensor.v = ck_allocn(a, s->tensor.n + 1, sizeof *s->tensor.v);
	for (size_t i = 0; i < s->files; i++)
		for (size_t j = 0; j < s->file[i].tensor.n; j++) {
			struct ck_gguf_tensor *t = &s->tensor.v[s->first[i] + j];
			*t = s->file[i].tensor.v[j];
			t->file = i;
			int other = ck_names_get(&owner, t->name);
			if (other >= 0)
				return ck_gguf_error(&s->file[i], t->at, "duplicate tensor '%s', first in part %d", t->name, other + 1);
			ck_names_put(&owner, t->name, (int)i, a);
		}
	return true;
}

bool ck_gguf_set_join(struct ck_gguf_set *s, struct ck_arena *a)
{
	const struct ck_gguf *first = s->file;
	size_t files;
	int64_t tensors;
	if (!count_files(first, &files))
		return false;
	if (files != s->files)
		return ck_error(first->path, "%zu files of a model of %zu", s->files, files);
	s->size = s->data_size = 0;
	for (size_t i = 0; i < files; i++) {
		const struct ck_gguf *g = &s->file[i];
		if (files > 1 && (!check_number(g, i, files) || !check_keys(first, g)))
			return false;
		if (__builtin_add_overflow(s->size, g->file_size, &s->size))
			return ck_error(g->path, "the size of the whole model overflows");
		s->data_size += g->data_size;
	}
	if (!join_tensors(s, a))
		return false;
	if (files > 1 && !split_key(first, "split.tensors.count", &tensors))
		return false;
	return files == 1 || (size_t)tensors == s->tensor.n || ck_error(first->path, "split.tensors.count is %" PRId64
		", the %zu parts have %zu tensors", tensors, files, s->tensor.n);
}

char *ck_gguf_part_name(const char *prefix, size_t part, size_t files, struct ck_arena *a)
{
	return ck_printf(a, "%s-%05zu-of-%05zu.gguf", prefix, part + 1, files);
}

static bool open_file(struct ck_gguf_set *s, size_t i, const char *path, struct ck_arena *a)
{
	s->fd[i] = ck_open_regular(path);
	return s->fd[i] >= 0 && ck_gguf_read(&s->file[i], path, s->fd[i], a);
}

/* The other parts: s has the first one. */
static bool open_parts(struct ck_gguf_set *s, size_t files, const char *path, struct ck_arena *a)
{
	const char *suffix = ck_gguf_part_name("", 0, files, a);
	size_t n = strlen(path), have = strlen(suffix);
	if (!check_number(s->file, 0, files))
		return false;
	if (n <= have || strcmp(path + n - have, suffix))
		return ck_error(path, "the first of %zu parts is not named ...%s, so that the others cannot be found", files, suffix);
	const char *prefix = ck_strndup(a, path, n - have);
	struct ck_gguf_set one = *s;
	ck_gguf_set_make(s, files, a);
	s->file[0] = one.file[0];
	s->fd[0] = one.fd[0];
	for (size_t i = 1; i < files; i++)
		if (!open_file(s, i, ck_gguf_part_name(prefix, i, files, a), a))
			return false;
	return true;
}

bool ck_gguf_set_open(struct ck_gguf_set *s, const char *path, struct ck_arena *a)
{
	size_t files;
	ck_gguf_set_make(s, 1, a);
	return open_file(s, 0, path, a) && count_files(s->file, &files) && (files == 1 || open_parts(s, files, path, a))
		&& ck_gguf_set_join(s, a);
}

void ck_gguf_set_close(struct ck_gguf_set *s)
{
	for (size_t i = 0; i < s->files; i++)
		if (s->fd[i] >= 0)
			close(s->fd[i]);
	s->files = 0;
}
