/* Chat templates: any text is refused with a diagnostic or renders, to valid UTF-8 and within bounds, the same text twice.
 * The input is a template; after a NUL byte there may be the data, as JSON. */
#include <string.h>

#include "fuzz.h"
#include "jinja.h"
#include "utf8.h"

enum { WORK = 1 << 20 };

static const char usual[] = "{\"messages\": [{\"role\": \"system\", \"content\": \" Be \\u00e9. \"}, {\"role\": \"user\", \"content\": \"<|x|>\"},"
	"{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"function\": {\"name\": \"f\", \"arguments\": {\"b\": [1, 2.5, true]}}}]}],"
	"\"tools\": [{\"type\": \"function\"}], \"bos_token\": \"<s>\", \"add_generation_prompt\": true, \"n\": 9223372036854775807}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_arena a = { 0 };
	struct ck_jtext one, two;
	const uint8_t *end = memchr(data, 0, size);
	size_t n = end ? (size_t)(end - data) : size;
	json_t *j = end ? json_loadb((const char *)end + 1, size - n - 1, 0, NULL) : NULL;
	if (!json_is_object(j)) {
		json_decref(j);
		j = json_loads(usual, 0, NULL);
	}
	fuzz_begin();
	const struct ck_jinja *t = ck_jinja_parse("input", (const char *)data, n, &a);
	const struct ck_jinja_data d = { .input = j, .date = "2025-01-31", .work = WORK };
	if (fuzz_told(t) && fuzz_told(ck_jinja_render(t, &d, &a, &one))) {
		MUST(one.n <= WORK && ck_utf8_valid(one.s, one.n));
		MUST(ck_jinja_render(t, &d, &a, &two));
		MUST(one.n == two.n && !memcmp(one.s, two.s, one.n));
		MUST(!one.mark == !two.mark && (!one.mark || !memcmp(one.mark, two.mark, one.n)));
	}
	json_decref(j);
	ck_arena_free(&a);
	return 0;
}
