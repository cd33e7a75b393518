/* layernorm_db: db[e] = sum over r of dy[r][e], added in F32 with r ascending from 0: the gradient of layernorm's b. Axis E. */
#ifndef CK_KERNEL_LAYERNORM_DB_H
#define CK_KERNEL_LAYERNORM_DB_H

#include <stdint.h>

struct ck_layernorm_db {
	float *db;          /* [E] */
	const float *dy;    /* [R][E] */
	int64_t R, E;
};

#endif
