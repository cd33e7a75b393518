/* ck-bench: speed of a built model, beside what the machine can do. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "cli.h"
#include "diag.h"
#include "rates.h"

static const char *opt_prompt, *opt_n, *opt_batch, *opt_verify, *opt_depth, *opt_repeat, *opt_threads, *opt_pin, *opt_ops, *opt_roofline, *opt_huge, *opt_json;

static const struct ck_opt opts[] = {
	{ 'p', "prompt", "N", "tokens of the prompt; 0 leaves prefill out (512)", .text = &opt_prompt },
	{ 'n', "predict", "N", "tokens to generate; 0 leaves decode out (64)", .text = &opt_n },
	{ 'b', "batch", "N,...", "sequences that decode together, one measurement each (1)", .text = &opt_batch },
	{ 0, "verify", "N,...", "rows of one sequence in a step of program verify, one measurement each (none)", .text = &opt_verify },
	{ 'd', "depth", "N", "positions that each sequence holds before (0)", .text = &opt_depth },
	{ 'r', "repeat", "N", "repeats of each measurement, after one that is not counted (5)", .text = &opt_repeat },
	{ 't', "threads", "N", "threads (one per CPU)", .text = &opt_threads },
	{ 0, "pin", NULL, "bind each thread to a CPU of its own", .text = &opt_pin },
	{ 0, "ops", NULL, "show where the time goes, op by op", .text = &opt_ops },
	{ 0, "roofline", NULL, "show which limit binds each op, and how near it comes", .text = &opt_roofline },
	{ 0, "huge", NULL, "copy the weights into 2 MiB pages first", .text = &opt_huge },
	{ 0, "json", NULL, "print one JSON object", .text = &opt_json },
	{ 0 }
};

enum { COUNTS = 16 };

struct counts { int64_t v[COUNTS]; int n; };

struct options {
	struct ck_session_options session;
	int64_t prompt, predict, depth;
	struct counts batch, verify;
	int repeats;
};

struct limits { double read, unit[CK_UNITS]; };

static const char *const unit_name[CK_UNITS] = { [CK_UNIT_F32] = "f32", [CK_UNIT_INT8] = "int8", [CK_UNIT_BF16] = "bf16" };

static int64_t whole(const char *name, const char *text, int64_t lo, int64_t otherwise)
{
	return text ? ck_cli_int(name, text, lo, INT32_MAX) : otherwise;
}

static struct counts counts(const char *option, const char *text, struct ck_arena *a)
{
	struct counts c = { .n = 0 };
	for (const char *p = text, *end;; p = end + 1) {
		end = p + strcspn(p, ",");
		if (c.n == COUNTS)
			ck_usage("--%s takes at most %d numbers", option, COUNTS);
		c.v[c.n++] = ck_cli_int(option, ck_printf(a, "%.*s", (int)(end - p), p), 1, 1 << 16);
		if (!*end)
			return c;
	}
}

static struct options read_options(struct ck_arena *a)
{
	struct options o = {
		.prompt = whole("prompt", opt_prompt, 0, 512), .predict = whole("predict", opt_n, 0, 64),
		.depth = whole("depth", opt_depth, 0, 0), .repeats = (int)whole("repeat", opt_repeat, 1, 5),
	};
	if (opt_threads)
		o.session.threads = (int)ck_cli_int("threads", opt_threads, 1, 1024);
	o.session.huge = opt_huge;
	o.session.pin = opt_pin;
	if (o.predict)
		o.batch = counts("batch", opt_batch ? opt_batch : "1", a);
	if (o.predict && opt_verify)
		o.verify = counts("verify", opt_verify, a);
	if (!o.prompt && !o.predict)
		ck_usage("nothing to measure: --prompt and --predict are both 0");
	return o;
}

static uint64_t median(const struct ck_bench_case *c)
{
	return (c->ns[(c->repeats - 1) / 2] + c->ns[c->repeats / 2]) / 2;
}

static double per_second(double n, uint64_t ns)
{
	return n * 1e9 / (double)(ns ? ns : 1);
}

static double made(const struct ck_bench_case *c)
{
	return (double)(c->tokens * c->slots);
}

static double percent(double x, double of)
{
	return of > 0 ? 100 * x / of : 0;
}

static void print_ops(const struct ck_bench_case *c, const struct limits *l)
{
	uint64_t all = c->wait_ns;
	for (size_t i = 0; i < c->op.n; i++)
		all += c->op.v[i].ns;
	printf("  %-16s %-34s %7s %9s %6s %8s %6s %9s %6s\n", "op", "kernel", "calls", "ms", "time", "GB/s", "read", "GFLOP/s", "f32");
	for (size_t i = 0; i < c->op.n; i++) {
		const struct ck_bench_op *o = &c->op.v[i];
		printf("  %-16s %-34s %7" PRId64 " %9.3f %5.1f%%", o->id, o->kernel, o->calls, (double)o->ns / 1e6, percent((double)o->ns, (double)all));
		if (o->bytes > 0)
			printf(" %8.2f %5.1f%%", per_second(o->bytes, o->ns) / 1e9, percent(per_second(o->bytes, o->ns), l->read));
		else
			printf(" %8s %6s", "", "");
		if (o->flop > 0)
			printf(" %9.1f %5.1f%%", per_second(o->flop, o->ns) / 1e9, percent(per_second(o->flop, o->ns), l->unit[CK_UNIT_F32]));
		putchar('\n');
	}
	printf("  %-16s %-34s %7s %9.3f %5.1f%%\n", "", "waiting, and between ops", "", (double)c->wait_ns / 1e6, percent((double)c->wait_ns, (double)all));
}

/* The least time in which the machine could do an op, and what it is spent on. */
struct bound { double ns; const char *by; };

