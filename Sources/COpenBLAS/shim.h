#ifndef UPT_COPENBLAS_SHIM_H
#define UPT_COPENBLAS_SHIM_H

#include <cblas.h>

// Exported by OpenBLAS's dynamic-architecture builds but absent from its headers: forget the
// kernels chosen at load time and choose again (after OPENBLAS_CORETYPE was set).
// Weak, because builds for a single architecture do not have them.
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));

static inline int upt_can_choose_kernels_again(void) {
  return gotoblas_dynamic_quit != 0 && gotoblas_dynamic_init != 0;
}

static inline void upt_choose_kernels_again(void) {
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
}

// What the processor and the system offer: 2 for AVX-512, 1 for AVX2 with FMA, 0 for less or for
// another architecture, where OpenBLAS's own choice is right.
static inline int upt_vector_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
  return 0;
}

#endif
