/* Tiles in software (amx_soft.h), on which other tests of AMX kernels rest: against golden/amx/tiles.txt, which
 * tests/oracle/amx_tiles.py made in exact arithmetic; and that misuse is trapped. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define CK_AMX_SOFT
#include "amx.h"
#include "cpu.h"
#include "registry.h"

#define GOLDEN "tests/golden/amx/tiles.txt"

typedef uint32_t words[16][16];

/* amx_soft.c is compiled for the CPUs that can run the rest of the kernels. */
static void need_cpu(void)
{
	int rank;
	char missing[CK_CPU_TEXT];
	if (*ck_cpu_missing(ck_isa_features("avx512", &rank), missing)) {
		print_message("this CPU lacks %s\n", missing);
		skip();
	}
}

static void read_words(FILE *f, words w, int rows, int columns)
{
	char word[16];
	for (int r = 0; r < rows; r++)
		for (int n = 0; n < columns; n++) {
			assert_int_equal(fscanf(f, "%15s", word), 1);
			w[r][n] = strcmp(word, "nan") ? (uint32_t)strtoul(word, NULL, 16) : 0x7fc00000;
		}
}

static int is_nan(uint32_t bits)
{
	return (bits & 0x7fffffff) > 0x7f800000;
}

static void test_products(void **state)
{
	(void)state;
	need_cpu();
	FILE *f = fopen(GOLDEN, "r");
	char op[8];
	int rows, columns, k, n = 0;
	assert_non_null(f);
	for (; fscanf(f, "%7s %d %d %d", op, &rows, &columns, &k) == 4; n++) {
		static words a, b, c, want;
		struct ck_tile_config config = { .palette = 1 };
		const int bf16 = !strcmp(op, "bf16");
		read_words(f, a, rows, k);
		read_words(f, b, k, columns);
		read_words(f, c, rows, columns);
		read_words(f, want, rows, columns);
		ck_tile_shape(&config, 5, rows, columns * 4);
		ck_tile_shape(&config, 0, rows, k * 4);
		ck_tile_shape(&config, 7, k, columns * 4);
		ck_tiles_open(&config);
		CK_TILE_LOAD(0, a, 64);
		CK_TILE_LOAD(7, b, 64);
		CK_TILE_LOAD(5, c, 64);
		if (bf16)
			CK_TILE_DOT_BF16(5, 0, 7);
		else if (!strcmp(op, "su"))
			CK_TILE_DOT_SU(5, 0, 7);
		else
			CK_TILE_DOT_SS(5, 0, 7);
		CK_TILE_STORE(5, c, 64);
		ck_tiles_close();
		for (int r = 0; r < rows; r++)
			for (int i = 0; i < columns; i++)
				if (c[r][i] != want[r][i] && !(bf16 && is_nan(want[r][i]) && is_nan(c[r][i])))
					fail_msg("case %d, %s: row %d, column %d: %08x, not %08x", n, op, r, i, c[r][i], want[r][i]);
	}
	assert_true(feof(f) && n > 100);
	fclose(f);
}

/* Loads and stores touch their rows' bytes alone; ldtilecfg and tilezero make zeros. */
static void test_memory(void **state)
{
	(void)state;
	need_cpu();
	uint8_t from[16][80], to[16][80];
	struct ck_tile_config config = { .palette = 1 };
	for (int i = 0; i < 16 * 80; i++)
		(&from[0][0])[i] = (uint8_t)(i % 251 + 1);
	ck_tile_shape(&config, 2, 7, 20);
	ck_tiles_open(&config);
	for (int zero = 0; zero < 3; zero++) {
		memset(to, 0xa5, sizeof to);
		if (zero == 1)
			CK_TILE_LOAD(2, from, 80);
		if (zero == 2)
			CK_TILE_ZERO(2);
		CK_TILE_STORE(2, to, 80);
		for (int r = 0; r < 16; r++)
			for (int i = 0; i < 80; i++)
				assert_int_equal(to[r][i], r >= 7 || i >= 20 ? 0xa5 : zero == 1 ? from[r][i] : 0);
	}
	/* rows upwards in memory */
	CK_TILE_LOAD(2, from[6], -80);
	CK_TILE_STORE(2, to, 80);
	for (int r = 0; r < 7; r++)
		assert_memory_equal(to[r], from[6 - r], 20);
	ck_tiles_close();
}

