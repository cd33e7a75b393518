#include "converse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "utf8.h"

static json_t *messages(const struct ck_converse *c)
{
	return json_object_get(c->conversation, "messages");
}

static bool put(struct ck_converse *c, struct ck_reply_part p)
{
	return !c->show || !p.n || (fwrite(p.s, 1, p.n, stdout) == p.n && fflush(stdout) == 0)
		|| ck_error("standard output", "cannot write: %s", strerror(errno));
}

/* The text of a token as the reply has it: of control tokens, only marks of thoughts. */
static bool on_token(void *user, int32_t id)
{
	struct ck_converse *c = user;
	if (c->generate.ids.n <= c->nprompt)
		return true;
	char *piece = ck_alloc(&c->turn, ck_tok_longest(c->stream.tok) + 1);
	piece[ck_tok_piece(c->stream.tok, id, true, piece)] = 0;
	c->stream.special = !strcmp(piece, CK_THINK_OPEN) || !strcmp(piece, CK_THINK_CLOSE);
	struct ck_tok_text t = ck_tok_stream_next(&c->stream, id);
	bool ok = put(c, ck_reply_add(&c->reply, t.s, t.n, false));
	c->generate.enough = c->reply.stopped;
	return ok;
}

void ck_converse_open(struct ck_converse *c, json_t *conversation)
{
	c->conversation = conversation;
	c->generate.token = on_token;
	c->generate.user = c;
	const int64_t bytes = ck_session_snapshot_bytes(c->generate.session);
	c->generate.snapshot = bytes ? malloc((size_t)bytes) : NULL;
	if (bytes && !c->generate.snapshot)
		ck_die("out of memory: %lld bytes of a snapshot", (long long)bytes);
}

void ck_converse_close(struct ck_converse *c)
{
	free(c->generate.snapshot);
	free(c->generate.held.v);
	json_decref(c->conversation);
	ck_arena_free(&c->turn);
}

void ck_converse_say(struct ck_converse *c, const char *role, const char *text, size_t n)
{
	json_t *m = json_pack("{s:s, s:o}", "role", role, "content", json_stringn(text, n));
	if (!m || json_array_append_new(messages(c), m))
		ck_die("out of memory");
}

void ck_converse_unsay(struct ck_converse *c)
{
	json_array_remove(messages(c), json_array_size(messages(c)) - 1);
}

void ck_converse_clear(struct ck_converse *c)
{
	json_t *m = messages(c);
	for (size_t i = json_array_size(m); i-- > 0;) {
		const char *role = json_string_value(json_object_get(json_array_get(m, i), "role"));
		if (strcmp(role, "system") && strcmp(role, "developer"))
			json_array_remove(m, i);
	}
}

/* What the slot holds outlives the turn's memory. */
static void keep_held(struct ck_generate *g, const struct ck_ids *old)
{
	int32_t *v = malloc(g->held.n * sizeof *v + 1);
	if (!v)
		ck_die("out of memory: %zu tokens", g->held.n);
	if (g->held.n)
		memcpy(v, g->held.v, g->held.n * sizeof *v);
	free(old->v);
	g->held.v = v;
}

/* How many ids a later prompt, in which this reply is a message, will begin with: asked only where going back is not free. */
static bool find_stable(struct ck_converse *c, const struct ck_ids *prompt)
{
	struct ck_generate *g = &c->generate;
	struct ck_chat_prompt alone;
	g->stable = 0;
	if (!g->snapshot)
		return true;
	if (!ck_chat_encode(c->chat, c->conversation, false, &c->turn, &alone))
		return false;
	while (g->stable + 1 < (int64_t)prompt->n && g->stable < (int64_t)alone.ids.n && prompt->v[g->stable] == alone.ids.v[g->stable])
		g->stable++;
	return true;
}

bool ck_converse_reply(struct ck_converse *c)
{
	struct ck_generate *g = &c->generate;
	struct ck_chat_prompt prompt;
	ck_arena_free(&c->turn);
	c->turn = (struct ck_arena){ 0 };
	if (!ck_chat_encode(c->chat, c->conversation, true, &c->turn, &prompt) || !find_stable(c, &prompt.ids))
		return false;
	const struct ck_ids old = g->held;
	c->nprompt = prompt.ids.n;
	ck_reply_open(&c->reply, c->stops, c->hide, prompt.thinks, &c->turn);
	ck_tok_stream_open(&c->stream, g->tok, &c->turn);
	c->stream.started = true; /* it goes on from the prompt: its first space is its own */
	bool ok = ck_generate(g, prompt.ids, &c->turn);
	if (ok) {
		struct ck_tok_text t = ck_tok_stream_end(&c->stream);
		ok = put(c, ck_reply_add(&c->reply, t.s, t.n, true));
		if (c->reply.stopped)
			g->stop = CK_STOP_TEXT;
	}
	if (g->held.v != old.v)
		keep_held(g, &old);
	if (ok)
		ck_converse_say(c, "assistant", c->reply.text ? c->reply.text : "", c->reply.n);
	return ok;
}

/* A line without its end, with those that it goes on in; NULL at the end of f. Freed by the caller. */
static char *read_lines(FILE *f, bool prompt, size_t *n)
{
	char *text = NULL, *line = NULL;
	size_t room = 0;
	ssize_t got = 0;
	*n = 0;
	for (bool more = true; more;) {
		if (prompt) {
			fputs(text ? ". " : "> ", stderr);
		}
		got = getline(&line, &room, f);
		if (got < 0)
			break;
		if (got && line[got - 1] == '\n')
			got--;
		more = got && line[got - 1] == '\\';
		text = realloc(text, *n + (size_t)got + 1);
		if (!text)
			ck_die("out of memory: %zu bytes of a message", *n);
		memcpy(text + *n, line, (size_t)got);
		*n += (size_t)got;
		if (more)
			text[*n - 1] = '\n';
	}
	free(line);
	return text;
}

bool ck_converse_lines(struct ck_converse *c, FILE *f, bool prompt, bool (*done)(struct ck_converse *c, void *user), void *user)
{
	bool ok = true, exit = false;
	size_t n;
	for (char *text; ok && !exit && (text = read_lines(f, prompt, &n)); free(text)) {
		if (n == 5 && !memcmp(text, "/exit", n)) {
			exit = true;
		} else if (n == 6 && !memcmp(text, "/clear", n)) {
			ck_converse_clear(c);
		} else if (!ck_utf8_valid(text, n) || memchr(text, 0, n)) {
			ok = ck_error("standard input", "a message is UTF-8 text") || prompt;
		} else if (n) {
			ck_converse_say(c, "user", text, n);
			ok = ck_converse_reply(c);
			if (!ok)
				ck_converse_unsay(c);
			ok = ok ? done(c, user) : prompt;
		}
	}
	if (ferror(f))
		return ck_error("standard input", "cannot read: %s", strerror(errno));
	return ok;
}
