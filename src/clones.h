// Code of whole numbers, compiled for AVX2 and for any x86-64; the loader takes what
// the processor has. Same answers. clang, which builds for the sanitizers, takes the
// plain one.
#pragma once

#if defined(__GNUC__) && !defined(__clang__)
#define EVENSET_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define EVENSET_CLONES
#endif
