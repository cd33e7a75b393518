/* Scratch of attention_vec.h, stated apart so that descriptors have it on every host. */
#ifndef CK_KERNEL_ATTENTION_SCRATCH_H
#define CK_KERNEL_ATTENTION_SCRATCH_H

enum {
	CK_ATT_ROWS = 8,  /* rows in a block */
	CK_ATT_STATE = 17 /* F32 beside the D of an O: M, L and what its last vector stores beyond D */
};

/* Bytes: scores of 4 heads; M, L and O of each row and head of a block. */
#define CK_ATTENTION_VEC_SCRATCH "4 * (4*256 + 8 * (H/KV) * (D + 17))"

/* Of ring_attention_vec.h: the same, a chunk of keys and values, and which rows bring positions. */
#define CK_RING_ATTENTION_VEC_SCRATCH "4 * (4*256 + 8 * (H/KV) * (D + 17) + 2*256*D + T)"

#endif
