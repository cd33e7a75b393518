#include "gguf.h"

#include <string.h>

const struct ck_gguf_kv *ck_gguf_find(const struct ck_gguf *g, const char *key)
{
	size_t lo = 0, hi = g->kv.n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(key, g->by_key[mid]->key);
		if (!c)
			return g->by_key[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}


#define LOADER(T) \
	static T load_##T(const struct ck_gguf_kv *kv, uint64_t i) \
	{ \
		T v; \
		memcpy(&v, kv->data + i * sizeof v, sizeof v); \
		return v; \
	}
LOADER(int8_t)
LOADER(int16_t)
LOADER(int32_t)
LOADER(int64_t)
LOADER(uint8_t)
LOADER(uint16_t)
LOADER(uint32_t)
LOADER(uint64_t)
LOADER(float)
LOADER(double)

uint64_t ck_gguf_u64_at(const struct ck_gguf_kv *kv, uint64_t i)
{
	return load_uint64_t(kv, i);
}

bool ck_gguf_int_at(const struct ck_gguf_kv *kv, uint64_t i, int64_t *v)
{
	switch (kv->item) {
	case CK_GGUF_U8:  *v = load_uint8_t(kv, i); return true;
	case CK_GGUF_I8:  *v = load_int8_t(kv, i); return true;
	case CK_GGUF_U16: *v = load_uint16_t(kv, i); return true;
	case CK_GGUF_I16: *v = load_int16_t(kv, i); return true;
	case CK_GGUF_U32: *v = load_uint32_t(kv, i); return true;
	case CK_GGUF_I32: *v = load_int32_t(kv, i); return true;
	case CK_GGUF_I64: *v = load_int64_t(kv, i); return true;
	case CK_GGUF_U64: *v = load_int64_t(kv, i); return *v >= 0;
	default: return false;
	}
}

bool ck_gguf_real_at(const struct ck_gguf_kv *kv, uint64_t i, double *v)
{
	switch (kv->item) {
	case CK_GGUF_F32: *v = (double)load_float(kv, i); return true;
	case CK_GGUF_F64: *v = load_double(kv, i); return true;
	default: return false;
	}
}

bool ck_gguf_bool_at(const struct ck_gguf_kv *kv, uint64_t i, bool *v)
{
	if (kv->item != CK_GGUF_BOOL)
		return false;
	*v = kv->data[i];
	return true;
}

bool ck_gguf_next_str(const struct ck_gguf_kv *kv, uint64_t *pos, struct ck_gguf_text *v)
{
	uint64_t n;
	if (kv->item != CK_GGUF_STR || *pos >= kv->size)
		return false;
	memcpy(&n, kv->data + *pos, sizeof n);
	*v = (struct ck_gguf_text){ (const char *)kv->data + *pos + sizeof n, n };
	*pos += sizeof n + n;
	return true;
}

static bool scalar(const struct ck_gguf_kv *kv)
{
	return kv && kv->type != CK_GGUF_ARRAY;
}

bool ck_gguf_int(const struct ck_gguf_kv *kv, int64_t *v)
{
	return scalar(kv) && ck_gguf_int_at(kv, 0, v);
}

bool ck_gguf_real(const struct ck_gguf_kv *kv, double *v)
{
	return scalar(kv) && ck_gguf_real_at(kv, 0, v);
}

bool ck_gguf_bool(const struct ck_gguf_kv *kv, bool *v)
{
	return scalar(kv) && ck_gguf_bool_at(kv, 0, v);
}

bool ck_gguf_str(const struct ck_gguf_kv *kv, struct ck_gguf_text *v)
{
	uint64_t pos = 0;
	return scalar(kv) && ck_gguf_next_str(kv, &pos, v);
}

bool ck_gguf_is_array(const struct ck_gguf_kv *kv, enum ck_gguf_type item)
{
	return kv && kv->type == CK_GGUF_ARRAY && kv->item == item;
}
