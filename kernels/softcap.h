/* softcap: y = cap * tanh(x / cap), each step rounded in F32, tanh as in math.h. y may be x. Axis R. */
#ifndef CK_KERNEL_SOFTCAP_H
#define CK_KERNEL_SOFTCAP_H

#include <stdint.h>

struct ck_softcap {
	float *y;           /* [R] */
	const float *x;     /* [R] */
	int64_t R;
	float cap;          /* above 0 */
};

#endif
