/* Scratch of attention_vec.h, stated apart so that descriptors have it on every host. */
#ifndef CK_KERNEL_ATTENTION_SCRATCH_H
#define CK_KERNEL_ATTENTION_SCRATCH_H

enum {
	CK_ATT_QUERIES = 64, /* rows times heads that share one reading of keys and values */
	CK_ATT_SPAN = 32     /* positions that are converted at once, at most */
};

_Static_assert(CK_ATT_QUERIES == 64 && CK_ATT_SPAN == 32, "the numbers below");

/* Bytes: of each query its scores, q, and two sums of D; converted keys or values. */
#define CK_ATTENTION_VEC_SCRATCH "4 * (64*(256 + 3*(D+15)) + 32*(D+15))"

/* Of ring_attention_vec.h: the same, and which rows bring positions. */
#define CK_RING_ATTENTION_VEC_SCRATCH "4 * (64*(256 + 3*(D+15)) + 32*(D+15) + T)"

#endif
