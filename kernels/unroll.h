/* CK_UNROLL: before a loop of a constant number of steps that must become straight-line code, so that
 * arrays of registers stay registers. CK_INLINE: before functions whose constants must be seen. */
#ifndef CK_KERNEL_UNROLL_H
#define CK_KERNEL_UNROLL_H

#ifdef __clang__
#define CK_UNROLL _Pragma("clang loop unroll(full)")
#else
#define CK_UNROLL _Pragma("GCC unroll 24")
#endif
#define CK_INLINE static inline __attribute__((always_inline))

#endif
