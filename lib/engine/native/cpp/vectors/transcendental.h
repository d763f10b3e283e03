// Exponential, logarithm and what follows from them, to a few units in the last place over the whole range of float:
// infinities, NaN and denormal numbers included. The library's own functions differ from build to build; these are
// fixed chains of vector operations, and so give the same bits on every instruction set.
#pragma once
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

typedef int Integers __attribute__((vector_size(VECTOR_BYTES)));
// For sums of bit patterns, which for NaN may overflow.
typedef unsigned Patterns __attribute__((vector_size(VECTOR_BYTES)));

static inline Integers broadcastInteger(int value) { return value - Integers{}; }
static inline Vector absolute(Vector x) { return (Vector)((Integers)x & 0x7fffffff); }
static inline Vector withSignOf(Vector magnitude, Vector x) {
  return (Vector)((Integers)absolute(magnitude) | ((Integers)x & broadcastInteger(static_cast<int>(0x80000000u))));
}

// The comparisons are false for NaN, which so passes through.
static inline Vector clamp(Vector x, float low, float high) {
  const Vector least = broadcast(low), most = broadcast(high);
  x = x < least ? least : x;
  return x > most ? most : x;
}

// Horner's scheme, the highest power's coefficient first.
template <int Count>
static inline Vector polynomial(Vector x, const float (&coefficients)[Count]) {
  Vector value = broadcast(coefficients[0]);
  for (int i = 1; i < Count; i++) value = fma(value, x, broadcast(coefficients[i]));
  return value;
}

// 2ⁿ for -126 <= n <= 127.
static inline Vector powerOfTwo(Integers n) { return (Vector)(((Patterns)n + 127) << 23); }

// x = n · ln 2 + rest, |rest| <= ln 2 / 2, and e^rest - 1.
struct Exponent {
  Integers n;
  Vector growth;
};

static inline Exponent reduceExponent(Vector x) {
  // Numbers from 2²³ on are integers: adding this one rounds, and leaves n in the last bits.
  const Vector rounder = broadcast(12582912.0f);
  const Vector shifted = fma(x, broadcast(1.44269504f), rounder);
  const Vector n = shifted - rounder;
  // ln 2 in two parts; the product of the first is exact within the fused multiply-add.
  const Vector rest = fma(n, broadcast(1.90465432e-9f), fma(n, broadcast(-0.693147182f), x));
  // (e^r - 1 - r) / r², minimax.
  const float coefficients[] = {0x1.9e7c7cp-13f, 0x1.6d3a5ep-10f, 0x1.1112d4p-7f, 0x1.5554f8p-5f, 0x1.555554p-3f, 0.5f};
  return {(Integers)shifted - (Integers)rounder, fma(rest * rest, polynomial(rest, coefficients), rest)};
}

static inline Vector exponential(Vector x) {
  // Beyond these bounds the result is zero or infinite.
  const Exponent e = reduceExponent(clamp(x, -104, 89));
  // In two steps: 2ⁿ alone may lie outside the range of float where the result does not, and a denormal rounds once.
  const Integers half = e.n >> 1;
  return (broadcast(1) + e.growth) * powerOfTwo(half) * powerOfTwo(e.n - half);
}

// e^x - 1, without cancellation about zero.
static inline Vector exponentialMinusOne(Vector x) {
  const Exponent e = reduceExponent(clamp(x, -20, 89));
  // Half of 2ⁿ, which is infinite itself just below the largest result.
  const Vector half = powerOfTwo(e.n - 1);
  const Vector scaled = fma(half, e.growth, half - broadcast(0.5f));
  return x == Vector{} ? x : e.n == Integers{} ? e.growth : scaled + scaled;
}

// Natural logarithm: x = 2ᵏ · (1 + f) with 1 + f in [√½, √2), then the series in s = f / (2 + f) of Sun's fdlibm.
static inline Vector logarithm(Vector x) {
  const Vector zero = {}, infinite = broadcast(__builtin_inff());
  const Vector least = broadcast(0x1p-126f);
  const auto denormal = x < least;
  const Integers bits = (Integers)((Patterns)(denormal ? x * broadcast(0x1p25f) : x) + (0x3f800000 - 0x3f3504f3));
  const Integers k = (bits >> 23) - 127 - (denormal ? broadcastInteger(25) : Integers{});
  const Vector f = (Vector)((bits & 0x007fffff) + 0x3f3504f3) - broadcast(1);
  const Vector s = f / (broadcast(2) + f), z = s * s, w = z * z;
  const Vector even = z * fma(w, broadcast(0.28498786688f), broadcast(0.66666662693f));
  const Vector odd = w * fma(w, broadcast(0.24279078841f), broadcast(0.40000972152f));
  const Vector half = broadcast(0.5f) * f * f, exponent = __builtin_convertvector(k, Vector);
  const Vector value = s * (half + (even + odd)) + exponent * broadcast(9.0580006145e-6f) - half + f +
                       exponent * broadcast(0.69313812256f);
  const Vector undefined = broadcast(__builtin_nanf(""));
  return x > zero ? (x == infinite ? x : value) : x == zero ? -infinite : undefined;
}

