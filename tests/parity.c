/* parity spread|truth FAMILY TYPE NUMERICS KV VOCAB OURS PEER TRUTH BATCH FLASH CACHE: one line of docs/parity.md.
 *
 * Files of logits, F32 [rows][VOCAB]: ours and a peer's; those of the dequantized model; the peer's again, token by token,
 * with flash attention, and with the other type of KV cache. A figure beyond its limit is printed in bold. Exit status 1 if
 * one is, unless it is the distance to the peer, the limit is `truth`, and the peer is farther from that; 2 if files are not
 * as they should be. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OURS, PEER, TRUTH, BATCH, FLASH, CACHE, FILES, FIRST = 7 };

static const double limit_f32 = 1e-6, limit_spread = 2, limit_error = 1.1;

struct sums {
	double square[FILES];  /* of differences from PEER's */
	double power, truth;   /* of squares of PEER's and of TRUTH's */
	double ours, peer;     /* of magnitudes of differences from TRUTH's */
	double kl;
	long rows, elements, same_top;
};

static double log_sum(const float *x, long n, long *top)
{
	double sum = 0;
	*top = 0;
	for (long i = 1; i < n; i++)
		if (x[i] > x[*top])
			*top = i;
	for (long i = 0; i < n; i++)
		sum += exp((double)x[i] - (double)x[*top]);
	return (double)x[*top] + log(sum);
}

static bool add_row(struct sums *s, float *const row[FILES], long n)
{
	long top, peer_top;
	const double ours = log_sum(row[OURS], n, &top), peer = log_sum(row[PEER], n, &peer_top);
	for (long i = 0; i < n; i++) {
		const double p = (double)row[PEER][i], t = (double)row[TRUTH][i];
		for (int f = 0; f < FILES; f++) {
			const double d = (double)row[f][i] - p;
			if (!isfinite(d))
				return false;
			s->square[f] += d * d;
		}
		s->power += p * p;
		s->truth += t * t;
		s->ours += fabs((double)row[OURS][i] - t);
		s->peer += fabs(p - t);
		s->kl += exp(p - peer) * (p - peer - ((double)row[OURS][i] - ours));
	}
	s->same_top += top == peer_top;
	s->elements += n;
	s->rows++;
	return true;
}

static bool read_all(struct sums *s, char **path, long n)
{
	FILE *f[FILES];
	float *row[FILES];
	bool ok = true, more = true;
	for (int i = 0; i < FILES; i++) {
		f[i] = fopen(path[i], "rb");
		row[i] = malloc((size_t)n * sizeof *row[i]);
		ok = ok && f[i] && row[i];
	}
	while (ok && more) {
		int ended = 0;
		for (int i = 0; i < FILES; i++)
			ended += fread(row[i], sizeof *row[i], (size_t)n, f[i]) != (size_t)n;
		more = !ended;
		ok = more ? add_row(s, row, n) : ended == FILES && s->rows;
	}
	for (int i = 0; i < FILES; i++) {
		if (f[i])
			fclose(f[i]);
		free(row[i]);
	}
	return ok;
}

static void put(const char *format, double x, bool within)
{
	printf(within ? " " : " **");
	printf(format, x);
	printf(within ? " |" : "** |");
}

int main(int argc, char **argv)
{
	struct sums s = { 0 };
	const long vocab = argc == FIRST + FILES ? strtol(argv[6], NULL, 10) : 0;
	if (vocab < 1 || !read_all(&s, argv + FIRST, vocab)) {
		fprintf(stderr, "parity: files of logits that do not go together\n");
		return 2;
	}
	const double nmse = s.square[OURS] / s.power, scale = (double)s.elements * sqrt(s.truth / (double)s.elements);
	double spread = 0;
	for (int f = BATCH; f < FILES; f++)
		spread = fmax(spread, s.square[f] / s.power);
	const bool small = strcmp(argv[3], "f32") || nmse <= limit_f32, near = small && nmse <= limit_spread * spread;
	const bool excused = small && !strcmp(argv[1], "truth") && nmse <= limit_error * s.square[TRUTH] / s.power;
	const double ours = s.ours / scale, peer = s.peer / scale;
	const bool true_enough = ours <= limit_error * peer;

	printf("| %s | %s | %s | %s |", argv[2], argv[3], argv[4], argv[5]);
	put("%.1e", nmse, near);
	for (int f = BATCH; f < FILES; f++)
		put("%.1e", s.square[f] / s.power, true);
	put("%.1e", ours, true_enough);
	put("%.1e", peer, true);
	put("%.2f", 100 * (double)s.same_top / (double)s.rows, true);
	put("%.1e", fabs(s.kl) / (double)s.rows, true);
	putchar('\n');
	return (near || excused) && true_enough ? 0 : 1;
}
