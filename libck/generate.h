/* Feeding tokens to a session and going on from them. */
#ifndef CK_GENERATE_H
#define CK_GENERATE_H

#include "sample.h"
#include "session.h"
#include "tok.h"

enum ck_stop { CK_STOP_LIMIT, CK_STOP_END, CK_STOP_CONTEXT, CK_STOP_TEXT };
extern const char *const ck_stop_name[]; /* "limit", "end", "context", "text" */

struct ck_generate {
	struct ck_session *session;
	const struct ck_tok *tok;            /* knows where text ends; NULL: only limit and context stop */
	struct ck_sample_options sample;
	int64_t limit;                       /* tokens to generate, -1: until something else stops */
	int64_t chunk;                       /* rows of the prompt per step; 0: as many as the program takes */
	void *user;
	/* Either may be NULL. Both return false, after a diagnostic, to give up. */
	bool (*token)(void *user, int32_t id);                            /* each token, the prompt's too */
	bool (*logits)(void *user, const float *logits, int64_t rows);    /* of each token fed, in order */

	bool enough;                         /* token sets it: stop here, CK_STOP_TEXT; ck_generate takes it back */

	/* What slot 0 holds before and after: the prompt is fed from where it differs. A model that cannot go back everywhere
	 * (ck_session_snapshot_bytes) can go back to the `saved` positions of `snapshot`, if that is given; it is taken anew when
	 * `stable` tokens of the prompt are fed, fewer than all: those with which a later prompt will begin. */
	struct ck_ids held;
	void *snapshot;
	int64_t saved, stable;

	/* Results of the last call. */
	struct ck_ids ids;                   /* prompt and continuation */
	enum ck_stop stop;
	int64_t prefill_rows, decode_steps;
	uint64_t prefill_ns, decode_ns;
};

/* Feeds the prompt (at least one token) to slot 0, from position 0 or what is held, and generates. The prompt goes through
 * program prefill, or through decode where chunk is given and decode takes as many rows; what follows goes
 * through decode. False after a diagnostic. */
bool ck_generate(struct ck_generate *g, struct ck_ids prompt, struct ck_arena *a);

#endif