static struct bound bound_of(const struct ck_bench_op *o, const struct limits *l)
{
	const double read = l->read > 0 ? 1e9 * o->bytes / l->read : 0, rate = l->unit[o->unit];
	const double multiply = rate > 0 ? 1e9 * o->flop / rate : 0;
	return multiply > read ? (struct bound){ multiply, unit_name[o->unit] } : (struct bound){ read, "read" };
}

/* Ops whose FLOP are not counted work on what is in the caches: they have no limit here and are summed up. */
static void print_roofline(const struct ck_bench_case *c, const struct limits *l)
{
	double all = (double)c->wait_ns, bounds = 0, others = 0;
	for (size_t i = 0; i < c->op.n; i++)
		all += (double)c->op.v[i].ns;
	printf("  %-16s %-34s %9s %6s %9s %9s %8s %5s %9s %7s\n", "op", "kernel", "ms", "time", "GFLOP", "MB", "FLOP/B", "limit", "least ms", "reached");
	for (size_t i = 0; i < c->op.n; i++) {
		const struct ck_bench_op *o = &c->op.v[i];
		const struct bound b = bound_of(o, l);
		if (o->flop <= 0) {
			others += (double)o->ns;
			continue;
		}
		bounds += b.ns;
		printf("  %-16s %-34s %9.3f %5.1f%% %9.3f %9.1f", o->id, o->kernel, (double)o->ns / 1e6, percent((double)o->ns, all),
			o->flop / 1e9, o->bytes / 1e6);
		if (o->bytes > 0)
			printf(" %8.1f", o->flop / o->bytes);
		else
			printf(" %8s", "");
		printf(" %5s %9.3f %6.1f%%\n", b.by, b.ns / 1e6, percent(b.ns, (double)o->ns));
	}
	printf("  %-51s %9.3f %5.1f%%\n", "ops without products", others / 1e6, percent(others, all));
	printf("  %-51s %9.3f %5.1f%%\n", "waiting, and between ops", (double)c->wait_ns / 1e6, percent((double)c->wait_ns, all));
	printf("  %-51s %9.3f %6s %9s %9s %8s %5s %9.3f %6.1f%%\n", "all", all / 1e6, "", "", "", "", "", bounds / 1e6, percent(bounds, all));
}

static void print_case(const struct ck_bench_case *c, const struct limits *l)
{
	uint64_t mid = median(c);
	double bytes = per_second(c->bytes, mid), flop = per_second(c->flop, mid);
	printf("%-8s %6" PRId64, ck_bench_name[c->program], c->tokens);
	if (c->program == CK_BENCH_PREFILL)
		printf("%7s", "");
	else
		printf(" %c %-4" PRId64, c->rows ? '/' : 'x', c->rows ? c->rows : c->slots);
	printf(" %9.2f tokens/s (%.2f to %.2f)  %7.2f GB/s, %5.1f%% of read  %8.1f GFLOP/s, %5.1f%% of f32, %5.1f%% of int8",
		per_second(made(c), mid), per_second(made(c), c->ns[c->repeats - 1]), per_second(made(c), c->ns[0]),
		bytes / 1e9, percent(bytes, l->read), flop / 1e9, percent(flop, l->unit[CK_UNIT_F32]), percent(flop, l->unit[CK_UNIT_INT8]));
	if (l->unit[CK_UNIT_BF16] > 0)
		printf(", %5.1f%% of bf16", percent(flop, l->unit[CK_UNIT_BF16]));
	putchar('\n');
	if (opt_ops)
		print_ops(c, l);
	if (opt_roofline)
		print_roofline(c, l);
	fflush(stdout);
}

