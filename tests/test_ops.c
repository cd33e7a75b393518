/* The tables of ops.def, shapes bound and inferred, attributes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ops.h"

static struct ck_dim dim[] = {
	{ .name = "T", .bind = "call" }, { .name = "O", .bind = "call" }, { .name = "E", .bind = "fixed", .value = 64 },
	{ .name = "H", .bind = "fixed", .value = 8 }, { .name = "KV", .bind = "fixed", .value = 4 },
	{ .name = "D", .bind = "fixed", .value = 8 }, { .name = "F", .bind = "fixed", .value = 172 },
	{ .name = "S", .bind = "build" }, { .name = "PS", .bind = "build" }, { .name = "PG", .bind = "build" },
};
static const struct ck_dim_list dims = { dim, sizeof dim / sizeof *dim };
static struct ck_arena arena;

static int teardown(void **state)
{
	(void)state;
	ck_arena_free(&arena);
	return 0;
}

/* "f32 T H*D": a type; "": absent. */
static struct ck_tensor_type type(const char *id, const char *text)
{
	struct ck_tensor_type t = { .id = id };
	for (const char *p = text; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		const char *word = ck_strndup(&arena, p, strcspn(p, " "));
		if (!t.dtype)
			t.dtype = word;
		else
			CK_PUSH(&arena, &t.shape, word);
	}
	return t;
}

static const char *join(const struct ck_strs *s)
{
	const char *out = "";
	for (size_t i = 0; i < s->n; i++)
		out = ck_printf(&arena, "%s%s%s", out, i ? " " : "", s->v[i]);
	return out;
}

static bool bind(const char *op, const char *const *operands, struct ck_op_binding *b, const char **why)
{
	const struct ck_op_kind *k = ck_op_kind(op);
	struct ck_tensor_type types[CK_OP_OPERANDS] = { { 0 } };
	assert_non_null(k);
	for (int i = 0; i < k->noperands; i++)
		types[i] = type(k->operand[i].name, operands[i] ? operands[i] : "");
	return ck_op_bind(k, types, &dims, b, why, &arena);
}

static void test_tables(void **state)
{
	(void)state;
	int n = 0;
	for (const struct ck_op_kind *k; (k = ck_op_kind_at(n)); n++) {
		assert_ptr_equal(ck_op_kind(k->name), k);
		assert_true(k->noperands > 0 && k->nsyms > 0 && *k->doc);
		for (int i = 0; i < k->noperands; i++)
			assert_int_equal(ck_op_operand(k, k->operand[i].name), i);
		for (int i = 0; i < k->ninplace; i++) {
			assert_int_equal(k->operand[k->inplace[i].out].role, CK_ROLE_OUT);
			assert_int_not_equal(k->operand[k->inplace[i].in].role, CK_ROLE_OUT);
		}
	}
	assert_true(n >= 12);
	assert_null(ck_op_kind("matmull"));
	assert_null(ck_op_kind_at(-1));

	const struct ck_op_kind *k = ck_op_kind("matmul");
	assert_int_equal(k->noperands, 5);
	assert_int_equal(k->first[CK_ROLE_W], 2);
	assert_int_equal(k->first[CK_ROLE_OUT], 4);
	assert_true(k->operand[1].optional && k->operand[3].optional && !k->operand[0].optional);
	assert_string_equal(k->operand[0].dtype, "");
	assert_string_equal(k->operand[4].dtype, "f32");
	assert_true(k->operand[0].dim[1].rest && !k->operand[0].dim[0].rest);
	assert_int_equal(k->nsyms, 3);
	assert_int_equal(k->ninplace, 1);
	assert_int_equal(k->inplace[0].out, 4);
	assert_int_equal(k->inplace[0].in, 1);

	k = ck_op_kind("attention");
	assert_int_equal(k->nattrs, 4);
	assert_true(!k->attr[0].has_default && k->attr[1].has_default);
	assert_string_equal(k->attr[1].value.s, "causal");
	assert_int_equal(k->attr[2].value.type, CK_INT);
	assert_int_equal(ck_op_symbol(k, "KVX", 2), ck_op_symbol(k, "KV", 2));
	assert_int_equal(ck_op_symbol(k, "256", 3), -1);
}

