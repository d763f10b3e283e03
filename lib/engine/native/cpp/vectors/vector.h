// The vector type of one instruction set. Every kernel is written once against this header and compiled once for each
// set; a lane always holds its own output element, or its own chain of a sum (row-folds.h), so the width changes the
// speed and never a result.
//
// Kernel files are compiled with -m flags that the machine may lack, so nothing in them may be shared with other
// objects: no templates of the standard library (the linker keeps one copy of those, perhaps the one with AVX-512),
// and everything sits in a namespace of the instruction set.
#pragma once
#include <cstddef>
#include <cstring>

#if defined(__AVX512F__)
#include <immintrin.h>
#define INSTRUCTION_SET avx512
#define VECTOR_BYTES 64
#elif defined(__AVX2__)
#include <immintrin.h>
#define INSTRUCTION_SET avx2
#define VECTOR_BYTES 32
#elif defined(__aarch64__)
#include <arm_neon.h>
#define INSTRUCTION_SET neon
#define VECTOR_BYTES 16
#elif defined(__SSE2__)
#define INSTRUCTION_SET baseline
#define VECTOR_BYTES 16
#else
#define INSTRUCTION_SET generic
#define VECTOR_BYTES 16
#endif

namespace longtail::INSTRUCTION_SET {

typedef float Vector __attribute__((vector_size(VECTOR_BYTES)));
typedef float UnalignedVector __attribute__((vector_size(VECTOR_BYTES), aligned(4), may_alias));

constexpr int LANES = VECTOR_BYTES / sizeof(float);

static inline Vector load(const float* from) { return *reinterpret_cast<const UnalignedVector*>(from); }
static inline void store(float* to, Vector value) { *reinterpret_cast<UnalignedVector*>(to) = value; }
static inline Vector broadcast(float value) { return value - Vector{}; }

#if !defined(__AVX2__) && !defined(__aarch64__)
typedef double Doubles __attribute__((vector_size(2 * VECTOR_BYTES)));
typedef unsigned long long DoubleBits __attribute__((vector_size(2 * VECTOR_BYTES)));

// a · b + c rounded once, for processors that cannot: the product of two floats is exact in double, the sum is rounded
// to odd (cut off, its last bit set if anything was lost), and so many bits below a float's last one keep the second
// rounding from doubling the first (Boldo and Melquiond 2008). The error of the sum is Knuth's; it is NaN when the sum
// is infinite or NaN, which then stays as it is.
static inline Vector fmaInDouble(Vector a, Vector b, Vector c) {
  const Doubles product = __builtin_convertvector(a, Doubles) * __builtin_convertvector(b, Doubles);
  const Doubles addend = __builtin_convertvector(c, Doubles);
  const Doubles sum = product + addend, added = sum - product;
  const Doubles error = (product - (sum - added)) + (addend - added);
  const DoubleBits inexact = (DoubleBits)((error < 0) | (error > 0)) >> 63;
  const DoubleBits roundedUp = ((DoubleBits)error ^ (DoubleBits)sum) >> 63;
  return __builtin_convertvector((Doubles)(((DoubleBits)sum - (inexact & roundedUp)) | inexact), Vector);
}
#endif

// a · b + c, rounded once. Written out because contraction by the compiler is a liberty, not a promise.
static inline Vector fma(Vector a, Vector b, Vector c) {
#if defined(__AVX512F__)
  return (Vector)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__)
  return (Vector)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(__aarch64__)
  return (Vector)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
#else
  return fmaInDouble(a, b, c);
#endif
}

// The first `count` lanes, the others zero; 0 < count < LANES, which the mask tells the compiler. Never touches memory
// past the last of them.
static inline Vector loadPartial(const float* from, int count) {
#if defined(__AVX512F__)
  return (Vector)_mm512_maskz_loadu_ps((__mmask16)(0xffffu >> (16 - count)), from);
#else
  Vector value = {};
  memcpy(&value, from, (count & (LANES - 1)) * sizeof(float));
  return value;
#endif
}

static inline void storePartial(float* to, Vector value, int count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(to, (__mmask16)(0xffffu >> (16 - count)), (__m512)value);
#else
  memcpy(to, &value, (count & (LANES - 1)) * sizeof(float));
#endif
}

static inline Vector loadUpTo(const float* from, int count) {
  return count >= LANES ? load(from) : loadPartial(from, count);
}

static inline void storeUpTo(float* to, Vector value, int count) {
  if (count >= LANES) store(to, value);
  else storePartial(to, value, count);
}

// An empty array may have no address, which memset must not be given.
static inline void setZero(float* to, size_t count) {
  if (count > 0) memset(to, 0, count * sizeof(float));
}

// max(0, x) that lets NaN through, as Math.max does.
static inline Vector relu(Vector x) {
  const Vector zero = {};
  return zero > x ? zero : x;
}

// The greater and the lesser of two, NaN if either is NaN, as in Math.max and Math.min.
static inline Vector greater(Vector a, Vector b) { return a != a ? a : b > a ? b : b != b ? b : a; }
static inline Vector lesser(Vector a, Vector b) { return a != a ? a : b < a ? b : b != b ? b : a; }

static inline int smaller(int a, int b) { return a < b ? a : b; }
static inline int larger(int a, int b) { return a > b ? a : b; }
static inline size_t roundUp(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

}  // namespace longtail::INSTRUCTION_SET