// ln(1 + x): what 1 + x lost by rounding is added to first order.
static inline Vector logarithmOfOnePlus(Vector x) {
  const Vector zero = {}, one = broadcast(1), sum = one + x;
  const Vector lost = x >= one ? one - (sum - x) : x - (sum - one);
  const auto finite = (sum > zero) & (sum < broadcast(__builtin_inff()));
  return x == zero ? x : logarithm(sum) + (finite ? lost / sum : zero);
}

static inline Vector sigmoid(Vector x) {
  const Vector one = broadcast(1), decay = exponential(-absolute(x));
  return (x < Vector{} ? decay : one) / (one + decay);
}

static inline Vector softplus(Vector x) {
  return relu(x) + logarithmOfOnePlus(exponential(-absolute(x)));
}

static inline Vector hyperbolicTangent(Vector x) {
  const Vector size = clamp(absolute(x), 0, 10), square = size * size, one = broadcast(1);
  // (tanh x - x) / x³ up to 0.625, from Cephes.
  const float coefficients[] = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f,
                                -3.33332819422e-1f};
  const Vector small = fma(polynomial(square, coefficients) * square, size, size);
  const Vector large = one - broadcast(2) / (exponential(size + size) + one);
  return withSignOf(size < broadcast(0.625f) ? small : large, x);
}

// Both polynomials are Juffa's: erf x itself up to 0.93, and ln(1 - erf x) beyond.
static inline Vector errorFunction(Vector x) {
  const Vector size = clamp(absolute(x), 0, 4), square = size * size;
  const float inner[] = {-5.96761703e-4f, 4.99119423e-3f, -2.67681349e-2f,
                         1.12819925e-1f,  -3.76125336e-1f, 1.28379166e-1f};
  const float outer[] = {-1.72853470e-5f, 3.83197126e-4f,  -3.88396438e-3f, 2.42546219e-2f,
                         -1.06777877e-1f, -6.34846687e-1f, -1.28717512e-1f};
  const Vector small = fma(polynomial(square, inner), size, size);
  const Vector large = broadcast(1) - exponential(fma(polynomial(size, outer), size, -size));
  return withSignOf(size > broadcast(0.927734375f) ? large : small, x);
}

// The standard normal distribution: e^(-x²/2), and Φ(x) without cancellation in the lower tail.
struct Normal {
  Vector bell, distribution;
};

static inline Normal normal(Vector x) {
  // Beyond 14.5 the tail is less than the least float.
  const Vector size = clamp(absolute(x), 0, 14.5f), one = broadcast(1);
  const Vector square = size * size, lost = fma(size, size, -square);
  const Vector bell = exponential(broadcast(-0.5f) * square) * fma(lost, broadcast(-0.5f), one);
  // Φ(-x) · e^(x²/2) · (1 + x), minimax in (x - 4) / (x + 4).
  const float coefficients[] = {-7.16120069e-5f, -6.05581689e-5f, 6.92858837e-4f,  -3.03759365e-4f,
                                -5.00438200e-3f, 1.79402028e-2f,  -3.21972696e-2f, 2.85999807e-2f,
                                1.39995961e-2f,  -9.67034669e-2f, 4.72053207e-1f};
  const Vector position = (size - broadcast(4)) / (size + broadcast(4));
  const Vector tail = bell * (polynomial(position, coefficients) / (one + size));
  return {bell, x < Vector{} ? tail : one - tail};
}

// x · Φ(x)
static inline Vector gelu(Vector x) {
  return clamp(x, -14.5f, __builtin_inff()) * normal(x).distribution;
}

// Φ(x) + x · e^(-x²/2) / √(2π)
static inline Vector geluSlope(Vector x) {
  const Normal n = normal(x);
  return fma(clamp(x, -14.5f, 14.5f) * broadcast(0.398942280f), n.bell, n.distribution);
}

}  // namespace longtail::INSTRUCTION_SET
