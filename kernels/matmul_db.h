/* matmul_db: db[n] = sum over t of dy[t][n], added in F32 with t ascending from 0: the gradient of matmul's b. Axis N. */
#ifndef CK_KERNEL_MATMUL_DB_H
#define CK_KERNEL_MATMUL_DB_H

#include <stdint.h>

struct ck_matmul_db {
	float *db;          /* [N] */
	const float *dy;    /* [T][N] */
	int64_t T, N;
};

#endif
