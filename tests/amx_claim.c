/* Linked into programs whose kernels for AMX have tiles in software (amx_soft.h). */
#include "cpu.h"

const char ck_cpu_imitated[] = "amx_tile amx_int8 amx_bf16";
