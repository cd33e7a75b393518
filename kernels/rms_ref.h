/* What the references of rmsnorm and of its gradients share. */
#ifndef CK_KERNEL_RMS_REF_H
#define CK_KERNEL_RMS_REF_H

#include <stdint.h>

/* Sum of 16 lanes by halves. */
static inline double ck_fold16_f64(double *lane)
{
	for (int half = 8; half; half /= 2)
		for (int i = 0; i < half; i++)
			lane[i] += lane[i + half];
	return lane[0];
}

/* 1 / sqrt(mean(x^2) + eps), rounded as rmsnorm.h says. */
static inline float ck_rms_scale_ref(const float *x, int64_t E, float eps)
{
	double sum[16] = { 0 };
	for (int64_t e = 0; e < E; e++)
		sum[e % 16] += x[e] * x[e];
	const float mean = (float)(ck_fold16_f64(sum) / (double)E);
	return 1.0f / __builtin_sqrtf(mean + eps);
}

#endif
