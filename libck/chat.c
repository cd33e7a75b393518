#include "chat.h"

#include <string.h>

#include "diag.h"
#include "idfile.h"
#include "jsonpos.h"
#include "reply.h"

static bool add_token(json_t *facts, const char *name, const struct ck_tok *t, int32_t id, struct ck_arena *a)
{
	if (id < 0)
		return true;
	char *piece = ck_alloc(a, ck_tok_longest(t) + 1);
	size_t n = ck_tok_piece(t, id, true, piece);
	return json_object_set_new(facts, name, json_stringn(piece, n)) == 0
		|| ck_error(NULL, "the vocabulary's %s, token %d, is not UTF-8: templates cannot have it", name, (int)id);
}

static const struct ck_jinja *read_template(const struct ck_bump *b, const char *file, struct ck_arena *a)
{
	struct ck_gguf *g = ck_alloc(a, sizeof *g);
	struct ck_gguf_text t;
	struct ck_bytes bytes;
	if (file)
		return ck_read_all(file, &bytes, a) ? ck_jinja_parse(file, bytes.s, bytes.n, a) : NULL;
	if (!ck_bump_gguf(b, g, a))
		return NULL;
	if (ck_gguf_str(ck_gguf_find(g, "tokenizer.chat_template"), &t))
		return ck_jinja_parse("tokenizer.chat_template", t.s, t.n, a);
	ck_error(b->path, "the model has no chat template: give one with --chat-template-file");
	return NULL;
}

void ck_chat_close(struct ck_chat *c)
{
	json_decref(c->facts);
	c->facts = NULL;
}

bool ck_chat_open(struct ck_chat *c, const struct ck_bump *b, const struct ck_tok *t, const struct ck_chat_options *o, struct ck_arena *a)
{
	const struct ck_tok_info info = ck_tok_info(t);
	*c = (struct ck_chat){ .tok = t, .date = o->date, .template = read_template(b, o->template_file, a) };
	if (!c->template)
		return false;
	c->facts = json_object();
	if (!add_token(c->facts, "bos_token", t, info.bos, a) || !add_token(c->facts, "eos_token", t, info.eos, a)
		|| !add_token(c->facts, "unk_token", t, info.unknown, a)) {
		ck_chat_close(c);
		return false;
	}
	if (o->thinking >= 0)
		json_object_set_new(c->facts, "enable_thinking", json_boolean(o->thinking));
	return true;
}

static bool fail_at(const char *path, const char *text, size_t n, const char *pointer, const char *what, struct ck_arena *a)
{
	int line = 1, col = 1;
	ck_json_position(text, n, pointer, &line, &col);
	return ck_error(ck_printf(a, "%s:%d:%d", path, line, col), "%s: %s", pointer, what);
}

json_t *ck_chat_read(const char *path, const char *text, size_t n, struct ck_arena *a)
{
	json_error_t e;
	json_t *j = json_loadb(text, n, JSON_REJECT_DUPLICATES, &e), *m;
	size_t i;
	if (!j) {
		ck_error(ck_printf(a, "%s:%d:%d", path, e.line, e.column), "%s", e.text);
		return NULL;
	}
	const bool bare = json_is_array(j);
	if (bare)
		j = json_pack("{s:o}", "messages", j);
	const json_t *messages = json_object_get(j, "messages");
	bool ok = json_array_size(messages) || fail_at(path, text, n, bare ? "" : "/messages", "no array of messages", a);
	json_array_foreach(messages, i, m) {
		const char *at = ck_printf(a, "%s/%zu", bare ? "" : "/messages", i);
		const json_t *content = json_object_get(m, "content");
		if (!ok)
			break;
		if (!json_is_string(json_object_get(m, "role")))
			ok = fail_at(path, text, n, at, "a message needs a role", a);
		else if (content && !json_is_string(content) && !json_is_array(content) && !json_is_null(content))
			ok = fail_at(path, text, n, ck_printf(a, "%s/content", at), "content is a string, a list of parts or null", a);
	}
	if (ok)
		return j;
	json_decref(j);
	return NULL;
}

static bool opens_thoughts(struct ck_jtext t)
{
	const size_t n = strlen(CK_THINK_OPEN);
	t = ck_jtext_strip(t, NULL, false, true);
	return t.n >= n && !memcmp(t.s + t.n - n, CK_THINK_OPEN, n) && !(t.mark && t.mark[t.n - 1]);
}

bool ck_chat_encode(const struct ck_chat *c, const json_t *conversation, bool reply, struct ck_arena *a, struct ck_chat_prompt *out)
{
	const int32_t opening = ck_tok_info(c->tok).opening;
	struct ck_jtext text;
	struct ck_ids ids;
	json_t *facts = json_copy(c->facts);
	json_object_set_new(facts, "add_generation_prompt", json_boolean(reply));
	const struct ck_jinja_data data = { .trusted = facts, .input = conversation, .date = c->date };
	bool ok = ck_jinja_render(c->template, &data, a, &text);
	json_decref(facts);
	if (!ok || !ck_tok_encode_marked(c->tok, text.s, text.n, text.mark, CK_TOK_SPECIAL, a, &ids))
		return false;
	*out = (struct ck_chat_prompt){ .thinks = reply && opens_thoughts(text) };
	if (opening >= 0 && (!ids.n || ids.v[0] != opening))
		CK_PUSH(a, &out->ids, opening);
	for (size_t i = 0; i < ids.n; i++)
		CK_PUSH(a, &out->ids, ids.v[i]);
	return true;
}
