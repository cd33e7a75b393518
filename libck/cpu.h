/* What this CPU and its operating system can run. Features are named as in Linux's /proc/cpuinfo; a
 * list of them is text, separated by spaces.
 *
 * CK_CPU_MASK in the environment hides features: a comma list of those to pretend absent, or the name
 * of a target (target.def) as the most this machine can do. An unknown name is diagnosed and ends the
 * process with status 1.
 *
 * Where the CPU has AMX, asking for any feature also gets this process the right to use tiles; its threads inherit it. */
#ifndef CK_CPU_H
#define CK_CPU_H

#include <stdbool.h>

enum { CK_CPU_TEXT = 256 }; /* bytes that hold any list of known features */

bool ck_cpu_has(const char *features);

/* Those of the features this CPU lacks, in their order; "" if none. buf holds CK_CPU_TEXT bytes. */
const char *ck_cpu_missing(const char *features, char *buf);

/* Features that the program's kernels imitate in software, and that therefore count as there, unless masked: "" here. A test
 * program defines it otherwise (tests/amx_claim.c). */
extern const char ck_cpu_imitated[];

/* Replaces the mask of the environment; NULL goes back to it. For tests. */
void ck_cpu_mask(const char *mask);

#endif
