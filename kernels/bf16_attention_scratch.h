/* Sizes of bf16_attention.h, stated apart so that descriptors have them on every host. */
#ifndef CK_KERNEL_BF16_ATTENTION_SCRATCH_H
#define CK_KERNEL_BF16_ATTENTION_SCRATCH_H

enum {
	CK_BA_TILE = 32,  /* queries of a tile, positions of a block */
	CK_BA_TILES = 16  /* of a block of rows, whose chunks of keys and values are packed once */
};

#define CK_BF16_ATTENTION_WHERE "H % KV == 0 && D % 32 == 0 && D <= 256 && H <= 512 * KV"

/* Bytes: two terms of a chunk's keys and values; of each tile two terms of queries, sums, and 4 numbers for each query. */
#define CK_BF16_ATTENTION_SCRATCH "256*D * (2*2 + 2*2) + 16 * (32*D * (2*2 + 4) + 4*4*32)"

#endif
