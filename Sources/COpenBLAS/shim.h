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

#endif
