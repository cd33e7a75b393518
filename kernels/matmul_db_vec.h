/* matmul_db over 16 lanes. */
#ifndef CK_KERNEL_MATMUL_DB_VEC_H
#define CK_KERNEL_MATMUL_DB_VEC_H

#include "matmul_db.h"
#include "row_sums_vec.h"

static inline void ck_matmul_db_vec(const struct ck_matmul_db *a, int64_t lo, int64_t hi)
{
	ck_row_sums_vec(a->db, a->dy, a->T, a->N, lo, hi);
}

#endif