/* Output shapes from inputs alone. */
static void test_infer(void **state)
{
	static const struct { const char *op, *operand[6], *out, *shape; } cases[] = {
		{ "matmul", { "f32 T E", NULL, "q8_0 F E" }, "y", "T F" },
		{ "matmul", { "f32 T H D", NULL, "f32 E H*D" }, "y", "T E" },
		{ "matmul", { "f32 T 64", "f32 T H D", "f16 H*D E" }, "y", "T H D" },
		{ "rmsnorm", { "f32 T E", "f32 E" }, "y", "T E" },
		{ "rmsnorm", { "f32 T H D", "f32 D" }, "y", "T H D" },
		{ "rmsnorm", { "f32 E", "f32 E" }, "y", "E" },
		{ "quantize", { "f32 T H D" }, "y", "T H D" },
		{ "quantize", { "f32 T E" }, "y", "T E" },
		{ "add", { "f32 T E", "f32 T 64" }, "y", "T E" },
		{ "add", { "f32 T H D", "f32 T E" }, "y", "T H D" },
		{ "embedding", { "i32 T", "f32 512 E" }, "y", "T E" },
		{ "select", { "f32 T E", "i32 O" }, "y", "O E" },
		{ "rope", { "f32 T H D", "f32 T D/2 2" }, "y", "T H D" },
		{ "rope_table", { "i32 T", "f32 D/2" }, "y", "T D/2 2" },
		{ "attention", { "f32 T H D", "i32 T", "i32 T", "i32 S PS", "f16 PG KV 256 D", "f16 PG KV 256 D" }, "y", "T H D" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_op_binding b;
		const char *operand[CK_OP_OPERANDS] = { NULL }, *why = "";
		memcpy(operand, cases[i].operand, sizeof cases[i].operand);
		if (!bind(cases[i].op, operand, &b, &why))
			fail_msg("%s: %s", cases[i].op, why);
		struct ck_strs shape;
		if (!ck_op_infer(&b, ck_op_operand(b.kind, cases[i].out), &shape, &why, &arena))
			fail_msg("%s: %s", cases[i].op, why);
		assert_string_equal(join(&shape), cases[i].shape);
	}
}

static void test_bound(void **state)
{
	struct ck_op_binding b;
	const char *why = "";
	(void)state;
	assert_true(bind("matmul", (const char *[]){ "f32 T H D", NULL, "f32 F E", NULL, "f32 T F" }, &b, &why));
	int t = ck_op_symbol(b.kind, "T", 1), n = ck_op_symbol(b.kind, "N", 1), k = ck_op_symbol(b.kind, "K", 1);
	assert_true(b.bound[t] && b.bound[n] && b.bound[k]);
	assert_string_equal(b.sym[t].dyn, "T");
	assert_int_equal(b.sym[n].fixed, 172);
	assert_int_equal(b.sym[k].fixed, 64);
	struct ck_scope scope = { ck_op_lookup, &b };
	struct ck_expr_error err;
	struct ck_term v;
	int64_t i;
	assert_true(ck_expr_int("N * K", &scope, &i, &err) && i == 172 * 64);
	assert_true(ck_expr("T * N", &scope, &v, &err) && v.i == 172 && !strcmp(v.dyn, "T"));

	/* R takes the symbol without value with it. */
	assert_true(bind("rmsnorm", (const char *[]){ "f32 T H D", "f32 D", NULL }, &b, &why));
	i = ck_op_symbol(b.kind, "R", 1);
	assert_int_equal(b.sym[i].fixed, 8);
	assert_string_equal(b.sym[i].dyn, "T");

	/* Without freqs nothing says what P is. */
	struct ck_strs shape;
	assert_true(bind("rope_table", (const char *[]){ "i32 T", NULL, NULL }, &b, &why));
	assert_false(ck_op_infer(&b, ck_op_operand(b.kind, "y"), &shape, &why, &arena));
	assert_string_equal(why, "operand y: no input says what P is");
}

static void test_wrong(void **state)
{
	static const struct { const char *op, *operand[7], *why; } cases[] = {
		{ "matmul", { "f32 T E", NULL, "f32 F F" }, "operand w (w): expected K = 64, found 172 in [F, F]" },
		{ "matmul", { "f32 T E", NULL, "f32 F E", NULL, "f32 T E" }, "operand y (y): expected N = 172, found 64 in [T, E]" },
		{ "matmul", { "f32 T E", NULL, "f32 F E", NULL, "f32 O F" }, "operand y (y): expected T, found O in [O, F]" },
		{ "matmul", { "f32 T E", NULL, "f32 F E", "f16 F" }, "operand b (b): expected dtype f32, found f16" },
		{ "matmul", { "f32 T E", NULL, "f32 F" }, "operand w (w): expected shape [N, K], found [F]" },
		{ "matmul", { "f32 T E" }, "operand w is missing" },
		{ "matmul", { NULL, NULL, "f32 F E" }, "operand x is missing" },
		{ "matmul", { "f32 T X", NULL, "f32 F E" }, "x: dimension 'X': 'X' is not defined" },
		{ "matmul", { "f32 T T T", NULL, "f32 F E" }, "x: product of [T, T] overflows or has two symbols without value" },
		{ "rmsnorm", { "f16 T E", "f32 E" }, "operand x (x): expected dtype f32, found f16" },
		{ "rmsnorm", { "f32 T E", "f32 F" }, "operand w (w): expected E = 64, found 172 in [F]" },
		{ "rope", { "f32 T H D", "f32 T 4 3" }, "operand cs (cs): expected 2, found 3 in [T, 4, 3]" },
		{ "rope", { "f32 T E", "f32 T 4 2" }, "operand x (x): expected shape [T, H, D], found [T, E]" },
		{ "attention", { "f32 T H D", "i32 T", "i32 T", "i32 S PS", "f16 PG KV 128 D", "f16 PG KV 256 D" },
			"operand kc (kc): expected 256, found 128 in [PG, KV, 128, D]" },
		{ "attention", { "f32 T H D", "i32 T", "i32 T", "i32 S PS", "f16 PG KV 256 D", "f16 PG H 256 D" },
			"operand vc (vc): expected KV = 4, found 8 in [PG, H, 256, D]" },
		{ "add", { "f32 T E", "f32 T F" }, "operand b (b): expected R = T*64, found T*172 in [T, F]" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ck_op_binding b;
		const char *operand[CK_OP_OPERANDS] = { NULL }, *why = "";
		memcpy(operand, cases[i].operand, sizeof cases[i].operand);
		if (bind(cases[i].op, operand, &b, &why))
			fail_msg("%s %zu: accepted", cases[i].op, i);
		assert_string_equal(why, cases[i].why);
	}
}

static void test_attrs(void **state)
{
	struct ck_attr attr[3];
	struct ck_attrs attrs = { attr, 0 };
	const struct ck_op_kind *k = ck_op_kind("attention");
	const char *why = "";
	(void)state;
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_string_equal(why, "attribute scale is missing");
	attr[attrs.n++] = (struct ck_attr){ "scale", { .type = CK_F64, .f = 0.1 } };
	assert_true(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_true(ck_op_attr_value(k, &attrs, "scale").f == (double)0.1f);
	assert_string_equal(ck_op_attr_value(k, &attrs, "mask").s, "causal");
	assert_int_equal(ck_op_attr_value(k, &attrs, "nothing").type, CK_NONE);
	attr[attrs.n++] = (struct ck_attr){ "mask", { .type = CK_STR, .s = "prefix" } };
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_string_equal(why, "attribute mask: expected one of causal, found 'prefix'");
	attr[1].val.s = "causal";
	attr[attrs.n++] = (struct ck_attr){ "window", { .type = CK_F32, .f = 1 } };
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_string_equal(why, "attribute window: expected an integer, found a number");
	attr[2] = (struct ck_attr){ "scale", { .type = CK_F32, .f = 1 } };
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_string_equal(why, "attribute scale is not in the contract's order");
	attr[2].name = "wndow";
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	assert_string_equal(why, "attention has no attribute 'wndow'");
	attr[0].val = (struct ck_val){ .type = CK_F64, .f = 1e300 };
	attrs.n = 1;
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
	attr[0].val = (struct ck_val){ .type = CK_INT, .i = 1 };
	assert_false(ck_op_check_attrs(k, &attrs, &why, &arena));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables), cmocka_unit_test(test_infer), cmocka_unit_test(test_bound),
		cmocka_unit_test(test_wrong), cmocka_unit_test(test_attrs),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
