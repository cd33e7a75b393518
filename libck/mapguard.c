#include "mapguard.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "outfile.h"

enum { GUARDS = 8 };

/* What the handler reads; start is written last and cleared first. */
static struct guard {
	const uint8_t *volatile start;
	size_t size;
	char message[4200];
} guards[GUARDS];

static void on_bus_error(int sig, siginfo_t *info, void *context)
{
	const uint8_t *at = info->si_addr;
	(void)context;
	for (int i = 0; i < GUARDS; i++) {
		const struct guard *g = &guards[i];
		if (!g->start || at < g->start || (size_t)(at - g->start) >= g->size)
			continue;
		ck_out_unlink_all();
		if (write(STDERR_FILENO, g->message, strlen(g->message)) < 0)
			_exit(1); /* unheard, but the status says it */
		_exit(1);
	}
	signal(sig, SIG_DFL); /* when this returns, the same access ends the process */
}

static void watch(void)
{
	static bool watching;
	struct sigaction old, act = { .sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO };
	if (watching)
		return;
	watching = true;
	sigemptyset(&act.sa_mask);
	if (sigaction(SIGBUS, NULL, &old) == 0 && !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL)
		sigaction(SIGBUS, &act, NULL);
}

void ck_map_guard(const void *map, size_t size, const char *path)
{
	watch();
	for (int i = 0; i < GUARDS; i++) {
		struct guard *g = &guards[i];
		if (g->start)
			continue;
		g->size = size;
		snprintf(g->message, sizeof g->message, "%.4000s: error: was cut short while it was mapped: bytes that it had are gone\n", path);
		g->start = map;
		return;
	}
}

void ck_map_unguard(const void *map)
{
	for (int i = 0; i < GUARDS; i++)
		if (guards[i].start == map)
			guards[i].start = NULL;
}
