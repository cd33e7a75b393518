/* ck-grad: ir1 to ir2, for training. */
#include <string.h>

#include "filter.h"
#include "passes.h"

static const char *target, *batch, *seq, *optimizer, *momentum, *beta1, *beta2, *eps, *decay, *patterns, *rules;

static const struct ck_opt opts[] = {
	{ 't', "target", "NAME", "machine to make code for (default: native, this one)", &target, false, NULL },
	{ 'b', "batch", "N", "sequences of one micro-batch (default: 1)", &batch, false, NULL },
	{ 's', "seq", "N", "tokens of a sequence (default: 64)", &seq, false, NULL },
	{ 0, "optimizer", "NAME", "adamw (default) or sgd", &optimizer, false, NULL },
	{ 0, "decay", "X", "decay of matrices (default: adamw 0.01, sgd 0)", &decay, false, NULL },
	{ 0, "beta1", "X", "AdamW: decay of the mean of gradients (default: 0.9)", &beta1, false, NULL },
	{ 0, "beta2", "X", "AdamW: decay of the mean of their squares (default: 0.999)", &beta2, false, NULL },
	{ 0, "eps", "X", "AdamW: added to the root of that (default: 1e-8)", &eps, false, NULL },
	{ 0, "momentum", "X", "SGD: how much of the last step's direction stays (default: 0.9)", &momentum, false, NULL },
	{ 0, "patterns", "DIR", "folder of fusion patterns", &patterns, false, NULL },
	{ 0, "gradients", "DIR", "folder of gradient rules", &rules, false, NULL },
	{ 0 },
};

static double real(const char *name, const char *text, double otherwise, double hi)
{
	return text ? ck_cli_real(name, text, 0, hi) : otherwise;
}

static bool run(struct ck_doc *doc, struct ck_arena *a)
{
	const bool sgd = optimizer && !strcmp(optimizer, "sgd");
	if (optimizer && !sgd && strcmp(optimizer, "adamw"))
		ck_usage("--optimizer: adamw or sgd, not '%s'", optimizer);
	if (sgd ? beta1 || beta2 || eps : momentum != NULL)
		ck_usage("%s", sgd ? "--beta1, --beta2 and --eps are of --optimizer=adamw" : "--momentum is of --optimizer=sgd");
	const struct ck_grad_options o = { .target = target, .patterns = patterns, .rules = rules,
		.batch = batch ? ck_cli_int("batch", batch, 1, 1 << 16) : 1, .seq = seq ? ck_cli_int("seq", seq, 1, 1 << 20) : 64,
		.beta1 = real("beta1", beta1, 0.9, 1), .beta2 = real("beta2", beta2, 0.999, 1), .eps = real("eps", eps, 1e-8, 1),
		.decay = real("decay", decay, sgd ? 0 : 0.01, 1e6), .optimizer = optimizer, .momentum = real("momentum", momentum, 0.9, 1) };
	return ck_pass_grad(doc, &o, a);
}

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-grad", "make the programs that train a model", opts, CK_IR1, CK_IR2, run, NULL };
	return ck_filter_main(&filter, argc, argv);
}
