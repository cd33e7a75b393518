/* ck-codegen: layout to C. */
#include <ctype.h>
#include <string.h>

#include "filter.h"
#include "passes.h"

static const char *prefix;
static struct ck_arena *arena;

static const struct ck_opt opts[] = {
	{ 'p', "prefix", "NAME", "prefix of the model's symbol, NAME_model (default: the architecture)", &prefix, false, NULL },
	{ 0 },
};

static bool run(struct ck_doc *doc, struct ck_arena *a)
{
	(void)doc;
	arena = a;
	for (const char *p = prefix; p && (*p || p == prefix); p++)
		if (!isalnum((unsigned char)*p) && *p != '_')
			ck_usage("--prefix: letters, digits and _ expected, found '%s'", prefix);
	if (prefix && (isdigit((unsigned char)*prefix) || !strcmp(prefix, "ck")))
		ck_usage("--prefix: '%s' cannot begin a symbol of a model", prefix);
	return true;
}

static void print(FILE *f, const struct ck_doc *doc)
{
	ck_codegen(f, doc, prefix, arena);
}

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-codegen", "write a laid-out model as C", opts, CK_LAYOUT, CK_LAYOUT, run, print };
	return ck_filter_main(&filter, argc, argv);
}
