/* What the schema cannot say: references, shapes, order of definition, and what each stage decided. */
#ifndef CK_VERIFY_H
#define CK_VERIFY_H

#include "artifact.h"

/* False after a diagnostic at the JSON pointer that is wrong. Called by ck_doc_parse; for an artifact that a pass
 * made, doc needs path, stage and artifact only. */
bool ck_verify(const struct ck_doc *doc);

/* Whether a text is letters, digits and _.:-+/@=, and spaces: it may stand in a comment or a string of C. */
bool ck_plain(const char *s);

#endif
