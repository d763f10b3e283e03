// The instruction sets that the kernels of this build are compiled for, see compile.ts, and how to tell whether the
// machine has them.
#pragma once
#include "kernels.h"

namespace longtail {

struct InstructionSet {
  const char* name;
  bool (*supported)();
  const Kernels* (*kernels)();
};

// Best first.
const InstructionSet instructionSets[] = {
#if defined(__x86_64__)
    {"avx512",
     [] {
       return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
     },
     avx512::kernels},
    {"avx2", [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }, avx2::kernels},
    {"baseline", [] { return true; }, baseline::kernels},
#elif defined(__aarch64__)
    {"neon", [] { return true; }, neon::kernels},
#else
    {"generic", [] { return true; }, generic::kernels},
#endif
};

}  // namespace longtail
