/* Reading, verifying and writing artifacts. The writer's bytes are canonical: reading what it wrote and
 * writing it again gives the same bytes. */
#ifndef CK_ARTIFACT_H
#define CK_ARTIFACT_H

#include <stdio.h>

#include "arena.h"
#include "schema.h"

enum { CK_ARTIFACT_VERSION = 1 };

struct ck_doc {
	const char *path;        /* as diagnostics name it; "-" is standard input */
	const char *text;
	size_t size;
	char sha256[65];         /* of the text without its "from" line */
	enum ck_stage stage;
	struct ck_artifact *artifact;
};

/* Reads and verifies (schema, then ck_verify of its stage). path NULL or "-" is standard input.
 * False after a diagnostic with file, line, column and JSON pointer. */
bool ck_doc_read(struct ck_doc *doc, const char *path, struct ck_arena *a);

/* The same from memory; text need not be NUL-terminated. */
bool ck_doc_parse(struct ck_doc *doc, const char *path, const char *text, size_t size, struct ck_arena *a);

/* As ck_doc_read, and a diagnostic unless the artifact is of this stage. */
bool ck_doc_expect(struct ck_doc *doc, const char *path, enum ck_stage stage, struct ck_arena *a);

/* A diagnostic at a JSON pointer of a document ("" is the whole). Always false. */
bool ck_doc_error(const struct ck_doc *doc, const char *pointer, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Writes the canonical bytes. Errors stay in the stream for ck_out_close to find. */
void ck_artifact_write(FILE *f, const struct ck_artifact *art, enum ck_stage stage);

/* One record as it stands on its line, for diagnostics, ck-diff and ck-explain. */
void ck_record_write(FILE *f, const struct ck_record *r, const void *rec, enum ck_stage stage);

/* The value of one field, as it stands behind its key. member points at it. */
void ck_field_write(FILE *f, const struct ck_field *field, const void *member, enum ck_stage stage);

/* Sets art->kind, version and from: tool and options as given, sha256 from the source. */
void ck_artifact_stamp(struct ck_artifact *art, enum ck_stage stage, const char *tool,
	struct ck_strs options, const char *sha256);

/* Shortest decimal that reads back as the same F32 / F64; buf holds at least 32 bytes. */
const char *ck_format_f32(char *buf, float x);
const char *ck_format_f64(char *buf, double x);

#endif
