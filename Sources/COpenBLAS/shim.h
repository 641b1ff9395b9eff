#ifndef UPT_COPENBLAS_SHIM_H
#define UPT_COPENBLAS_SHIM_H

#include <cblas.h>
#include <stddef.h>

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

// LAPACK, which OpenBLAS contains unless it was built without; its headers need not be installed.
// Matrices are stored column by column. The lengths of the texts come last, as Fortran has it.
extern void dgesv_(const int *n, const int *columns, double *a, const int *lda, int *pivots,
                   double *b, const int *ldb, int *info) __attribute__((weak));
extern void dgetrf_(const int *rows, const int *columns, double *a, const int *lda, int *pivots,
                    int *info) __attribute__((weak));
extern void dgesdd_(const char *job, const int *rows, const int *columns, double *a,
                    const int *lda, double *s, double *u, const int *ldu, double *vt,
                    const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
                    size_t job_length) __attribute__((weak));
extern void dsyevd_(const char *job, const char *triangle, const int *n, double *a,
                    const int *lda, double *values, double *work, const int *lwork, int *iwork,
                    const int *liwork, int *info, size_t job_length, size_t triangle_length)
    __attribute__((weak));
extern void dgeqrf_(const int *rows, const int *columns, double *a, const int *lda, double *tau,
                    double *work, const int *lwork, int *info) __attribute__((weak));
extern void dorgqr_(const int *rows, const int *columns, const int *reflectors, double *a,
                    const int *lda, const double *tau, double *work, const int *lwork, int *info)
    __attribute__((weak));

static inline int upt_has_lapack(void) {
  return dgesv_ != 0 && dgetrf_ != 0 && dgesdd_ != 0 && dsyevd_ != 0 && dgeqrf_ != 0 &&
         dorgqr_ != 0;
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
