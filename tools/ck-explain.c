/* ck-explain: one op from template line to C line. */
#include "cli.h"
#include "explain.h"
#include "outfile.h"

int main(int argc, char **argv)
{
	static const char *program;
	static const struct ck_opt opts[] = {
		{ 'p', "program", "NAME", "only this program (default: all)", &program, false, NULL },
		{ 0 },
	};
	static const struct ck_cli cli = { "follow one op through every stage of a built model", "DIR OP", opts, 2, 2, NULL };
	struct ck_arena arena = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &arena);
	struct ck_outfile o;
	bool ok = ck_out_open(&o, NULL) && ck_explain(o.f, args.v[0], args.v[1], program, &arena);
	ok = ck_out_close(&o) && ok;
	ck_arena_free(&arena);
	return ok ? 0 : 1;
}
