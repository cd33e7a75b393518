#include "cpu.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "target.h"
#include "words.h"

#if defined __x86_64__
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

enum { CPU_EAX, CPU_EBX, CPU_ECX, CPU_EDX };
enum { CPU_NONE = 0, CPU_YMM = 0x6, CPU_ZMM = 0xe6, CPU_TMM = 0x60000 | CPU_ZMM }; /* bits of XCR0 */

static const struct {
	const char *name;
	unsigned leaf, subleaf;
	int reg, bit;
	uint32_t state;
} cpu[] = {
#define CPU(name, leaf, subleaf, reg, bit, state) { name, leaf, subleaf, reg, bit, state },
#include "cpu.def"
#undef CPU
};
enum { NCPU = sizeof cpu / sizeof *cpu };

static const char *mask_text;

__attribute__((weak)) const char ck_cpu_imitated[] = "";

static int cpu_named(const char *s, size_t n)
{
	for (int i = 0; i < NCPU; i++)
		if (strlen(cpu[i].name) == n && !memcmp(cpu[i].name, s, n))
			return i;
	return -1;
}

#if defined __x86_64__
/* Linux gives a process tiles on request, once, before it uses them. */
static bool cpu_tiles_granted(void)
{
	enum { REQ_XCOMP_PERM = 0x1023, XTILEDATA = 18 }; /* asm/prctl.h of Linux 5.16 */
	return syscall(SYS_arch_prctl, REQ_XCOMP_PERM, XTILEDATA) == 0;
}
#endif

/* One bit per row of the table. */
static uint32_t cpu_detect(void)
{
	uint32_t have = 0;
#if defined __x86_64__
	unsigned r[4], xcr0 = 0;
	if (__get_cpuid(1, &r[CPU_EAX], &r[CPU_EBX], &r[CPU_ECX], &r[CPU_EDX]) && r[CPU_ECX] & bit_OSXSAVE) {
		unsigned high;
		__asm__ volatile("xgetbv" : "=a"(xcr0), "=d"(high) : "c"(0));
	}
	if ((xcr0 & CPU_TMM) == CPU_TMM && !cpu_tiles_granted())
		xcr0 &= CPU_ZMM;
	for (int i = 0; i < NCPU; i++) {
		if (!__get_cpuid_count(cpu[i].leaf, cpu[i].subleaf, &r[CPU_EAX], &r[CPU_EBX], &r[CPU_ECX], &r[CPU_EDX]))
			continue;
		if (r[cpu[i].reg] >> cpu[i].bit & 1 && (xcr0 & cpu[i].state) == cpu[i].state)
			have |= UINT32_C(1) << i;
	}
#endif
	return have;
}

static uint32_t cpu_masked(const char *mask)
{
	uint32_t keep = UINT32_MAX;
	const struct ck_target_info *t = ck_target_named(mask);
	if (t) {
		for (int i = 0; i < NCPU; i++)
			if (!ck_words_include(t->features, cpu[i].name))
				keep &= ~(UINT32_C(1) << i);
		return keep;
	}
	while (*mask) {
		size_t n = strcspn(mask, ",");
		int i = cpu_named(mask, n);
		if (i >= 0)
			keep &= ~(UINT32_C(1) << i);
		else if (n)
			ck_die("CK_CPU_MASK: '%.*s' is neither a CPU feature nor a target", (int)n, mask);
		mask += n + (mask[n] == ',');
	}
	return keep;
}

static uint32_t cpu_imitated(void)
{
	uint32_t have = 0;
	for (int i = 0; i < NCPU; i++)
		if (ck_words_include(ck_cpu_imitated, cpu[i].name))
			have |= UINT32_C(1) << i;
	return have;
}

static uint32_t cpu_have(void)
{
	const char *mask = mask_text ? mask_text : getenv("CK_CPU_MASK");
	return (cpu_detect() | cpu_imitated()) & (mask ? cpu_masked(mask) : UINT32_MAX);
}

const char *ck_cpu_missing(const char *features, char *buf)
{
	uint32_t have = cpu_have();
	size_t used = 0, n;
	buf[0] = '\0';
	for (const char *s = features; (s = ck_word(s, &n)); s += n) {
		int i = cpu_named(s, n);
		if (i >= 0 && have >> i & 1)
			continue;
		if (used + n + 2 > CK_CPU_TEXT)
			ck_die("feature list too long: %s", features);
		if (used)
			buf[used++] = ' ';
		memcpy(buf + used, s, n);
		buf[used += n] = '\0';
	}
	return buf;
}

bool ck_cpu_has(const char *features)
{
	char buf[CK_CPU_TEXT];
	return !*ck_cpu_missing(features, buf);
}

void ck_cpu_mask(const char *mask)
{
	mask_text = mask;
}
