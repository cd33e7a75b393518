#include "tok_merge.h"

#include <stdlib.h>

#include "diag.h"
#include "tok_kind.h"

struct ck_merge_pair { uint32_t rank; int32_t left, right, id; uint32_t n; };

/* Each merge removes a symbol and adds at most two pairs: there are never more than 3n. */
void ck_merge_start(struct ck_merge *m, const char *text, size_t n)
{
	m->text = text;
	m->n = m->npairs = 0;
	if (n <= (size_t)m->room)
		return;
	m->room = n < 64 ? 64 : (int32_t)n;
	free(m->symbol);
	free(m->heap);
	m->symbol = malloc((size_t)m->room * sizeof *m->symbol);
	m->heap = malloc((size_t)m->room * 3 * sizeof *m->heap);
	if (!m->symbol || !m->heap)
		ck_die("out of memory: a word of %zu characters", n);
}

void ck_merge_add(struct ck_merge *m, int32_t id, uint32_t at, uint32_t n)
{
	if (m->n)
		m->symbol[m->n - 1].next = m->n;
	m->symbol[m->n] = (struct ck_symbol){ m->n - 1, -1, id, at, n };
	m->n++;
}

void ck_merge_free(struct ck_merge *m)
{
	free(m->symbol);
	free(m->heap);
}

static bool before(const struct ck_merge_pair *a, const struct ck_merge_pair *b)
{
	return a->rank < b->rank || (a->rank == b->rank && a->left < b->left);
}

static void push(struct ck_merge *m, struct ck_merge_pair x)
{
	int32_t i = m->npairs++;
	for (int32_t up; i > 0 && before(&x, &m->heap[up = (i - 1) / 2]); i = up)
		m->heap[i] = m->heap[up];
	m->heap[i] = x;
}

static struct ck_merge_pair pop(struct ck_merge *m)
{
	struct ck_merge_pair top = m->heap[0], x = m->heap[--m->npairs];
	int32_t i = 0;
	for (int32_t c; (c = 2 * i + 1) < m->npairs; i = c) {
		if (c + 1 < m->npairs && before(&m->heap[c + 1], &m->heap[c]))
			c++;
		if (!before(&m->heap[c], &x))
			break;
		m->heap[i] = m->heap[c];
	}
	m->heap[i] = x;
	return top;
}

/* SentencePiece asks whether the text of both is a piece, BPE whether there is such a merge. */
static bool can_merge(const struct ck_merge *m, const struct ck_symbol *l, const struct ck_symbol *r, struct ck_merge_pair *p)
{
	const struct ck_tok *t = m->t;
	if (t->image->form == CK_TOK_SPM) {
		p->id = ck_tok_find(t, m->text + l->at, l->n + r->n);
		p->rank = p->id >= 0 && p->id < (int32_t)t->image->tokens ? t->rank[p->id] : 0;
		return p->id >= 0;
	}
	if (l->id < 0 || r->id < 0)
		return false;
	uint32_t i = ck_tok_merge_hash(l->id, r->id) & t->merges;
	while (t->merge[i].left >= 0 && (t->merge[i].left != l->id || t->merge[i].right != r->id))
		i = (i + 1) & t->merges;
	p->id = t->merge[i].id;
	p->rank = t->merge[i].rank;
	return t->merge[i].left >= 0;
}

static void consider(struct ck_merge *m, int32_t left, int32_t right)
{
	if (left < 0 || right < 0)
		return;
	const struct ck_symbol *l = &m->symbol[left], *r = &m->symbol[right];
	struct ck_merge_pair p = { .left = left, .right = right, .n = l->n + r->n };
	if (can_merge(m, l, r, &p))
		push(m, p);
}

void ck_merge_run(struct ck_merge *m)
{
	for (int32_t i = 1; i < m->n; i++)
		consider(m, i - 1, i);
	while (m->npairs) {
		struct ck_merge_pair p = pop(m);
		struct ck_symbol *left = &m->symbol[p.left], *right = &m->symbol[p.right];
		if (!left->n || !right->n || left->n + right->n != p.n)
			continue; /* one of them was merged with another since */
		left->n = p.n;
		left->id = p.id;
		right->n = 0;
		left->next = right->next;
		if (right->next >= 0)
			m->symbol[right->next].prev = p.left;
		consider(m, left->prev, p.left);
		consider(m, p.left, left->next);
	}
}
