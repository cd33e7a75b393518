/* Activation functions that gated ops apply. Attribute text is the name in lower case. */
#ifndef CK_KERNEL_ACT_H
#define CK_KERNEL_ACT_H

#define CK_GELU_ROOT 0x1.988454p-1f /* sqrt(2 / pi) */
#define CK_GELU_CUBE 0.044715f

enum ck_act {
	CK_SILU,      /* x / (1 + exp(-x)): exp, sum and quotient each rounded in F32 */
	CK_SIGMOID,   /* 1 / (1 + exp(-x)), rounded in F32 after each step */
	CK_GELU_TANH  /* (x / 2) (1 + tanh((x sqrt(2 / pi)) (1 + (x 0.044715) x))), rounded in F32 after each step */
};

#endif
