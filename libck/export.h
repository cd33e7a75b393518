/* A bump of either flavour back to the GGUF files it came from, byte for byte. */
#ifndef CK_EXPORT_H
#define CK_EXPORT_H

#include "bump.h"
#include "hash.h"
#include "outfile.h"

struct ck_export {
	const struct ck_bump *b;
	struct ck_gguf_set set;
	struct ck_bump_index index;
};

/* Reads what describes the files, and checks the bytes that belong to no tensor. b must outlive x.
 * False after a diagnostic. */
bool ck_export_open(struct ck_export *x, const struct ck_bump *b, struct ck_arena *a);

/* Writes one of set.files front to back, so that o may be a pipe; every byte read is held against its checksum.
 * False after a diagnostic. */
bool ck_export_file(const struct ck_export *x, size_t file, struct ck_outfile *o);

#endif
