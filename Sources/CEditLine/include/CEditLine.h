#ifndef UPT_CEDITLINE_H
#define UPT_CEDITLINE_H
#include <histedit.h>
#endif
