/* ck-layout: plan to layout. */
#include "filter.h"
#include "passes.h"

static const char *debug;

static const struct ck_opt opts[] = {
	{ 'g', "debug", NULL, "put canaries between buffers and share no memory", &debug, true, NULL },
	{ 0 },
};

static bool run(struct ck_doc *doc, struct ck_arena *a)
{
	return ck_pass_layout(doc, debug != NULL, a);
}

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-layout", "give every weight, state and value its place in memory", opts,
		CK_PLAN, CK_LAYOUT, run, NULL };
	return ck_filter_main(&filter, argc, argv);
}
