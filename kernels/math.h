/* exp, log, tanh, softplus, sin, cos and pow: fixed sequences of IEEE operations, so the same bits on every CPU and
 * compiler (-ffp-contract=off). vec.h has exp and tanh for 16 lanes, step for step the same.
 *
 * Errors, F32 units in the last place of the exact result: exp, tanh and softplus below 1.5, the others below 0.51.
 * Coefficients: interpolation at the Chebyshev nodes of the reduced interval, rounded. */
#ifndef CK_KERNEL_MATH_H
#define CK_KERNEL_MATH_H

#include "bits.h"

#define CK_EXP_MIN -104.0f       /* below: 0; above CK_EXP_MAX: infinity */
#define CK_EXP_MAX 89.0f
#define CK_EXP_MAGIC 0x1.8p23f   /* adding it rounds to an integer, left in the low bits */
#define CK_LOG2E 0x1.715476p+0f
#define CK_LN2_HI 0x1.62e430p-1f
#define CK_LN2_LO (-0x1.05c610p-29f)
#define CK_EXP_C0 0x1p-1f        /* exp(r) = 1 + r + r^2 (C0 + r C1 + ...), |r| <= ln 2 / 2 */
#define CK_EXP_C1 0x1.5554d8p-3f
#define CK_EXP_C2 0x1.555516p-5f
#define CK_EXP_C3 0x1.12106cp-7f
#define CK_EXP_C4 0x1.6d1606p-10f
#define CK_TANH_NEAR 0.625f      /* below, in magnitude: tanh(x) = x + x^3 (C0 + x^2 C1 + ...) */
#define CK_TANH_C0 (-0x1.555552p-2f)
#define CK_TANH_C1 0x1.110e1cp-3f
#define CK_TANH_C2 (-0x1.b9258ap-5f)
#define CK_TANH_C3 0x1.58048ep-6f
#define CK_TANH_C4 (-0x1.8f8de4p-8f)

static inline float ck_expf(float x)
{
	x = x < CK_EXP_MIN ? CK_EXP_MIN : x;
	x = x > CK_EXP_MAX ? CK_EXP_MAX : x;
	const float t = __builtin_fmaf(x, CK_LOG2E, CK_EXP_MAGIC);
	const float n = t - CK_EXP_MAGIC;
	const float r = __builtin_fmaf(n, -CK_LN2_LO, __builtin_fmaf(n, -CK_LN2_HI, x));
	float q = __builtin_fmaf(CK_EXP_C4, r, CK_EXP_C3);
	q = __builtin_fmaf(q, r, CK_EXP_C2);
	q = __builtin_fmaf(q, r, CK_EXP_C1);
	q = __builtin_fmaf(q, r, CK_EXP_C0);
	const float p = 1.0f + __builtin_fmaf(q, r * r, r);
	/* 2^n in two factors: n reaches -150, and only the last product may round. */
	const int32_t i = (int32_t)(ck_bits_of(t) - ck_bits_of(CK_EXP_MAGIC)), half = i >> 1;
	return p * ck_f32_of((uint32_t)(half + 127) << 23) * ck_f32_of((uint32_t)(i - half + 127) << 23);
}

static inline float ck_tanhf(float x)
{
	const float a = __builtin_fabsf(x);
	if (a < CK_TANH_NEAR) {
		const float z = x * x;
		float q = __builtin_fmaf(CK_TANH_C4, z, CK_TANH_C3);
		q = __builtin_fmaf(q, z, CK_TANH_C2);
		q = __builtin_fmaf(q, z, CK_TANH_C1);
		q = __builtin_fmaf(q, z, CK_TANH_C0);
		return __builtin_fmaf(q * z, x, x);
	}
	const float y = 1.0f - 2.0f / (ck_expf(2.0f * a) + 1.0f);
	return x < 0 ? -y : y;
}

