/* Sizes of bf16_attention.h, stated apart so that descriptors have them on every host. */
#ifndef CK_KERNEL_BF16_ATTENTION_SCRATCH_H
#define CK_KERNEL_BF16_ATTENTION_SCRATCH_H

enum {
	CK_BA_TILE = 32,  /* queries of a tile, positions of a block */
	CK_BA_TILES = 16  /* of a block of rows, whose chunks of keys and values are packed once */
};

#define CK_BF16_ATTENTION_WHERE "H % KV == 0 && D % 32 == 0 && D <= 256 && H <= 512 * KV"

/* Two terms of a chunk's keys and values; of each tile two terms of queries, sums, and 4 numbers for each query. */
#define CK_BF16_ATTENTION_BYTES(D) 256*D * (2*2 + 2*2) + 16 * (32*D * (2*2 + 4) + 4*4*32)
#define CK_BA_TEXT_(x) #x
#define CK_BA_TEXT(x) CK_BA_TEXT_(x)
#define CK_BF16_ATTENTION_SCRATCH CK_BA_TEXT(CK_BF16_ATTENTION_BYTES(D))

/* Of bf16_ring_attention.h: the same, a chunk of keys and values in F32, and which rows bring positions. */
#define CK_BF16_RING_ATTENTION_SCRATCH CK_BF16_ATTENTION_SCRATCH " + 4 * (2*256*D + T)"

#endif
