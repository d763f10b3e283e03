// Lanes of a vector in another order.
#pragma once
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

typedef int Permutation __attribute__((vector_size(VECTOR_BYTES)));

// The permutation whose lane l reads lane places[l].
static inline Permutation permutation(const int (&places)[LANES]) {
  Permutation result;
  memcpy(&result, places, sizeof result);
  return result;
}

static inline Vector permute(Vector values, Permutation places) {
#if defined(__AVX512F__)
  return (Vector)_mm512_permutexvar_ps((__m512i)places, (__m512)values);
#elif defined(__AVX2__)
  return (Vector)_mm256_permutevar8x32_ps((__m256)values, (__m256i)places);
#else
  Vector result;
  for (int lane = 0; lane < LANES; lane++) result[lane] = values[places[lane]];
  return result;
#endif
}

}  // namespace longtail::INSTRUCTION_SET
