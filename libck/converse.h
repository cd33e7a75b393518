/* Conversations with a model: lines of a user in, replies out. */
#ifndef CK_CONVERSE_H
#define CK_CONVERSE_H

#include <stdio.h>

#include "chat.h"
#include "generate.h"
#include "reply.h"

struct ck_converse {
	const struct ck_chat *chat;
	struct ck_generate generate;         /* session, tok, sample, limit, chunk, logits */
	const char *const *stops;            /* as of struct ck_reply */
	bool hide;                           /* thoughts */
	bool show;                           /* write replies to standard output as they come */

	/* Results of the last reply; the conversation so far. */
	json_t *conversation;
	size_t nprompt;                      /* tokens of generate.ids that are the prompt */
	struct ck_reply reply;
	struct ck_tok_stream stream;
	struct ck_arena turn;                /* lives until the next reply */
};

/* conversation: an object with "messages", taken over. */
void ck_converse_open(struct ck_converse *c, json_t *conversation);
void ck_converse_close(struct ck_converse *c);

void ck_converse_say(struct ck_converse *c, const char *role, const char *text, size_t n);
void ck_converse_unsay(struct ck_converse *c);      /* the last message is gone */

/* Forgets all messages but system ones. */
void ck_converse_clear(struct ck_converse *c);

/* Generates a reply, which becomes a message. What the cache holds of the conversation is not fed again. False after a diagnostic;
 * the messages are as before then. */
bool ck_converse_reply(struct ck_converse *c);

/* Lines of a user from f, until its end or "/exit"; after each a reply, then `done`. A line that ends in "\" goes on in the next;
 * "/clear" forgets the conversation. Where a user sits there (prompt), what a reply says wrong does not end it.
 * False after a diagnostic. */
bool ck_converse_lines(struct ck_converse *c, FILE *f, bool prompt, bool (*done)(struct ck_converse *c, void *user), void *user);

#endif
