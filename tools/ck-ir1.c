/* ck-ir1: manifest to ir1. */
#include "filter.h"
#include "pass_ir1.h"

static const char *templates, *strict;

static const struct ck_opt opts[] = {
	{ 0, "templates", "DIR", "folder of templates", &templates, false, NULL },
	{ 0, "strict", NULL, "a tensor that the template does not use is an error", &strict, false, NULL },
	{ 0 },
};

static bool run(struct ck_doc *doc, struct ck_arena *a)
{
	return ck_pass_ir1(doc, &(struct ck_ir1_options){ templates, strict != NULL }, a);
}

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-ir1", "bind a model to the template of its architecture", opts,
		CK_MANIFEST, CK_IR1, run, NULL };
	return ck_filter_main(&filter, argc, argv);
}
