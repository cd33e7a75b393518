#include "unicode.h"

struct map { uint32_t from, to; };

#include "unicode.inc"

enum { LOWER = 1, BASE = 2 }; /* class_maps: which maps have an entry of a block */
enum { FIRST_COMPOSED = 0xc0, LAST = 0x10ffff, HANGUL = 0xac00, HANGUL_END = 0xd7a4, HANGUL_LEAD = 0x1100, PER_LEAD = 588 };

unsigned ck_uni_class(uint32_t c)
{
	return c <= LAST ? class_block[class_index[c >> 8]][c & 255] : CK_UNI_OTHER;
}

static uint32_t find(const struct map *m, size_t n, uint32_t c)
{
	size_t lo = 0, hi = n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (m[mid].from < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && m[lo].from == c ? m[lo].to : c;
}

uint32_t ck_uni_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	return c <= LAST && class_maps[c >> 8] & LOWER ? find(lower, sizeof lower / sizeof *lower, c) : c;
}

uint32_t ck_uni_base(uint32_t c)
{
	if (c >= HANGUL && c < HANGUL_END)
		return HANGUL_LEAD + (c - HANGUL) / PER_LEAD;
	return c >= FIRST_COMPOSED && c <= LAST && class_maps[c >> 8] & BASE ? find(base, sizeof base / sizeof *base, c) : c;
}

uint32_t ck_uni_read(const char *s, size_t n, size_t *size)
{
	const unsigned char *p = (const unsigned char *)s;
	*size = 1;
	if (p[0] < 0x80)
		return p[0];
	size_t need = p[0] < 0xc0 || p[0] >= 0xf8 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (!need || need > n)
		return CK_UNI_REPLACEMENT;
	uint32_t c = p[0] & (0x7fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return CK_UNI_REPLACEMENT;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c > LAST)
		return CK_UNI_REPLACEMENT;
	*size = need;
	return c;
}

size_t ck_uni_write(uint32_t c, char *s)
{
	if (c < 0x80) {
		s[0] = (char)c;
		return 1;
	}
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n; --i; c >>= 6)
		s[i] = (char)(0x80 | (c & 0x3f));
	s[0] = (char)((0xf00u >> n) | c);
	return n;
}
