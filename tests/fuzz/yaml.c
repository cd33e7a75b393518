/* The YAML subset: any bytes give a tree or a diagnostic. */
#include "fuzz.h"
#include "yamltree.h"

static size_t count(const struct ck_yaml *y)
{
	size_t n = 1;
	if (y->type == CK_YAML_SCALAR)
		return n;
	for (size_t i = 0; i < y->n; i++) {
		if (y->type == CK_YAML_MAP)
			MUST(ck_yaml_get(y, y->key[i]->text) == y->v[i]);
		n += count(y->v[i]);
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ck_arena a = { 0 };
	struct ck_yaml_file f;
	fuzz_begin();
	if (fuzz_told(ck_yaml_parse(&f, "input.yaml", (const char *)data, size, &a)))
		MUST(count(f.root) <= 2 * size + 1);
	ck_arena_free(&a);
	return 0;
}