static json_t *case_json(const struct ck_bench_case *c, const struct limits *l)
{
	uint64_t mid = median(c);
	json_t *runs = json_array(), *ops = json_array();
	for (int i = 0; i < c->repeats; i++)
		json_array_append_new(runs, json_real((double)c->ns[i] / 1e6));
	for (size_t i = 0; i < c->op.n; i++) {
		const struct ck_bench_op *o = &c->op.v[i];
		json_array_append_new(ops, json_pack("{s:s, s:s, s:I, s:f, s:f, s:f, s:s, s:f}", "id", o->id, "kernel", o->kernel, "calls",
			(json_int_t)o->calls, "ms", (double)o->ns / 1e6, "bytes", o->bytes, "flop", o->flop,
			"limit", bound_of(o, l).by, "least_ms", bound_of(o, l).ns / 1e6));
	}
	json_t *j = json_pack("{s:s, s:I, s:I, s:I, s:I, s:f, s:f, s:f, s:o}", "program", ck_bench_name[c->program],
		"tokens", (json_int_t)c->tokens, "batch", (json_int_t)c->slots, "rows", (json_int_t)c->rows, "depth", (json_int_t)c->depth,
		"tokens_per_s", per_second(made(c), mid), "bytes_per_s", per_second(c->bytes, mid),
		"flop_per_s", per_second(c->flop, mid), "ms", runs);
	if ((opt_ops || opt_roofline) && j) {
		json_object_set_new(j, "ops", ops);
		json_object_set_new(j, "wait_ms", json_real((double)c->wait_ns / 1e6));
	} else {
		json_decref(ops);
	}
	return j;
}

static bool print_json(const struct ck_session *s, const struct limits *l, json_t *cases)
{
	json_t *j = json_pack("{s:s, s:s, s:i, s:f, s:{s:f, s:f, s:f, s:f}, s:o}", "prefix", s->model->prefix, "target", s->model->target,
		"threads", ck_team_size(s->team), "copy_ms", (double)s->copy_ns / 1e6, "limits", "read_bytes_per_s", l->read, "f32_flop_per_s", l->unit[CK_UNIT_F32], "int8_op_per_s", l->unit[CK_UNIT_INT8],
		"bf16_flop_per_s", l->unit[CK_UNIT_BF16], "cases", cases);
	if (!j)
		ck_die("out of memory");
	bool ok = json_dumpf(j, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9)) == 0 && putchar('\n') != EOF;
	json_decref(j);
	return ok;
}

static bool measure(struct ck_session *s, const struct options *o, const struct limits *l, json_t *cases, enum ck_bench_program program,
	int64_t slots, int64_t rows, struct ck_arena *a)
{
	struct ck_bench_case c = { .program = program, .tokens = program == CK_BENCH_PREFILL ? o->prompt : o->predict, .slots = slots,
		.rows = rows, .depth = o->depth, .repeats = o->repeats, .ops = opt_ops || opt_roofline };
	if (!ck_bench_run(s, &c, a))
		return false;
	if (opt_json)
		json_array_append_new(cases, case_json(&c, l));
	else
		print_case(&c, l);
	return true;
}

static bool run(struct ck_session *s, const struct options *o, struct ck_arena *a)
{
	struct limits l = { ck_rate_read(s->team, s->ctx.weights, s->bump.size),
		{ [CK_UNIT_F32] = ck_rate_f32(s->team), [CK_UNIT_INT8] = ck_rate_int8(s->team), [CK_UNIT_BF16] = ck_rate_bf16(s->team) } };
	json_t *cases = json_array();
	if (!opt_json && opt_huge)
		printf("%.1f ms to copy the weights\n", (double)s->copy_ns / 1e6);
	if (!opt_json)
		printf("%s for %s, %d threads: reads %.2f GB/s of its %.1f MB of weights; %.1f GFLOP/s f32, %.1f GOP/s int8", s->model->prefix,
			s->model->target, ck_team_size(s->team), l.read / 1e9, (double)s->bump.size / 1e6, l.unit[CK_UNIT_F32] / 1e9, l.unit[CK_UNIT_INT8] / 1e9);
	if (!opt_json && l.unit[CK_UNIT_BF16] > 0)
		printf(", %.1f GFLOP/s bf16", l.unit[CK_UNIT_BF16] / 1e9);
	if (!opt_json)
		putchar('\n');
	bool ok = !o->prompt || measure(s, o, &l, cases, CK_BENCH_PREFILL, 1, 0, a);
	for (int i = 0; ok && i < o->batch.n; i++)
		ok = measure(s, o, &l, cases, CK_BENCH_DECODE, o->batch.v[i], 0, a);
	for (int i = 0; ok && i < o->verify.n; i++)
		ok = measure(s, o, &l, cases, CK_BENCH_VERIFY, 1, o->verify.v[i], a);
	if (ok && opt_json)
		return (print_json(s, &l, cases) && fflush(stdout) == 0) || ck_error("standard output", "cannot write");
	json_decref(cases);
	return ok && (fflush(stdout) == 0 || ck_error("standard output", "cannot write"));
}

int main(int argc, char **argv)
{
	static const struct ck_cli cli = { "measure the speed of a built model", "DIR|layout.json", opts, 1, 1, NULL };
	struct ck_arena a = { 0 };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	struct options o = read_options(&a);
	struct ck_session s;
	bool ok = ck_session_open(&s, args.v[0], &o.session);
	if (ok) {
		ok = run(&s, &o, &a);
		ck_session_close(&s);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}
