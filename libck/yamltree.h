/* YAML files of ours (templates, patterns) as trees with positions. A small, strict part of YAML: maps with plain
 * keys, lists, scalars as text; no anchors, aliases, tags or second documents; duplicate keys are errors. */
#ifndef CK_YAMLTREE_H
#define CK_YAMLTREE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

struct ck_yaml {
	enum ck_yaml_type { CK_YAML_SCALAR, CK_YAML_LIST, CK_YAML_MAP } type;
	int line, col;         /* from 1 */
	const char *text;      /* of a scalar */
	bool quoted;           /* the scalar stood in quotes */
	size_t n;              /* elements, or pairs */
	struct ck_yaml **v;    /* elements, or values */
	struct ck_yaml **key;  /* of a map */
};

struct ck_yaml_file {
	const char *path;      /* as diagnostics name it */
	const char *name;      /* last part of the path, as artifacts name it */
	struct ck_yaml *root;
};

/* False after a diagnostic with file, line and column. */
bool ck_yaml_read(struct ck_yaml_file *f, const char *path, struct ck_arena *a);
bool ck_yaml_parse(struct ck_yaml_file *f, const char *path, const char *text, size_t size, struct ck_arena *a);

/* The value of a key; NULL: not there, or not a map. */
struct ck_yaml *ck_yaml_get(const struct ck_yaml *map, const char *key);

/* A diagnostic at a node. Always false. */
bool ck_yaml_error(const struct ck_yaml_file *f, const struct ck_yaml *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Every key of the map is one of the NULL-terminated list; else a diagnostic at the key. */
bool ck_yaml_keys(const struct ck_yaml_file *f, const struct ck_yaml *map, const char *const *known);

#endif
