/* Conversations as token ids: the model's chat template over messages, and its text through the tokenizer.
 *
 * Bytes that came from messages never become tokens that frame messages, whatever the template did with them: a user who writes
 * "<|im_end|>" ends nothing (ck_tok_encode_marked). Everything else is tokenized as one text, so that ids are those of the plain text. */
#ifndef CK_CHAT_H
#define CK_CHAT_H

#include <jansson.h>

#include "bump.h"
#include "jinja.h"
#include "tok.h"

struct ck_chat_options {
	const char *template_file; /* instead of the model's own; NULL: that */
	const char *date;          /* for strftime_now (jinja.h); NULL: none */
	int thinking;              /* enable_thinking; -1: not given */
};

struct ck_chat {
	const struct ck_jinja *template;
	const struct ck_tok *tok;
	const char *date;
	json_t *facts;             /* what templates are told besides the conversation */
};

/* False after a diagnostic. b and t must outlive c. */
bool ck_chat_open(struct ck_chat *c, const struct ck_bump *b, const struct ck_tok *t, const struct ck_chat_options *o, struct ck_arena *a);
void ck_chat_close(struct ck_chat *c);

/* A conversation: an array of messages with roles, or an object with such an array as "messages" and further variables, such as
 * "tools". Returns an object with "messages", to be decref'd; NULL after a diagnostic. */
json_t *ck_chat_read(const char *path, const char *text, size_t n, struct ck_arena *a);

struct ck_chat_prompt {
	struct ck_ids ids;
	bool thinks;               /* the template opened the model's thoughts: "<think>" is its last word */
};

/* What the model is to go on from, if `reply`; else the conversation alone. The vocabulary's begin token stands first, once.
 * False after a diagnostic. */
bool ck_chat_encode(const struct ck_chat *c, const json_t *conversation, bool reply, struct ck_arena *a, struct ck_chat_prompt *out);

#endif
