/* The frame of a pass as a Unix filter: options, read, verify, run, verify, write. */
#ifndef CK_FILTER_H
#define CK_FILTER_H

#include "artifact.h"
#include "cli.h"

struct ck_filter {
	const char *tool, *summary;
	const struct ck_opt *opts;     /* the tool's own; -o is the frame's */
	enum ck_stage in, out;
	/* Turns doc->artifact into the next stage. False after a diagnostic. */
	bool (*run)(struct ck_doc *doc, struct ck_arena *a);
	/* Instead of an artifact, writes something else (ck-codegen). NULL: the artifact. */
	void (*print)(FILE *f, const struct ck_doc *doc);
};

/* argv[1] or standard input to -o or standard output; returns the exit status. */
int ck_filter_main(const struct ck_filter *f, int argc, char **argv);

#endif
