// Powers of numbers: in double and without vectors, so that the exponent times the logarithm keeps a float's precision.
#pragma once
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

// Natural logarithm of a positive float, which in double is never denormal: x = 2ᵏ · m, m in [√½, √2), and the series
// of the inverse hyperbolic tangent of (m - 1) / (m + 1).
static inline double preciseLogarithm(double x) {
  long long bits;
  memcpy(&bits, &x, sizeof bits);
  constexpr long long ROOT_OF_HALF = 0x3fe6a09e667f3bcdLL, ONE = 0x3ff0000000000000LL;
  bits += ONE - ROOT_OF_HALF;
  const long long k = (bits >> 52) - 1023;
  bits = (bits & 0x000fffffffffffffLL) + ROOT_OF_HALF;
  double m;
  memcpy(&m, &bits, sizeof m);
  const double s = (m - 1) / (m + 1), z = s * s;
  double series = 0;
  for (int i = 17; i >= 1; i -= 2) series = series * z + 1.0 / i;
  return 2 * s * series + static_cast<double>(k) * 0.693147180559945309417;
}

// e^x for |x| <= 120.
static inline double preciseExponential(double x) {
  const double rounder = 6755399441055744.0;  // 1.5 · 2⁵²
  const double n = (x * 1.44269504088896340736 + rounder) - rounder;
  const double rest = x - n * 0.693147180559945309417;
  double series = 1;
  for (int i = 11; i >= 1; i--) series = series * (rest * (1.0 / i)) + 1;
  const long long bits = (static_cast<long long>(n) + 1023) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return series * scale;
}

// aᵇ, with JavaScript's answers for zeros, infinities and NaN.
static inline float power(float a, float b) {
  if (b == 0) return 1;
  if (a != a || b != b) return a + b;
  const double infinite = __builtin_inf(), size = __builtin_fabs(a);
  const double base = size == 0 ? -infinite : size == infinite ? infinite : preciseLogarithm(size);
  const double exponent = b * base;
  if (exponent != exponent) return static_cast<float>(exponent);
  const float value =
      static_cast<float>(preciseExponential(exponent < -120 ? -120 : exponent > 120 ? 120 : exponent));
  if (!__builtin_signbit(a)) return value;
  // All floats from 2²⁴ on are even integers.
  const bool large = __builtin_fabsf(b) >= 16777216.0f;
  const bool integer = large || static_cast<float>(static_cast<int>(b)) == b;
  if (!integer) return size == 0 || size == infinite ? value : __builtin_nanf("");
  return !large && static_cast<int>(b) % 2 != 0 ? -value : value;
}

}  // namespace longtail::INSTRUCTION_SET
