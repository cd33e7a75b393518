#include "jinja_case.h"

#include <string.h>

#include "unicode.h"

bool ck_jcase_named(const char *name, enum ck_jcase *how)
{
	static const char *const names[] = { [CK_J_UPPER] = "upper", [CK_J_LOWER] = "lower", [CK_J_CAPITALIZE] = "capitalize",
		[CK_J_TITLE] = "title" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return *how = (enum ck_jcase)i, true;
	return false;
}

/* Scripts without case pass: Han, kana, Hangul, Arabic, ... are letters, but of category Lo only; the tables here do not
 * tell, so that any letter beyond ASCII below U+3000 that may have a case is refused. */
static bool may_have_case(uint32_t c)
{
	return c >= 0x80 && c < 0x3000 && (ck_uni_class(c) & CK_UNI_CATEGORY) == CK_UNI_LETTER;
}

struct ck_jv ck_jcased(struct ck_jrun *r, struct ck_jtext t, enum ck_jcase how)
{
	struct ck_jbuf b = { .a = r->a };
	bool begins = true;
	if (!ck_jwork(r, t.n))
		return ck_jv_text(t);
	for (size_t i = 0, k; i < t.n && !r->failed; i += k) {
		uint32_t c = ck_uni_read(t.s + i, t.n - i, &k);
		bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
		bool up = how == CK_J_UPPER || (how != CK_J_LOWER && begins);
		begins = how == CK_J_TITLE && !lower && !upper;
		if (may_have_case(c) || (c >= 0xa640 && c < 0xac00) || (c >= 0xfb00 && c < 0xfb18) || (c >= 0xff21 && c < 0xff5b)
			|| (c >= 0x10400 && c < 0x1e944) || c == 0x345 || (c >= 0x2160 && c < 0x2180) || (c >= 0x24b6 && c < 0x24ea)) {
			ck_jfail(r, "upper and lower case beyond ASCII are not supported (U+%04X)", c);
		} else if (lower || upper) {
			ck_jbuf_bytes(&b, (char[]){ (char)(up && lower ? c - 32 : !up && upper ? c + 32 : c) }, 1, t.mark ? t.mark[i] : 0);
		} else {
			ck_jbuf_add(&b, ck_jtext_part(t, i, i + k));
		}
	}
	return ck_jv_text(ck_jbuf_text(&b));
}