static struct ck_tile_config config_of(int tile, int rows, int bytes)
{
	struct ck_tile_config c = { .palette = 1 };
	for (int i = 0; i < 3; i++)
		ck_tile_shape(&c, i, 4, 16);
	c.rows[tile] = (uint8_t)rows;
	c.row_bytes[tile] = (uint16_t)bytes;
	return c;
}

static void misuse(int what)
{
	static uint32_t memory[16 * 16];
	struct ck_tile_config c = config_of(0, 4, 16);
	switch (what) {
	case 0: CK_TILE_ZERO(0); break;
	case 1: ck_tiles_open(&c); CK_TILE_ZERO(8); break;
	case 2: ck_tiles_open(&c); CK_TILE_LOAD(3, memory, 64); break;
	case 3: ck_tiles_open(&c); ck_tiles_close(); CK_TILE_STORE(0, memory, 64); break;
	case 4: c.palette = 2; ck_tiles_open(&c); break;
	case 5: c.reserved[3] = 1; ck_tiles_open(&c); break;
	case 6: c = config_of(1, 17, 64); ck_tiles_open(&c); break;
	case 7: c = config_of(1, 16, 65); ck_tiles_open(&c); break;
	case 8: c = config_of(1, 0, 64); ck_tiles_open(&c); break;
	case 9: c = config_of(1, 16, 0); ck_tiles_open(&c); break;
	case 10: c = config_of(8, 16, 64); ck_tiles_open(&c); break;
	case 11: ck_tiles_open(&c); CK_TILE_DOT_SS(0, 1, 1); break;
	case 12: ck_tiles_open(&c); CK_TILE_DOT_SU(1, 1, 2); break;
	case 13: ck_tiles_open(&c); CK_TILE_DOT_BF16(2, 1, 2); break;
	case 14: c = config_of(0, 5, 16); ck_tiles_open(&c); CK_TILE_DOT_SS(0, 1, 2); break;
	case 15: c = config_of(0, 4, 20); ck_tiles_open(&c); CK_TILE_DOT_SU(0, 1, 2); break;
	case 16: c = config_of(1, 4, 20); ck_tiles_open(&c); CK_TILE_DOT_BF16(0, 1, 2); break;
	case 17: c = config_of(2, 3, 16); ck_tiles_open(&c); CK_TILE_DOT_BF16(0, 1, 2); break;
	case 18: c = config_of(1, 4, 18); ck_tiles_open(&c); CK_TILE_DOT_SS(0, 1, 2); break;
	default: ck_tiles_open(&c); CK_TILE_DOT_SS(0, 1, 2); exit(0); /* nothing wrong */
	}
	exit(1);
}

static void test_traps(void **state)
{
	(void)state;
	need_cpu();
	for (int what = 0; what < 20; what++) {
		int err[2], status;
		char text[256] = "";
		assert_int_equal(pipe(err), 0);
		const pid_t child = fork();
		assert_true(child >= 0);
		if (!child) {
			dup2(err[1], 2);
			misuse(what);
		}
		close(err[1]);
		const ssize_t n = read(err[0], text, sizeof text - 1);
		close(err[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (what == 19) {
			assert_true(WIFEXITED(status) && !WEXITSTATUS(status));
			continue;
		}
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT || n <= 0 || strncmp(text, "AMX: ", 5))
			fail_msg("misuse %d: status %d, '%s'", what, status, text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_traps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
