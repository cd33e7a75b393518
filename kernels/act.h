/* Activation functions. Attribute text is the name in lower case.
 *
 * Their derivatives, each operation rounded in F32: silu'(x) = p + (x p) (1 - p), sigmoid'(x) = p (1 - p), p = 1 / (1 + exp(-x));
 * gelu_tanh'(x) = (1 + t) / 2 + ((x / 2) (1 - t t)) (sqrt(2 / pi) (1 + (x (3 0.044715)) x)), t the tanh of gelu_tanh. */
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
