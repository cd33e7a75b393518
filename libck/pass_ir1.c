#include "pass_ir1.h"

#include "ir1_bind.h"

enum { MAX_LAYERS = 4096 };

/* The block of each layer: the one whose condition holds for it. NULL after a diagnostic. */
static const struct ck_tblock **assign_layers(struct ck_ir1 *b)
{
	const struct ck_template *t = b->t;
	if (!ck_ir1_int(b, &t->layers, 1, MAX_LAYERS, &b->layers))
		return NULL;
	const struct ck_tblock **of = ck_allocn(b->a, (size_t)b->layers, sizeof *of);
	for (int64_t layer = 0; layer < b->layers; layer++) {
		b->layer = layer;
		b->in_layer = true;
		for (size_t i = 0; i < t->blocks.n; i++) {
			const struct ck_tblock *block = &t->blocks.v[i];
			bool holds = true;
			if (block->layers.s && !ck_ir1_bool(b, &block->layers, &holds))
				return NULL;
			if (!holds)
				continue;
			if (of[layer]) {
				ck_template_error(t, &block->name, 0, "layer %lld is in block '%s' too", (long long)layer, of[layer]->name.s);
				return NULL;
			}
			of[layer] = block;
		}
		if (!of[layer]) {
			ck_template_error(t, &t->layers, 0, "layer %lld is in no block", (long long)layer);
			return NULL;
		}
	}
	b->layer = -1;
	b->in_layer = false;
	return of;
}

static bool no_own_weights(const struct ck_template *t, const struct ck_tblock *b)
{
	const struct ck_text *at = b->weights.n ? &b->weights.v[0].name : b->states.n ? &b->states.v[0].name : &b->layers;
	return !at->s || ck_template_error(t, at, 0, "only blocks have layers, and weights and states of their own");
}

bool ck_ir1_bind(struct ck_doc *doc, const struct ck_template *t, bool strict, struct ck_arena *a)
{
	struct ck_ir1 b;
	if (!no_own_weights(t, &t->header) || !no_own_weights(t, &t->footer) || !ck_ir1_init(&b, t, doc->artifact, a) ||
		!ck_ir1_facts(&b))
		return false;
	const struct ck_tblock *const *block_of = assign_layers(&b);
	return block_of && ck_ir1_weights(&b, block_of) && ck_ir1_graph(&b, block_of) && ck_ir1_unused(&b, doc->path, strict);
}

bool ck_pass_ir1(struct ck_doc *doc, const struct ck_ir1_options *o, struct ck_arena *a)
{
	const struct ck_template *t = ck_template_find(o->templates, doc->artifact->source.arch, a);
	return t && ck_ir1_bind(doc, t, o->strict, a);
}