/* sin (quarter 0) or cos (quarter 1) of an angle below 2^30 in magnitude; NaN beyond. */
static inline float ck_sine(float angle, unsigned quarter)
{
	const double x = angle;
	if (!(x < 0x1p30 && x > -0x1p30))
		return __builtin_nanf("");
	const double t = __builtin_fma(x, 0x1.45f306dc9c883p-1, 0x1.8p52), n = t - 0x1.8p52;
	const double r = __builtin_fma(n, -0x1.1a62633145c07p-54, __builtin_fma(n, -0x1.921fb54442d18p+0, x));
	const double z = r * r;
	quarter += (unsigned)ck_bits_of_f64(t);
	double y;
	if (quarter & 1) {
		y = __builtin_fma(-0x1.9075bb669682cp-37, z, 0x1.1eeb5de1e2b95p-29);
		y = __builtin_fma(y, z, -0x1.27e4fa0d3726cp-22);
		y = __builtin_fma(y, z, 0x1.a01a019f4671dp-16);
		y = __builtin_fma(y, z, -0x1.6c16c16c16944p-10);
		y = __builtin_fma(y, z, 0x1.5555555555555p-5);
		y = __builtin_fma(y, z * z, __builtin_fma(-0.5, z, 1.0));
	} else {
		y = __builtin_fma(0x1.5e0333e3ccba1p-33, z, -0x1.ae5ff4f957b14p-26);
		y = __builtin_fma(y, z, 0x1.71de3781495ffp-19);
		y = __builtin_fma(y, z, -0x1.a01a019e73325p-13);
		y = __builtin_fma(y, z, 0x1.1111111110b6cp-7);
		y = __builtin_fma(y, z, -0x1.5555555555555p-3);
		y = __builtin_fma(y * z, r, r);
	}
	return (float)(quarter & 2 ? -y : y);
}

static inline float ck_sinf(float x)
{
	return ck_sine(x, 0);
}

static inline float ck_cosf(float x)
{
	return ck_sine(x, 1);
}

/* log x of a normal finite x > 0: e ln 2 + 2 atanh(s), m in [sqrt(1/2), sqrt(2)). */
static inline double ck_log_f64(float x)
{
	const uint64_t u = ck_bits_of_f64(x) - 0x3fe6a09e667f3bcd;
	const int64_t e = (int64_t)u >> 52;
	const double m = ck_f64_of((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
	const double s = (m - 1) / (m + 1), z = s * s;
	double q = 1.0 / 21;
	for (int k = 19; k >= 3; k -= 2)
		q = __builtin_fma(q, z, 1.0 / k);
	return __builtin_fma((double)e, 0x1.62e42fefa39efp-1, 2 * __builtin_fma(q * z, s, s));
}

/* Natural logarithm of a normal finite x > 0; otherwise NaN. */
static inline float ck_logf(float x)
{
	return x >= 0x1p-126f && x < __builtin_inff() ? (float)ck_log_f64(x) : __builtin_nanf("");
}

/* x^y for normal finite x > 0 and finite y with a normal result; otherwise NaN. */
static inline float ck_powf(float x, float y)
{
	if (!(x >= 0x1p-126f && x < __builtin_inff() && y - y == 0))
		return __builtin_nanf("");
	const double v = ck_log_f64(x) * y;
	if (!(v < 0x1.62p6 && v > -0x1.5dp6))
		return __builtin_nanf("");
	const double t = __builtin_fma(v, 0x1.71547652b82fep+0, 0x1.8p52), n = t - 0x1.8p52;
	const double r = __builtin_fma(n, -0x1.abc9e3b39803fp-56, __builtin_fma(n, -0x1.62e42fefa39efp-1, v));
	double p = 1;
	for (int k = 13; k >= 1; k--)
		p = __builtin_fma(p, r / k, 1.0);
	return (float)(p * ck_f64_of((ck_bits_of_f64(t) + 1023) << 52));
}

/* log(1 + exp(x)). With u = exp(-|x|) in (0, 1] and r = u / (2 + u), log(1 + u) = 2 atanh(r), r <= 1/3. */
static inline float ck_softplusf(float x)
{
	const double u = ck_expf(-__builtin_fabsf(x)), r = u / (2 + u), z = r * r;
	double q = 1.0 / 21;
	for (int k = 19; k >= 3; k -= 2)
		q = __builtin_fma(q, z, 1.0 / k);
	return (float)((x > 0 ? x : 0) + 2 * __builtin_fma(q * z, r, r));
}

#endif
